/** How wide bins are where nobody says: a convention for spikes, and otherwise what the file's own clocks allow. */
import { median } from "../../math/statistics.js";
import type { OwnBins } from "../protocols.js";

interface Clocked {
  readonly series: { readonly path: string };
  /** In seconds, ascending. */
  readonly times: Float64Array;
}

/** Spikes are counted in tenths of a second, as `purecell cells` does. */
const SPIKE_BIN = 0.1;

/** `needed`: every series that must have a sample in each bin. Undefined where there is nothing to put in bins. */
export function ownBins(hasSpikes: boolean, needed: readonly Clocked[]): OwnBins | undefined {
  const clocks = needed
    .map(({ series, times }) => ({ path: series.path, seconds: intervalOf(times) }))
    .filter(({ seconds }) => seconds > 0);
  const slowest = clocks.reduce<(typeof clocks)[number] | undefined>(
    (most, clock) => (most === undefined || clock.seconds > most.seconds ? clock : most),
    undefined,
  );
  if (hasSpikes && !(slowest && slowest.seconds > SPIKE_BIN)) {
    return { seconds: SPIKE_BIN, why: "the width that spikes are given by default" };
  }
  return slowest && { seconds: slowest.seconds, why: `one sample of ${slowest.path}, the slowest series` };
}

/**
 * Between most samples; NaN where there are not two. Four digits, and never shorter than the interval itself: a narrower bin would
 * now and then have no sample.
 */
function intervalOf(times: Float64Array): number {
  if (times.length < 2) return Number.NaN;
  const interval = median(times.subarray(1).map((time, sample) => time - times[sample]));
  const digits = 10 ** (3 - Math.floor(Math.log10(interval)));
  return Math.ceil(interval * digits * (1 - 1e-9)) / digits;
}
