/**
 * Wave vectors of a Fourier code on a periodic box of side 2 pi: whole numbers, so that cos(k . x) and sin(k . x) have the box's
 * period. Only one of k and -k is needed.
 */
import { UsageError } from "../math/errors.js";
import { type Key, permutation } from "../math/random.js";

/** Which factor a wave depends on; `mixed` depends on several. */
export type WaveKind = "position" | "object vector" | "mixed";

export interface Wave {
  /** [dimensions] whole numbers */
  readonly k: readonly number[];
  readonly kind: WaveKind;
}

/** All whole (i, j) with 0 < |k| <= reach, i > 0 or (i = 0 and j > 0). Throws UsageError for a reach under 1. */
export function halfPlane(reach: number): (readonly [number, number])[] {
  if (!(reach >= 1)) throw new UsageError(`the largest wave number is at least 1, not ${reach}`);
  const most = Math.floor(reach);
  const side = Array.from({ length: 2 * most + 1 }, (_, i) => i - most);
  return side
    .flatMap((i) => side.map((j) => [i, j] as const))
    .filter(([i, j]) => (i > 0 || (i === 0 && j > 0)) && i * i + j * j <= reach * reach);
}

/** Waves over position alone, [k]. */
export const positionWaves = (reach: number): Wave[] => halfPlane(reach).map((k) => ({ k, kind: "position" }));

export interface TwoFactorReach {
  readonly position: number;
  readonly objectVector: number;
  /** How many waves over both factors, drawn without replacement. */
  readonly mixed: number;
}

/** Waves over (position, object vector), [k, l]: pure ones of either factor, and random mixed ones. Throws UsageError where there are too few. */
export function twoFactorWaves({ position, objectVector, mixed }: TwoFactorReach, key: Key): Wave[] {
  const pairs = mixedPairs(halfPlane(Math.min(position, objectVector)));
  if (mixed > pairs.length)
    throw new UsageError(`there are ${pairs.length} mixed waves within this reach, not ${mixed}`);
  return [
    ...halfPlane(position).map(([i, j]): Wave => ({ k: [i, j, 0, 0], kind: "position" })),
    ...halfPlane(objectVector).map(([i, j]): Wave => ({ k: [0, 0, i, j], kind: "object vector" })),
    ...Array.from(
      permutation(key, pairs.length).subarray(0, mixed),
      (pair): Wave => ({ k: pairs[pair], kind: "mixed" }),
    ),
  ];
}

/** Every (k, l) with both parts not zero, one of each pair of opposite signs. */
const mixedPairs = (small: readonly (readonly [number, number])[]): number[][] =>
  small.flatMap(([a, b]) => small.flatMap(([c, d]) => [1, -1].map((sign) => [a, b, sign * c, sign * d])));
