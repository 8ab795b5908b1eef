/** Grid scores by name, each as a scorer of maps that share their shape and visited bins. */
import { autocorrelator } from "../map/autocorrelogram.js";
import type { Values } from "../map/laggedSums.js";
import type { Autocorrelogram, RateMap } from "../map/types.js";
import { gridScoreBanino } from "./gridScoreBanino.js";
import { ellipticScorer } from "./gridScoreElliptic.js";
import { expandingRingScorer, type GridScore } from "./gridScoreExpanding.js";
import { gridScoreFixed } from "./gridScoreFixed.js";
import { tolerantScorer } from "./gridScoreTolerant.js";

export const GRID_SCORES = ["tolerant", "expanding", "fixed", "banino", "elliptic"] as const;

export type GridScoreName = (typeof GRID_SCORES)[number];

export interface ScoredMap {
  readonly grid: GridScore;
  readonly autocorrelogram: Autocorrelogram;
}

/** Scores one map, or two at once, which takes hardly longer: rates [rows x columns], NaN where the map of the scorer is. */
export type GridScorer = (rates: Values) => ScoredMap[];

/** A scorer for maps that share the visited bins of one, by the name of the score. */
export function gridScorer(map: RateMap, name: GridScoreName = "expanding"): GridScorer {
  const correlate = autocorrelator(map);
  if (name === "banino") {
    return (rates) =>
      correlate(rates).map((autocorrelogram, i) => {
        const { g60, ring } = gridScoreBanino({ ...map, rate: rates[i] ?? map.rate });
        return { autocorrelogram, grid: { score: g60, ring, turned: [] } };
      });
  }
  const score = scoreOf(name, map);
  return (rates) => correlate(rates).map((autocorrelogram) => ({ autocorrelogram, grid: score(autocorrelogram) }));
}

function scoreOf(
  name: Exclude<GridScoreName, "banino">,
  { rows, columns }: RateMap,
): (map: Autocorrelogram) => GridScore {
  if (name === "fixed") return gridScoreFixed;
  const shape = { rows: 2 * rows - 1, columns: 2 * columns - 1 };
  if (name === "tolerant") return tolerantScorer(shape);
  return name === "elliptic" ? ellipticScorer(shape) : expandingRingScorer(shape);
}
