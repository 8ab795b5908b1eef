/**
 * Gradient boosting: trees added one after another, each fitted to what the ones before left over.
 *
 * Friedman, "Greedy function approximation: a gradient boosting machine", Ann. Statist. 29, 1189 (2001): least squares
 * (algorithm 2) for numbers, K-class logistic (algorithm 6; one tree for each class and stage, all from the probabilities of
 * the stage before) for classes, two-class logistic (algorithm 5) for two. Defaults and importances are those of
 * `sklearn.ensemble.GradientBoostingClassifier`: 100 stages, depth 3, learning rate 0.1, all rows and features in every
 * tree; a feature's importance is its share of the fall of the squared error, averaged over trees. Unlike there, features with
 * more than `bins` distinct values (1024) are cut at the borders of equally filled bins only.
 */
import { countLabels, type Labels } from "../information/index.js";
import { fold, type Key, uniformStream } from "../random.js";
import { mean } from "../statistics.js";
import { type BinnedFeatures, binFeatures, MOST_BINS } from "./binFeatures.js";
import { growSquaredErrorTree, workspace } from "./squaredErrorTree.js";
import { type LeafRows, leafOf, type Tree } from "./tree.js";

export interface BoostingOptions {
  /** Stages; K-class boosting grows K trees in each. */
  readonly trees: number;
  readonly maxDepth: number;
  readonly learningRate: number;
  readonly bins: number;
}

/** scikit-learn's `GradientBoostingClassifier`: 100 trees of depth 3, each counted by a tenth. */
export const boostingDefaults: BoostingOptions = { trees: 100, maxDepth: 3, learningRate: 0.1, bins: MOST_BINS };

interface ScoredTree {
  readonly tree: Tree;
  /** What each leaf adds to the score, learning rate included [nodes] */
  readonly step: Float64Array;
}

/** A sum of trees for every output, one for numbers and for two classes, K for K classes. */
export interface Boosted {
  readonly features: number;
  readonly outputs: number;
  /** [features], sums to one; zeros where no tree could be grown */
  readonly importances: Float64Array;
  /** Fall of the squared error summed over all cuts, of which the importances are shares */
  readonly gain: number;
  /** Score of every output for the rows it was fitted to [outputs x rows] */
  readonly fitted: readonly Float64Array[];
  /** The same for any rows [rows x features]. */
  readonly scores: (values: Float64Array) => Float64Array[];
}

/** How a loss is descended: starting scores, its negative gradient, and the step of a leaf. */
interface Loss {
  readonly start: Float64Array;
  /** Writes the negative gradients by the scores, for all outputs [outputs x rows]. */
  readonly residuals: (scores: readonly Float64Array[], out: readonly Float64Array[]) => void;
  /** Score a leaf adds to its rows, before the learning rate. */
  readonly leafStep: (residual: Float64Array, order: Int32Array, rows: LeafRows) => number;
}

function boost(binned: BinnedFeatures, loss: Loss, options: BoostingOptions, key: Key): Boosted {
  const { rows, features } = binned;
  const { trees: stages, maxDepth, learningRate } = options;
  const memory = workspace(binned, rows, maxDepth);
  const random = uniformStream(fold(key, "ties"));
  const importances = new Float64Array(features);
  const fitted = Array.from(loss.start, (value) => new Float64Array(rows).fill(value));
  const residuals = fitted.map(() => new Float64Array(rows));
  const order = new Int32Array(rows);
  const sums: ScoredTree[][] = fitted.map(() => []);
  for (let stage = 0; stage < stages; stage++) {
    loss.residuals(fitted, residuals);
    for (let output = 0; output < fitted.length; output++) {
      for (let i = 0; i < rows; i++) order[i] = i;
      const residual = residuals[output];
      const { tree, leaves } = growSquaredErrorTree(binned, residual, order, maxDepth, memory, importances, random);
      const step = new Float64Array(tree.feature.length);
      for (const leaf of leaves) {
        step[leaf.leaf] = learningRate * loss.leafStep(residual, order, leaf);
        for (let p = leaf.start; p < leaf.end; p++) fitted[output][order[p]] += step[leaf.leaf];
      }
      sums[output].push({ tree, step });
    }
  }
  const total = importances.reduce((sum, value) => sum + value, 0);
  return {
    features,
    outputs: fitted.length,
    importances: total > 0 ? importances.map((value) => value / total) : importances,
    gain: total,
    fitted,
    scores: (values) => sums.map((sum, output) => scoreRows(values, features, loss.start[output], sum)),
  };
}

