/** The results of `range-fig1d`, read back, with the angle that the paper plots. */
import { z } from "zod";
import type { Matrix } from "../../../math/matrix.js";
import type { JobResult } from "../../../protocols.js";
import { type PointResult, pointResult } from "../job.js";

/** Conditions of the jobs: sets that pass the condition at 500 angles, and sets as they come. */
export const NEARLY_MODULAR = "nearly-modular";
export const ANY = "any";

export interface RandomSet extends PointResult {
  /** Minus the least margin over 500 angles, the paper's "mixing energy gain". */
  readonly publishedGain: number;
  /** Energy that mixing saves in the certified optimum, relative. */
  readonly saving: number;
  /** Degrees from the nearest axis of the most mixed unit, trained and certified. */
  readonly trainedAngle: number;
  readonly optimalAngle: number;
}

export const randomSets = (results: readonly JobResult[]): RandomSet[] =>
  results.map((result) => {
    const own = pointResult(result);
    return {
      ...own,
      publishedGain: z.number().parse(result.values.publishedGain),
      saving: Math.max(0, own.optimum.modular / own.optimum.energy - 1),
      trainedAngle: mixingAngle(own.code),
      optimalAngle: mixingAngle(own.optimalCode),
    };
  });

/**
 * Angle of the most mixed unit with its nearest axis, 0 to 45 degrees, among units with |weights| summing to more than a
 * tenth of the largest (Dorrell et al. 2025, Fig. 1d, "most_angle").
 */
export function mixingAngle({ rows, data }: Matrix): number {
  const sizes = Array.from({ length: rows }, (_, n) => [Math.abs(data[2 * n]), Math.abs(data[2 * n + 1])]);
  const largest = Math.max(...sizes.map(([a, b]) => a + b));
  const kept = sizes.filter(([a, b]) => a + b > largest / 10);
  return Math.max(...kept.map(([a, b]) => (Math.atan2(Math.min(a, b), Math.max(a, b)) * 180) / Math.PI));
}
