/**
 * Linear decoding: how well a linear readout of all units predicts each factor on conditions it was not fitted on.
 *
 * Numbers by ridge regression, R^2 = 1 - sum (y - prediction)^2 / sum (y - mean of the fitted part)^2 over all held-out
 * conditions, so that a readout that knows nothing scores 0 and a harmful one less; angles by their cosine and sine, the two sums
 * taken together; categories by the accuracy of multinomial logistic regression (Bishop, Pattern Recognition and Machine
 * Learning, sections 3.1.4 and 4.3.4). The score is the mean over factors; accuracies and R^2 have different chance levels, which
 * stand in the settings. Units are standardised within each fold by the part that is fitted; constant ones add nothing.
 */
import { fitLinear, predictLinear } from "../math/leastSquares.js";
import { likeliestLevel } from "../math/likeliest.js";
import { fitLogistic, predictProbabilities } from "../math/logisticRegression.js";
import { column, columnsAt, type Matrix } from "../math/matrix.js";
import { type Key, key as rootKey } from "../math/random.js";
import { mean } from "../math/statistics.js";
import type { Factor, Metric, Representation } from "../protocols.js";
import { varyingUnits } from "../representation/index.js";
import { classesSeen } from "./classesSeen.js";
import { DRAWS, metricEntry } from "./entry.js";
import { factorTarget } from "./factorTarget.js";
import { crossValidation, type HoldOut, type HoldOutOptions, holdOutDefaults } from "./holdOut.js";
import { type ReadyInputs, readyInputs } from "./readyInputs.js";
import { sharedResults } from "./sharedWork.js";
import { standardisedInputs } from "./standardise.js";

export interface LinearDecodingOptions extends Pick<HoldOutOptions, "order"> {
  /** Parts of the conditions, each tested on once. */
  readonly folds: number;
  /** Penalty on the weights of standardised units (ridge; 1 / C of logistic regression). */
  readonly l2: number;
}

/** Five folds in random order; a penalty of 1. */
export const linearDecodingDefaults: LinearDecodingOptions = { folds: 5, order: holdOutDefaults.order, l2: 1 };

/** Of the logistic regression: accuracies settle long before probabilities do. */
const CLASS_TOLERANCE = 1e-3;

/** A part of the conditions with its inputs. */
interface Fold extends HoldOut {
  readonly fitted: ReadyInputs;
  readonly held: Matrix;
}

/** Values of larger activity are not kept from one evaluation to the next. */
const MOST_KEPT = 2 ** 20;

const keptFolds = sharedResults<readonly Fold[]>();

/** The folds depend on the activity alone: for factors that were moved against it they are made once. */
function foldsOf(
  representation: Representation,
  { folds, order, l2 }: LinearDecodingOptions,
  key: Key,
): readonly Fold[] {
  const { conditions, activity } = representation;
  const make = () =>
    crossValidation(conditions, folds, order, key).map((split) => {
      const { train, test } = standardisedInputs(representation, split);
      return { ...split, fitted: readyInputs(train, l2), held: test };
    });
  return activity.length > MOST_KEPT
    ? make()
    : keptFolds(activity, `${folds} ${order} ${l2} ${key.high} ${key.low}`, make);
}

/** Linear decoding. `perFactor` is R^2 or accuracy. */
export const linearDecoding: Metric<LinearDecodingOptions> = (representation, options, key = rootKey(0)) => {
  const all = { ...linearDecodingDefaults, ...options };
  const { factors, conditions } = representation;
  const folds = foldsOf(representation, all, key);
  const perFactor = Float64Array.from(factors, (factor) => decode(factor, folds, all.l2));
  return {
    metric: "linearDecoding",
    score: mean(perFactor),
    perFactor,
    settings: {
      ...all,
      samples: conditions,
      scored: factors.map(({ kind }) => (kind === "categorical" ? "accuracy" : "R^2")),
      chance: factors.map((factor) => (factor.kind === "categorical" ? commonest(factor.values) : 0)),
      liveUnits: varyingUnits(representation).length,
      units: representation.units,
    },
  };
};

function decode(factor: Factor, folds: readonly Fold[], l2: number): number {
  const target = factorTarget(factor);
  return target.of === "classes" ? accuracy(factor, folds, l2) : explainedShare(target.columns, folds, l2);
}

function accuracy({ name, values }: Factor, folds: readonly Fold[], l2: number): number {
  const right = folds.map(({ train, test, fitted, held }) => {
    const { labels, levels } = classesSeen(name, values, train);
    const options = { l2, tolerance: CLASS_TOLERANCE };
    const model = fitLogistic(fitted.x, labels.values, levels.length, options, fitted.turned());
    const predicted = likeliestLevel(predictProbabilities(model, held));
    return test.filter((condition, i) => levels[predicted[i]] === values[condition]).length;
  });
  return right.reduce((sum, count) => sum + count, 0) / values.length;
}

function explainedShare(columns: readonly Float64Array[], folds: readonly Fold[], l2: number): number {
  let error = 0;
  let total = 0;
  for (const { train, test, fitted, held } of folds) {
    const known = columnsAt(columns, train);
    const model = fitLinear(fitted.x, known, { l2 }, fitted.prepared());
    const predicted = predictLinear(model, held).data;
    const wanted = columnsAt(columns, test).data;
    const means = columns.map((_, j) => mean(column(known, j)));
    for (let at = 0; at < wanted.length; at++) {
      error += (wanted[at] - predicted[at]) ** 2;
      total += (wanted[at] - means[at % means.length]) ** 2;
    }
  }
  return 1 - error / total;
}

/** Share of the commonest value. */
function commonest(values: Float64Array): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return Math.max(...counts.values()) / values.length;
}

/** As the command line and the reports know it. */
export const linearDecodingEntry = metricEntry({
  metric: linearDecoding,
  title: "Linear decoding",
  citation: "Bishop, Pattern Recognition and Machine Learning, sections 3.1.4 and 4.3.4; cross-validated",
  draws: DRAWS.moderate,
  against: ["factors"],
  meaning:
    "R^2 (numbers, angles) or accuracy (categories) of a linear readout on held-out conditions, mean over factors",
  defaults: linearDecodingDefaults,
  choices: { order: ["random", "as-given"] },
});
