/** Figures of `fig7`: selectivity against the probability that the object stays, and maps at the two ends. */
import { drawFigure, type ScatterCurve, scatterAgainst } from "../../../figures/index.js";
import { mean } from "../../../math/statistics.js";
import type { Figure, JobResult } from "../../../protocols.js";
import { factorSheet } from "../factorFigures.js";
import { countTypes } from "../factorMeasures.js";
import type { FactorValues, SpatialResult } from "../measures.js";
import { patchesOf, predictionsOf, type Step, selectivities, stepsOf } from "./claims.js";
import type { Fig7Settings } from "./settings.js";

type Result = SpatialResult<FactorValues>;

export function fig7Figures(results: readonly JobResult[], settings: Fig7Settings): Figure[] {
  const steps = stepsOf(results);
  if (steps.length === 0 || steps[0].results.length === 0) return [];
  return [selectivityFigure(steps, settings), mapsFigure(steps)];
}

function selectivityFigure(steps: readonly Step[], settings: Fig7Settings): Figure {
  const theory = predictionsOf(steps, settings)
    .filter(({ selectivity }) => Number.isFinite(selectivity))
    .map(({ atHome, selectivity }) => [atHome, selectivity] as const);
  const panel = (title: string, yLabel: string, of: (step: Step) => number[], curves: readonly ScatterCurve[] = []) =>
    scatterAgainst({
      title,
      xLabel: "probability that the object is at its home",
      yLabel,
      yDomain: [0, 1.02],
      points: steps.flatMap((step) => of(step).map((y) => ({ x: step.atHome, y }))),
      curves: [{ label: "mean", points: steps.map((step) => [step.atHome, mean(of(step))] as const) }, ...curves],
    });
  const each =
    (of: (result: Result) => number) =>
    ({ results }: Step) =>
      results.map(of);
  return drawFigure({
    id: "fig7-selectivity",
    title: "Mixing as a function of how often the object stays",
    caption:
      "A: mean over active neurons of the largest share of tuning power in one factor, and of the certified optimum of the linear theory with " +
      "the same factors, not defined at 1. B: share of active neurons with more than 80 % in one. C: mutual information ratio. D: correlation of " +
      "patches around the object between its places. Dots: seeds, line: their mean. All probed with both factors independent and uniform.",
    summary: `Selectivity ${steps.map((step) => `${mean(selectivities(step)).toFixed(2)} at ${step.atHome}`).join(", ")}.`,
    panels: [
      panel("Selectivity", "largest share of tuning power", selectivities, [
        { label: "certified optimum", points: theory, dashed: true },
      ]),
      panel(
        "Pure neurons",
        "share of active neurons",
        each(({ values }) => countTypes(values).pureShare),
      ),
      panel(
        "Mutual information ratio",
        "MIR",
        each(({ values }) => values.mir),
      ),
      panel("Patches around the object", "mean correlation", patchesOf),
    ],
  });
}

function mapsFigure(steps: readonly Step[]): Figure {
  return drawFigure({
    id: "fig7-maps",
    title: "Maps of positions and maps around the object",
    caption:
      "For each neuron its map over positions (pos) and, below, over vectors from the object (obj), the other factor averaged out, both " +
      "on one scale, with the share of tuning power. First seed.",
    summary: "With an object that moves neurons have one structured map, with one that stays two.",
    panels: steps.map(({ atHome, results: [first] }) =>
      factorSheet(`object at home with probability ${atHome} (seed ${first.seed})`, first),
    ),
    columns: 2,
  });
}
