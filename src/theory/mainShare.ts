/** How far a neuron is about one factor: what the selectivity of docs/theory.md, section 3, is for a single neuron. */
import type { Neuron, Support } from "./types.js";

/** Part of (gain x standard deviation)^2 on a neuron's main factor, coordinates of one of the `groups` counting as one factor. */
export function mainShare(
  { direction }: Pick<Neuron, "direction">,
  { covariance }: Pick<Support, "covariance">,
  groups: readonly (readonly number[])[] = [],
): number {
  const d = direction.length;
  const parts = direction.map((value, i) => value * value * covariance.data[i * d + i]);
  const grouped = new Set(groups.flat());
  const sums = [
    ...groups.map((group) => group.reduce((sum, i) => sum + parts[i], 0)),
    ...parts.filter((_, i) => !grouped.has(i)),
  ];
  return Math.max(...sums) / parts.reduce((sum, part) => sum + part, 0);
}