function scoreRows(values: Float64Array, features: number, start: number, trees: readonly ScoredTree[]): Float64Array {
  const out = new Float64Array(values.length / features).fill(start);
  for (const { tree, step } of trees) {
    for (let row = 0; row < out.length; row++) out[row] += step[leafOf(tree, values, row * features)];
  }
  return out;
}

function squaredError(target: Float64Array): Loss {
  return {
    start: Float64Array.of(mean(target)),
    residuals: ([scores], [out]) => {
      for (let i = 0; i < out.length; i++) out[i] = target[i] - scores[i];
    },
    leafStep: (residual, order, { start, end }) => {
      let sum = 0;
      for (let p = start; p < end; p++) sum += residual[order[p]];
      return sum / (end - start);
    },
  };
}

/** Newton's step of a leaf, sum r / sum p (1 - p), in the terms of r = y - p; zero where all are certain. */
function newtonStep(residual: Float64Array, order: Int32Array, { start, end }: LeafRows): number {
  let sum = 0;
  let curvature = 0;
  for (let p = start; p < end; p++) {
    const r = residual[order[p]];
    sum += r;
    curvature += Math.abs(r) * (1 - Math.abs(r));
  }
  return curvature < 1e-150 ? 0 : sum / curvature;
}

function twoClasses({ values }: Labels, second: number): Loss {
  const share = second / values.length;
  return {
    start: Float64Array.of(Math.log(share / (1 - share))),
    residuals: ([scores], [out]) => {
      for (let i = 0; i < out.length; i++) out[i] = values[i] - 1 / (1 + Math.exp(-scores[i]));
    },
    leafStep: newtonStep,
  };
}

function manyClasses({ values, levels }: Labels, counts: ArrayLike<number>): Loss {
  const start = Float64Array.from({ length: levels }, (_, k) => Math.log(counts[k] / values.length));
  return {
    start,
    residuals: (scores, out) => {
      for (let i = 0; i < values.length; i++) softmaxResidual(scores, out, values[i], i);
    },
    leafStep: (residual, order, rows) => ((levels - 1) / levels) * newtonStep(residual, order, rows),
  };
}

/** y_k - p_k of row i for every class k. */
function softmaxResidual(scores: readonly Float64Array[], out: readonly Float64Array[], label: number, i: number) {
  let most = -Infinity;
  for (let k = 0; k < scores.length; k++) if (scores[k][i] > most) most = scores[k][i];
  let total = 0;
  for (let k = 0; k < scores.length; k++) {
    const odds = Math.exp(scores[k][i] - most);
    out[k][i] = odds;
    total += odds;
  }
  for (let k = 0; k < scores.length; k++) out[k][i] = (k === label ? 1 : 0) - out[k][i] / total;
}

/** Least-squares boosting of a number on `values` [rows x features], which need not be cut into `bins` again. */
export function boostRegression(
  values: Float64Array,
  features: number,
  target: Float64Array,
  options: Partial<BoostingOptions>,
  key: Key,
  binned?: BinnedFeatures,
): Boosted {
  const all = { ...boostingDefaults, ...options };
  return boost(binned ?? binFeatures(values, features, all.bins), squaredError(target), all, key);
}

/**
 * Boosting of a class on `values` [rows x features]. Every level must occur: throws RangeError otherwise, and for fewer than
 * two.
 */
export function boostClassification(
  values: Float64Array,
  features: number,
  labels: Labels,
  options: Partial<BoostingOptions>,
  key: Key,
  binned?: BinnedFeatures,
): Boosted {
  const counts = countLabels(labels);
  if (labels.levels < 2 || counts.some((count) => count === 0)) {
    throw new RangeError("boosting needs two or more classes, each with at least one row");
  }
  const all = { ...boostingDefaults, ...options };
  const loss = labels.levels === 2 ? twoClasses(labels, counts[1]) : manyClasses(labels, counts);
  return boost(binned ?? binFeatures(values, features, all.bins), loss, all, key);
}

/** The most probable class of every row, from the scores of its classes; the first of equals. */
export function likeliestClass(scores: readonly Float64Array[]): Int32Array {
  if (scores.length === 1) return Int32Array.from(scores[0], (score) => (score > 0 ? 1 : 0));
  return Int32Array.from({ length: scores[0].length }, (_, i) => {
    let best = 0;
    for (let k = 1; k < scores.length; k++) if (scores[k][i] > scores[best][i]) best = k;
    return best;
  });
}
