/** Each term of the objective through training, every seed a line. */
import { drawFigure, learningCurves } from "../../figures/index.js";
import type { Figure, JobResult } from "../../protocols.js";
import type { Arm } from "./arms.js";
import type { SeedArms } from "./measuredCode.js";

/** The names under which terms are logged, in words. */
const TERM_NAMES: Readonly<Record<string, string>> = {
  prediction: "prediction error",
  nonnegativity: "negative activity",
  activityEnergy: "activity energy",
  absoluteActivity: "absolute activity",
  weightEnergy: "weight energy",
  absoluteWeights: "absolute weights",
};

type WithCurves = Pick<JobResult, "arrays">;

export function termsFigure(
  seeds: readonly SeedArms<WithCurves>[],
  arms: readonly Pick<Arm, "id" | "label">[],
  prefix: string,
): Figure {
  const conditions = arms.map(({ id, label }) => ({
    label,
    runs: seeds.map(({ seed, arms: own }) => learningRun(seed, own[id])),
  }));
  const shown = Object.keys(TERM_NAMES).filter((name) => `curve.${name}` in seeds[0].arms[arms[0].id].arrays);
  return drawFigure({
    id: `${prefix}-learning`,
    title: "Every term of the objective through training",
    caption:
      "Terms before their strengths, on the minibatch of the step; a line per seed. Removed terms are still shown.",
    summary: `One chart for each of ${arms.map(({ label }) => label).join(", ")}, each with ${shown.length} terms on a logarithmic scale.`,
    panels: [
      learningCurves({ title: "Terms of the objective", conditions, terms: shown.map((name) => TERM_NAMES[name]) }),
    ],
  });
}

function learningRun(seed: number, { arrays }: WithCurves) {
  const logged = Object.entries(TERM_NAMES).filter(([name]) => `curve.${name}` in arrays);
  const terms = logged.map(([name, words]) => [words, arrays[`curve.${name}`].data] as const);
  return { seed, steps: arrays.curveSteps.data, terms: Object.fromEntries(terms) };
}
