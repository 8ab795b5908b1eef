/** Autocorrelograms turned about their centre, read off by interpolation. */
import type { Autocorrelogram } from "./types.js";

/** Where a turned array is read: four places and weights for every pixel; -1 marks a pixel whose source lies outside. */
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
  const places = new Int32Array(4 * pixels.length).fill(-1);
  const weights = new Float64Array(4 * pixels.length);
  const [cosine, sine] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  const [middleY, middleX] = [(rows - 1) / 2, (columns - 1) / 2];
  pixels.forEach((pixel, i) => {
    const dx = (pixel % columns) - middleX;
    const dy = Math.floor(pixel / columns) - middleY;
    const x = snap(middleX + cosine * dx + sine * dy);
    const y = snap(middleY - sine * dx + cosine * dy);
    if (x < 0 || y < 0 || x > columns - 1 || y > rows - 1) return;
    const left = Math.min(columns - 2, Math.floor(x));
    const low = Math.min(rows - 2, Math.floor(y));
    const [fx, fy] = [x - left, y - low];
    const corner = low * columns + left;
    places.set([corner, corner + 1, corner + columns, corner + columns + 1], 4 * i);
    weights.set([(1 - fx) * (1 - fy), fx * (1 - fy), (1 - fx) * fy, fx * fy], 4 * i);
  });
  return { degrees, places, weights };
}

/** Whole numbers that rounding has moved are put back, so that a quarter turn reads pixels, not mixtures. */
const snap = (value: number): number => (Math.abs(value - Math.round(value)) < 1e-9 ? Math.round(value) : value);

/** The turned array at pixel number `i` of the table; NaN where any of its sources is undefined. */
export function readTurned({ places, weights }: TurnTable, values: Float64Array, i: number): number {
  let total = 0;
  for (let k = 4 * i; k < 4 * i + 4; k++) {
    if (weights[k] === 0 && places[k] >= 0) continue;
    total += places[k] < 0 ? Number.NaN : weights[k] * values[places[k]];
  }
  return total;
}
