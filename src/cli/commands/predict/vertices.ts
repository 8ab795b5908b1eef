/** Factors given by the corners of their range and their covariance instead of samples. */
import { InputError } from "../../../math/errors.js";
import { unknownName } from "../../../math/knownNames.js";
import { symmetricEigen, symmetrise } from "../../../math/linearAlgebra.js";
import { type Matrix, matrix } from "../../../math/matrix.js";
import { type CodedColumn, coordinateGroups, supportFromVertices } from "../../../theory/index.js";
import type { Factors } from "./gather.js";
import { readMatrix, symmetricInOrder } from "./matrixFile.js";
import type { Corners } from "./request.js";

/** Throws InputError for files that do not describe a distribution, UsageError for groups of unknown names. */
export async function factorsFromVertices(
  { vertices: path, covariance: covariancePath }: Corners,
  groups: readonly (readonly string[])[],
): Promise<Factors> {
  const vertices = await readMatrix(path);
  const names = vertices.names ?? Array.from({ length: vertices.columns }, (_, i) => `s${i + 1}`);
  const covariance = symmetricInOrder(await readMatrix(covariancePath), names, "covariance");
  const columns = names.map((name): CodedColumn => ({ name, kind: "continuous" }));
  for (const name of groups.flat()) if (!names.includes(name)) throw unknownName(`factor of ${path}`, name, names);
  const support = supportFromVertices(vertices, covariance, names);
  requirePositive(covariance, names, covariancePath);
  return {
    columns,
    support,
    groups: coordinateGroups(columns, groups),
    drawn: matrix(0, names.length),
    judged: undefined,
    ordered: undefined,
  };
}

/** A covariance has no negative eigenvalue, beyond rounding. */
function requirePositive(covariance: Matrix, names: readonly string[], file: string): void {
  const bad = names.findIndex((_, i) => covariance.data[i * names.length + i] < 0);
  if (bad >= 0) {
    const value = covariance.data[bad * names.length + bad];
    throw new InputError(`${file}: the variance of ${names[bad]} is ${value}; variances are not negative`);
  }
  const { values } = symmetricEigen(symmetrise(covariance));
  if (values[0] < -1e-9 * Math.abs(values[values.length - 1])) {
    throw new InputError(
      `${file}: no factors have this covariance: it has the eigenvalue ${values[0].toPrecision(3)}, below zero`,
    );
  }
}
