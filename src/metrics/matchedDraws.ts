/**
 * Random conditions that share the value of a factor, as the beta-VAE and FactorVAE scores take them. Which they are depends on the
 * factors and the key alone, so that draws which turn the activity use the same ones; the random numbers behind them depend on the
 * key alone, and serve all draws that move the factors.
 */
import { fold, type Key, uniformStream } from "../math/random.js";
import type { Representation } from "../protocols.js";
import { type MatchedFactor, matchConditions, pick } from "./matchedConditions.js";
import { sharedLatest } from "./sharedWork.js";

export interface MatchingOptions {
  /** Conditions, or pairs of them, in every point. */
  readonly batch: number;
  readonly trainPoints: number;
  readonly testPoints: number;
  /** Bins within which values of continuous and circular factors count as the same; 0 refuses these factors. */
  readonly matchBins: number;
}

/** Batches of 64, 10,000 points to fit and 5,000 to score, as disentanglement_lib has them; continuous factors are refused. */
export const matchingDefaults: MatchingOptions = { batch: 64, trainPoints: 10_000, testPoints: 5_000, matchBins: 0 };

/** As many points as a few hundred to a few thousand conditions can tell: scores move by less than 0.01 (bench/RESULTS.md). */
export const fewerPoints = { trainPoints: 2_500, testPoints: 5_000 } as const;

/** What a score of points costs, in conditions: the same for a short recording and a long one. */
export const matchingRows = ({ trainPoints, testPoints, batch }: MatchingOptions): number =>
  ((trainPoints + testPoints) * batch) / 1024;

/** Points of which each holds one factor. */
export interface MatchedPairs {
  /** The factor held [points] */
  readonly labels: Int32Array;
  /** Any conditions [points x batch] */
  readonly first: Int32Array;
  /** Of each a partner with the same value of the factor held [points x batch] */
  readonly second: Int32Array;
}

export interface MatchedBatches {
  /** The factor held [points] */
  readonly labels: Int32Array;
  /** Conditions that share one value of it [points x batch] */
  readonly members: Int32Array;
}

/** What is drawn to fit, and afresh to score. */
export interface Parts<Drawn> {
  readonly train: Drawn;
  readonly test: Drawn;
}

const pairs = sharedLatest<Parts<MatchedPairs>>();
const batches = sharedLatest<Parts<MatchedBatches>>();
const numbers = sharedLatest<Parts<Float64Array>>();

/** Pairs of conditions. Throws InputError naming a factor whose conditions cannot be matched. */
export function matchedPairs(representation: Representation, options: MatchingOptions, key: Key): Parts<MatchedPairs> {
  const { batch } = options;
  return drawnFrom(representation, options, 1 + 2 * batch, key, pairs, (matched, random, count) => {
    const labels = new Int32Array(count);
    const first = new Int32Array(count * batch);
    const second = new Int32Array(count * batch);
    let next = 0;
    for (let point = 0; point < count; point++) {
      labels[point] = Math.floor(random[next++] * matched.length);
      const { group, groups } = matched[labels[point]];
      for (let at = point * batch; at < (point + 1) * batch; at++) {
        first[at] = Math.floor(random[next++] * representation.conditions);
        second[at] = pick(groups[group[first[at]]], random[next++]);
      }
    }
    return { labels, first, second };
  });
}

/** Batches of conditions. Throws InputError naming a factor whose conditions cannot be matched. */
export function matchedBatches(
  representation: Representation,
  options: MatchingOptions,
  key: Key,
): Parts<MatchedBatches> {
  const { batch } = options;
  return drawnFrom(representation, options, 2 + batch, key, batches, (matched, random, count) => {
    const labels = new Int32Array(count);
    const members = new Int32Array(count * batch);
    let next = 0;
    for (let point = 0; point < count; point++) {
      labels[point] = Math.floor(random[next++] * matched.length);
      const { group, groups } = matched[labels[point]];
      const alike = groups[group[Math.floor(random[next++] * representation.conditions)]];
      for (let at = point * batch; at < (point + 1) * batch; at++) members[at] = pick(alike, random[next++]);
    }
    return { labels, members };
  });
}

type Draw<Drawn> = (matched: readonly MatchedFactor[], random: Float64Array, count: number) => Drawn;

function drawnFrom<Drawn>(
  { activity, factors }: Representation,
  { batch, trainPoints, testPoints, matchBins }: MatchingOptions,
  each: number,
  key: Key,
  shared: ReturnType<typeof sharedLatest<Parts<Drawn>>>,
  draw: Draw<Drawn>,
): Parts<Drawn> {
  const settings = JSON.stringify({ batch, trainPoints, testPoints, matchBins, each, key });
  return shared(factors, settings, () => {
    const matched = factors.map((factor) => matchConditions(factor, matchBins));
    const random = numbers(activity, settings, () => ({
      train: uniforms(fold(key, "train"), trainPoints * each),
      test: uniforms(fold(key, "test"), testPoints * each),
    }));
    return {
      train: draw(matched, random.train, trainPoints),
      test: draw(matched, random.test, testPoints),
    };
  });
}

function uniforms(key: Key, count: number): Float64Array {
  const next = uniformStream(key);
  const out = new Float64Array(count);
  for (let i = 0; i < count; i++) out[i] = next();
  return out;
}
