/**
 * Grid score after undoing an elliptic distortion: Brandon et al., Science 332 (2011); Barry et al., Nat Neurosci 10 (2007).
 * The autocorrelogram is squeezed along the long axis of the ellipse through its six inner peaks until that is a circle, and
 * scored by an expanding ring. Undoing it raises the score of any map with six peaks: judge it by a null that undoes it, too.
 */

import { distances } from "../map/radialProfile.js";
import type { Autocorrelogram } from "../map/types.js";
import { gridGeometer } from "./gridGeometry.js";
import { expandingRingScorer, type GridScore, largestRadius, refusedScore } from "./gridScoreExpanding.js";

type Shape = Pick<Autocorrelogram, "rows" | "columns">;
type Scorer = (map: Autocorrelogram) => GridScore;

/** Grid score of one autocorrelogram, -2 to 2, after its ellipse was undone. Brandon et al. 2011. */
export const gridScoreElliptic: Scorer = (map) => ellipticScorer(map)(map);

export interface EllipticOptions {
  /** The expanding ring of the shape. */
  readonly scoreRings: Scorer;
  /** Ellipses with a larger ratio of the axes are refused. */
  readonly largestEllipticity: number;
}

/** Scores autocorrelograms of one shape. */
export function ellipticScorer(shape: Shape, options: Partial<EllipticOptions> = {}): Scorer {
  const { scoreRings = expandingRingScorer(shape), largestEllipticity = Number.POSITIVE_INFINITY } = options;
  const geometryOf = gridGeometer(shape);
  const squeeze = squeezer(shape);
  return (map) => {
    const { ellipticity, ellipseDirection, reason } = geometryOf(map);
    if (reason !== undefined) return refusedScore(reason);
    if (ellipticity > largestEllipticity) return refusedScore(`an ellipse of ${ellipticity.toFixed(2)} : 1`);
    return scoreRings(squeeze(map, ellipticity, (ellipseDirection * Math.PI) / 180));
  };
}

/** The map shortened by `factor` along `direction` (radians), as far as rings reach; NaN beyond its edge. */
function squeezer(shape: Shape): (map: Autocorrelogram, factor: number, direction: number) => Autocorrelogram {
  const away = distances(shape);
  const centre = (away.length - 1) / 2;
  // turned rings read one bin beyond their edge
  const half = Int32Array.from(away.keys()).filter((at) => at <= centre && away[at] < largestRadius(shape) + 2);
  const [middleX, middleY] = [(shape.columns - 1) / 2, (shape.rows - 1) / 2];
  return (map, factor, direction) => {
    const [cosine, sine] = [Math.cos(direction), Math.sin(direction)];
    const correlation = new Float64Array(away.length).fill(Number.NaN);
    for (const at of half) {
      const dx = (at % shape.columns) - middleX;
      const dy = Math.floor(at / shape.columns) - middleY;
      const along = (factor - 1) * (cosine * dx + sine * dy);
      const value = bilinear(map, middleX + dx + along * cosine, middleY + dy + along * sine);
      correlation[at] = value;
      correlation[2 * centre - at] = value;
    }
    return { ...map, correlation };
  };
}

function bilinear({ rows, columns, correlation }: Autocorrelogram, x: number, y: number): number {
  if (!(x >= 0 && y >= 0 && x <= columns - 1 && y <= rows - 1)) return Number.NaN;
  const left = Math.min(columns - 2, Math.floor(x));
  const low = Math.min(rows - 2, Math.floor(y));
  const [fx, fy, at] = [x - left, y - low, low * columns + left];
  const lower = correlation[at] * (1 - fx) + correlation[at + 1] * fx;
  const upper = correlation[at + columns] * (1 - fx) + correlation[at + columns + 1] * fx;
  return lower * (1 - fy) + upper * fy;
}
