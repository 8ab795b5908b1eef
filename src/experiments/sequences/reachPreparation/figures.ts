/** Overlap of preparation and movement, and what training reached. */
import { drawFigure, seedBars } from "../../../figures/index.js";
import type { Figure } from "../../../protocols.js";
import { bestOf, PUBLISHED, type ReachRow } from "./claims.js";
import { KINDS, type Kind } from "./settings.js";

const KIND_NAMES = Object.keys(KINDS) as readonly Kind[];

const WORDS: Readonly<Record<Kind, string>> = {
  single: "one reach",
  apart: "two, one after the other",
  overlapping: "two, overlapping",
};

export function reachFigures(rows: readonly ReachRow[]): Figure[] {
  if (rows.length === 0) return [];
  const kinds = KIND_NAMES.filter((kind) => rows.some((row) => row.kind === kind));
  return [overlapFigure(rows, kinds), objectiveFigure(rows, kinds)];
}

function overlapFigure(rows: readonly ReachRow[], kinds: readonly Kind[]): Figure {
  const bars = (title: string, at: 0 | 1, value: (row: ReachRow) => number) =>
    seedBars({
      title,
      valueLabel: "share of variance",
      domain: [0, 1],
      chanceLabel: "random subspaces",
      conditions: kinds.map((kind) => {
        const own = bestOf(rows, kind);
        const chance = own.map((row) => row.chance[at]);
        return { label: WORDS[kind], values: own.map(value), chance: [0, Math.max(...chance)] as const };
      }),
    });
  return drawFigure({
    id: "reach-preparation-overlap",
    title: "Preparation leaves the directions of movement where the two overlap in time",
    caption:
      "Rectified recurrent networks; dots are seeds, ticks medians, on trials of a single reach. Grey: up to what a random subspace of as many " +
      "dimensions would hold. Stored by the authors: 0.124 and 0.649 for one reach, 0.466 and 0.594 for two apart.",
    summary: Object.entries(PUBLISHED)
      .map(([kind, [a, b]]) => `${kind} published ${a}, ${b}`)
      .join("; "), // prettier-ignore
    panels: [
      bars("Movement's variance in the space of preparation", 0, (row) => row.movementInPreparation),
      bars("Preparation's variance in the space of movement", 1, (row) => row.preparationInMovement),
    ],
    columns: 2,
  });
}

const objectiveFigure = (rows: readonly ReachRow[], kinds: readonly Kind[]): Figure =>
  drawFigure({
    id: "reach-preparation-objective",
    title: "Where trainings end",
    caption:
      "The published objective at the end of every training, restarts too. Stored by the authors: 8.308 for one reach, 8.501 for two apart.",
    summary: "Objectives of all trainings.",
    panels: [
      seedBars({
        title: "Objective",
        valueLabel: "fit x error + activity + weights",
        bars: false,
        width: 620,
        conditions: kinds.map((kind) => ({
          label: WORDS[kind],
          values: rows.filter((row) => row.kind === kind).map(({ objective }) => objective),
        })),
      }),
    ],
  });
