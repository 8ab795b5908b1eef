/**
 * Whether the neurons, and not only Q*, are unique (docs/theory.md, section 3): the target needs every factor, so that Q* is, the tight
 * set is finite, and the outer products u u' of its directions are linearly independent, so that Q* has one representation on it.
 */
import { dot, symmetricEigen } from "../math/linearAlgebra.js";
import { matrix } from "../math/matrix.js";
import type { ScaledOptimum } from "./optimum.js";
import type { Oracle } from "./oracle.js";
import type { ScaledProblem } from "./scaled.js";

/** u'Lu / c(u) above this counts as tight. */
const TIGHT = 1 - 1e-5;
/** Smallest eigenvalue of the outer products' Gram matrix, relative, at which they count as independent. */
const INDEPENDENT = 1e-9;

/** Undefined where the search for tight directions was not exhaustive. Of a certified optimum. */
export function neuronsUnique(
  { gram, dimension }: ScaledProblem,
  oracle: Oracle,
  { dual }: ScaledOptimum,
  deadline: number,
): boolean | undefined {
  const needs = symmetricEigen(gram).values;
  if (needs[0] < 1e-10 * needs[dimension - 1]) return false;
  const tight = oracle.tight?.(dual, TIGHT, deadline);
  if (tight === undefined) return undefined;
  const { directions, flat } = tight;
  if (flat || directions.length > (dimension * (dimension + 1)) / 2) return false;
  return areIndependent(directions);
}

/** The inner product of u u' and v v' is (u.v)^2. */
function areIndependent(directions: readonly Float64Array[]): boolean {
  const n = directions.length;
  const inner = matrix(n, n);
  directions.forEach((u, i) => {
    directions.forEach((v, j) => {
      inner.data[i * n + j] = dot(u, v) ** 2 / (dot(u, u) * dot(v, v));
    });
  });
  const { values } = symmetricEigen(inner);
  return values[0] > INDEPENDENT * values[n - 1];
}
