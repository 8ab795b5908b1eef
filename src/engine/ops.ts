/**
 * The operations that models and objectives are written in. Each consumes its tensor arguments (pass `x.ref` for any use
 * but the last). Only first-order derivatives are used: the tensor library's compiled second derivatives are wrong.
 */
import { lax, numpy } from "./library.js";
import { fitsLanes, paddedProduct } from "./paddedProduct.js";
import { tracingTarget } from "./target.js";
import type { Tensor } from "./tensor.js";

/** a b, for a [m x k] and b [k x n]. */
export function matmul(a: Tensor, b: Tensor): Tensor {
  const asTheyAre = tracingTarget() === "native" || a.ndim < 2 || b.ndim < 2 || fitsLanes(b);
  return asTheyAre ? numpy.matmul(a, b) : paddedProduct(a, b);
}

/** Cosine of every entry, in radians; the shape stays. */
export const cos = (x: Tensor): Tensor => numpy.cos(x);

/** Sine of every entry, in radians; the shape stays. */
export const sin = (x: Tensor): Tensor => numpy.sin(x);

/** e to the power of every entry; the shape stays. */
export const exp = (x: Tensor): Tensor => numpy.exp(x);

/** Square root of every entry; NaN below 0. The shape stays. */
export const sqrt = (x: Tensor): Tensor => numpy.sqrt(x);

/** Numbers fixed when the step is traced. */
export const fixed = (shape: readonly number[], data: Float32Array): Tensor =>
  numpy.array(data, { shape: [...shape], dtype: numpy.float32 });

/** Rows of all tensors, one below the other: [m_i x columns] -> [sum m_i x columns]. */
export const stackRows = (tensors: readonly Tensor[]): Tensor =>
  tensors.length === 1 ? tensors[0] : numpy.concatenate([...tensors]);

/** Columns of all tensors, side by side: [rows x n_i] -> [rows x sum n_i]. */
export const stackColumns = (tensors: readonly Tensor[]): Tensor =>
  tensors.length === 1 ? tensors[0] : numpy.concatenate([...tensors], 1);

/** Entries moved along one axis, by `shift` towards higher index, those that leave coming back at the other end (numpy.roll). */
export function roll(x: Tensor, shift: number, axis: number): Tensor {
  const length = x.shape[axis];
  const first = ((-shift % length) + length) % length;
  if (first === 0) return x;
  const before = Array.from({ length: axis }, () => [] as []);
  const late = x.ref.slice(...before, [first, length]);
  return numpy.concatenate([late, x.slice(...before, [0, first])], axis);
}

/** Squared Euclidean distance between any two rows: [rows x columns] -> [rows x rows]. */
export function squaredDistances(x: Tensor): Tensor {
  const [rows] = x.shape;
  const norms = square(x.ref).sum(1);
  const inner = matmul(x.ref, x.transpose());
  return norms.ref
    .reshape([rows, 1])
    .add(norms.reshape([1, rows]))
    .sub(inner.mul(2));
}

/** x^2 of every entry; the shape stays. */
export const square = (x: Tensor): Tensor => numpy.square(x);

/**
 * max(x, 0) with derivative 0 at 0, as in PyTorch; the library's own relu has derivative 1 there. Asked this way round, a
 * NaN stays NaN and a training that diverges is noticed.
 */
export function relu(x: Tensor): Tensor {
  return numpy.where(x.ref.lessEqual(0), 0, x);
}

/** max(-x, 0): by how much nonnegativity is violated. */
export const negativePart = (x: Tensor): Tensor => relu(x.neg());

/** |x| with derivative 0 at 0. */
export const absolute = (x: Tensor): Tensor => relu(x.ref).add(relu(x.neg()));

/** log(1 + exp(x)), without overflow; the derivative is the sigmoid of x, also at 0. */
export function softplus(x: Tensor): Tensor {
  const size = absolute(x.ref);
  const half = x.add(size.ref).mul(0.5);
  return half.add(log(numpy.exp(size.neg()).add(1)));
}

/**
 * The natural logarithm. The library's own is off by up to 1.2e-5 on WebAssembly; one step of Halley's iteration on
 * exp(y) = x, which is 2 (x - exp(y)) / (x + exp(y)), makes it good to 1e-6. The derivative is 1 / x.
 */
export function log(x: Tensor): Tensor {
  if (tracingTarget() === "native") return numpy.log(x);
  const first = numpy.log(x.ref);
  const back = numpy.exp(lax.stopGradient(first.ref));
  const value = lax.stopGradient(x);
  const correction = value.ref.sub(back.ref).div(value.add(back)).mul(2);
  return first.add(numpy.where(numpy.isnan(correction.ref), 0, correction));
}

/** Longest run added up in one float32 accumulator; beyond it the axis is split where it divides. */
const LONGEST_SUM = 256;

/**
 * The sum of all entries, one axis at a time and long axes in pieces: a single float32 running sum over many entries
 * loses 1e-4 and more of its value, short sums of sums do not.
 */
export function sumAll(x: Tensor): Tensor {
  let sum = x;
  while (sum.ndim > 0) sum = splitLastAxis(sum).sum(-1);
  return sum;
}

function splitLastAxis(x: Tensor): Tensor {
  const length = x.shape[x.ndim - 1];
  const piece = length > LONGEST_SUM ? largestDivisor(length, Math.floor(Math.sqrt(length))) : 1;
  return piece > 1 ? x.reshape([...x.shape.slice(0, -1), length / piece, piece]) : x;
}

function largestDivisor(number: number, most: number): number {
  for (let divisor = most; divisor > 1; divisor--) if (number % divisor === 0) return divisor;
  return 1;
}

/** Mean over the first axis of the sum over the others: the batch average of a per-sample total. */
export function batchMean(x: Tensor): Tensor {
  const batch = x.shape[0];
  return sumAll(x).mul(1 / batch);
}

/** The largest entry of each column: [rows x columns] -> [columns]. The derivative goes to the largest entries. */
export const maximumOverRows = (x: Tensor): Tensor => numpy.max(x, 0);

/** log of the sum of exp(x) over the last axis, without overflow. */
export function logSumExp(x: Tensor): Tensor {
  const largest = lax.stopGradient(numpy.max(x.ref, -1, { keepdims: true }));
  const rest = x.shape.slice(0, -1);
  return log(exp(x.sub(largest.ref)).sum(-1)).add(largest.reshape(rest));
}

/** x, seen by derivatives as a constant. */
export const held = (x: Tensor): Tensor => lax.stopGradient(x);

/** The value of `to` with the derivative of `x` (Bengio, Leonard and Courville 2013). */
export const straightThrough = (x: Tensor, to: Tensor): Tensor => x.ref.add(held(to.sub(x)));

/**
 * For x [rows x columns] and values [columns x choices], the choice nearest to each entry among its column's; the first of equals.
 * Derivatives go to the values chosen and not to x.
 */
export function nearestValue(x: Tensor, values: Tensor): Tensor {
  const [rows, columns] = x.shape;
  const choices = values.shape[1];
  const every = values.reshape([1, columns, choices]);
  const distance = absolute(held(x).reshape([rows, columns, 1]).sub(held(every.ref)));
  const nearest = numpy.argmax(distance.neg(), -1).reshape([rows, columns, 1]);
  const chosen = nearest.equal(numpy.arange(choices).reshape([1, 1, choices]));
  return numpy.where(chosen, every, 0).sum(-1);
}

/** Disposes of every tensor of a tree that the caller still owns. */
export function disposeAll(tensors: Iterable<Tensor>): void {
  for (const tensor of tensors) tensor.dispose();
}
