/**
 * Separated attribute predictability: how much better does the best unit predict a factor than the second best?
 *
 * Kumar, Sattigeri and Balakrishnan, "Variational inference of disentangled latent concepts from unlabeled observations", ICLR
 * 2018, section 3:   SAP = mean_f (S_1st,f - S_2nd,f),   S_nf the score of unit n alone for factor f.
 *
 * Scores as in disentanglement_lib: a continuous factor by the squared correlation over all conditions; a categorical one by the
 * accuracy, on held-out conditions, of a linear support vector machine with C = 0.01 and balanced class weights
 * (math/squaredHinge.ts). There liblinear stops after 1000 sweeps, which on units with values in the hundreds is far from the
 * optimum found here (0.12 for 0.27 in the data of test/fixtures/sklearn); on standardised units the two agree. The penalty makes the
 * classifier depend on the scale of a unit; `standardise` takes that away. Its study took every factor as categorical; `scoring: "classifier"`
 * and `scoring: "correlation"` treat all alike, `by-kind` (the default) each by its kind. Correlation uses the numbers that name the
 * levels of a categorical factor. A circular factor is scored by the share of the variance of its cosine and sine that the unit
 * explains linearly; with other scorings it is refused.
 *
 * Constant units score 0 by correlation and the majority's share by classifier. disentanglement_lib also gives 0 to units with
 * variance up to 1e-12, which silences recordings in small physical units: `varianceFloor`, 0 here.
 */
import { InputError } from "../math/errors.js";
import { type Key, key as rootKey } from "../math/random.js";
import { fitSupportLines, supportClass } from "../math/squaredHinge.js";
import { mean, pearson, standardDeviation, variance } from "../math/statistics.js";
import type { Factor, Metric } from "../protocols.js";
import { unitActivity, varyingUnits } from "../representation/index.js";
import { classesSeen } from "./classesSeen.js";
import { DRAWS, metricEntry, OF_UNITS } from "./entry.js";
import { factorNumbers, factorTarget } from "./factorTarget.js";
import { topGap } from "./gap.js";
import { type HoldOutOptions, holdOut, holdOutDefaults } from "./holdOut.js";

export interface SapOptions extends HoldOutOptions {
  readonly scoring: "by-kind" | "correlation" | "classifier";
  /** Cost of errors of the support vector machine. */
  readonly cost: number;
  /** Bring every unit to mean 0 and deviation 1 before the support vector machine. */
  readonly standardise: boolean;
  /** Units whose variance does not exceed this score 0 by correlation. */
  readonly varianceFloor: number;
}

/** Each factor by its kind, a support vector machine of cost 0.01, as disentanglement_lib has it; no unit is too quiet. */
export const sapDefaults: SapOptions = {
  ...holdOutDefaults,
  scoring: "by-kind",
  cost: 0.01,
  standardise: false,
  varianceFloor: 0,
};

/** The score of one unit's activity for the factor. */
type UnitScore = (activity: Float64Array) => number;

/** SAP. `perFactor` is each factor's gap; `matrix` the scores. The key splits the conditions for the classifier. */
export const sap: Metric<SapOptions> = (representation, options, key = rootKey(0)) => {
  const all = { ...sapDefaults, ...options };
  const { units, factors, conditions } = representation;
  const live = new Set(varyingUnits(representation));
  const scorers = factors.map((factor) => unitScore(factor, all, key));
  const matrix = new Float64Array(units * factors.length);
  for (let unit = 0; unit < units; unit++) {
    const activity = unitActivity(representation, unit);
    scorers.forEach(({ by, score }, factor) => {
      const silent = by !== "classifier" && (!live.has(unit) || variance(activity) <= all.varianceFloor);
      matrix[unit * factors.length + factor] = silent ? 0 : score(activity);
    });
  }
  const perFactor = Float64Array.from(factors, (_, factor) => topGap(matrix, units, factors.length, factor));
  return {
    metric: "sap",
    score: perFactor.reduce((sum, gap) => sum + gap, 0) / factors.length,
    perFactor,
    matrix: { rows: units, columns: factors.length, data: matrix },
    settings: { ...all, scoredBy: scorers.map(({ by }) => by), samples: conditions, liveUnits: live.size, units },
  };
};

interface Scorer {
  readonly by: "correlation" | "angle" | "classifier";
  readonly score: UnitScore;
}

function unitScore(factor: Factor, options: SapOptions, key: Key): Scorer {
  const { scoring } = options;
  if (scoring === "correlation") {
    return { by: "correlation", score: explainedShare([factorNumbers(factor, "a correlation")]) };
  }
  const target = factorTarget(factor);
  if (target.of === "classes") return { by: "classifier", score: classifierAccuracy(factor, options, key) };
  if (scoring === "classifier") {
    throw new InputError(
      `factor "${factor.name}" is ${factor.kind} and has no classes to tell apart: declare it categorical, or score by kind`,
    );
  }
  return { by: factor.kind === "circular" ? "angle" : "correlation", score: explainedShare(target.columns) };
}

/** Share of the variance of all columns together that a unit explains linearly; for one column, the squared correlation. */
function explainedShare(columns: readonly Float64Array[]): UnitScore {
  const variances = columns.map((values) => variance(values));
  const total = variances.reduce((sum, value) => sum + value, 0);
  return (activity) =>
    columns.reduce(
      (sum, values, i) => (variances[i] > 0 ? sum + pearson(activity, values) ** 2 * (variances[i] / total) : sum),
      0,
    );
}

function classifierAccuracy({ name, values }: Factor, options: SapOptions, key: Key): UnitScore {
  const split = holdOut(values.length, options, key);
  const seen = classesSeen(name, values, split.train);
  return (raw) => {
    const activity = options.standardise ? standardised(raw) : raw;
    const lines = fitSupportLines(
      Float64Array.from(split.train, (i) => activity[i]),
      seen.labels,
      seen.counts,
      options.cost,
    );
    const right = split.test.filter((i) => seen.levels[supportClass(lines, activity[i])] === values[i]);
    return right.length / split.test.length;
  };
}

function standardised(activity: Float64Array): Float64Array {
  const centre = mean(activity);
  const deviation = standardDeviation(activity, 0) || 1;
  return activity.map((value) => (value - centre) / deviation);
}

/** As the command line and the reports know it. */
export const sapEntry = metricEntry({
  metric: sap,
  title: "Separated attribute predictability",
  citation:
    "Kumar, Sattigeri and Balakrishnan, Variational inference of disentangled latent concepts, ICLR 2018, section 3",
  draws: DRAWS.moderate,
  against: OF_UNITS,
  meaning: "mean over factors of how much better the best unit predicts it than the second best; from 0 to 1",
  defaults: sapDefaults,
  choices: { order: ["random", "as-given"], scoring: ["by-kind", "correlation", "classifier"] },
});
