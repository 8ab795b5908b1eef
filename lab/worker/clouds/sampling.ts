/** What points that were drawn at random say of the cloud behind them: the `sampling` of `purecell predict`. */
import { fold, key } from "../../../src/math/random.js";
import { judgeSample, type SampleRows, type Sampling } from "../../../src/theory/index.js";
import type { Values } from "../values.js";
import { cloudProblem } from "./problem.js";

/** `rare`: what happens in a smaller part of the moments need not be served. Throws as `cloudSamples` and `judgeSample` do. */
export function judgeCloud(settings: Values, rare: number): Sampling {
  const { chosen, samples, problem } = cloudProblem(settings);
  // Random points know nothing of each other; of a hand that draws, the rows tell.
  const blocks: Pick<SampleRows, "blocks"> = chosen.shape === "sampled" ? { blocks: "rows" } : {};
  const sample: SampleRows = { rows: samples, reading: "draws", ...blocks };
  return judgeSample(problem, sample, { rare, curve: false, source: fold(key(0), "sample") });
}
