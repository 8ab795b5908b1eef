/** The mean of an autocorrelogram at each distance from its centre, and the size of the central peak. */
import type { Autocorrelogram } from "./types.js";

/** Distance of every pixel from the centre, in bins, [rows x columns]. */
export function distances({ rows, columns }: Pick<Autocorrelogram, "rows" | "columns">): Float64Array {
  return Float64Array.from({ length: rows * columns }, (_, at) =>
    Math.hypot(Math.floor(at / columns) - (rows - 1) / 2, (at % columns) - (columns - 1) / 2),
  );
}

/** Mean correlation of the pixels whose rounded distance is 0, 1, 2, ... bins; NaN where all are undefined. */
export function radialProfile(map: Autocorrelogram): Float64Array {
  const radius = Math.floor(Math.min(map.rows, map.columns) / 2);
  const sums = new Float64Array(radius + 1);
  const counts = new Float64Array(radius + 1);
  distances(map).forEach((distance, at) => {
    const ring = Math.round(distance);
    if (ring > radius || Number.isNaN(map.correlation[at])) return;
    sums[ring] += map.correlation[at];
    counts[ring]++;
  });
  return sums.map((sum, ring) => sum / counts[ring]);
}

/**
 * Radius of the central peak, bins: where the radial mean first falls below 0.2 or stops falling, whichever comes first
 * (the convention of Barry and Burgess, and Wills et al., Science 328, 2010). NaN if it does neither.
 */
export function centralRadius(map: Autocorrelogram, level = 0.2): number {
  const profile = radialProfile(map);
  for (let ring = 1; ring + 1 < profile.length; ring++) {
    if (profile[ring] < level || profile[ring] <= profile[ring + 1]) return ring;
  }
  return Number.NaN;
}
