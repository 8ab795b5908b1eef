/** The mean of an autocorrelogram at each distance from its centre, and the size of the central peak. */
import type { Autocorrelogram } from "./types.js";

/** Distance of every pixel from the centre, in bins, [rows x columns]. */
export function distances({ rows, columns }: Pick<Autocorrelogram, "rows" | "columns">): Float64Array {
  return Float64Array.from({ length: rows * columns }, (_, at) =>
    Math.hypot(Math.floor(at / columns) - (rows - 1) / 2, (at % columns) - (columns - 1) / 2),
  );
}

/**
 * Works out mean correlations by rounded distance (0, 1, 2, ... bins) for maps of one shape; NaN where all are undefined. Half the
 * pixels will do: an autocorrelogram is the same at opposite shifts.
 */
export function radialProfiler(
  shape: Pick<Autocorrelogram, "rows" | "columns">,
): (map: Autocorrelogram) => Float64Array {
  const rings = Int32Array.from(distances(shape), Math.round);
  const radius = Math.floor(Math.min(shape.rows, shape.columns) / 2);
  const half = Array.from(rings.keys()).slice(0, (rings.length + 1) / 2);
  const pixels = Int32Array.from(half.filter((at) => rings[at] <= radius));
  const ringOf = pixels.map((at) => rings[at]);
  return ({ correlation }) => {
    const sums = new Float64Array(radius + 1);
    const counts = new Int32Array(radius + 1);
    for (let i = 0; i < pixels.length; i++) {
      const value = correlation[pixels[i]];
      if (Number.isNaN(value)) continue;
      sums[ringOf[i]] += value;
      counts[ringOf[i]]++;
    }
    return sums.map((sum, ring) => sum / counts[ring]);
  };
}

/**
 * Radius of the central peak, bins, from a radial profile: where it first falls below 0.2 or stops falling, whichever comes
 * first (the convention of Wills et al., Science 328, 2010). NaN if it does neither.
 */
export function centralRadius(profile: Float64Array, level = 0.2): number {
  for (let ring = 1; ring + 1 < profile.length; ring++) {
    if (profile[ring] < level || profile[ring] <= profile[ring + 1]) return ring;
  }
  return Number.NaN;
}

export const centralRadiusOf = (map: Autocorrelogram): number => centralRadius(radialProfiler(map)(map));
