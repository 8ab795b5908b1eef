/**
 * How finely to cut variables of so many samples, so that plug-in information with the correction of Miller and Madow can be trusted.
 *
 * Bins of equal counts, which any monotone change of scale leaves as they are and which skewed rates, outliers and silence do not
 * empty. Their number grows as n^(1/3) (the rate of Scott, Biometrika 66, 605, 1979), so that the cells of two variables hold ever more
 * samples. A variable of many levels has cells of its own: below five samples in each the correction falls short, since cells that stay
 * empty are not counted, and then bins are fewer. Rival: 20 equal-width bins whatever n, the published convention of disentanglement
 * scores. Figures: bench/RESULTS.md, "What the default score says of few trials".
 */

const FACTOR = 0.9;
const MOST = 20;
/** Without regard to cells. */
const FEWEST = 4;
/** Fewer tell too little, however few the samples. */
const LEAST = 3;
/** Samples for each cell of a joint histogram. */
export const SAMPLES_PER_CELL = 5;

/** Bins of a variable of so many samples, to be compared with variables of up to `levels` levels and with others in bins. */
export function recommendedBins(samples: number, levels = 0): number {
  const byRate = Math.min(MOST, Math.max(FEWEST, Math.round(FACTOR * Math.cbrt(samples))));
  const cells = samples / SAMPLES_PER_CELL;
  return Math.max(LEAST, Math.floor(Math.min(byRate, Math.sqrt(cells), cells / Math.max(1, levels))));
}

/** What the plug-in estimate finds on average in unrelated variables, nats: (levels - 1) (levels - 1) / 2n (Miller 1955). */
export const plugInBias = (levels: number, otherLevels: number, samples: number): number =>
  ((levels - 1) * (otherLevels - 1)) / (2 * samples);
