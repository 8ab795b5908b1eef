/** Cuts a rate map into the basins of its peaks: every visited bin belongs to the peak that is reached by going uphill from it. */
import type { RateMap } from "./types.js";

export interface Basins {
  /** Bin number of every peak, highest first. */
  readonly peaks: Int32Array;
  /** [bins] index into `peaks`; -1 where not visited */
  readonly basinOf: Int32Array;
}

/** Steepest ascent over the eight neighbours; of equal rates the bin with the higher number is the higher. */
export function watershed({ rows, columns, rate }: RateMap): Basins {
  const order = Array.from(rate.keys()).filter((bin) => !Number.isNaN(rate[bin]));
  order.sort((a, b) => rate[b] - rate[a] || b - a);
  const basinOf = new Int32Array(rate.length).fill(-1);
  const peaks: number[] = [];
  for (const bin of order) {
    const uphill = highestNeighbour(rate, rows, columns, bin);
    basinOf[bin] = uphill < 0 ? peaks.push(bin) - 1 : basinOf[uphill];
  }
  return { peaks: Int32Array.from(peaks), basinOf };
}

/** The highest of the neighbours that are higher than the bin; -1 at a peak. */
function highestNeighbour(rate: Float64Array, rows: number, columns: number, bin: number): number {
  const [row, column] = [Math.floor(bin / columns), bin % columns];
  let best = bin;
  for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++) {
    for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x++) {
      const other = y * columns + x;
      if (rate[other] > rate[best] || (rate[other] === rate[best] && other > best)) best = other;
    }
  }
  return best === bin ? -1 : best;
}
