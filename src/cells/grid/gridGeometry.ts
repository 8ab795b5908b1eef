/**
 * Spacing, orientation and ellipticity of a grid, from the six peaks around the centre of its autocorrelogram.
 *
 * Sargolini et al., Science 312 (2006); Hafting et al., Nature 436 (2005); ellipse after Stensola et al., Nature 492 (2012). Peaks
 * are placed between bins by a quadratic fit, and come in opposite pairs, so three of them say everything:
 * - spacing: mean distance of the three from the centre (peak to peak, the distance between neighbouring fields);
 * - orientation: arg(mean exp(6 i phi)) / 6, the direction of the axes modulo 60 degrees, without a seam;
 * - ellipse: the conic a x^2 + b x y + c y^2 = 1 through all six.
 *
 * Rival: opexebo fits a general ellipse, does not order its axes, and gives a number for fewer than six peaks.
 */
import { centralRadius, distances, radialProfiler } from "../map/radialProfile.js";
import type { Autocorrelogram, Point } from "../map/types.js";

export interface GridGeometry {
  /** Mean distance between neighbouring fields, in the unit of the bins; NaN where `reason` says why. */
  readonly spacing: number;
  /** Degrees within (-30, 30], counter-clockwise from x. */
  readonly orientation: number;
  /** Longest over shortest axis of the ellipse through the six peaks, at least 1. */
  readonly ellipticity: number;
  /** Direction of the long axis, degrees within (-90, 90]. */
  readonly ellipseDirection: number;
  /** The three peaks of the upper half plane, in the unit of the bins from the centre. */
  readonly axes: readonly Point[];
  readonly reason?: string;
}

const refusedGeometry = (reason: string): GridGeometry => ({
  spacing: Number.NaN,
  orientation: Number.NaN,
  ellipticity: Number.NaN,
  ellipseDirection: Number.NaN,
  axes: [],
  reason,
});

/**
 * Spacing, orientation and ellipse of the lattice of one autocorrelogram; NaN where fewer than three pairs of peaks are found. Sargolini et
 * al. 2006; Stensola et al. 2012.
 */
export const gridGeometry = (map: Autocorrelogram): GridGeometry => gridGeometer(map)(map);

/** Measures autocorrelograms of one shape: distances are worked out once. */
export function gridGeometer(shape: Shape): (map: Autocorrelogram) => GridGeometry {
  const axesOf = axisFinder(shape);
  return (map) => {
    const axes = axesOf(map);
    if (axes.length < 3) return refusedGeometry(`${2 * axes.length} of six peaks found around the centre`);
    const ellipse = ellipseThrough(axes);
    if (!ellipse) return refusedGeometry("the six peaks do not lie on an ellipse around the centre");
    const spacing = axes.reduce((sum, { x, y }) => sum + Math.hypot(x, y), 0) / 3;
    return { spacing, orientation: sixfoldDirection(axes), ...ellipse, axes };
  };
}

type Shape = Pick<Autocorrelogram, "rows" | "columns">;

const degrees = (radians: number): number => (radians * 180) / Math.PI;

function sixfoldDirection(axes: readonly Point[]): number {
  const turns = axes.map(({ x, y }) => 6 * Math.atan2(y, x));
  const real = turns.reduce((sum, turn) => sum + Math.cos(turn), 0);
  const imaginary = turns.reduce((sum, turn) => sum + Math.sin(turn), 0);
  const direction = degrees(Math.atan2(imaginary, real)) / 6;
  return direction <= -30 + 1e-9 ? direction + 60 : direction;
}

/** Peaks closer together than this, seen from the centre, are one; the nearer is kept. */
const SMALLEST_ANGLE = 15;

/** The three nearest peaks of the upper half plane, sub-bin; fewer where there are fewer. */
export const innerAxes = (map: Autocorrelogram): Point[] => axisFinder(map)(map);

function axisFinder(shape: Shape): (map: Autocorrelogram) => Point[] {
  const peaksOf = peakFinder(shape);
  return (map) => {
    const axes: Point[] = [];
    for (const peak of peaksOf(map)) {
      const apart = axes.every((axis) => angleBetweenLines(axis, peak) >= SMALLEST_ANGLE);
      if (apart) axes.push(peak);
      if (axes.length === 3) break;
    }
    return axes.map(({ x, y }) => ({ x: x * map.binSize, y: y * map.binSize }));
  };
}

/** Degrees between two lines through the origin, at most 90. */
function angleBetweenLines(a: Point, b: Point): number {
  const cosine = Math.abs(a.x * b.x + a.y * b.y) / (Math.hypot(a.x, a.y) * Math.hypot(b.x, b.y));
  return degrees(Math.acos(Math.min(1, cosine)));
}

