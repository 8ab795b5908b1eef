/** One network that holds two colours and reports either. */
import { z } from "zod";
import { constant, risingFirstHalf } from "../../../engine/schedules.js";
import { principalAngles } from "../../../metrics/principalAngles.js";
import { cuedRecall, DELAY_CODE } from "../../../models/index.js";
import { activityEnergy, nonnegativity, squaredError, weightEnergy } from "../../../objectives/index.js";
import type { JobContext } from "../../../protocols.js";
import { type ColourPairs, recallTrials } from "../../../tasks/sequences/cuedRecall.js";
import { parametersOf } from "../../../training/index.js";
import { curveArrays, shaped } from "../../frame/arrays.js";
import { score } from "../../frame/measures.js";
import { trainJob } from "../../frame/trainJob.js";
import { encodingDifferences } from "../encodingDifferences.js";
import { sequencePlan } from "../study.js";
import { type RetroCueSettings, SHOWN } from "./settings.js";

export const measures = z.object({
  shown: z.enum(SHOWN),
  /** Degrees between the planes of the two memories in the delay, ascending. */
  angles: z.tuple([score, score]),
  error: z.number(),
  /** fit excluded: activity and weights at their prices. */
  energy: z.number(),
});

export type RetroCueValues = z.infer<typeof measures>;

const CUES = 2;

export function retroCuePlan(shown: ColourPairs, seed: number, settings: RetroCueSettings) {
  const { colours, units, updates, learningRate } = settings;
  const trials = recallTrials(colours, shown);
  const count = trials.pairs.length;
  const rising = (value: number) => risingFirstHalf(value, 0.1);
  const plan = sequencePlan({
    model: cuedRecall({ trials: count, cues: CUES, units, outputs: 2 }),
    stream: {
      inputShape: [count, count],
      targetShape: [(1 + CUES) * count, 2],
      batch: () => ({ input: trials.input, target: trials.target }),
    },
    objective: [
      { term: squaredError(), strength: constant(1) },
      { term: nonnegativity(), strength: rising(settings.nonnegativity) },
      { term: activityEnergy(), strength: rising(settings.activityEnergy) },
      { term: weightEnergy(), strength: rising(settings.weightEnergy) },
    ],
    updates,
    learningRate,
    lastRate: 0.01,
    clip: 1,
    seed,
  });
  return { plan, trials };
}

export async function runRetroCue(shown: ColourPairs, seed: number, settings: RetroCueSettings, context: JobContext) {
  const { plan, trials } = retroCuePlan(shown, seed, settings);
  const { state, curve } = await trainJob(plan, context);
  const { data, shape } = parametersOf(plan, state)[DELAY_CODE];
  const [upper, lower] = [0, 1].map((place) => encodingDifferences(trials, data, settings.units, place));
  const [least, most] = principalAngles(upper, lower, 2);
  const last = (name: string): number => curve.values[name][curve.steps.length - 1];
  const values: z.input<typeof measures> = {
    shown,
    angles: [least, most],
    error: last("prediction"),
    energy: settings.activityEnergy * last("activityEnergy") + settings.weightEnergy * last("weightEnergy"),
  };
  return { values, arrays: { delay: shaped(shape, Float32Array.from(data)), ...curveArrays(curve) } };
}
