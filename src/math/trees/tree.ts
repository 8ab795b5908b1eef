/** A binary decision tree, and how to walk it. */

export interface Tree {
  /** Feature asked about at every node; -1 at a leaf [nodes] */
  readonly feature: number[];
  /** Values at or below go left [nodes] */
  readonly threshold: number[];
  readonly left: number[];
  readonly right: number[];
}

export const emptyTree = (): Tree => ({ feature: [], threshold: [], left: [], right: [] });

/** Adds a leaf and returns its number. */
export function addLeaf(tree: Tree): number {
  tree.threshold.push(Number.NaN);
  tree.left.push(-1);
  tree.right.push(-1);
  return tree.feature.push(-1) - 1;
}

/** The leaf that a row of values, which begins at `at`, falls into. */
export function leafOf({ feature, threshold, left, right }: Tree, values: Float64Array, at: number): number {
  let node = 0;
  while (feature[node] >= 0) node = values[at + feature[node]] <= threshold[node] ? left[node] : right[node];
  return node;
}

/** Rows order[start .. end) that came to a leaf while the tree grew. */
export interface LeafRows {
  readonly leaf: number;
  readonly start: number;
  readonly end: number;
}

/** Where to cut a node. */
export interface Split {
  readonly feature: number;
  /** Rows in this cell or below go left. */
  readonly cell: number;
  /** Weighted fall of the impurity: n impurity - n_left impurity_left - n_right impurity_right */
  readonly gain: number;
}

/**
 * Moves the rows of order[start .. end) that go left before those that go right, both in their old order, and returns where the
 * right ones begin.
 */
export function partition(
  order: Int32Array,
  start: number,
  end: number,
  spare: Int32Array,
  goesLeft: (row: number) => boolean,
): number {
  let middle = start;
  let right = 0;
  for (let p = start; p < end; p++) {
    const row = order[p];
    if (goesLeft(row)) order[middle++] = row;
    else spare[right++] = row;
  }
  order.set(spare.subarray(0, right), middle);
  return middle;
}

/** Halfway between the values on the two sides of the cut, as scikit-learn places it. */
export const between = (below: number, above: number): number => {
  const middle = below / 2 + above / 2;
  return middle < above ? middle : below;
};
