/** The figures of `corner-cutting`: phase diagrams with trained networks beside them, and example codes. */
import { codePicture, drawFigure, heatMap, type Panel, scatterAgainst } from "../../../figures/index.js";
import type { Figure, JobResult } from "../../../protocols.js";
import { digits, spread } from "../../frame/claims.js";
import { excessPercent } from "../claims.js";
import { pairsOf } from "../figures.js";
import type { PointResult } from "../job.js";
import { CUTS, type Cut, slug } from "../sets.js";
import { arraysOf, trainedOnes } from "./claims.js";

export function cuttingFigures(results: readonly JobResult[]): Figure[] {
  const trained = trainedOnes(results);
  if (trained.length === 0) return [];
  return [phaseFigure(results, trained), codesFigure(trained)];
}

function phaseFigure(results: readonly JobResult[], trained: readonly PointResult[]): Figure {
  return drawFigure({
    id: "corner-cutting-phase",
    title: "Missing corners mix neurons, correlation does not",
    caption:
      "Top: energy that mixed neurons save in the certified optimum, by the cut and the correlation of the factors (weight " +
      "added to a diagonal, the hull unchanged); left of the contour next to nothing (0.01 %). A cut by itself " +
      "correlates the factors (second line); positive correlation protects against a missing (0, 0). Bottom: share of squared gain off " +
      "each neuron's main factor without added correlation, for optimal codes (least mixed one where several are optimal) and trained " +
      "networks, on their own grid.",
    summary:
      "Without a cut nothing is saved at any correlation; savings grow with the cut. Trained networks mix where the optimum " +
      `does; their loss is above it by ${spread(trained.map(excessPercent))} %.`,
    panels: [
      ...CUTS.flatMap((which) => phasePanel(results, which)),
      ...CUTS.map((which) => mixingPanel(which, trained)),
    ],
    columns: 3,
    width: 1100,
  });
}

function phasePanel(results: readonly JobResult[], which: Cut): Panel[] {
  const phase = arraysOf(results, `phase-${slug(which)}`);
  if (phase === undefined) return [];
  return [
    heatMap({
      title: which,
      x: { label: "cut", values: phase.cuts.data },
      y: { label: "correlation", values: phase.correlations.data },
      values: Float64Array.from(phase.saving.data, (value) => 100 * value),
      valueLabel: "energy saved by mixing (%)",
      contours: [0.01],
      boundaries: [
        {
          label: "points of equal weight",
          points: Array.from(phase.cuts.data, (cut, k): [number, number] => [cut, phase.natural.data[k]]),
        },
      ],
      width: 310,
    }),
  ];
}

/** The cut of a condition; 0 for the whole square. */
const cutOf = (condition: string): number => (condition === "diagonal-1" ? 0 : Number(condition.split("-").at(-1)));

function mixingPanel(which: Cut, trained: readonly PointResult[]): Panel {
  const here = trained.filter(({ condition }) => condition.startsWith(slug(which)) || condition === "diagonal-1");
  return scatterAgainst({
    title: which,
    xLabel: "cut",
    yLabel: "mixing (share off the main factor)",
    width: 310,
    curves: [
      {
        label: "certified optimum",
        points: here
          .map(({ condition, optimum: { selectivity } }): [number, number] => [
            cutOf(condition),
            selectivity === null ? Number.NaN : 1 - selectivity[1],
          ])
          .sort(([a], [b]) => a - b),
      },
    ],
    points: here.map(({ condition, trained: { selectivity } }) => ({
      x: cutOf(condition),
      y: 1 - selectivity,
      group: "trained networks",
    })),
  });
}

/** Codes of one seed: the most correlated uncut data, and the largest cut of each kind. */
function codesFigure(trained: readonly PointResult[]): Figure {
  const own = trained.filter(({ seed }) => seed === trained[0].seed);
  const last = (start: string) => own.filter(({ condition }) => condition.startsWith(start)).at(-1);
  const shown = ["diagonal", ...CUTS.map(slug)].flatMap((start) => last(start) ?? []);
  return drawFigure({
    id: "corner-cutting-codes",
    title: "Trained units and certified neurons",
    caption: `Arrows: weights on the two factors, over the data; weights under 5 % of the longest are left out. Seed ${trained[0].seed}.`,
    summary: shown
      .map(({ condition, trained: { selectivity } }) => `${condition}: selectivity ${digits(selectivity)}`)
      .join("; "),
    panels: shown.flatMap(({ condition, samples, code, optimalCode }) =>
      codePicture({
        names: ["factor 1", "factor 2"],
        points: pairsOf(samples),
        size: 180,
        states: [
          { label: `${condition}: certified`, weights: pairsOf(optimalCode, 0.05) },
          { label: `${condition}: trained`, weights: pairsOf(code, 0.05) },
        ],
      }),
    ),
    columns: 4,
    width: 1100,
  });
}
