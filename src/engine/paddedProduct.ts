/**
 * Matrix products of any width at full speed on WebAssembly. The tensor library adds four numbers at a time only where the rows that
 * it walks along are multiples of four long; elsewhere its products take some 20 times as long. Zeros fill rows up: they add
 * nothing to a sum, so that a product has the bits of a wider one whose further weights are 0. Derivatives are filled up alike.
 */
import { numpy } from "./library.js";
import type { Tensor } from "./tensor.js";

/** Numbers that the library handles at once. */
const LANES = 4;

/** a b for a [... m x k] and b [... k x n], both owned, computed with k and n filled up to multiples of four. */
export function paddedProduct(a: Tensor, b: Tensor): Tensor {
  const [depth, columns] = [b.shape[b.ndim - 2], b.shape[b.ndim - 1]];
  const product = numpy.matmul(filledColumns(a, missing(depth)), filled(b, missing(depth), missing(columns)));
  return missing(columns) === 0 ? product : firstColumns(product, columns);
}

/** Whether a product with b [... k x n] needs no filling up. */
export const fitsLanes = (b: Tensor): boolean => b.shape.slice(-2).every((length) => missing(length) === 0);

const missing = (length: number): number => (LANES - (length % LANES)) % LANES;

/**
 * Zeros joined on, not a padded view: the library stores what is joined before it multiplies, but reads a padded view through a
 * condition in each of its products.
 */
function joinZeros(x: Tensor, axis: number, count: number): Tensor {
  if (count === 0) return x;
  return numpy.concatenate([x, numpy.zeros(x.shape.with(axis, count))], axis);
}

const filledColumns = (x: Tensor, count: number): Tensor => joinZeros(x, x.ndim - 1, count);

/** Columns as a view where rows are joined on anyway, so that one pass does both. */
function filled(x: Tensor, rows: number, columns: number): Tensor {
  if (rows === 0 || columns === 0) return joinZeros(filledColumns(x, columns), x.ndim - 2, rows);
  const widths = x.shape.map((_, axis): [number, number] => [0, axis === x.ndim - 1 ? columns : 0]);
  return joinZeros(numpy.pad(x, widths), x.ndim - 2, rows);
}

/** A split and not a slice: its derivative joins zeros on, where a slice's would be a padded view. */
function firstColumns(x: Tensor, count: number): Tensor {
  const [kept, rest] = numpy.split(x, [count], x.ndim - 1);
  rest.dispose();
  return kept;
}
