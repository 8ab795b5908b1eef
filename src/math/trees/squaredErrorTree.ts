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
import { addLeaf, between, emptyTree, type LeafRows, partition, type Tree } from "./tree.js";

/** Memory that growing trees on the same features uses again and again. */
export interface Workspace {
  readonly spare: Int32Array;
  /** Bin of every row in every feature: features are looked at one after another, all of one together [features x rows] */
  readonly bins: BinNumbers;
  /** Sum of the target and number of rows in every bin of one feature, interleaved; zero between uses [2 x bins] */
  readonly counted: Float64Array;
  /** By depth. */
  readonly histograms: readonly Histogram[];
  /** Of the smaller and the larger child, by depth. */
  readonly cuts: readonly Pair<Cuts>[];
}

type Pair<Value> = readonly [Value, Value];

/** As short as the number of bins allows: histograms are bound by memory. */
type BinNumbers = Uint8Array | Int32Array;

/** The target in those bins of each feature that hold rows of a node: deep in a tree they are few. */
interface Histogram {
  /** In ascending order; those of a feature begin at its place [entries] */
  readonly bins: Int32Array;
  readonly sums: Float64Array;
  readonly rows: Float64Array;
  /** First entry of every feature. */
  readonly places: Int32Array;
  /** Entries of every feature. */
  readonly sizes: Int32Array;
}

/** The best cut of a node by each feature. */
interface Cuts {
  /** Rows in this bin or below go left; -1 where there is no cut. */
  readonly bin: Int32Array;
  /** The next one that holds rows of the node. */
  readonly next: Int32Array;
  /** Fall of the squared error times the number of rows. */
  readonly gain: Float64Array;
}

export function workspace(binned: BinnedFeatures, rows: number, depth: number): Workspace {
  const { offset, features } = binned;
  const most = offset.reduce((widest, start, feature) => Math.max(widest, start - (offset[feature - 1] ?? 0)), 0);
  const all = offset.slice(0, features);
  const none = new Int32Array(features);
  const cuts = () => ({
    bin: new Int32Array(features),
    next: new Int32Array(features),
    gain: new Float64Array(features),
  });
  return {
    spare: new Int32Array(rows),
    bins: binsByFeature(binned, most),
    counted: new Float64Array(2 * most),
    // Nothing is taken from the histograms of the deepest nodes that are cut, so features take turns in one place.
    histograms: Array.from({ length: depth }, (_, at) =>
      at === depth - 1 && at > 0 ? histogram(most, none) : histogram(offset[features], all),
    ),
    cuts: Array.from({ length: depth }, () => [cuts(), cuts()] as const),
  };
}

const histogram = (entries: number, places: Int32Array): Histogram => ({
  bins: new Int32Array(entries),
  sums: new Float64Array(entries),
  rows: new Float64Array(entries),
  places,
  sizes: new Int32Array(places.length),
});

