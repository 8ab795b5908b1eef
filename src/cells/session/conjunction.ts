/**
 * Conjunctive cells: does a cell that is tuned to place also care for direction, or only seem to, because some places are visited in
 * some directions? The distributive hypothesis of Muller, Bostock, Taube and Kubie, J Neurosci 14 (1994), predicts the tuning to one
 * from the tuning to the other and from the behaviour; what exceeds the prediction by more than chance is the cell's own.
 */

import { integersOf } from "../../math/integers.js";
import type { NullTest } from "../againstNull.js";
import type { Placed } from "./cellActivity.js";
import type { Session } from "./session.js";

/** The activity of a session in which the rate of every sample follows from the bin it falls into; none where that is not known. */
export function predictedActivity(rate: Float64Array, binOf: Int32Array, { dwell }: Session): Placed {
  const samples = integersOf(binOf.length, (i) => i);
  const amounts = dwell.map((seconds, i) => (rate[binOf[i]] > 0 ? rate[binOf[i]] * seconds : 0));
  return { samples, amounts };
}

/** Whether a score is larger than predicted even if chance (95 of 100 draws) is added to the prediction. */
export const exceeds = ({ score, null95 }: NullTest, predicted: number): boolean => score - predicted > null95;
