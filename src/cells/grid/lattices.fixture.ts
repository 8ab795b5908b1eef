/** Maps with known answers, for tests. */
import type { RateMap } from "../map/types.js";

/** A rate map of the unit square from a formula of x and y, bins of side 1/n. */
export function mapOf(n: number, rate: (x: number, y: number) => number): RateMap {
  const values = Float64Array.from({ length: n * n }, (_, at) =>
    rate(((at % n) + 0.5) / n, (Math.floor(at / n) + 0.5) / n),
  );
  return { rows: n, columns: n, binSize: 1 / n, rate: values, occupancy: new Float64Array(n * n).fill(1) };
}

/** Rectified sum of three cosines, fields `spacing` apart, one of them at (px, py), turned by `degrees`. */
export function hexagonal(spacing: number, degrees = 0, px = 0, py = 0): (x: number, y: number) => number {
  const k = (4 * Math.PI) / (Math.sqrt(3) * spacing);
  const waves = [30, 90, 150].map((angle) => ((angle + degrees) * Math.PI) / 180);
  return (x, y) =>
    Math.max(
      0,
      waves.reduce((sum, angle) => sum + Math.cos(k * (Math.cos(angle) * (x - px) + Math.sin(angle) * (y - py))), 0),
    );
}

export const square =
  (spacing: number) =>
  (x: number, y: number): number =>
    Math.max(0, Math.cos((2 * Math.PI * x) / spacing) + Math.cos((2 * Math.PI * y) / spacing));

export const stripes =
  (spacing: number) =>
  (x: number, _y: number): number =>
    Math.max(0, Math.cos((2 * Math.PI * x) / spacing));
