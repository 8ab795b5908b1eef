/** Autocorrelograms turned about their centre, read off by interpolation. */
import type { Autocorrelogram } from "./types.js";

/** Where a turned array is read: four places and weights for every pixel; weights are NaN where the source lies outside. */
export interface TurnTable {
  readonly degrees: number;
  /** [pixels x 4] */
  readonly places: Int32Array;
  /** [pixels x 4] */
  readonly weights: Float64Array;
}

/** Bilinear reading of an array turned by `degrees` (counter-clockwise in x, y), at the given pixels. */
export function turnTable(
  { rows, columns }: Pick<Autocorrelogram, "rows" | "columns">,
  pixels: Int32Array,
  degrees: number,
): TurnTable {
  const places = new Int32Array(4 * pixels.length);
  const weights = new Float64Array(4 * pixels.length).fill(Number.NaN);
  const [cosine, sine] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  const [middleY, middleX] = [(rows - 1) / 2, (columns - 1) / 2];
  pixels.forEach((pixel, i) => {
    const dx = (pixel % columns) - middleX;
    const dy = Math.floor(pixel / columns) - middleY;
    const x = snap(middleX + cosine * dx + sine * dy);
    const y = snap(middleY - sine * dx + cosine * dy);
    if (x < 0 || y < 0 || x > columns - 1 || y > rows - 1) return;
    const [left, low] = [Math.floor(x), Math.floor(y)];
    // a place that needs no neighbour reads itself twice, so that an undefined neighbour does not matter
    const right = x > left ? 1 : 0;
    const up = y > low ? columns : 0;
    const [fx, fy] = [x - left, y - low];
    const corner = low * columns + left;
    places.set([corner, corner + right, corner + up, corner + up + right], 4 * i);
    weights.set([(1 - fx) * (1 - fy), fx * (1 - fy), (1 - fx) * fy, fx * fy], 4 * i);
  });
  return { degrees, places, weights };
}

/** Whole numbers that rounding has moved are put back, so that a quarter turn reads pixels, not mixtures. */
const snap = (value: number): number => (Math.abs(value - Math.round(value)) < 1e-9 ? Math.round(value) : value);

/** The turned array at pixel number `i` of the table; NaN where any of its sources is undefined or outside. */
export function readTurned({ places, weights }: TurnTable, values: Float64Array, i: number): number {
  const k = 4 * i;
  return (
    weights[k] * values[places[k]] +
    weights[k + 1] * values[places[k + 1]] +
    weights[k + 2] * values[places[k + 2]] +
    weights[k + 3] * values[places[k + 3]]
  );
}
