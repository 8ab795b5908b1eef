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
import { fold, type Key, key as rootKey, uniformStream } from "../math/random.js";
import { standardDeviation } from "../math/statistics.js";
import type { Metric, Representation } from "../protocols.js";
import { unitActivity, varyingUnits } from "../representation/index.js";
import { type MatchingOptions, matchingDefaults } from "./betaVae.js";
import { DRAWS, metricEntry, OF_UNITS } from "./entry.js";
import { type MatchedFactor, matchConditions, pick } from "./matchedConditions.js";

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
  const matched = factors.map((factor) => matchConditions(factor, all.matchBins));
  const scales = Float64Array.from({ length: units }, (_, unit) =>
    standardDeviation(unitActivity(representation, unit)),
  );
  const active = varyingUnits(representation).filter((unit) => scales[unit] >= all.pruneBelow);
  const draw = (count: number, purpose: string) =>
    active.length === 0
      ? new Float64Array(units * factors.length)
      : votes(representation, matched, { active, scales, batch: all.batch, count }, fold(key, purpose));
  const assigning = draw(all.trainPoints, "train");
  const standsFor = bestColumns(assigning, factors.length);
  const share = (counted: Float64Array, count: number) =>
    standsFor.reduce((sum, factor, unit) => sum + counted[unit * factors.length + factor], 0) / count;
  const score = share(draw(all.testPoints, "test"), all.testPoints);
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
  readonly batch: number;
  readonly count: number;
}

/** Votes for every unit by the factor held [units x factors]. */
function votes(
  representation: Representation,
  factors: readonly MatchedFactor[],
  ballot: Ballot,
  key: Key,
): Float64Array {
  const { conditions, units } = representation;
  const columns = Array.from({ length: units }, (_, unit) => unitActivity(representation, unit));
  const random = uniformStream(key);
  const out = new Float64Array(units * factors.length);
  const drawn = new Int32Array(ballot.batch);
  for (let point = 0; point < ballot.count; point++) {
    const factor = Math.floor(random() * factors.length);
    const { group, groups } = factors[factor];
    const alike = groups[group[Math.floor(random() * conditions)]];
    for (let i = 0; i < drawn.length; i++) drawn[i] = pick(alike, random());
    out[stillest(columns, drawn, ballot) * factors.length + factor]++;
  }
  return out;
}

/** The active unit that varies least over the conditions drawn, for its scale; the first of equals. */
function stillest(columns: readonly Float64Array[], drawn: Int32Array, { active, scales }: Ballot): number {
  let best = active[0];
  let least = Infinity;
  for (const unit of active) {
    const relative = squaresAround(columns[unit], drawn) / scales[unit] ** 2;
    if (relative < least) [best, least] = [unit, relative];
  }
  return best;
}

/** Sum of squares around their mean of the values at `drawn`. */
function squaresAround(values: Float64Array, drawn: Int32Array): number {
  let sum = 0;
  for (let i = 0; i < drawn.length; i++) sum += values[drawn[i]];
  const mean = sum / drawn.length;
  let squares = 0;
  for (let i = 0; i < drawn.length; i++) squares += (values[drawn[i]] - mean) ** 2;
  return squares;
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
  choices: {},
});
