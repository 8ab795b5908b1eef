/** What the figures of the studies on fixed points have in common. */
import type { Matrix } from "../math/matrix.js";

/** Rows of a two-column matrix as pairs, without those shorter than `least` times the longest. */
export function pairsOf({ rows, data }: Matrix, least = 0): [number, number][] {
  const all = Array.from({ length: rows }, (_, row): [number, number] => [data[2 * row], data[2 * row + 1]]);
  const longest = all.reduce((most, [x, y]) => Math.max(most, Math.hypot(x, y)), 0);
  return all.filter(([x, y]) => Math.hypot(x, y) >= least * longest);
}
