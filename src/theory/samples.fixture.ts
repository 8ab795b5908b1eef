/** Samples that several tests of the theory share. */
import { fromRows, type Matrix } from "../math/matrix.js";

/** Rows (value(i), value(j)) of a square grid, `count` a side, that `keep` accepts. */
export function gridOf(
  count: number,
  value: (i: number) => number,
  keep: (x: number, y: number) => boolean = () => true,
): Matrix {
  const values = Array.from({ length: count }, (_, i) => value(i));
  return fromRows(values.flatMap((x) => values.filter((y) => keep(x, y)).map((y) => [x, y])));
}

/** 9 values on [0, 1] and 21 on [-1, 1], by number. */
export const eighths = (i: number): number => i / 8;
export const tenths = (i: number): number => (i - 10) / 10;
