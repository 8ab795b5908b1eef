/**
 * Grid score by an expanding ring: is the autocorrelogram more alike itself after a turn by 60 or 120 degrees than after 30, 90
 * or 150?
 *
 * Langston et al., Science 328 (2010), supplement: for rings from the edge of the central peak to a growing outer radius,
 *   g = min(r60, r120) - max(r30, r90, r150),   r_d Pearson's correlation of the ring and itself turned by d degrees;
 * the score is the largest mean of g over three successive radii (as in the Moser group's BNT). Taking the largest inflates it:
 * smooth random maps reach 0.5 to 0.7. Judge it by a null that takes the largest, too.
 *
 * Rivals: Sargolini et al. 2006 use one ring around the six inner peaks (gridScoreFixed.ts); Banino et al. 2018 use means and a
 * correlation that is not Pearson's (gridScoreBanino.ts).
 */
import { centralRadius, distances, radialProfiler } from "../map/radialProfile.js";
import { readTurned, type TurnTable, turnTable } from "../map/turn.js";
import type { Autocorrelogram } from "../map/types.js";

export interface GridScore {
  /** NaN where `reason` says why. */
  readonly score: number;
  /** Inner and outer radius of the ring, bins of the map. */
  readonly ring: readonly [number, number];
  /** Correlation after turns by 30, 60, 90, 120 and 150 degrees in that ring. */
  readonly turned: readonly number[];
  readonly reason?: string;
}

export const TURNS = [30, 60, 90, 120, 150] as const;

/** min(r60, r120) - max(r30, r90, r150) of correlations in the order of TURNS. */
export const gridness = ([r30, r60, r90, r120, r150]: readonly number[]): number =>
  Math.min(r60, r120) - Math.max(r30, r90, r150);

export const refusedScore = (reason: string): GridScore => ({
  score: Number.NaN,
  ring: [Number.NaN, Number.NaN],
  turned: [],
  reason,
});

/** Scores autocorrelograms of one shape: the turned coordinates are worked out once. */
export function expandingRingScorer(
  shape: Pick<Autocorrelogram, "rows" | "columns">,
): (map: Autocorrelogram) => GridScore {
  const rings = ringsOf(shape);
  const turns = TURNS.map((degrees) => turnTable(shape, rings.pixels, degrees));
  const profile = radialProfiler(shape);
  return (map) => {
    const inner = centralRadius(profile(map));
    if (Number.isNaN(inner)) return refusedScore("the central peak has no edge: the map hardly varies");
    return bestRing(rings, turns, map.correlation, inner);
  };
}

/** Grid score of one autocorrelogram, -2 to 2, NaN with a reason where it cannot be had. Langston et al. 2010. */
export const gridScoreExpanding = (map: Autocorrelogram): GridScore => expandingRingScorer(map)(map);

/** Pixels in the order of their distance, and where each whole radius ends. Half of them: the other half is the same. */
export interface Rings {
  readonly pixels: Int32Array;
  /** ends[r]: number of pixels closer than r + 1/2 bins */
  readonly ends: Int32Array;
}

/** Bins. Nine tenths of half the autocorrelogram: farther out few bins overlap and correlations are noise (opexebo cuts there, too). */
export const largestRadius = ({ rows, columns }: Pick<Autocorrelogram, "rows" | "columns">): number =>
  Math.floor(0.9 * Math.floor(Math.min(rows, columns) / 2));

export function ringsOf(shape: Pick<Autocorrelogram, "rows" | "columns">): Rings {
  const away = distances(shape);
  const largest = largestRadius(shape);
  const half = Array.from(away.keys()).slice(0, (away.length - 1) / 2);
  const pixels = Int32Array.from(half.filter((at) => away[at] < largest + 0.5)).sort(
    (a, b) => away[a] - away[b] || a - b,
  );
  const ends = Int32Array.from({ length: largest + 1 }, (_, r) => pixels.findLastIndex((at) => away[at] < r + 0.5) + 1);
  return { pixels, ends };
}

function bestRing(rings: Rings, turns: readonly TurnTable[], correlation: Float64Array, inner: number): GridScore {
  const first = inner + 3;
  const outers = Array.from({ length: Math.max(0, rings.ends.length - first) }, (_, i) => first + i);
  const perTurn = turns.map((turn) => ringCorrelations(rings, turn, correlation, inner, outers));
  const turned = outers.map((_, i) => perTurn.map((values) => values[i]));
  const scores = turned.map(gridness);
  let best = -1;
  let score = Number.NEGATIVE_INFINITY;
  for (let i = 1; i + 1 < scores.length; i++) {
    const smooth = (scores[i - 1] + scores[i] + scores[i + 1]) / 3;
    if (smooth > score) [best, score] = [i, smooth];
  }
  if (best < 0) return refusedScore("too few bins between the central peak and the edge of the autocorrelogram");
  return { score, ring: [inner, outers[best]], turned: turned[best] };
}

/** Pearson's r over the pixels from `inner` to each outer radius that are defined before and after the turn. */
export function ringCorrelations(
  { pixels, ends }: Rings,
  turn: TurnTable,
  correlation: Float64Array,
  inner: number,
  outers: readonly number[],
): number[] {
  let [n, x, y, xx, yy, xy] = [0, 0, 0, 0, 0, 0];
  let from = ends[inner];
  return outers.map((outer) => {
    for (; from < ends[outer]; from++) {
      const turned = readTurned(turn, correlation, from);
      const still = correlation[pixels[from]];
      if (Number.isNaN(turned) || Number.isNaN(still)) continue;
      n++;
      x += still;
      y += turned;
      xx += still * still;
      yy += turned * turned;
      xy += still * turned;
    }
    const spread = (n * xx - x * x) * (n * yy - y * y);
    return n < 3 || spread <= 1e-12 * n ** 4 ? Number.NaN : (n * xy - x * y) / Math.sqrt(spread);
  });
}
