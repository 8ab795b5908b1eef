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
  for (let at = 0; at < values.length; at += units) {
    for (let unit = 0; unit < units; unit++) means[unit] += values[at + unit] / conditions;
  }
  for (let at = 0; at < values.length; at += units) {
    for (let unit = 0; unit < units; unit++) squares[unit] += (values[at + unit] - means[unit]) ** 2 / conditions;
  }
  const deviations = squares.map((square) => Math.sqrt(square) || 1);
  const scale = ({ activity }: Representation): Matrix => {
    const out = matrix(activity.length / units, units);
    for (let at = 0; at < activity.length; at += units) {
      for (let unit = 0; unit < units; unit++) {
        out.data[at + unit] = (activity[at + unit] - means[unit]) / deviations[unit];
      }
    }
    return out;
  };
  return { train: scale(fitted), test: scale(takeConditions(representation, test)) };
}

/** Activity in the two parts of a split as it is. */
export function rawInputs(representation: Representation, { train, test }: HoldOut): Inputs {
  const part = (indices: Int32Array) =>
    matrix(indices.length, representation.units, takeConditions(representation, indices).activity);
  return { train: part(train), test: part(test) };
}
