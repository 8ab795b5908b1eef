/**
 * Disentanglement, completeness and informativeness.
 *
 * Eastwood and Williams, "A framework for the quantitative evaluation of disentangled representations", ICLR 2018, section 2. With
 * R_nf >= 0 the importance of unit n for predicting factor f from all units (N units, F factors):
 *   D_n = 1 - H_F(R_n. / sum_f R_nf),   D = sum_n rho_n D_n,   rho_n = sum_f R_nf / sum R  (does a unit serve one factor?);
 *   C_f = 1 - H_N(R_.f / sum_n R_nf),   C = sum_f w_f C_f   (does one unit suffice for a factor?);
 *   informativeness: how well the factors are predicted on held-out conditions.
 * H_B is entropy to base B; 1e-11 is added to every importance before normalising, as in disentanglement_lib.
 *
 * Where code bases differ:
 * - importances: `boosting` (default, disentanglement_lib: gradient boosting, 100 trees of depth 3, learning rate 0.1, impurity
 *   importances), `forest` (tripod: 100 trees, entropy, depth 10), `lasso` (the authors: absolute weights on standardised data;
 *   their penalty was tuned for each model and factor, here it is one number). Scores differ a great deal between them.
 * - w_f: `importance`, proportional to sum_n R_nf (disentanglement_lib); `uniform` (the authors). Equal for trees, whose
 *   importances sum to 1 for every factor.
 * - informativeness: accuracy for categories (disentanglement_lib), R^2 for numbers; the authors give normalised errors. The
 *   mean over factors.
 * - dead units: they have no importance and no say in D, but they count in the base N, so that a wider code is more complete.
 *   `keep` (default, as published) or `leave-out`.
 * disentanglement_lib takes every factor as classes; here continuous factors are regressed, and circular ones by their cosine and
 * sine, whose importances are averaged with the fall of the squared error that each fit achieved as weight (lasso: equally).
 */
import { InputError } from "../math/errors.js";
import { fold, type Key, key as rootKey } from "../math/random.js";
import { mean } from "../math/statistics.js";
import type { Metric, Representation } from "../protocols.js";
import { takeUnits, varyingUnits } from "../representation/index.js";
import { factorFits, type ImportanceOptions, importanceDefaults } from "./dciImportances.js";
import { DRAWS, metricEntry, OF_UNITS } from "./entry.js";
import { holdOut } from "./holdOut.js";

export interface DciOptions extends ImportanceOptions {
  readonly completenessWeights: "importance" | "uniform";
  readonly deadUnits: "keep" | "leave-out";
}

/** Gradient boosting and importance weights, as disentanglement_lib has them. */
export const dciDefaults: DciOptions = {
  ...importanceDefaults,
  completenessWeights: "importance",
  deadUnits: "keep",
};

/** Enough for trees of depth 3 to cut at, in half the time of the published 1024 for 80 units. */
const RECOMMENDED = { bins: 128 };

const TINY = 1e-11;

/** 1 - entropy of the shares, to the base of their number; NaN for a single share. */
function concentration(importances: Float64Array): number {
  const raised = importances.map((value) => value + TINY);
  const total = raised.reduce((sum, value) => sum + value, 0);
  const entropy = raised.reduce((sum, value) => sum - (value / total) * Math.log(value / total), 0);
  return 1 - entropy / Math.log(importances.length);
}

function weightedMean(values: Float64Array, weights: Float64Array): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total === 0) return mean(values);
  return values.reduce((sum, value, i) => sum + (weights[i] / total) * value, 0);
}

const rowsOf = (data: Float64Array, columns: number): Float64Array[] =>
  Array.from({ length: data.length / columns }, (_, row) => data.subarray(row * columns, (row + 1) * columns));

const columnsOf = (data: Float64Array, columns: number): Float64Array[] =>
  Array.from({ length: columns }, (_, column) => data.filter((_value, at) => at % columns === column));

const masses = (parts: readonly Float64Array[]): Float64Array =>
  Float64Array.from(parts, (part) => part.reduce((sum, value) => sum + value, 0));

/** A score of each part of an importance matrix, and their weighted mean. */
export interface ConcentrationScore {
  readonly score: number;
  readonly each: Float64Array;
}

/** D of an importance matrix [units x factors]; `each` is D_n. NaN for a single factor. */
export function disentanglement(importances: Float64Array, factors: number): ConcentrationScore {
  const rows = rowsOf(importances, factors);
  const each = Float64Array.from(rows, concentration);
  return { each, score: weightedMean(each, masses(rows)) };
}

