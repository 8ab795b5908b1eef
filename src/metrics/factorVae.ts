/**
 * The FactorVAE score: is the unit that moves least the one that belongs to the factor held?
 *
 * Kim and Mnih, "Disentangling by factorising", ICML 2018, section 4: a factor is drawn, and `batch` conditions that share one
 * value of it; the unit with the smallest variance over them, relative to its variance over all conditions, gets a vote. Each unit
 * stands for the factor from which it got most votes; the score is the share of fresh votes that this predicts.
 *
 * As in disentanglement_lib: batch 64, 10,000 votes to assign units and 5,000 to score, variances with n - 1. There conditions come
 * from a generator; here from those at hand. Units whose standard deviation is below `pruneBelow` are left out: 0 as in its code,
 * 0.05 in its study. Constant units are always left out (there 0/0 makes unit 0 win); of silence the score is 0. Scale and sign of
 * units do not matter otherwise. Factors whose values do not recur are refused by name, or matched within bins.
 */
import { InputError } from "../math/errors.js";
import { key as rootKey } from "../math/random.js";
import { standardDeviation } from "../math/statistics.js";
import type { Metric, Representation } from "../protocols.js";
import { unitActivity, varyingUnits } from "../representation/index.js";
import { DRAWS, metricEntry, OF_UNITS } from "./entry.js";
import {
  fewerPoints,
  type MatchedBatches,
  type MatchingOptions,
  matchedBatches,
  matchingDefaults,
  matchingRows,
} from "./matchedDraws.js";

export interface FactorVaeOptions extends MatchingOptions {
  /** Units with a smaller standard deviation are left out. */
  readonly pruneBelow: number;
}

/** Points as for both scores; no unit is too quiet. */
export const factorVaeDefaults: FactorVaeOptions = { ...matchingDefaults, pruneBelow: 0 };

/** FactorVAE score. `matrix` counts the votes that assign units [units x factors]. */
export const factorVae: Metric<FactorVaeOptions> = (representation, options, key = rootKey(0)) => {
  const all = { ...factorVaeDefaults, ...options };
  const { factors, conditions, units } = representation;
  if (factors.length < 2) throw new InputError("the FactorVAE score tells factors apart and needs at least two");
  const scales = Float64Array.from({ length: units }, (_, unit) =>
    standardDeviation(unitActivity(representation, unit)),
  );
  const active = varyingUnits(representation).filter((unit) => scales[unit] >= all.pruneBelow);
  const { train, test } = matchedBatches(representation, all, key);
  const ballot = { active, scales, factors: factors.length };
  const assigning = votes(representation, train, ballot);
  const standsFor = bestColumns(assigning, factors.length);
  const share = (counted: Float64Array, count: number) =>
    standsFor.reduce((sum, factor, unit) => sum + counted[unit * factors.length + factor], 0) / count;
  const score = share(votes(representation, test, ballot), all.testPoints);
  return {
    metric: "factorVae",
    score,
    parts: { factorVae: score, factorVaeTrain: share(assigning, all.trainPoints) },
    matrix: { rows: units, columns: factors.length, data: assigning },
    settings: { ...all, samples: conditions, chance: 1 / factors.length, activeUnits: active.length, units },
    ...(active.length === 0 && { notes: ["no unit is active: 0 by convention"] }),
  };
};

interface Ballot {
  readonly active: readonly number[];
  /** Standard deviation of every unit over all conditions. */
  readonly scales: Float64Array;
  readonly factors: number;
}

/** Votes for every unit by the factor held [units x factors]. */
function votes(
  { activity, units }: Representation,
  { labels, members }: MatchedBatches,
  { active, scales, factors }: Ballot,
): Float64Array {
  const out = new Float64Array(units * factors);
  if (active.length === 0) return out;
  const batch = members.length / labels.length;
  const squares = new Float64Array(units);
  const means = new Float64Array(units);
  for (let point = 0; point < labels.length; point++) {
    squaresAround(activity, members.subarray(point * batch, (point + 1) * batch), means, squares);
    out[stillest(squares, active, scales) * factors + labels[point]]++;
  }
  return out;
}

/** The active unit that varies least for its scale; the first of equals. */
function stillest(squares: Float64Array, active: readonly number[], scales: Float64Array): number {
  let best = active[0];
  let least = Infinity;
  for (const unit of active) {
    const relative = squares[unit] / scales[unit] ** 2;
    if (relative < least) [best, least] = [unit, relative];
  }
  return best;
}

/** Writes the sum of squares around their mean of every unit's values at `drawn` [units]: row after row, two in a pass. */
function squaresAround(activity: Float64Array, drawn: Int32Array, means: Float64Array, squares: Float64Array): void {
  const units = means.length;
  const even = drawn.length & ~1;
  means.fill(0);
  squares.fill(0);
  for (let i = 0; i < even; i += 2) addTwo(means, activity, drawn[i] * units, drawn[i + 1] * units);
  if (even < drawn.length) addOne(means, activity, drawn[even] * units);
  for (let unit = 0; unit < units; unit++) means[unit] /= drawn.length;
  for (let i = 0; i < even; i += 2) addSquares(squares, activity, means, drawn[i] * units, drawn[i + 1] * units);
  if (even < drawn.length) addSquare(squares, activity, means, drawn[even] * units);
}

function addOne(sums: Float64Array, activity: Float64Array, a: number): void {
  for (let unit = 0; unit < sums.length; unit++) sums[unit] += activity[a + unit];
}

function addTwo(sums: Float64Array, activity: Float64Array, a: number, b: number): void {
  for (let unit = 0; unit < sums.length; unit++) sums[unit] = sums[unit] + activity[a + unit] + activity[b + unit];
}

function addSquare(sums: Float64Array, activity: Float64Array, means: Float64Array, a: number): void {
  for (let unit = 0; unit < sums.length; unit++) {
    const away = activity[a + unit] - means[unit];
    sums[unit] += away * away;
  }
}

function addSquares(sums: Float64Array, activity: Float64Array, means: Float64Array, a: number, b: number): void {
  for (let unit = 0; unit < sums.length; unit++) {
    const first = activity[a + unit] - means[unit];
    const second = activity[b + unit] - means[unit];
    sums[unit] = sums[unit] + first * first + second * second;
  }
}

/** The largest entry of every row, the first of equals. */
const bestColumns = (data: Float64Array, columns: number): number[] =>
  Array.from({ length: data.length / columns }, (_, row) => {
    const entries = data.subarray(row * columns, (row + 1) * columns);
    return entries.indexOf(Math.max(...entries));
  });

/** As the command line and the reports know it. */
export const factorVaeEntry = metricEntry({
  metric: factorVae,
  title: "FactorVAE score",
  citation: "Kim and Mnih, Disentangling by factorising, ICML 2018, section 4",
  draws: DRAWS.moderate,
  against: OF_UNITS,
  meaning:
    "share of draws in which the unit that moves least says which factor was held; 1 over their number is chance",
  parts: { factorVae: "share of fresh votes", factorVaeTrain: "share of the votes that assigned the units" },
  defaults: factorVaeDefaults,
  rows: matchingRows,
  recommended: fewerPoints,
  choices: {},
});
