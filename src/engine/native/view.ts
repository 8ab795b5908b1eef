/**
 * Strided, scaled views: `value[i] = scale * source[sum of i_axis * stride_axis]` (plus an offset that makes negative
 * strides start at the far end). Transposes, reshapes, flips, broadcasts, negation and multiplication by a constant
 * only change the view; no entry moves until an operation needs a real layout.
 *
 * A view reads every entry of its source, once but for broadcasting. An axis along which nothing changes (broadcast,
 * or of length 1) has stride 0. A constant is a view of a number, all strides 0, scale 1.
 */
import type { ElementType, Tensor } from "./onnx.js";

export interface View {
  readonly source: Tensor | number;
  readonly dtype: ElementType;
  readonly dims: readonly number[];
  /** In entries of the source; 0 where the value does not vary along the axis. */
  readonly strides: readonly number[];
  /** Always 1 for bool. */
  readonly scale: number;
}

export const product = (values: readonly number[]): number => values.reduce((a, b) => a * b, 1);

export const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** Strides of a row-major array; 0 for axes of length 1. */
export function rowMajor(dims: readonly number[]): number[] {
  const strides = new Array<number>(dims.length).fill(0);
  let step = 1;
  for (let axis = dims.length - 1; axis >= 0; axis--) {
    strides[axis] = dims[axis] === 1 ? 0 : step;
    step *= dims[axis];
  }
  return strides;
}

/** The whole tensor in stored order. */
export const whole = (source: Tensor): View => ({
  source,
  dtype: source.dtype,
  dims: source.shape,
  strides: rowMajor(source.shape),
  scale: 1,
});

/** One number everywhere. */
export const uniform = (value: number, dtype: ElementType, dims: readonly number[] = []): View => ({
  source: value,
  dtype,
  dims,
  strides: dims.map(() => 0),
  scale: 1,
});

/** The number of a constant view, else undefined. */
export const constantOf = (view: View): number | undefined =>
  typeof view.source === "number" ? view.source : undefined;

/** A tensor whose axes (however its shape groups them) are `axes` of `dims`, in that order; the other axes repeat. */
export function laidOut(source: Tensor, axes: readonly number[], dims: readonly number[]): View {
  const steps = rowMajor(axes.map((axis) => dims[axis]));
  const strides = dims.map((_, axis) => (axes.includes(axis) ? steps[axes.indexOf(axis)] : 0));
  return { source, dtype: source.dtype, dims, strides, scale: 1 };
}

/** Axes along which the value varies, in the order in which the source stores them. */
export function storedOrder(view: View): number[] {
  return range(view.dims.length)
    .filter((axis) => view.strides[axis] !== 0)
    .sort((a, b) => Math.abs(view.strides[b]) - Math.abs(view.strides[a]));
}

/** Entries of the source that the view reads. */
export const distinct = (view: View): number => product(view.dims.filter((_, axis) => view.strides[axis] !== 0));

/** Axis k of the result is axis `order[k]` of the view; axes left out must be of length 1 or broadcast. */
export const permute = (view: View, order: readonly number[]): View => ({
  ...view,
  dims: order.map((axis) => view.dims[axis]),
  strides: order.map((axis) => view.strides[axis]),
});

export const flip = (view: View, axes: readonly number[]): View => ({
  ...view,
  strides: view.strides.map((stride, axis) => (axes.includes(axis) && stride !== 0 ? -stride : stride)),
});

/** Puts new axes of the given lengths at `axes` of the result; axes of length 1 that `dims` makes longer repeat. */
export function broadcast(view: View, dims: readonly number[], axes: readonly number[]): View {
  let next = 0;
  const strides = dims.map((_, axis) => (axes.includes(axis) ? 0 : view.strides[next++]));
  return { ...view, dims, strides };
}

/** The view with axes of length 1 put in front to reach `rank`. */
export function withRank(view: View, rank: number): View {
  const missing = new Array<number>(rank - view.dims.length).fill(1);
  return { ...view, dims: [...missing, ...view.dims], strides: [...missing.map(() => 0), ...view.strides] };
}

/** The view as `dims` by the rules of broadcasting. */
export function broadcastTo(view: View, dims: readonly number[]): View {
  return { ...withRank(view, dims.length), dims };
}

export function scaled(view: View, factor: number): View {
  return typeof view.source === "number"
    ? { ...view, source: view.source * factor }
    : { ...view, scale: view.scale * factor };
}

export const unscaled = (view: View): View => ({ ...view, scale: 1 });

/** Whether two views read the same entries at every index, scale aside. */
export function sameEntries(a: View, b: View): boolean {
  const sameSource =
    typeof a.source === "number" || typeof b.source === "number"
      ? a.source === b.source
      : a.source.name === b.source.name;
  return sameSource && equalNumbers(a.strides, b.strides) && equalNumbers(a.dims, b.dims);
}

export const equalNumbers = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((value, i) => value === b[i]);

/**
 * The view under another shape, or undefined where that needs a copy. Axes are matched in groups of equal size; inside
 * a group the old strides must chain (as numpy's `_attempt_nocopy_reshape` does it).
 */
export function reshape(view: View, dims: readonly number[]): View | undefined {
  const kept = range(view.dims.length).filter((axis) => view.dims[axis] !== 1);
  const strides = new Array<number>(dims.length).fill(0);
  let from = 0;
  let to = 0;
  while (from < kept.length) {
    while (dims[to] === 1) to++;
    const group = matchGroup(view, kept, dims, from, to);
    if (!chains(view, kept.slice(from, group.from))) return undefined;
    let step = view.strides[kept[group.from - 1]];
    for (let axis = group.to - 1; axis >= to; axis--) {
      strides[axis] = dims[axis] === 1 ? 0 : step;
      step *= dims[axis];
    }
    from = group.from;
    to = group.to;
  }
  return { ...view, dims, strides };
}

/** Ends of the smallest groups of old axes after `from` and new axes after `to` that hold equally many entries. */
function matchGroup(view: View, kept: readonly number[], dims: readonly number[], from: number, to: number) {
  let [fromEnd, toEnd] = [from + 1, to + 1];
  let [old, fresh] = [view.dims[kept[from]], dims[to]];
  while (old !== fresh) {
    if (fresh < old) fresh *= dims[toEnd++];
    else old *= view.dims[kept[fromEnd++]];
  }
  return { from: fromEnd, to: toEnd };
}

/** Whether the axes can be walked as one with a constant step. */
function chains(view: View, axes: readonly number[]): boolean {
  return axes.every((axis, k) => {
    const inner = axes[k + 1];
    return inner === undefined || view.strides[axis] === view.strides[inner] * view.dims[inner];
  });
}
