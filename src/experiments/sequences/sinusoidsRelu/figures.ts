/** Which ratios rectified units mix, and some units. */
import type { Figure } from "../../../protocols.js";
import { ratiosFigure, tracesFigure } from "../rhythmFigures.js";
import type { ReluRow } from "./claims.js";

export function reluFigures(rows: readonly ReluRow[]): Figure[] {
  if (rows.length === 0) return [];
  const ratios = ratiosFigure(rows, {
    id: "sinusoids-relu-ratios",
    title: "Rectified units mix a frequency and its double more than other pairs",
    caption:
      "Rectified recurrent networks that keep two sinusoids going, driven at half their sum and half their difference",
  });
  return [ratios, tracesFigure(rows, "sinusoids-relu-units", ["1-2", "3-7", "irrational-b"])];
}
