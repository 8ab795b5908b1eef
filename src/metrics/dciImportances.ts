/** Importance of every unit for predicting each factor, by trees or by a lasso: what DCI is read from. */
import { InputError } from "../math/errors.js";
import { fitLasso } from "../math/lasso.js";
import { matrix } from "../math/matrix.js";
import { fold, type Key } from "../math/random.js";
import { mean, standardDeviation, variance } from "../math/statistics.js";
import {
  type BinnedFeatures,
  type Boosted,
  binFeatures,
  boostClassification,
  boostRegression,
  type Forest,
  forestClassification,
  forestRegression,
  likeliestClass,
} from "../math/trees/index.js";
import type { Factor, Representation } from "../protocols.js";
import { takeConditions } from "../representation/index.js";
import { classesSeen } from "./classesSeen.js";
import { factorTarget } from "./factorTarget.js";
import { type HoldOut, type HoldOutOptions, holdOutDefaults } from "./holdOut.js";

export interface ImportanceOptions extends HoldOutOptions {
  readonly importances: "boosting" | "forest" | "lasso";
  readonly trees: number;
  /** null for 3 with boosting and 10 with a forest. */
  readonly maxDepth: number | null;
  /** Boosting only. */
  readonly learningRate: number;
  /** Bins of units with more distinct values than this, for the trees to cut at. */
  readonly bins: number;
  /** Lasso only: scikit-learn's alpha, on standardised units and factors. */
  readonly penalty: number;
}

/** Gradient boosting with the settings of scikit-learn: 100 trees of depth 3, rate 0.1. */
export const importanceDefaults: ImportanceOptions = {
  ...holdOutDefaults,
  importances: "boosting",
  trees: 100,
  maxDepth: null,
  learningRate: 0.1,
  bins: 1024,
  penalty: 0.02,
};

export interface FactorFit {
  /** [units] */
  readonly importances: Float64Array;
  /** Accuracy, or share of the variance explained, on the conditions fitted and on those held out. */
  readonly trained: number;
  readonly tested: number;
}

/** Activity fitted, [conditions x units], and where to test. */
interface Inputs {
  readonly units: number;
  readonly split: HoldOut;
  readonly train: Float64Array;
  readonly test: Float64Array;
  readonly options: ImportanceOptions;
  /** The activity fitted, cut into bins once for all factors. */
  readonly binned: () => BinnedFeatures;
}

/** One fit for every factor. Throws InputError naming a factor with one level to fit on, or categories for the lasso. */
export function factorFits(
  representation: Representation,
  split: HoldOut,
  options: ImportanceOptions,
  key: Key,
): FactorFit[] {
  const part = (indices: Int32Array) => takeConditions(representation, indices).activity;
  const { units } = representation;
  const train = part(split.train);
  let cut: BinnedFeatures | undefined;
  const binned = () => {
    cut ??= binFeatures(train, units, options.bins);
    return cut;
  };
  const inputs = { units, split, train, test: part(split.test), options, binned };
  return representation.factors.map((factor, index) => factorFit(factor, inputs, fold(key, index)));
}

function factorFit(factor: Factor, inputs: Inputs, key: Key): FactorFit {
  const target = factorTarget(factor);
  if (target.of === "classes") return classFit(factor, inputs, key);
  const fits = target.columns.map((values, i) => numberFit(values, inputs, fold(key, i)));
  const gain = fits.reduce((sum, fit) => sum + fit.gain, 0) || 1;
  return {
    importances: Float64Array.from({ length: inputs.units }, (_, unit) =>
      fits.reduce((sum, fit) => sum + (fit.importances[unit] * fit.gain) / gain, 0),
    ),
    trained: mean(fits.map((fit) => fit.trained)),
    tested: mean(fits.map((fit) => fit.tested)),
  };
}

const depthOf = ({ maxDepth, importances }: ImportanceOptions): number =>
  maxDepth ?? (importances === "forest" ? 10 : 3);

/** Boosting knows the scores of the rows that it was fitted to. */
const fittedScores = (model: Boosted | Forest, train: Float64Array): readonly Float64Array[] =>
  "fitted" in model ? model.fitted : model.scores(train);

function classFit({ name, values }: Factor, inputs: Inputs, key: Key): FactorFit {
  const { units, split, train, test, options } = inputs;
  if (options.importances === "lasso") {
    throw new InputError(
      `factor "${name}" is categorical, and a lasso predicts numbers: use boosting or forest, or declare it continuous`,
    );
  }
  const { labels, levels } = classesSeen(name, values, split.train);
  const growing = { ...options, maxDepth: depthOf(options) };
  const model =
    options.importances === "boosting"
      ? boostClassification(train, units, labels, growing, key, inputs.binned())
      : forestClassification(train, units, labels, { ...growing, criterion: "entropy" }, key);
  const accuracy = (scores: readonly Float64Array[], conditions: Int32Array) => {
    const predicted = likeliestClass(scores);
    return conditions.filter((condition, i) => levels[predicted[i]] === values[condition]).length / conditions.length;
  };
  return {
    importances: model.importances,
    trained: accuracy(fittedScores(model, train), split.train),
    tested: accuracy(model.scores(test), split.test),
  };
}

/** With what the fit gained, by which the importances of several columns are weighted. */
interface NumberFit extends FactorFit {
  readonly gain: number;
}

function numberFit(values: Float64Array, inputs: Inputs, key: Key): NumberFit {
  const { units, split, train, test, options } = inputs;
  const fitted = Float64Array.from(split.train, (i) => values[i]);
  const heldOut = Float64Array.from(split.test, (i) => values[i]);
  const growing = { ...options, maxDepth: depthOf(options) };
  if (options.importances === "lasso") return lassoFit(inputs, fitted, heldOut);
  const model =
    options.importances === "boosting"
      ? boostRegression(train, units, fitted, growing, key, inputs.binned())
      : forestRegression(train, units, fitted, growing, key);
  return {
    importances: model.importances,
    gain: model.gain,
    trained: explained(fittedScores(model, train)[0], fitted),
    tested: explained(model.scores(test)[0], heldOut),
  };
}

/** Absolute weights between standardised units and the standardised factor; constant units weigh nothing. */
function lassoFit({ units, train, test, options }: Inputs, fitted: Float64Array, heldOut: Float64Array): NumberFit {
  const columns = Array.from({ length: units }, (_, unit) => train.filter((_value, at) => at % units === unit));
  const centres = columns.map(mean);
  const scales = columns.map((values) => standardDeviation(values, 0) || 1);
  const standardise = (data: Float64Array) =>
    matrix(
      data.length / units,
      units,
      data.map((value, at) => (value - centres[at % units]) / scales[at % units]),
    );
  const [centre, scale] = [mean(fitted), standardDeviation(fitted, 0)];
  const inputs = standardise(train);
  const weights = fitLasso(
    inputs,
    fitted.map((value) => (value - centre) / scale),
    options.penalty,
  );
  const predict = ({ rows, data }: typeof inputs) =>
    Float64Array.from({ length: rows }, (_, row) => {
      let score = 0;
      for (let unit = 0; unit < units; unit++) score += weights[unit] * data[row * units + unit];
      return centre + scale * score;
    });
  return {
    importances: weights.map(Math.abs),
    gain: 1,
    trained: explained(predict(inputs), fitted),
    tested: explained(predict(standardise(test)), heldOut),
  };
}

/** R^2: 1 - mean squared error / variance of the target. */
const explained = (predicted: Float64Array, target: Float64Array): number =>
  1 - mean(predicted.map((value, i) => (value - target[i]) ** 2)) / variance(target, 0);
