/** Units on a common scale, as fitted on some conditions and applied to others. */
import { type Matrix, matrix } from "../math/matrix.js";
import type { Representation } from "../protocols.js";
import { takeConditions } from "../representation/index.js";
import type { HoldOut } from "./holdOut.js";

export interface Inputs {
  /** [conditions x units] */
  readonly train: Matrix;
  readonly test: Matrix;
}

/** Activity in the two parts of a split, less the mean and over the deviation of the part that is fitted. */
export function standardisedInputs(representation: Representation, { train, test }: HoldOut): Inputs {
  const fitted = takeConditions(representation, train);
  const { units, conditions } = fitted;
  const means = new Float64Array(units);
  const squares = new Float64Array(units);
  const { activity: values } = fitted;
  for (let at = 0; at < values.length; at++) means[at % units] += values[at] / conditions;
  for (let at = 0; at < values.length; at++) squares[at % units] += (values[at] - means[at % units]) ** 2 / conditions;
  const scale = ({ activity }: Representation): Matrix =>
    matrix(
      activity.length / units,
      units,
      activity.map((value, at) => (value - means[at % units]) / (Math.sqrt(squares[at % units]) || 1)),
    );
  return { train: scale(fitted), test: scale(takeConditions(representation, test)) };
}

/** Activity in the two parts of a split as it is. */
export function rawInputs(representation: Representation, { train, test }: HoldOut): Inputs {
  const part = (indices: Int32Array) =>
    matrix(indices.length, representation.units, takeConditions(representation, indices).activity);
  return { train: part(train), test: part(test) };
}
