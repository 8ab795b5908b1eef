/**
 * Grid score after undoing an elliptic distortion: Brandon et al., Science 332 (2011); Barry et al., Nat Neurosci 10 (2007).
 * The autocorrelogram is squeezed along the long axis of the ellipse through its six inner peaks until that is a circle, and
 * scored by an expanding ring. Undoing it raises the score of any map with six peaks: judge it by a null that undoes it, too.
 */
import { gridGeometry } from "./gridGeometry.js";
import { type GridScore, gridScoreExpanding, refusedScore } from "./gridScoreExpanding.js";
import type { Autocorrelogram } from "./types.js";

export function gridScoreElliptic(map: Autocorrelogram): GridScore {
  const { ellipticity, ellipseDirection, reason } = gridGeometry(map);
  if (reason !== undefined) return refusedScore(reason);
  return gridScoreExpanding(squeeze(map, ellipticity, (ellipseDirection * Math.PI) / 180));
}

/** The map shortened by `factor` along `direction` (radians), read by bilinear interpolation; NaN beyond its edge. */
function squeeze(map: Autocorrelogram, factor: number, direction: number): Autocorrelogram {
  const [middleY, middleX] = [(map.rows - 1) / 2, (map.columns - 1) / 2];
  const [cosine, sine] = [Math.cos(direction), Math.sin(direction)];
  const correlation = Float64Array.from(map.correlation, (_, at) => {
    const dx = (at % map.columns) - middleX;
    const dy = Math.floor(at / map.columns) - middleY;
    const along = (factor - 1) * (cosine * dx + sine * dy);
    return bilinear(map, middleX + dx + along * cosine, middleY + dy + along * sine);
  });
  return { ...map, correlation };
}

function bilinear({ rows, columns, correlation }: Autocorrelogram, x: number, y: number): number {
  if (!(x >= 0 && y >= 0 && x <= columns - 1 && y <= rows - 1)) return Number.NaN;
  const left = Math.min(columns - 2, Math.floor(x));
  const low = Math.min(rows - 2, Math.floor(y));
  const [fx, fy, at] = [x - left, y - low, low * columns + left];
  const row = (from: number) => correlation[from] * (1 - fx) + correlation[from + 1] * fx;
  return row(at) * (1 - fy) + row(at + columns) * fy;
}
