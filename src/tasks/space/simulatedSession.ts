/** Spikes of simulated cells along a path: planted truth for the analysis of recordings. */
import type { Key } from "../../math/random.js";
import type { AgentPath } from "./foraging.js";
import { poissonSpikes } from "./poissonSpikes.js";
import type { Tuning } from "./simulatedCells.js";
import type { World } from "./worlds.js";

/** Longest time for which a sample of the path stands, s: beyond it the tracker had lost the animal. */
const LONGEST_STEP = 0.5;

/** Poisson spike times (s, ascending) of one cell; none where the position is not known. The first object and reward count. */
export function simulateSpikes(
  tuning: Tuning,
  { t, x, y, headDirection }: AgentPath,
  { objects: [object], rewards: [reward] }: World,
  key: Key,
): Float64Array {
  const last = t.length - 1;
  const dwell = t.map((time, i) => Math.min(LONGEST_STEP, i < last ? t[i + 1] - time : time - t[i - 1]));
  const rate = t.map((_, i) => {
    const hertz = tuning({
      x: x[i],
      y: y[i],
      direction: headDirection[i],
      ...(object && { object }),
      ...(reward && { reward }),
    });
    return Number.isFinite(hertz) ? hertz : 0;
  });
  return poissonSpikes(key, t, dwell, rate);
}
