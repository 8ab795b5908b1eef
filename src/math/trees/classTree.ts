/**
 * Classification trees (Breiman et al. 1984), grown by sweeping every visited feature of a node from its lowest cell to its
 * highest. As in scikit-learn, features are visited in random order, at most `maxFeatures` of them but at least one that varies,
 * and the first of equally good cuts is taken.
 */
import type { Labels } from "../information/index.js";
import type { BinnedFeatures } from "./binFeatures.js";
import type { Impurity } from "./impurity.js";
import { addLeaf, between, emptyTree, type LeafRows, partition, type Split, type Tree } from "./tree.js";

export interface ClassTreeOptions {
  readonly maxDepth: number;
  readonly maxFeatures: number;
  readonly impurity: Impurity;
}

interface Growth {
  readonly binned: BinnedFeatures;
  readonly labels: Labels;
  readonly order: Int32Array;
  readonly options: ClassTreeOptions;
  readonly random: () => number;
  /** Rows of the node in the order of a feature. */
  readonly byCell: Int32Array;
  readonly visit: Int32Array;
}

/** Grows a tree on the rows of `order` (repeats allowed), and adds the gain of every cut to `importances`. */
export function growClassTree(
  binned: BinnedFeatures,
  labels: Labels,
  order: Int32Array,
  options: ClassTreeOptions,
  importances: Float64Array,
  random: () => number,
): { readonly tree: Tree; readonly leaves: readonly LeafRows[] } {
  const tree = emptyTree();
  const leaves: LeafRows[] = [];
  const { cells, features } = binned;
  const visit = Int32Array.from({ length: features }, (_, feature) => feature);
  const growth: Growth = { binned, labels, order, options, random, byCell: new Int32Array(order.length), visit };

  function grow(start: number, end: number, depth: number): number {
    const at = addLeaf(tree);
    const split = depth < options.maxDepth ? bestSplit(growth, start, end) : undefined;
    if (split === undefined) {
      leaves.push({ leaf: at, start, end });
      return at;
    }
    const { feature, cell, gain } = split;
    importances[feature] += gain;
    tree.threshold[at] = cutBetween(growth, start, end, split);
    const middle = partition(order, start, end, growth.byCell, (row) => cells[row * features + feature] <= cell);
    tree.feature[at] = feature;
    tree.left[at] = grow(start, middle, depth + 1);
    tree.right[at] = grow(middle, end, depth + 1);
    return at;
  }

  grow(0, order.length, 0);
  return { tree, leaves };
}

/** The best cut among the features visited; undefined for a pure node or one whose features are all constant. */
function bestSplit(growth: Growth, start: number, end: number): Split | undefined {
  const { labels, order, options, random, visit } = growth;
  const counts = new Int32Array(labels.levels);
  for (let p = start; p < end; p++) counts[labels.values[order[p]]]++;
  if (counts.includes(end - start)) return undefined;
  let best: Split | undefined;
  for (let visited = 0; visited < visit.length && (visited < options.maxFeatures || best === undefined); visited++) {
    const other = visited + Math.floor(random() * (visit.length - visited));
    [visit[visited], visit[other]] = [visit[other], visit[visited]];
    const found = bestCell(growth, start, end, visit[visited], counts);
    if (found !== undefined && (best === undefined || found.gain > best.gain)) best = found;
  }
  return best;
}

/** Sorts the rows of the node by their cell of a feature into `byCell`, equal ones in their old order (counting sort). */
function sortByCell({ binned, order, byCell }: Growth, start: number, end: number, feature: number): void {
  const { cells, features, offset } = binned;
  const next = new Int32Array(offset[feature + 1] - offset[feature] + 1);
  for (let p = start; p < end; p++) next[cells[order[p] * features + feature] - offset[feature] + 1]++;
  for (let k = 1; k < next.length; k++) next[k] += next[k - 1];
  for (let p = start; p < end; p++) byCell[next[cells[order[p] * features + feature] - offset[feature]]++] = order[p];
}

function bestCell(growth: Growth, start: number, end: number, feature: number, counts: Int32Array): Split | undefined {
  sortByCell(growth, start, end, feature);
  const { byCell, labels, binned, options } = growth;
  const { cells, features } = binned;
  const { contribution, of } = options.impurity;
  const rows = end - start;
  const left = new Int32Array(counts.length);
  const right = counts.slice();
  let ofRight = counts.reduce((sum, count) => sum + contribution[count], 0);
  let ofLeft = 0;
  const whole = of(rows, ofRight);
  let best: Split | undefined;
  for (let p = 0; p + 1 < rows; p++) {
    const label = labels.values[byCell[p]];
    ofLeft += contribution[left[label] + 1] - contribution[left[label]++];
    ofRight += contribution[right[label] - 1] - contribution[right[label]--];
    const cell = cells[byCell[p] * features + feature];
    if (cell === cells[byCell[p + 1] * features + feature]) continue;
    const gain = whole - of(p + 1, ofLeft) - of(rows - p - 1, ofRight);
    if (best === undefined || gain > best.gain) best = { feature, cell, gain };
  }
  return best;
}

/** The value to compare with: halfway from the cell of the cut to the next that holds rows of this node. */
function cutBetween({ binned, order }: Growth, start: number, end: number, { feature, cell }: Split): number {
  const { cells, features, largest, smallest } = binned;
  let next = Infinity;
  for (let p = start; p < end; p++) {
    const here = cells[order[p] * features + feature];
    if (here > cell && here < next) next = here;
  }
  return between(largest[cell], smallest[next]);
}
