/** The results of `strengths`, read back: one network and its optimum at every pair of strengths. */
import { z } from "zod";
import type { JobResult } from "../../../protocols.js";
import { cosineThreshold } from "../../../theory/index.js";
import { CODES, type Code } from "../shallow.js";
import type { StrengthsSettings } from "./settings.js";

/**
 * What is kept of every network of a row, and of the optimum at its strengths; each an array [weight strengths]. `optimal...` is the optimum of
 * linear codes; that of rectified ones is kept beside rectified networks alone.
 */
export const ROW_VALUES = [
  "mir",
  "energy",
  "squaredError",
  "mixing",
  "optimalMir",
  "optimalEnergy",
  "optimalLowerBound",
  "optimalSquaredError",
  "optimalMixing",
  "rectifiedEnergy",
  "rectifiedLowerBound",
] as const;
export type RowValue = (typeof ROW_VALUES)[number];

const row = z.object({ code: z.enum(CODES), activityStrength: z.number() });

/** A network, with what theory says of its place. */
export interface Cell extends Readonly<Record<RowValue, number>> {
  readonly code: Code;
  readonly seed: number;
  readonly activityStrength: number;
  readonly weightStrength: number;
  /** Whether the closed form says that pure neurons are optimal here. */
  readonly pureSide: boolean;
  /** Share of the targets' variance that the certified optimum predicts. */
  readonly explained: number;
}

export function cellsOf(results: readonly JobResult[], settings: StrengthsSettings): Cell[] {
  const variance = targetVariance(settings);
  return results.flatMap(({ job, values, arrays }) => {
    const { code, activityStrength } = row.parse(values);
    return settings.weightStrengths.map((weightStrength, k) => {
      const own = Object.fromEntries(ROW_VALUES.map((name) => [name, arrays[name]?.data[k] ?? Number.NaN]));
      const numbers = rowValues.parse(own);
      const pureSide = weightStrength / activityStrength <= boundaryRatio(settings);
      const explained = 1 - numbers.optimalSquaredError / variance;
      return { ...numbers, code, seed: job.seed, activityStrength, weightStrength, pureSide, explained };
    });
  });
}

const rowValues = z.record(z.enum(ROW_VALUES), z.union([z.number(), z.nan()]));

/** Variance and half-range of a factor on the training grid. */
const factorOf = ({ grid }: Pick<StrengthsSettings, "grid">) => ({
  variance: (grid + 1) / (12 * (grid - 1)),
  halfRange: 1 / 2,
});

/** Both columns of the target mixing are of length 1. */
const targetVariance = (settings: StrengthsSettings): number => 2 * factorOf(settings).variance;

/**
 * The ratio of weight strength to activity strength up to which pure neurons are optimal: where
 * b^2 / (v + b^2 + ratio) equals the cosine. Negative where they never are, infinite at cosine 0.
 */
export function boundaryRatio(settings: Pick<StrengthsSettings, "grid" | "cosine">): number {
  const free = cosineThreshold(1, 0, factorOf(settings));
  const { halfRange } = factorOf(settings);
  return halfRange ** 2 * (1 / settings.cosine - 1 / free);
}
