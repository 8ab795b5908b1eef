/**
 * Random forests: trees grown on bootstrap samples of the rows, their leaves averaged.
 *
 * Breiman, "Random forests", Machine Learning 45, 5 (2001). Defaults are those of `sklearn.ensemble`: 100 trees; classes by the
 * Gini criterion with sqrt(features) of the features looked at in every node, numbers by squared error with all of them; a
 * feature's importance is its share of the fall of the impurity within each tree, averaged over the trees that have a cut.
 * Unlike there, depth is limited (10), and features with more than `bins` distinct values are cut at bin borders only.
 */
import type { Labels } from "../information/index.js";
import { fold, integers, type Key, split, uniformStream } from "../random.js";
import { type BinnedFeatures, binFeatures } from "./binFeatures.js";
import { growClassTree } from "./classTree.js";
import { type Criterion, impurity } from "./impurity.js";
import { growSquaredErrorTree, workspace } from "./squaredErrorTree.js";
import { type LeafRows, leafOf, type Tree } from "./tree.js";

export interface ForestOptions {
  readonly trees: number;
  readonly maxDepth: number;
  readonly criterion: Criterion;
  readonly bins: number;
}

/** 100 trees and Gini's impurity, as scikit-learn has them; depth and bins are bounded here. */
export const forestDefaults: ForestOptions = { trees: 100, maxDepth: 10, criterion: "gini", bins: 255 };

interface ForestTree {
  readonly tree: Tree;
  /** What each leaf says of every output [nodes x outputs] */
  readonly says: Float64Array;
}

export interface Forest {
  readonly features: number;
  /** [features], sums to one; zeros where no tree has a cut */
  readonly importances: Float64Array;
  /** Fall of the impurity (times rows) summed over all cuts of all trees */
  readonly gain: number;
  /** Mean over trees of what the leaves say: the probability of every class, or the number [outputs x rows]. */
  readonly scores: (values: Float64Array) => Float64Array[];
}

/** Grows one tree on the rows of `order` and adds its gains. */
type Grow = (order: Int32Array, gains: Float64Array, random: () => number) => ForestTree;

function forest(binned: BinnedFeatures, outputs: number, trees: number, key: Key, grow: Grow): Forest {
  const { rows, features } = binned;
  const importances = new Float64Array(features);
  let gain = 0;
  const grown = split(key, trees).map((treeKey) => {
    const gains = new Float64Array(features);
    const order = integers(fold(treeKey, "bootstrap"), rows, rows).sort();
    const tree = grow(order, gains, uniformStream(fold(treeKey, "ties")));
    gain += gains.reduce((sum, value) => sum + value, 0);
    addShares(importances, gains);
    return tree;
  });
  const shares = new Float64Array(features);
  addShares(shares, importances);
  return { features, importances: shares, gain, scores: (values) => average(values, features, outputs, grown) };
}

function addShares(out: Float64Array, gains: Float64Array): void {
  const total = gains.reduce((sum, gain) => sum + gain, 0);
  if (total > 0) for (let i = 0; i < out.length; i++) out[i] += gains[i] / total;
}

function average(
  values: Float64Array,
  features: number,
  outputs: number,
  trees: readonly ForestTree[],
): Float64Array[] {
  const rows = values.length / features;
  const out = Array.from({ length: outputs }, () => new Float64Array(rows));
  for (const { tree, says } of trees) {
    for (let row = 0; row < rows; row++) {
      const leaf = leafOf(tree, values, row * features);
      for (let k = 0; k < outputs; k++) out[k][row] += says[leaf * outputs + k] / trees.length;
    }
  }
  return out;
}

/** Share of every class in each leaf [nodes x classes]. */
function classShares(nodes: number, leaves: readonly LeafRows[], order: Int32Array, labels: Labels): Float64Array {
  const out = new Float64Array(nodes * labels.levels);
  for (const { leaf, start, end } of leaves) {
    for (let p = start; p < end; p++) out[leaf * labels.levels + labels.values[order[p]]] += 1 / (end - start);
  }
  return out;
}

function leafMeans(nodes: number, leaves: readonly LeafRows[], order: Int32Array, target: Float64Array): Float64Array {
  const out = new Float64Array(nodes);
  for (const { leaf, start, end } of leaves) {
    for (let p = start; p < end; p++) out[leaf] += target[order[p]] / (end - start);
  }
  return out;
}

/** A forest that tells classes apart by `values` [rows x features]. */
export function forestClassification(
  values: Float64Array,
  features: number,
  labels: Labels,
  options: Partial<ForestOptions>,
  key: Key,
): Forest {
  const { trees, maxDepth, criterion, bins } = { ...forestDefaults, ...options };
  const binned = binFeatures(values, features, bins);
  const maxFeatures = Math.max(1, Math.floor(Math.sqrt(features)));
  const growing = { maxDepth, maxFeatures, impurity: impurity(criterion, binned.rows) };
  return forest(binned, labels.levels, trees, key, (order, gains, random) => {
    const { tree, leaves } = growClassTree(binned, labels, order, growing, gains, random);
    return { tree, says: classShares(tree.feature.length, leaves, order, labels) };
  });
}

/** A forest that estimates a number from `values` [rows x features]; the criterion is squared error. */
export function forestRegression(
  values: Float64Array,
  features: number,
  target: Float64Array,
  options: Partial<Omit<ForestOptions, "criterion">>,
  key: Key,
): Forest {
  const { trees, maxDepth, bins } = { ...forestDefaults, ...options };
  const binned = binFeatures(values, features, bins);
  const memory = workspace(binned, binned.rows, maxDepth);
  return forest(binned, 1, trees, key, (order, gains, random) => {
    const { tree, leaves } = growSquaredErrorTree(binned, target, order, maxDepth, memory, gains, random);
    return { tree, says: leafMeans(tree.feature.length, leaves, order, target) };
  });
}
