/** Which ratios mix, and theory beside training. */
import { drawFigure, scatterAgainst } from "../../../figures/index.js";
import type { Figure } from "../../../protocols.js";
import { ratiosFigure, tracesFigure } from "../rhythmFigures.js";
import { harmonic, type SinusoidRow, savingOf } from "./claims.js";

export function sinusoidFigures(rows: readonly SinusoidRow[]): Figure[] {
  if (rows.length === 0) return [];
  const ratios = ratiosFigure(rows, {
    id: "sinusoids-ratios",
    title: "Two sinusoids: units mix where one frequency is a multiple of the other",
    caption: "Linear recurrent networks that keep two sinusoids going",
  });
  return [ratios, theoryFigure(rows), tracesFigure(rows, "sinusoids-units", ["1-2", "3-7", "irrational-a"])];
}

const theoryFigure = (rows: readonly SinusoidRow[]): Figure =>
  drawFigure({
    id: "sinusoids-theory",
    title: "Which ratios mix was known before training",
    caption:
      "Each dot is a trained network. Across: energy that mixed neurons save in the certified optimum of a static code of both phases. " +
      "Up: share of power off each unit's main frequency.",
    summary: "Energy that mixing saves, certified, against mixing after training.",
    panels: [
      scatterAgainst({
        title: "Certified saving and trained mixing",
        xLabel: "energy saved by mixing (%), certified",
        yLabel: "share of power off the main frequency",
        width: 520,
        points: rows
          .filter(({ nonnegative }) => nonnegative)
          .map((row) => ({
            x: 100 * savingOf(row),
            y: 1 - row.share,
            group: harmonic(row) ? "whole-number ratio" : "other ratio",
          })),
      }),
    ],
  });