function binsByFeature({ cells, offset, features, rows }: BinnedFeatures, most: number): BinNumbers {
  const out = most <= 2 ** 8 ? new Uint8Array(cells.length) : new Int32Array(cells.length);
  for (let feature = 0; feature < features; feature++) {
    for (let row = 0; row < rows; row++) out[feature * rows + row] = cells[row * features + feature] - offset[feature];
  }
  return out;
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

  const { cells, features, offset } = binned;

  function grow(node: Node, histogram: Histogram, cuts: Cuts): number {
    const at = addLeaf(tree);
    const feature = wants(node) ? bestFeature(cuts, random) : -1;
    if (feature < 0) {
      leaves.push({ leaf: at, start: node.start, end: node.end });
      return at;
    }
    const cell = offset[feature] + cuts.bin[feature];
    importances[feature] += cuts.gain[feature] / (node.end - node.start);
    tree.threshold[at] = between(binned.largest[cell], binned.smallest[offset[feature] + cuts.next[feature]]);
    const middle = partition(
      order,
      node.start,
      node.end,
      memory.spare,
      (row) => cells[row * features + feature] <= cell,
    );
    const left = describe(target, order, node.start, middle, node.depth + 1);
    const right = describe(target, order, middle, node.end, node.depth + 1);
    const leftIsSmaller = left.end - left.start <= right.end - right.start;
    const [smaller, larger] = leftIsSmaller ? [left, right] : [right, left];
    const free = memory.histograms[left.depth];
    const [ofSmaller, ofLarger] = memory.cuts[left.depth] ?? [cuts, cuts];
    if (wants(left) || wants(right)) takeApart(histogram, target, order, smaller, larger, memory);
    tree.feature[at] = feature;
    tree.left[at] = leftIsSmaller ? grow(left, free, ofSmaller) : grow(left, histogram, ofLarger);
    tree.right[at] = leftIsSmaller ? grow(right, histogram, ofLarger) : grow(right, free, ofSmaller);
    return at;
  }

  const root = describe(target, order, 0, order.length, 0);
  const [first] = memory.histograms;
  if (wants(root)) countRoot(target, order, root, memory);
  grow(root, first, memory.cuts[0]?.[0]);
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

/** Adds the rows of a node to their bins of one feature. */
function count(
  bins: BinNumbers,
  from: number,
  target: Float64Array,
  order: Int32Array,
  { start, end }: Node,
  out: Float64Array,
): void {
  for (let p = start; p < end; p++) {
    const row = order[p];
    const k = 2 * bins[from + row];
    out[k] += target[row];
    out[k + 1] += 1;
  }
}

/** Histograms and cuts of the root. */
function countRoot(target: Float64Array, order: Int32Array, root: Node, memory: Workspace): void {
  const { bins, counted, histograms, cuts } = memory;
  const { places, sizes } = histograms[0];
  const rows = bins.length / places.length;
  for (let feature = 0; feature < places.length; feature++) {
    count(bins, feature * rows, target, order, root, counted);
    sizes[feature] = collect(counted, histograms[0], places[feature]);
    cutFeature(histograms[0], feature, root, cuts[0][0]);
  }
}

/** Moves what was counted to the entries from `place` on, and returns how many they are. */
function collect(counted: Float64Array, { bins, sums, rows }: Histogram, place: number): number {
  let at = place;
  for (let bin = 0; 2 * bin < counted.length; bin++) {
    const held = counted[2 * bin + 1];
    if (held === 0) continue;
    bins[at] = bin;
    sums[at] = counted[2 * bin];
    rows[at++] = held;
    counted[2 * bin] = 0;
    counted[2 * bin + 1] = 0;
  }
  return at - place;
}

/** Cuts of both children from the parent's histogram: the smaller one is counted, what is left of the parent's is the larger one's. */
function takeApart(
  parent: Histogram,
  target: Float64Array,
  order: Int32Array,
  smaller: Node,
  larger: Node,
  { bins, counted, histograms, cuts }: Workspace,
): void {
  const part = histograms[smaller.depth];
  const [ofSmaller, ofLarger] = cuts[smaller.depth];
  const features = parent.places.length;
  const rows = bins.length / features;
  for (let feature = 0; feature < features; feature++) {
    count(bins, feature * rows, target, order, smaller, counted);
    takeFeatureApart(parent, counted, part, feature);
    cutFeature(part, feature, smaller, ofSmaller);
    cutFeature(parent, feature, larger, ofLarger);
  }
}

/**
 * Parts the entries of a feature into what was counted and the rest, which stays; nothing stays counted. Entries without rows are
 * written and then written over: a branch that nobody can foretell costs more.
 */
function takeFeatureApart(
  { bins, sums, rows, places, sizes }: Histogram,
  counted: Float64Array,
  { bins: partBins, sums: partSums, rows: partRows, places: partPlaces, sizes: partSizes }: Histogram,
  feature: number,
): void {
  const place = places[feature];
  const end = place + sizes[feature];
  let kept = place;
  let taken = partPlaces[feature];
  for (let at = place; at < end; at++) {
    const bin = bins[at];
    const sum = counted[2 * bin];
    const count = counted[2 * bin + 1];
    const rest = rows[at] - count;
    counted[2 * bin] = 0;
    counted[2 * bin + 1] = 0;
    partBins[taken] = bin;
    partSums[taken] = sum;
    partRows[taken] = count;
    taken += Number(count > 0);
    bins[kept] = bin;
    sums[kept] = sums[at] - sum;
    rows[kept] = rest;
    kept += Number(rest > 0);
  }
  sizes[feature] = kept - place;
  partSizes[feature] = taken - partPlaces[feature];
}

/** A gain below this share of the best so far cannot round to more than the best: no need to divide. */
const SURELY_LESS = 1 - 2 ** -40;

/** The first of the best cuts of one feature. */
function cutFeature(
  { bins, sums, rows, places, sizes }: Histogram,
  feature: number,
  { start, end, sum }: Node,
  out: Cuts,
): void {
  const count = end - start;
  const last = places[feature] + sizes[feature] - 1;
  let left = 0;
  let leftSum = 0;
  let best = -1;
  let gain = -1;
  let bound = -1;
  for (let at = places[feature]; at < last; at++) {
    left += rows[at];
    leftSum += sums[at];
    const difference = leftSum * count - sum * left;
    const square = difference * difference;
    const weight = left * (count - left);
    if (!(square > bound * weight)) continue;
    const value = square / weight;
    if (!(value > gain)) continue;
    gain = value;
    bound = gain * SURELY_LESS;
    best = at;
  }
  out.bin[feature] = best < 0 ? -1 : bins[best];
  out.next[feature] = best < 0 ? -1 : bins[best + 1];
  out.gain[feature] = gain;
}

/** The feature with the best cut, or -1 where every feature is constant. */
function bestFeature({ bin, gain }: Cuts, random: () => number): number {
  let best = -1;
  let tied = 1;
  for (let feature = 0; feature < bin.length; feature++) {
    if (bin[feature] < 0) continue;
    if (best < 0 || gain[feature] > gain[best]) {
      best = feature;
      tied = 1;
    } else if (gain[feature] === gain[best] && random() * ++tied < 1) best = feature;
  }
  return best;
}
