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
  const along = lineSums(values, { lines: rows, line: columns, length: columns, step: 1 }, kernel, circularColumns);
  if (rows === 1) return along;
  return lineSums(along, { lines: columns, line: 1, length: rows, step: columns }, kernel, false);
}

/** How an array falls into lines: line number k begins at k * `line`, its `length` values lie `step` apart. */
interface Lines {
  readonly lines: number;
  readonly line: number;
  readonly length: number;
  readonly step: number;
}

function lineSums(values: Float64Array, { lines, line, length, step }: Lines, kernel: Float64Array, circular: boolean) {
  const out = new Float64Array(values.length);
  const reach = circular ? Math.min(kernel.length - 1, length >> 1) : kernel.length - 1;
  for (let k = 0; k < lines; k++) {
    for (let i = 0; i < length; i++) {
      const value = values[k * line + i * step];
      if (value === 0) continue;
      for (let d = -reach; d <= reach; d++) {
        const to = circular ? (i + d + length) % length : i + d;
        if (to >= 0 && to < length) out[k * line + to * step] += kernel[Math.abs(d)] * value;
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
