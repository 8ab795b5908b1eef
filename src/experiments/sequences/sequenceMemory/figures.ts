/** Angles between two places that are held in order, trained and certified. */
import { drawFigure, scatterAgainst, seedBars } from "../../../figures/index.js";
import type { Figure } from "../../../protocols.js";
import { digits } from "../../frame/claims.js";
import { certifiedAngle, type MemoryRow, rowsOf, smaller } from "./claims.js";
import { SHOWN } from "./settings.js";

const WORDS = { all: "with repeats", "without-same": "without repeats" } as const;

export function memoryFigures(rows: readonly MemoryRow[]): Figure[] {
  if (rows.length === 0) return [];
  return [anglesFigure(rows), energyFigure(rows)];
}

const conditionsOf = (rows: readonly MemoryRow[]) =>
  [...new Set(rows.map(({ places }) => places))].flatMap((places) =>
    SHOWN.map((shown) => ({ places, shown, own: rowsOf(rows, places, shown) })).filter(({ own }) => own.length > 0),
  );

function anglesFigure(rows: readonly MemoryRow[]): Figure {
  const conditions = conditionsOf(rows);
  const certified = conditions
    .map((one) => `${one.places} places ${WORDS[one.shown]} ${digits(certifiedAngle(one), 1)}`)
    .join(", ");
  return drawFigure({
    id: "sequence-memory-angles",
    title: "Two places held in order: few places tilt where none is shown twice",
    caption: `Smaller principal angle between the planes of the first and the second place during the delay; dots are seeds. B: against the certified optimum of the delay's code alone: ${certified} degrees.`,
    summary: `Certified: ${certified}.`,
    panels: [
      seedBars({
        title: "Smaller angle",
        valueLabel: "degrees",
        bars: false,
        domain: [70, 91],
        ceiling: { value: 90, label: "orthogonal" },
        conditions: conditions.map(({ places, shown, own }) => ({
          label: `${places} places, ${WORDS[shown]}`,
          values: own.map(smaller),
        })),
      }),
      scatterAgainst({
        title: "Trained and certified",
        xLabel: "degrees, certified optimum of the delay",
        yLabel: "degrees, trained",
        xDomain: [70, 91],
        yDomain: [70, 91],
        identity: true,
        points: rows.map((row) => ({ x: certifiedAngle(row), y: smaller(row), group: WORDS[row.shown] })),
      }),
    ],
    columns: 2,
  });
}

const energyFigure = (rows: readonly MemoryRow[]): Figure => {
  const bars = (title: string, valueLabel: string, value: (row: MemoryRow) => number) =>
    seedBars({
      title,
      valueLabel,
      bars: false,
      conditions: conditionsOf(rows).map(({ places, shown, own }) => ({
        label: `${places} places, ${WORDS[shown]}`,
        values: own.map(value),
      })),
    });
  return drawFigure({
    id: "sequence-memory-energy",
    title: "What two places in order cost",
    caption:
      "Activity and weights at their prices at the end of training, and the squared error that is left; dots are seeds.",
    summary: "Energies at the end of training.",
    panels: [
      bars("Energy", "activity and weights", ({ energy }) => energy),
      bars("Error", "squared error, sum over outputs", ({ error }) => error),
    ],
    columns: 2,
  });
};
