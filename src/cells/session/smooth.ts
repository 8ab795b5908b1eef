/**
 * Gaussian smoothing of maps with gaps: G * (x w) / G * w, the normalised convolution (Knutsson and Westin, CVPR 1993), w the
 * weight of each bin. Bins of weight 0 give nothing, and do not pull their neighbours down.
 */

export interface SmoothOptions {
  /** Standard deviation in bins, along rows and columns; 0 leaves the direction as it is. */
  readonly sigma: number;
  /** Whether the last column borders the first, as for angles. */
  readonly circularColumns: boolean;
}

/** Gaussian weights out to four standard deviations, [0 .. reach]. */
export const gaussianKernel = (sigma: number): Float64Array =>
  Float64Array.from({ length: Math.ceil(4 * sigma) + 1 }, (_, i) =>
    sigma === 0 ? 1 : Math.exp((-i * i) / (2 * sigma * sigma)),
  );

/** Unnormalised sums G * x of values [rows x columns]; outside the map there is nothing. */
export function gaussianSums(
  values: Float64Array,
  rows: number,
  columns: number,
  { sigma, circularColumns = false }: Partial<SmoothOptions> & Pick<SmoothOptions, "sigma">,
): Float64Array {
  const kernel = gaussianKernel(sigma);
  const along = circularColumns
    ? alongCircularRows(values, rows, columns, kernel)
    : alongRows(values, rows, columns, kernel);
  return rows === 1 ? along : acrossRows(along, rows, columns, kernel);
}

function alongRows(values: Float64Array, rows: number, columns: number, kernel: Float64Array): Float64Array {
  const out = new Float64Array(values.length);
  const reach = kernel.length - 1;
  for (let row = 0; row < rows; row++) {
    const start = row * columns;
    for (let column = 0; column < columns; column++) {
      const value = values[start + column];
      if (value === 0) continue;
      const last = Math.min(columns - 1, column + reach);
      for (let to = Math.max(0, column - reach); to <= last; to++) {
        out[start + to] += kernel[Math.abs(to - column)] * value;
      }
    }
  }
  return out;
}

function alongCircularRows(values: Float64Array, rows: number, columns: number, kernel: Float64Array): Float64Array {
  const out = new Float64Array(values.length);
  const reach = Math.min(kernel.length - 1, columns >> 1);
  for (let row = 0; row < rows; row++) {
    const start = row * columns;
    for (let column = 0; column < columns; column++) {
      const value = values[start + column];
      if (value === 0) continue;
      for (let d = -reach, to = (column - reach + columns) % columns; d <= reach; d++, to++) {
        if (to === columns) to = 0;
        out[start + to] += kernel[Math.abs(d)] * value;
      }
    }
  }
  return out;
}

/** Columns summed side by side: so many sums stay in registers. */
const LANES = 4;

/** Sums are added up from the first row to the last, whatever the lanes. */
function acrossRows(values: Float64Array, rows: number, columns: number, kernel: Float64Array): Float64Array {
  const out = new Float64Array(values.length);
  const reach = kernel.length - 1;
  for (let to = 0; to < rows; to++) {
    const first = Math.max(0, to - reach);
    const last = Math.min(rows - 1, to + reach);
    let column = 0;
    for (; column + LANES <= columns; column += LANES) {
      let [a, b, c, d] = [0, 0, 0, 0];
      for (let row = first, from = first * columns + column; row <= last; row++, from += columns) {
        const weight = kernel[Math.abs(row - to)];
        a += weight * values[from];
        b += weight * values[from + 1];
        c += weight * values[from + 2];
        d += weight * values[from + 3];
      }
      const at = to * columns + column;
      [out[at], out[at + 1], out[at + 2], out[at + 3]] = [a, b, c, d];
    }
    for (; column < columns; column++) {
      for (let row = first; row <= last; row++) {
        out[to * columns + column] += kernel[Math.abs(row - to)] * values[row * columns + column];
      }
    }
  }
  return out;
}

/** Weighted local mean of `values` where the weight is positive; NaN elsewhere. Values of weight 0 may be NaN. */
export function smoothMean(
  values: Float64Array,
  weights: Float64Array,
  rows: number,
  columns: number,
  options: Partial<SmoothOptions> & Pick<SmoothOptions, "sigma">,
): Float64Array {
  const weighted = values.map((value, at) => (weights[at] > 0 ? value * weights[at] : 0));
  const sums = gaussianSums(weighted, rows, columns, options);
  const totals = gaussianSums(weights, rows, columns, options);
  return sums.map((sum, at) => (weights[at] > 0 ? sum / totals[at] : Number.NaN));
}
