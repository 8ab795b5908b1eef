/**
 * Explicitness: can the levels of every factor be told apart by a linear classifier of all units?
 *
 * Ridgeway and Mozer, "Learning deep disentangled embeddings with the F-statistic loss", NeurIPS 2018, section 4.2: a logistic
 * regression is fitted to each factor, and for each of its levels the area under the ROC curve of that level's probability
 * against all other conditions is taken; explicitness is the mean over levels, then over factors. 0.5 is chance, 1 perfect.
 *
 * As in disentanglement_lib (default): units standardised by the conditions that are fitted, multinomial regression with
 * C = 1 (l2 = 1), score on held-out conditions; the score on the fitted ones is the other part. The authors' code: raw
 * units, C = 1e10, all conditions both fitted and scored: `{ l2: 1e-10, standardise: false, evaluation: "in-sample" }`.
 *
 * Constant units are left out. Continuous and circular factors have no levels and are refused by name unless `classes` says into
 * how many equally filled (circular: equally wide) parts to cut them.
 */
import { InputError } from "../math/errors.js";
import { quantileBins } from "../math/information/index.js";
import { fitLogistic, predictProbabilities } from "../math/logisticRegression.js";
import { column } from "../math/matrix.js";
import { key as rootKey } from "../math/random.js";
import { rocAuc } from "../math/rocAuc.js";
import { mean, meanDefined } from "../math/statistics.js";
import type { Factor, Metric } from "../protocols.js";
import { takeUnits, varyingUnits } from "../representation/index.js";
import { classesSeen } from "./classesSeen.js";
import { DRAWS, metricEntry } from "./entry.js";
import { type HoldOut, type HoldOutOptions, holdOut, holdOutDefaults } from "./holdOut.js";
import { factorLabels, informationDefaults } from "./informationMatrix.js";
import { type ReadyInputs, readyInputs } from "./readyInputs.js";
import { RIDGEWAY_2018 } from "./sources.js";
import { type Inputs, rawInputs, standardisedInputs } from "./standardise.js";

export interface ExplicitnessOptions extends HoldOutOptions {
  /** Penalty of the logistic regression; 1 / C of scikit-learn. */
  readonly l2: number;
  readonly standardise: boolean;
  /** `in-sample` fits and scores all conditions. */
  readonly evaluation: "held-out" | "in-sample";
  /** Parts of continuous and circular factors; 0 refuses them. */
  readonly classes: number;
}

/** Scored on held-out conditions, units standardised; continuous factors are refused. */
export const explicitnessDefaults: ExplicitnessOptions = {
  ...holdOutDefaults,
  l2: 1,
  standardise: true,
  evaluation: "held-out",
  classes: 0,
};

/** Of the logistic regression: scikit-learn's own, on mean losses. */
const READOUT_TOLERANCE = 1e-4;

/** Explicitness. `perFactor` is each factor's mean area on the conditions scored. */
export const explicitness: Metric<ExplicitnessOptions> = (representation, options, key = rootKey(0)) => {
  const all = { ...explicitnessDefaults, ...options };
  const { conditions, factors, units } = representation;
  const live = varyingUnits(representation);
  if (live.length === 0)
    throw new InputError("every unit is constant, so nothing can be told apart: record other units");
  const levels = factors.map((factor) => levelsOf(factor, all.classes)); // refused before anything is fitted
  const everything = Int32Array.from({ length: conditions }, (_, i) => i);
  const split =
    all.evaluation === "in-sample" ? { train: everything, test: everything } : holdOut(conditions, all, key);
  const lively = takeUnits(representation, live);
  const inputs = all.standardise ? standardisedInputs(lively, split) : rawInputs(lively, split);
  const fitted = readyInputs(inputs.train, all.l2);
  const areas = levels.map((values, f) =>
    factorAreas(factors[f].name, values, split, { ...inputs, fitted, l2: all.l2 }),
  );
  const perFactor = Float64Array.from(areas, ({ tested }) => tested);
  return {
    metric: "explicitness",
    score: mean(perFactor),
    parts: { explicitness: mean(perFactor), explicitnessTrain: mean(areas.map(({ trained }) => trained)) },
    perFactor,
    settings: { ...all, samples: split.train.length, testSamples: split.test.length, liveUnits: live.length, units },
  };
};

/** The levels that a classifier is to tell apart. */
function levelsOf(factor: Factor, classes: number): Float64Array {
  if (factor.kind === "categorical") return factor.values;
  if (classes < 2) {
    throw new InputError(
      `factor "${factor.name}" is ${factor.kind} and has no levels to tell apart: give classes, e.g. 8 (--set explicitness.classes=8), or leave it out`,
    );
  }
  const cut = { ...informationDefaults, bins: classes };
  const { values } = factor.kind === "circular" ? factorLabels(factor, cut) : quantileBins(factor.values, classes);
  return Float64Array.from(values);
}

interface FittedInputs extends Inputs {
  readonly fitted: ReadyInputs;
  readonly l2: number;
}

function factorAreas(name: string, values: Float64Array, split: HoldOut, inputs: FittedInputs) {
  const { labels, levels } = classesSeen(name, values, split.train);
  const { x, turned } = inputs.fitted;
  const options = { l2: inputs.l2, tolerance: READOUT_TOLERANCE };
  const model = fitLogistic(x, labels.values, levels.length, options, turned());
  const area = (input: Inputs["train"], conditions: Int32Array) => {
    const probabilities = predictProbabilities(model, input);
    return meanDefined(
      Array.from(levels, (level, k) => rocAuc(column(probabilities, k), (i) => values[conditions[i]] === level)),
    );
  };
  return { trained: area(inputs.train, split.train), tested: area(inputs.test, split.test) };
}

/** As the command line and the reports know it. */
export const explicitnessEntry = metricEntry({
  metric: explicitness,
  title: "Explicitness",
  citation: `${RIDGEWAY_2018}, section 4.2`,
  draws: DRAWS.moderate,
  against: ["factors"],
  meaning: "1 where a linear classifier of all units tells every level of every factor apart, 0.5 at chance",
  parts: {
    explicitness: "area under the ROC curve on the conditions scored, mean over levels and factors; 0.5 is chance",
    explicitnessTrain: "the same on the conditions that were fitted",
  },
  defaults: explicitnessDefaults,
  choices: { order: ["random", "as-given"], evaluation: ["held-out", "in-sample"] },
});
