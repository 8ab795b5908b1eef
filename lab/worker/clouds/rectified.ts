/** The certified optimum of rectified neurons on a cloud, in as many seconds as a page can wait. */
import { UsageError } from "../../../src/math/errors.js";
import type { Matrix } from "../../../src/math/matrix.js";
import { predictRectified } from "../../../src/theory/index.js";
import { problemOfSettings } from "../energy.js";
import type { Values } from "../values.js";
import { cloudProblem } from "./problem.js";
import type { RectifiedCloud } from "./protocol.js";

/** Different points at most: more cannot be proven in the time that a page has. */
const MOST_POINTS = 100;

/** Throws UsageError for more points, and as `cloudSamples` and `predictRectified` do. */
export function predictRectifiedCloud(settings: Values, seconds: number): RectifiedCloud {
  const began = performance.now();
  const { samples, problem } = cloudProblem(settings);
  requireFewPoints(samples);
  const prediction = predictRectified(problem, { values: samples }, { seconds });
  const { energy, gap, status } = prediction;
  const of = problemOfSettings(settings);
  const certified = status === "certified";
  return {
    // What is not proven is no floor: nothing is "at" it but what costs the same.
    floor: { of, total: energy.optimal, gap: certified ? gap : 0, certified },
    pure: { of, total: energy.modular },
    lowerBound: Number.isNaN(energy.lowerBound) ? 0 : energy.lowerBound,
    prediction,
    milliseconds: performance.now() - began,
  };
}

function requireFewPoints({ rows, data }: Matrix): void {
  const different = new Set(Array.from({ length: rows }, (_, row) => `${data[2 * row]},${data[2 * row + 1]}`)).size;
  if (different <= MOST_POINTS) return;
  throw new UsageError(
    `rectified neurons are searched for on up to ${MOST_POINTS} different points, and this cloud has ${different}: take fewer`,
  );
}
