/** A side of the hull as a sentence's numbers: its largest part has weight 1, and its limit stands in the factors' units. */
import type { ReasonLine } from "./reason.js";

export interface LinePart {
  readonly factor: string;
  /** Part of the outward normal. */
  readonly weight: number;
  readonly mean: number;
}

/** `found` and `needed`: how far the side lies from the mean along the normal, and how far it would have to. */
export function lineThrough(parts: readonly LinePart[], found: number, needed: number): ReasonLine {
  const ordered = [...parts].sort((a, b) => roundedSize(b.weight) - roundedSize(a.weight));
  const [{ weight: leading }] = ordered;
  const centre = parts.reduce((sum, { weight, mean }) => sum + weight * mean, 0);
  return {
    weights: ordered.map(({ factor, weight }) => ({ factor, weight: weight / leading })),
    limit: leading < 0 ? "falls below" : "rises above",
    found: (found + centre) / leading,
    needed: (needed + centre) / leading,
  };
}

/** Sizes that look equal keep the order of the columns. */
const roundedSize = (value: number): number => Number(Math.abs(value).toPrecision(6));
