/**
 * Grid score of a lattice that may be round or elliptic: the higher of the expanding ring's scores before and after an elliptic
 * distortion was undone (gridScoreExpanding.ts, gridScoreElliptic.ts). Recorded lattices are sheared as a rule (Stensola et al.,
 * Nature 518, 2015), and the ring's correlations fall fast with it.
 *
 * An ellipse longer than 8 : 5 is taken for no lattice and left as it is: the six peaks of a map without one lie on such an ellipse
 * more often than not, and undoing it would raise the scores of the null more than those of grids.
 */

import type { Autocorrelogram } from "../map/types.js";
import { ellipticScorer } from "./gridScoreElliptic.js";
import { expandingRingScorer, type GridScore } from "./gridScoreExpanding.js";

/** Longest over shortest axis. */
export const LARGEST_ELLIPTICITY = 1.6;

/** Scores autocorrelograms of one shape. */
export function tolerantScorer(shape: Pick<Autocorrelogram, "rows" | "columns">): (map: Autocorrelogram) => GridScore {
  const scoreRings = expandingRingScorer(shape);
  const scoreUndone = ellipticScorer(shape, { scoreRings, largestEllipticity: LARGEST_ELLIPTICITY });
  return (map) => {
    const [round, undone] = [scoreRings(map), scoreUndone(map)];
    return undone.score > round.score || Number.isNaN(round.score) ? undone : round;
  };
}

/** Grid score of one autocorrelogram, -2 to 2: the higher of those before and after its ellipse was undone. */
export const gridScoreTolerant = (map: Autocorrelogram): GridScore => tolerantScorer(map)(map);
