/**
 * Grid score in one ring: Sargolini et al., Science 312 (2006), supplement. The ring holds the six peaks nearest the centre and
 * leaves the central peak out; g = min(r60, r120) - max(r30, r90, r150).
 *
 * The paper gives no formula for the edges. Here the ring runs from the edge of the central peak (radius a) to a beyond the
 * farthest of the six peaks, so that all six are inside whole.
 */

import { centralRadiusOf } from "../map/radialProfile.js";
import { turnTable } from "../map/turn.js";
import type { Autocorrelogram } from "../map/types.js";
import { innerAxes } from "./gridGeometry.js";
import { type GridScore, gridness, refusedScore, ringCorrelations, ringsOf, TURNS } from "./gridScoreExpanding.js";

/** Grid score of one autocorrelogram, -2 to 2, NaN with a reason where it has not six peaks. Sargolini et al. 2006. */
export function gridScoreFixed(map: Autocorrelogram): GridScore {
  const inner = centralRadiusOf(map);
  const axes = innerAxes(map);
  if (axes.length < 3) return refusedScore(`${2 * axes.length} of six peaks found around the centre`);
  const farthest = Math.max(...axes.map(({ x, y }) => Math.hypot(x, y))) / map.binSize;
  const rings = ringsOf(map);
  const outer = Math.min(rings.ends.length - 1, Math.round(farthest) + inner);
  const turned = TURNS.map(
    (degrees) => ringCorrelations(rings, turnTable(map, rings.pixels, degrees), map.correlation, inner, [outer])[0],
  );
  return { score: gridness(turned), ring: [inner, outer], turned };
}
