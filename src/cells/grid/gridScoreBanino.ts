/**
 * Grid score of Banino et al., Nature 557 (2018), as their released scorer computes it (also used by Sorscher, Mel, Ganguli and
 * Ocko 2019). For comparison with published values of networks; two things differ from the neurophysiologists' scores:
 * - means, not extremes: g60 = (r60 + r120) / 2 - (r30 + r90 + r150) / 3, and g90 = r90 - (r45 + r135) / 2; `extremes` gives
 *   min(r60, r120) - max(r30, r90, r150) instead;
 * - r_d = mean[(a - mean a) (a_d - mean a)] / (var a + 1e-5) over the ring, a the autocorrelogram and a_d the turned one. Mean and
 *   variance of the turned ring are not used, so this is not Pearson's r and can exceed 1 (a perfect lattice scores 1.6).
 *
 * Ten rings, all from 0.2 n to 0.4 n ... 1.0 n bins for a map of n x n bins; the best counts. Unvisited bins are read as 0.
 * Turning uses cubic splines, zero outside (cubicSpline.ts), as theirs does.
 */
import { autocorrelogram } from "../map/autocorrelogram.js";
import { distances } from "../map/radialProfile.js";
import type { RateMap } from "../map/types.js";
import { cubicSpline } from "./cubicSpline.js";

export interface BaninoScore {
  readonly g60: number;
  readonly g90: number;
  /** Inner and outer radius of the ring of `g60`, bins. */
  readonly ring: readonly [number, number];
}

type Shape = Pick<RateMap, "rows" | "columns">;

const TURNS = [30, 45, 60, 90, 120, 135, 150] as const;
const RINGS = Array.from({ length: 10 }, (_, i) => 0.4 + (0.6 * i) / 9);

/** Theirs are square maps; of others, n is the shorter side. */
export function gridScoreBanino(map: RateMap, { extremes = false } = {}): BaninoScore {
  const n = Math.min(map.rows, map.columns);
  const shape = { rows: 2 * map.rows - 1, columns: 2 * map.columns - 1 };
  const { correlation } = autocorrelogram(map, { smallestOverlap: 1, unvisited: "zero" });
  const values = correlation.map((r) => (Number.isNaN(r) ? 0 : r));
  const turned = TURNS.map((degrees) => turnWhole(values, shape, degrees));
  const away = distances(shape);
  const scored = RINGS.map((outer) => {
    const pixels = away.map((distance) => (distance > 0.2 * n && distance <= outer * n ? 1 : 0));
    return { outer, ...scoresInRing(values, turned, pixels, extremes) };
  });
  const best = scored.reduce((a, b) => (b.g60 > a.g60 ? b : a));
  return { g60: best.g60, g90: Math.max(...scored.map(({ g90 }) => g90)), ring: [0.2 * n, best.outer * n] };
}

function scoresInRing(values: Float64Array, turned: readonly Float64Array[], ring: Float64Array, extremes: boolean) {
  const [r30, r45, r60, r90, r120, r135, r150] = turned.map((other) => likeness(values, other, ring));
  const g60 = extremes ? Math.min(r60, r120) - Math.max(r30, r90, r150) : (r60 + r120) / 2 - (r30 + r90 + r150) / 3;
  return { g60, g90: r90 - (r45 + r135) / 2 };
}

function likeness(values: Float64Array, turned: Float64Array, ring: Float64Array): number {
  const area = ring.reduce((sum, inside) => sum + inside, 0);
  const mean = values.reduce((sum, value, at) => sum + value * ring[at], 0) / area;
  let variance = 0;
  let product = 0;
  for (let at = 0; at < values.length; at++) {
    variance += ring[at] * (values[at] - mean) ** 2;
    product += ring[at] * (values[at] - mean) * (turned[at] - mean);
  }
  return product / area / (variance / area + 1e-5);
}

function turnWhole(values: Float64Array, { rows, columns }: Shape, degrees: number): Float64Array {
  const read = cubicSpline(values, rows, columns);
  const [middleX, middleY] = [(columns - 1) / 2, (rows - 1) / 2];
  const [cosine, sine] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  return values.map((_, at) => {
    const dx = (at % columns) - middleX;
    const dy = Math.floor(at / columns) - middleY;
    return read(middleX + cosine * dx + sine * dy, middleY - sine * dx + cosine * dy);
  });
}
