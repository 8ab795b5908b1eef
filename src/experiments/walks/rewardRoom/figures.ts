/** Figures of `reward-room`: modularity against how often the reward is fixed, beside the published numbers, and maps. */
import { drawFigure, type Panel, type ScatterCurve, scatterAgainst } from "../../../figures/index.js";
import { mean } from "../../../math/statistics.js";
import type { Figure, JobResult } from "../../../protocols.js";
import { factorSheet } from "../../space/factorFigures.js";
import type { HomeStep } from "../../space/homeSteps.js";
import type { WalkValues } from "../job.js";
import { cinfoms, PUBLISHED, predictionsOf, rewardSteps } from "./claims.js";
import type { RewardRoomSettings } from "./settings.js";

type Step = HomeStep<WalkValues>;

export function rewardRoomFigures(results: readonly JobResult[], settings: RewardRoomSettings): Figure[] {
  const steps = rewardSteps(results);
  if (steps.length === 0 || steps[0].results.length === 0) return [];
  return [modularityFigure(steps, settings), mapsFigure(steps)];
}

function modularityFigure(steps: readonly Step[], settings: RewardRoomSettings): Figure {
  // A neuron with all its power s on one factor and the rest on the other has the contrast 2 s - 1.
  const optimum = predictionsOf(steps, settings)
    .filter(({ selectivity }) => Number.isFinite(selectivity))
    .map(({ atHome, selectivity }) => [atHome, 2 * selectivity - 1] as const);
  const moving = steps.filter(({ atHome }) => atHome < 1);
  return drawFigure({
    id: "reward-room-modularity",
    title: "Modularity against how often the reward stays",
    caption:
      "A: linear CInfoM; dots are seeds, the line is what Dorrell et al. 2025 found. B: mean over active neurons of |v_x - v_y| / (v_x + v_y), v " +
      "the variance by place or displacement, and that of the certified optimum of the linear theory; not defined where the reward never moves.",
    summary: `Linear CInfoM ${steps.map((step) => `${mean(cinfoms(step)).toFixed(2)} at ${step.atHome}`).join(", ")}.`,
    panels: [
      dots("Linear CInfoM", steps, ({ cinfom }) => cinfom, [{ label: "published", points: PUBLISHED }]),
      dots("Contrast", moving, ({ contrast }) => contrast, [
        { label: "certified optimum", points: optimum, dashed: true },
      ]),
    ],
  });
}

function dots(
  title: string,
  steps: readonly Step[],
  of: (values: WalkValues) => number,
  curves: readonly ScatterCurve[],
): Panel {
  return scatterAgainst({
    title,
    xLabel: "probability that the reward is at its home",
    yLabel: title,
    xDomain: [-0.03, 1.03],
    yDomain: [0, 1.03],
    points: steps.flatMap(({ atHome, results }) => results.map(({ values }) => ({ x: atHome, y: of(values) }))),
    curves,
  });
}

function mapsFigure(steps: readonly Step[]): Figure {
  return drawFigure({
    id: "reward-room-maps",
    title: "Maps of places and maps around the reward",
    caption:
      "For each neuron its mean over places (pos) and, below, over displacements from the reward (obj), with the share of variance. Where the " +
      "reward never moves the two are the same. First seed.",
    summary: "With a reward that moves now and then a neuron has one structured map, with one that stays two.",
    panels: steps.map(({ atHome, results: [first] }) =>
      factorSheet(`reward at home with probability ${atHome} (seed ${first.seed})`, first),
    ),
    columns: 2,
  });
}
