/** Angles between two memories, trained and certified. */
import { drawFigure, seedBars } from "../../../figures/index.js";
import type { Figure } from "../../../protocols.js";
import { digits } from "../../frame/claims.js";
import { delayOptimum } from "../delayOptimum.js";
import { type RetroCueRow, rowsOf } from "./claims.js";
import { type RetroCueSettings, SHOWN } from "./settings.js";

const WORDS = {
  all: "all pairs",
  "opposite-doubled": "opposite pairs twice",
  "without-same": "never the same colour",
} as const;

export function retroCueFigures(rows: readonly RetroCueRow[], settings: RetroCueSettings): Figure[] {
  if (rows.length === 0) return [];
  const shown = SHOWN.filter((name) => rowsOf(rows, name).length > 0);
  return [anglesFigure(rows, shown, settings), energyFigure(rows, shown)];
}

function anglesFigure(
  rows: readonly RetroCueRow[],
  shown: readonly (typeof SHOWN)[number][],
  { colours }: RetroCueSettings,
): Figure {
  const certified = shown
    .map((name) => `${WORDS[name]} ${digits(delayOptimum(colours, name).angles[0], 1)}`)
    .join(", ");
  const bars = (title: string, at: 0 | 1) =>
    seedBars({
      title,
      valueLabel: "degrees",
      bars: false,
      domain: [70, 91],
      ceiling: { value: 90, label: "orthogonal" },
      conditions: shown.map((name) => ({
        label: WORDS[name],
        values: rowsOf(rows, name).map(({ angles }) => angles[at]),
      })),
    });
  return drawFigure({
    id: "retro-cue-angles",
    title: "Two remembered colours: orthogonal unless combinations are missing",
    caption: `Principal angles between the planes in which the upper and the lower colour are held during the delay; dots are seeds. Certified optimum of the delay's code alone: ${certified} degrees. Stored by the authors without same colours: 83.5 and 85.0.`,
    summary: `Certified: ${certified}.`,
    panels: [bars("Smaller angle", 0), bars("Larger angle", 1)],
    columns: 2,
  });
}

const energyFigure = (rows: readonly RetroCueRow[], shown: readonly (typeof SHOWN)[number][]): Figure =>
  drawFigure({
    id: "retro-cue-energy",
    title: "What memories cost",
    caption:
      "Activity and weights at their prices at the end of training, and the squared error that is left; dots are seeds.",
    summary: "Energies at the end of training.",
    panels: [
      seedBars({
        title: "Energy",
        valueLabel: "activity and weights",
        bars: false,
        conditions: shown.map((name) => ({
          label: WORDS[name],
          values: rowsOf(rows, name).map(({ energy }) => energy),
        })),
      }),
      seedBars({
        title: "Error",
        valueLabel: "squared error, sum over outputs",
        bars: false,
        conditions: shown.map((name) => ({ label: WORDS[name], values: rowsOf(rows, name).map(({ error }) => error) })),
      }),
    ],
    columns: 2,
  });
