/**
 * Regression trees that least squares grows, on histograms of the target.
 *
 * Breiman, Friedman, Olshen and Stone, "Classification and Regression Trees", 1984; Friedman, Ann. Statist. 29, 1189 (2001),
 * eq. 35: of all cuts the one with the largest n_l n_r / (n_l + n_r) (mean_l - mean_r)^2, which is also the largest fall of the
 * squared error, so `friedman_mse` and `squared_error` of scikit-learn cut alike. Histograms, with those of the larger child
 * got by subtraction: Ke et al., LightGBM, NeurIPS 2017. Equally good features are drawn from at random (scikit-learn visits
 * the features of every node in random order, to the same effect).
 */
import type { BinnedFeatures } from "./binFeatures.js";
import { addLeaf, between, emptyTree, type LeafRows, partition, type Split, type Tree } from "./tree.js";

/** Memory that growing trees on the same features uses again and again. */
export interface Workspace {
  readonly spare: Int32Array;
  /** By depth: sum of the target and number of rows of every cell, interleaved [2 x cells] */
  readonly histograms: readonly Float64Array[];
}

export function workspace({ offset, features }: BinnedFeatures, rows: number, depth: number): Workspace {
  return {
    spare: new Int32Array(rows),
    histograms: Array.from({ length: depth + 1 }, () => new Float64Array(2 * offset[features])),
  };
}

export interface GrownTree {
  readonly tree: Tree;
  readonly leaves: readonly LeafRows[];
}

interface Node {
  readonly start: number;
  readonly end: number;
  readonly depth: number;
  /** Sum of the target. */
  readonly sum: number;
  /** No cut of a node without impurity. */
  readonly pure: boolean;
}

/** Below this mean squared deviation a node counts as pure: scikit-learn's limit. */
const PURE = 2 ** -52;

/**
 * Grows a tree on the rows listed in `order` (repeats allowed), which comes back sorted by leaf. Adds the gain of every cut to
 * `importances` [features].
 */
export function growSquaredErrorTree(
  binned: BinnedFeatures,
  target: Float64Array,
  order: Int32Array,
  maxDepth: number,
  memory: Workspace,
  importances: Float64Array,
  random: () => number,
): GrownTree {
  const tree = emptyTree();
  const leaves: LeafRows[] = [];
  const wants = (node: Node) => node.depth < maxDepth && node.end - node.start > 1 && !node.pure;

  function grow(node: Node, histogram: Float64Array): number {
    const at = addLeaf(tree);
    const split = wants(node) ? bestSplit(binned, histogram, node, random) : undefined;
    if (split === undefined) {
      leaves.push({ leaf: at, start: node.start, end: node.end });
      return at;
    }
    importances[split.feature] += split.gain;
    const { cells, features } = binned;
    const { feature, cell } = split;
    const middle = partition(
      order,
      node.start,
      node.end,
      memory.spare,
      (row) => cells[row * features + feature] <= cell,
    );
    tree.threshold[at] = cutBetween(binned, histogram, split);
    const left = describe(target, order, node.start, middle, node.depth + 1);
    const right = describe(target, order, middle, node.end, node.depth + 1);
    const [ofLeft, ofRight] =
      wants(left) || wants(right)
        ? childHistograms(binned, target, order, left, right, histogram, memory.histograms[node.depth + 1])
        : [histogram, histogram];
    tree.feature[at] = feature;
    tree.left[at] = grow(left, ofLeft);
    tree.right[at] = grow(right, ofRight);
    return at;
  }

  const root = describe(target, order, 0, order.length, 0);
  const histogram = memory.histograms[0];
  if (wants(root)) fill(binned, target, order, root, histogram);
  grow(root, histogram);
  return { tree, leaves };
}

function describe(target: Float64Array, order: Int32Array, start: number, end: number, depth: number): Node {
  let sum = 0;
  let squares = 0;
  for (let p = start; p < end; p++) {
    const value = target[order[p]];
    sum += value;
    squares += value * value;
  }
  const count = end - start;
  return { start, end, depth, sum, pure: squares / count - (sum / count) ** 2 <= PURE };
}

function fill(
  { cells, features }: BinnedFeatures,
  target: Float64Array,
  order: Int32Array,
  { start, end }: Node,
  out: Float64Array,
): void {
  out.fill(0);
  for (let p = start; p < end; p++) {
    const row = order[p];
    const value = target[row];
    const from = row * features;
    for (let j = from; j < from + features; j++) {
      const k = 2 * cells[j];
      out[k] += value;
      out[k + 1] += 1;
    }
  }
}

/** Histograms of both children: the smaller one counted into `free`, the larger one left in its parent's. */
function childHistograms(
  binned: BinnedFeatures,
  target: Float64Array,
  order: Int32Array,
  left: Node,
  right: Node,
  parent: Float64Array,
  free: Float64Array,
): readonly [Float64Array, Float64Array] {
  const leftIsSmaller = left.end - left.start <= right.end - right.start;
  fill(binned, target, order, leftIsSmaller ? left : right, free);
  for (let k = 0; k < parent.length; k++) parent[k] -= free[k];
  return leftIsSmaller ? [free, parent] : [parent, free];
}

/** The best cut over all features, or undefined where every feature is constant. */
function bestSplit(
  { features, offset }: BinnedFeatures,
  histogram: Float64Array,
  { start, end, sum }: Node,
  random: () => number,
): Split | undefined {
  const count = end - start;
  let best: Split | undefined;
  let tied = 1;
  for (let feature = 0; feature < features; feature++) {
    const { cell, gain } = bestCell(histogram, offset[feature], offset[feature + 1], count, sum);
    if (cell < 0) continue;
    if (best === undefined || gain > best.gain) {
      best = { feature, cell, gain };
      tied = 1;
    } else if (gain === best.gain && random() * ++tied < 1) best = { feature, cell, gain };
  }
  return best && { ...best, gain: best.gain / count };
}

/** The first of the best cuts of one feature: gain times the number of rows; cell -1 where there is no cut. */
function bestCell(histogram: Float64Array, first: number, last: number, count: number, sum: number) {
  let left = 0;
  let leftSum = 0;
  let cell = -1;
  let gain = -1;
  for (let k = first; k < last; k++) {
    const here = histogram[2 * k + 1];
    if (here === 0) continue;
    left += here;
    if (left === count) break;
    leftSum += histogram[2 * k];
    const difference = leftSum * count - sum * left;
    const value = (difference * difference) / (left * (count - left));
    if (value > gain) {
      gain = value;
      cell = k;
    }
  }
  return { cell, gain };
}

/** The value to compare with: halfway to the next cell that holds rows of this node. */
function cutBetween({ smallest, largest }: BinnedFeatures, histogram: Float64Array, { cell }: Split): number {
  let next = cell + 1;
  while (histogram[2 * next + 1] === 0) next++;
  return between(largest[cell], smallest[next]);
}
