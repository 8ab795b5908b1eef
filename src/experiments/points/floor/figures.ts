/** Distance of every training from the certified optimum, and one trained code beside the optimal one. */
import { drawFigure, seedBars } from "../../../figures/index.js";
import type { Figure } from "../../../protocols.js";
import { spread } from "../../frame/claims.js";
import { excessPercent } from "../claims.js";
import { codeFigure } from "../figures.js";
import type { PointResult } from "../job.js";

export function floorFigures(results: readonly PointResult[]): Figure[] {
  const exact = results.filter(({ condition }) => condition === "exact");
  const soft = results.filter(({ condition }) => condition === "soft");
  const squared = results.filter(({ condition }) => condition === "squared");
  if (exact.length === 0 || soft.length === 0) return [];
  return [distanceFigure(exact, soft, squared), codeFigure("floor-code", exact[0])];
}

const energyRatios = (results: readonly PointResult[]): number[] => results.map(excessPercent);

function distanceFigure(
  exact: readonly PointResult[],
  soft: readonly PointResult[],
  squared: readonly PointResult[],
): Figure {
  return drawFigure({
    id: "floor-distance",
    title: "How far from the certified optimum trainings end",
    caption:
      "Whole training loss relative to the least possible value with exact nonnegativity (0, proven). Dots: random sets of " +
      "points. A network whose nonnegativity is exact cannot lie left of zero; a soft penalty can be cheated a little. A squared " +
      "one has a floor of its own, which is its zero.",
    summary: `Exact nonnegativity: ${spread(energyRatios(exact))} %. Soft: ${spread(energyRatios(soft))} %. Squared: ${spread(energyRatios(squared))} %.`,
    panels: [
      seedBars({
        title: "Distance from the certified optimum",
        valueLabel: "loss above the optimum (%)",
        ceiling: { value: 0, label: "certified optimum" },
        bars: false,
        width: 620,
        conditions: [
          { label: "nonnegativity exact", values: energyRatios(exact) },
          { label: "nonnegativity soft", values: energyRatios(soft) },
          ...(squared.length === 0 ? [] : [{ label: "nonnegativity squared", values: energyRatios(squared) }]),
        ],
      }),
    ],
  });
}
