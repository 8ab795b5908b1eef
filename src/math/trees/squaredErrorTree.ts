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
  /** Sum of the target and number of rows of every cell, interleaved; zero between uses [2 x cells] */
  readonly counted: Float64Array;
  /** By depth. */
  readonly histograms: readonly Histogram[];
}

/** The target in those cells that hold rows of a node: deep in a tree they are few. */
interface Histogram {
  /** In ascending order [entries] */
  readonly cells: Int32Array;
  readonly sums: Float64Array;
  readonly rows: Float64Array;
  /** First entry of every feature, and the number of all at the end [features + 1] */
  readonly starts: Int32Array;
}

export function workspace({ offset, features }: BinnedFeatures, rows: number, depth: number): Workspace {
  const cells = offset[features];
  return {
    spare: new Int32Array(rows),
    counted: new Float64Array(2 * cells),
    histograms: Array.from({ length: depth + 1 }, () => ({
      cells: new Int32Array(cells),
      sums: new Float64Array(cells),
      rows: new Float64Array(cells),
      starts: new Int32Array(features + 1),
    })),
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

  function grow(node: Node, histogram: Histogram): number {
    const at = addLeaf(tree);
    const split = wants(node) ? bestSplit(histogram, node, random) : undefined;
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
        ? childHistograms(binned, target, order, left, right, histogram, memory)
        : [histogram, histogram];
    tree.feature[at] = feature;
    tree.left[at] = grow(left, ofLeft);
    tree.right[at] = grow(right, ofRight);
    return at;
  }

  const root = describe(target, order, 0, order.length, 0);
  const histogram = memory.histograms[0];
  if (wants(root)) rootHistogram(binned, target, order, root, histogram, memory);
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

/** Adds the rows of a node to their cells. */
function count(
  { cells, features }: BinnedFeatures,
  target: Float64Array,
  order: Int32Array,
  { start, end }: Node,
  out: Float64Array,
): void {
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

function rootHistogram(
  binned: BinnedFeatures,
  target: Float64Array,
  order: Int32Array,
  root: Node,
  out: Histogram,
  { counted }: Workspace,
): void {
  const { features, offset } = binned;
  count(binned, target, order, root, counted);
  let size = 0;
  for (let feature = 0; feature < features; feature++) {
    out.starts[feature] = size;
    for (let cell = offset[feature]; cell < offset[feature + 1]; cell++) {
      if (counted[2 * cell + 1] > 0) put(out, size++, cell, counted[2 * cell], counted[2 * cell + 1]);
    }
  }
  out.starts[features] = size;
  counted.fill(0);
}

function put({ cells, sums, rows }: Histogram, at: number, cell: number, sum: number, count: number): void {
  cells[at] = cell;
  sums[at] = sum;
  rows[at] = count;
}

/** Histograms of both children: the smaller one counted, the larger one left in its parent's. */
function childHistograms(
  binned: BinnedFeatures,
  target: Float64Array,
  order: Int32Array,
  left: Node,
  right: Node,
  parent: Histogram,
  { counted, histograms }: Workspace,
): readonly [Histogram, Histogram] {
  const free = histograms[left.depth];
  const leftIsSmaller = left.end - left.start <= right.end - right.start;
  count(binned, target, order, leftIsSmaller ? left : right, counted);
  takeApart(parent, counted, free);
  return leftIsSmaller ? [free, parent] : [parent, free];
}

/**
 * Parts a histogram into what was counted and the rest, which stays; nothing stays counted. Entries without rows are written and then
 * written over: a branch that nobody can foretell costs more.
 */
function takeApart({ cells, sums, rows, starts }: Histogram, counted: Float64Array, part: Histogram): void {
  const { cells: partCells, sums: partSums, rows: partRows, starts: partStarts } = part;
  const last = starts.length - 1;
  let kept = 0;
  let taken = 0;
  let at = 0;
  for (let feature = 0; feature < last; feature++) {
    const end = starts[feature + 1];
    starts[feature] = kept;
    partStarts[feature] = taken;
    for (; at < end; at++) {
      const cell = cells[at];
      const sum = counted[2 * cell];
      const count = counted[2 * cell + 1];
      const rest = rows[at] - count;
      counted[2 * cell] = 0;
      counted[2 * cell + 1] = 0;
      partCells[taken] = cell;
      partSums[taken] = sum;
      partRows[taken] = count;
      taken += Number(count > 0);
      cells[kept] = cell;
      sums[kept] = sums[at] - sum;
      rows[kept] = rest;
      kept += Number(rest > 0);
    }
  }
  starts[last] = kept;
  partStarts[last] = taken;
}

/** The best cut over all features, or undefined where every feature is constant. */
function bestSplit(histogram: Histogram, { start, end, sum }: Node, random: () => number): Split | undefined {
  const count = end - start;
  let best: Split | undefined;
  let tied = 1;
  for (let feature = 0; feature + 1 < histogram.starts.length; feature++) {
    const { cell, gain } = bestCell(histogram, feature, count, sum);
    if (cell < 0) continue;
    if (best === undefined || gain > best.gain) {
      best = { feature, cell, gain };
      tied = 1;
    } else if (gain === best.gain && random() * ++tied < 1) best = { feature, cell, gain };
  }
  return best && { ...best, gain: best.gain / count };
}

/** The first of the best cuts of one feature: gain times the number of rows; cell -1 where there is no cut. */
function bestCell({ cells, sums, rows, starts }: Histogram, feature: number, count: number, sum: number) {
  let left = 0;
  let leftSum = 0;
  let cell = -1;
  let gain = -1;
  for (let at = starts[feature]; at + 1 < starts[feature + 1]; at++) {
    left += rows[at];
    leftSum += sums[at];
    const difference = leftSum * count - sum * left;
    const value = (difference * difference) / (left * (count - left));
    if (value > gain) {
      gain = value;
      cell = cells[at];
    }
  }
  return { cell, gain };
}

/** The value to compare with: halfway to the next cell that holds rows of this node. */
function cutBetween(
  { smallest, largest }: BinnedFeatures,
  { cells, starts }: Histogram,
  { feature, cell }: Split,
): number {
  let at = starts[feature];
  while (cells[at] <= cell) at++;
  return between(largest[cell], smallest[cells[at]]);
}
