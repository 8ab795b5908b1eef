/** What mixing saves where two settings of a cloud are changed together: every cell is the certified optimum of its own settings. */
import { cloudSettings } from "../../../src/experiments/points/index.js";
import { PurecellError } from "../../../src/math/errors.js";
import { predictNeurons } from "../../../src/theory/index.js";
import type { Values } from "../values.js";
import { movedTo } from "./axes.js";
import { cloudProblem, correlationOf } from "./problem.js";
import type { MapCell, MapQuestion } from "./protocol.js";

/** The cells asked for, of linear codes. */
export function mapCells({ settings, cells, ...plane }: MapQuestion): MapCell[] {
  const chosen = cloudSettings.parse(settings);
  return cells.map(([column, row]) => ({
    column,
    row,
    ...savingAt({ ...settings, ...movedTo(chosen, plane, column, row) }),
  }));
}

function savingAt(settings: Values): Omit<MapCell, "column" | "row"> {
  try {
    const { problem } = cloudProblem(settings);
    const { verdict, saving } = predictNeurons(problem);
    return { verdict, least: saving.least, most: saving.most, correlation: correlationOf(problem) };
  } catch (error) {
    if (!(error instanceof PurecellError)) throw error;
    return { verdict: "refused", least: Number.NaN, most: Number.NaN, correlation: Number.NaN };
  }
}