/** C of an importance matrix [units x factors]; `each` is C_f. NaN for a single unit. */
export function completeness(
  importances: Float64Array,
  factors: number,
  weights: DciOptions["completenessWeights"] = "importance",
): ConcentrationScore {
  const columns = columnsOf(importances, factors);
  const each = Float64Array.from(columns, concentration);
  return { each, score: weights === "uniform" ? mean(each) : weightedMean(each, masses(columns)) };
}

/** DCI. `score` is D; `perUnit` D_n (NaN for dead units), `perFactor` C_f, `matrix` the importances. */
export const dci: Metric<DciOptions> = (representation, options, key = rootKey(0)) => {
  const all = { ...dciDefaults, ...options };
  const live = varyingUnits(representation);
  if (live.length === 0)
    throw new InputError("every unit is constant, so no factor can be predicted: record other units");
  const kept = all.deadUnits === "keep" ? Array.from({ length: representation.units }, (_, unit) => unit) : live;
  const { importances, trained, tested, settings } = importancesOf(takeUnits(representation, kept), all, key);
  const columns = representation.factors.length;
  const ofUnits = disentanglement(importances, columns);
  const ofFactors = completeness(importances, columns, all.completenessWeights);
  return {
    metric: "dci",
    score: ofUnits.score,
    parts: {
      disentanglement: ofUnits.score,
      completeness: ofFactors.score,
      informativeness: mean(tested),
      informativenessTrain: mean(trained),
    },
    perUnit: spread(ofUnits.each, kept, live, representation.units),
    perFactor: ofFactors.each,
    matrix: { rows: kept.length, columns, data: importances },
    settings: { ...settings, liveUnits: live.length, units: representation.units, unitsCounted: kept.length },
    ...((columns < 2 || kept.length < 2) && { notes: [singleNote(columns)] }),
  };
};

const singleNote = (factors: number): string =>
  factors < 2
    ? "disentanglement is undefined: it needs at least two factors"
    : "completeness is undefined: it needs at least two units";

/** Scores of the units kept at their place among all; NaN for those left out or constant. */
function spread(each: Float64Array, kept: readonly number[], live: readonly number[], units: number): Float64Array {
  const alive = new Set(live);
  const out = new Float64Array(units).fill(Number.NaN);
  kept.forEach((unit, i) => {
    if (alive.has(unit)) out[unit] = each[i];
  });
  return out;
}

function importancesOf(representation: Representation, options: DciOptions, key: Key) {
  const { units, factors, conditions } = representation;
  const split = holdOut(conditions, options, fold(key, "split"));
  const fits = factorFits(representation, split, options, fold(key, "fits"));
  const importances = new Float64Array(units * factors.length);
  fits.forEach((fit, factor) => {
    for (let unit = 0; unit < units; unit++) importances[unit * factors.length + factor] = fit.importances[unit];
  });
  return {
    importances,
    trained: fits.map((fit) => fit.trained),
    tested: fits.map((fit) => fit.tested),
    settings: {
      ...options,
      maxDepth: options.maxDepth ?? (options.importances === "forest" ? 10 : 3),
      trainSamples: split.train.length,
      testSamples: split.test.length,
      factorKinds: factors.map((factor) => factor.kind),
    },
  };
}

/** As the command line and the reports know it. */
export const dciEntry = metricEntry({
  metric: dci,
  title: "Disentanglement, completeness, informativeness",
  citation:
    "Eastwood and Williams, A framework for the quantitative evaluation of disentangled representations, ICLR 2018",
  draws: DRAWS.slow,
  against: OF_UNITS,
  meaning: "disentanglement: 1 where every unit that matters serves one factor, 0 where it serves all alike",
  parts: {
    disentanglement: "1 where every unit that matters serves one factor, 0 where it serves all alike",
    completeness: "1 where one unit suffices to predict each factor, 0 where all units are needed alike",
    informativeness: "accuracy (categories) or R^2 (numbers) on held-out conditions, mean over factors",
    informativenessTrain: "the same on the conditions that were fitted",
  },
  defaults: dciDefaults,
  recommended: RECOMMENDED,
  choices: {
    order: ["random", "as-given"],
    importances: ["boosting", "forest", "lasso"],
    completenessWeights: ["importance", "uniform"],
    deadUnits: ["keep", "leave-out"],
  },
});
