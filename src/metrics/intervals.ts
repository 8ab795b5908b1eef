/**
 * Sampling error of a score, by subsampling without replacement.
 *
 * The bootstrap is not valid here: it repeats conditions, and a repeated point carries information about itself, which
 * inflates every histogram or neighbour estimate. A subset of m of n conditions drawn without replacement has no repeats; around
 * their own mean, the subset scores deviate by sqrt((n - m) / m) times the deviation of the full score, which is exactly once
 * for half samples (Politis, Romano and Wolf, "Subsampling", 1999; with the correction for a finite population). Bias that
 * grows in smaller samples is common to all subsets and drops out of the deviations.
 */
import { InputError } from "../math/errors.js";
import { type Key, permutation, key as rootKey, split } from "../math/random.js";
import { mean, quantile, standardDeviation } from "../math/statistics.js";
import type { Representation } from "../protocols.js";
import { takeConditions } from "../representation/index.js";
import type { Score } from "./nulls.js";

export interface IntervalOptions {
  readonly draws: number;
  readonly level: number;
  /** Share of the conditions in every subset. */
  readonly fraction: number;
  /** Conditions drawn together; for time series, longer than the autocorrelation. 1 for independent trials. */
  readonly block: number;
}

export const intervalDefaults: IntervalOptions = { draws: 200, level: 0.95, fraction: 0.5, block: 1 };

export interface SubsampleInterval {
  readonly score: number;
  readonly low: number;
  readonly high: number;
  readonly level: number;
  readonly standardError: number;
  readonly draws: number;
  readonly subset: number;
  readonly block: number;
}

/**
 * Interval of a score over repetitions of the recording. NaN bounds where the score is undefined on any subset. Throws
 * InputError where there are fewer than four blocks to choose from.
 */
export function subsampleInterval(
  score: Score,
  representation: Representation,
  options: Partial<IntervalOptions> = {},
  key: Key = rootKey(0),
): SubsampleInterval {
  const all: IntervalOptions = { ...intervalDefaults, ...options };
  const sampler = subsetSampler(representation, all);
  const scores = Float64Array.from(split(key, all.draws), (drawKey) => score(sampler.sample(drawKey)));
  return intervalAround(score(representation), scores, sampler, all);
}

/** Subsets of the conditions of one representation. */
export interface SubsetSampler {
  sample(key: Key): Representation;
  /** Conditions in every subset. */
  readonly subset: number;
  /** What a deviation among subsets is multiplied by to be one of the full score. */
  readonly scale: number;
}

/** Throws InputError where there are fewer than four blocks to choose from. */
export function subsetSampler(
  representation: Representation,
  { fraction, block }: Pick<IntervalOptions, "fraction" | "block">,
): SubsetSampler {
  const { conditions } = representation;
  const blocks = Math.floor(conditions / block);
  if (blocks < 4) {
    throw new InputError(`${conditions} conditions make ${blocks} blocks of ${block}; an interval needs at least four`);
  }
  const taken = Math.min(blocks - 1, Math.max(1, Math.round(fraction * blocks)));
  return {
    sample: (key) => takeConditions(representation, subset(key, blocks, taken, block)),
    subset: taken * block,
    scale: Math.sqrt(taken / (blocks - taken)),
  };
}

/** The interval of the full score from the scores of the subsets. */
export function intervalAround(
  full: number,
  scores: Float64Array,
  { subset, scale }: SubsetSampler,
  { level, block }: Pick<IntervalOptions, "level" | "block">,
): SubsampleInterval {
  const centre = mean(scores);
  const deviations = scores.map((value) => scale * (value - centre));
  return {
    score: full,
    low: full - quantile(deviations, (1 + level) / 2),
    high: full - quantile(deviations, (1 - level) / 2),
    level,
    standardError: standardDeviation(deviations),
    draws: scores.length,
    subset,
    block,
  };
}

/** Conditions of `taken` random blocks, in their original order. */
function subset(key: Key, blocks: number, taken: number, block: number): Int32Array {
  const chosen = permutation(key, blocks).slice(0, taken).sort();
  return Int32Array.from({ length: taken * block }, (_, i) => chosen[Math.floor(i / block)] * block + (i % block));
}