/** Maxima of the upper half plane outside the central peak, bins from the centre, nearest first. */
function peakFinder(shape: Shape): (map: Autocorrelogram) => Point[] {
  const away = distances(shape);
  const profile = radialProfiler(shape);
  const [middleX, middleY] = [(shape.columns - 1) / 2, (shape.rows - 1) / 2];
  return (map) => {
    const inner = centralRadius(profile(map));
    const reach = Math.max(1, Math.round(inner / 2));
    const peaks: Point[] = [];
    for (let at = (away.length + 1) / 2; at < away.length; at++) {
      if (!(away[at] > inner && map.correlation[at] > 0 && isPeak(map, at, reach))) continue;
      const { x, y } = quadraticPeak(map, at);
      peaks.push({ x: x - middleX, y: y - middleY });
    }
    return peaks.sort((a, b) => Math.hypot(a.x, a.y) - Math.hypot(b.x, b.y));
  };
}

/** Largest within `reach` bins, with all its neighbours defined; of equal ones the first counts. */
function isPeak(map: Autocorrelogram, at: number, reach: number): boolean {
  const { rows, columns, correlation } = map;
  const [row, column] = [Math.floor(at / columns), at % columns];
  if (row < 1 || column < 1 || row > rows - 2 || column > columns - 2) return false;
  const value = correlation[at];
  // most bins have a higher neighbour: looking there first spares the whole square
  for (let y = -columns; y <= columns; y += columns) {
    for (let x = -1; x <= 1; x++) if (!(correlation[at + y + x] <= value)) return false;
  }
  return isLargest(map, at, reach);
}

function isLargest({ rows, columns, correlation }: Autocorrelogram, at: number, reach: number): boolean {
  const [row, column] = [Math.floor(at / columns), at % columns];
  const value = correlation[at];
  const [left, right] = [Math.max(0, column - reach), Math.min(columns - 1, column + reach)];
  for (let y = Math.max(0, row - reach); y <= Math.min(rows - 1, row + reach); y++) {
    for (let other = y * columns + left; other <= y * columns + right; other++) {
      if (correlation[other] > value || (correlation[other] === value && other < at)) return false;
    }
  }
  return true;
}

/** Column and row of the maximum of the quadratic fitted to the nine bins around `at`, moved by at most one bin. */
function quadraticPeak({ columns, correlation }: Autocorrelogram, at: number): Point {
  const value = (dy: number, dx: number) => correlation[at + dy * columns + dx];
  const over = (f: (dy: number, dx: number) => number): number =>
    [-1, 0, 1].reduce((sum, dy) => sum + [-1, 0, 1].reduce((row, dx) => row + f(dy, dx) * value(dy, dx), 0), 0);
  const slopeX = over((_, dx) => dx) / 6;
  const slopeY = over((dy) => dy) / 6;
  const xx = over((_, dx) => dx * dx - 2 / 3);
  const yy = over((dy) => dy * dy - 2 / 3);
  const xy = over((dy, dx) => dx * dy) / 4;
  const determinant = xx * yy - xy * xy;
  const place = { x: at % columns, y: Math.floor(at / columns) };
  if (!(xx < 0 && determinant > 0)) return place;
  const moveX = (xy * slopeY - yy * slopeX) / determinant;
  const moveY = (xy * slopeX - xx * slopeY) / determinant;
  return Math.abs(moveX) > 1 || Math.abs(moveY) > 1 ? place : { x: place.x + moveX, y: place.y + moveY };
}

/** Axes of the conic a x^2 + b x y + c y^2 = 1 through three points; undefined where it is no ellipse. */
function ellipseThrough(points: readonly Point[]): Pick<GridGeometry, "ellipticity" | "ellipseDirection"> | undefined {
  const [a, b, c] = conicThrough(points);
  const middle = (a + c) / 2;
  const half = Math.hypot((a - c) / 2, b / 2);
  if (!(middle - half > 0)) return undefined;
  const direction = degrees(Math.atan2(-b, c - a)) / 2;
  return { ellipticity: Math.sqrt((middle + half) / (middle - half)), ellipseDirection: direction };
}

/** Solves a x^2 + b x y + c y^2 = 1 at three points by Cramer's rule. */
function conicThrough(points: readonly Point[]): readonly number[] {
  const rows = points.map(({ x, y }) => [x * x, x * y, y * y]);
  const whole = determinant3(rows);
  return [0, 1, 2].map((column) => determinant3(rows.map((row) => row.with(column, 1))) / whole);
}

const determinant3 = ([[a, b, c], [d, e, f], [g, h, i]]: readonly (readonly number[])[]): number =>
  a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
