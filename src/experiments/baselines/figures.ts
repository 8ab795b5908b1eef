/** The figure of `baselines`: every metric, every code, both kinds of data. */
import { drawFigure, type Panel, seedBars } from "../../figures/index.js";
import { median } from "../../math/statistics.js";
import type { Figure } from "../../protocols.js";
import { digits } from "../frame/claims.js";
import {
  type Coded,
  codesOf,
  METHOD_LABELS,
  METHODS,
  medianOf,
  SCORE_LABELS,
  SCORES,
  type ScoreName,
  TASKS,
  type TaskName,
} from "./measures.js";

export function baselineFigures(coded: readonly Coded[]): Figure[] {
  if (coded.length === 0) return [];
  return [
    drawFigure({
      id: "baselines",
      title: "What do constraints buy? Seven codes side by side",
      caption:
        "Left: linear mixtures of six factors; right: data of a random nonlinear generator. Dots: seeds; bar: their median; grey: from 0 to " +
        "the median after random rotations of the same code (medians over seeds), to which a linear readout is indifferent.",
      summary: TASKS.map(
        (task) =>
          `${task} data, MIR: ` +
          METHODS.map(
            (method) => `${METHOD_LABELS[method]} ${digits(medianOf(codesOf(coded, task, method), "mir"), 2)}`,
          ).join(", "),
      ).join(". "),
      panels: SCORES.flatMap((name) => TASKS.map((task) => panel(coded, task, name))),
      columns: 2,
      width: 1000,
    }),
  ];
}

const panel = (coded: readonly Coded[], task: TaskName, name: ScoreName): Panel =>
  seedBars({
    title: `${SCORE_LABELS[name]}, ${task} data`,
    valueLabel: SCORE_LABELS[name],
    domain: [0, 1],
    width: 480,
    chanceLabel: "random rotations",
    conditions: METHODS.map((method) => {
      const own = codesOf(coded, task, method);
      const chance = [0, median(own.map((one) => one[name].chance))] as const;
      return {
        label: METHOD_LABELS[method],
        values: own.map((one) => one[name].score),
        ...(name !== "r2" && { chance }),
      };
    }),
  });
