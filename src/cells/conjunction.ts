/**
 * Conjunctive cells: does a cell that is tuned to place also care for direction, or only seem to, because some places are visited in
 * some directions? The distributive hypothesis of Muller, Bostock, Taube and Kubie, J Neurosci 14 (1994), predicts the tuning to one
 * from the tuning to the other and from the behaviour; what exceeds the prediction by more than chance is the cell's own.
 */
import type { NullTest } from "./nullTest.js";

/** Mean over bins of what another tuning predicts for every sample; NaN where there is no prediction. [bins] */
export function predictedTuning(
  predicted: readonly Float64Array[],
  dwell: readonly Float64Array[],
  binOf: readonly Int32Array[],
  bins: number,
): Float64Array {
  const [totals, seconds] = [new Float64Array(bins), new Float64Array(bins)];
  binOf.forEach((bin, session) => {
    for (let i = 0; i < bin.length; i++) {
      const rate = predicted[session][i];
      if (bin[i] < 0 || Number.isNaN(rate)) continue;
      totals[bin[i]] += rate * dwell[session][i];
      seconds[bin[i]] += dwell[session][i];
    }
  });
  return totals.map((total, bin) => total / seconds[bin]);
}

/** Whether a score is larger than predicted even if chance (95 of 100 draws) is added to the prediction. */
export const exceeds = ({ score, null95 }: NullTest, predicted: number): boolean => score - predicted > null95;
