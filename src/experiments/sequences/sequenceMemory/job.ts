/** One network that holds two places in order. */
import { z } from "zod";
import { principalAngles } from "../../../metrics/principalAngles.js";
import { type RecurrentNetworkOptions, recurrentNetwork, runRecurrentNetwork } from "../../../models/index.js";
import type { HostTree, JobContext } from "../../../protocols.js";
import { DELAY_STEP, type OrderedTrials, orderedRecall } from "../../../tasks/sequences/orderedRecall.js";
import { allTrials } from "../../../tasks/sequences/sequences.js";
import { parametersOf } from "../../../training/index.js";
import { curveArrays, shaped } from "../../frame/arrays.js";
import { score } from "../../frame/measures.js";
import { trainJob } from "../../frame/trainJob.js";
import { encodingDifferences } from "../encodingDifferences.js";
import { risingObjective, sequencePlan } from "../study.js";
import { type MemorySettings, SHOWN } from "./settings.js";

export interface MemoryCondition {
  readonly places: number;
  readonly shown: (typeof SHOWN)[number];
}

export const conditionName = ({ places, shown }: MemoryCondition): string =>
  `${places}-places-${shown === "all" ? "with" : "without"}-repeats`;

export const measures = z.object({
  places: z.number(),
  shown: z.enum(SHOWN),
  /** Degrees between the planes of the first and the second place in the delay, ascending. */
  angles: z.tuple([score, score]),
  error: z.number(),
  /** fit excluded: activity and weights at their prices. */
  energy: z.number(),
});

export type MemoryValues = z.infer<typeof measures>;

export const memoryPlan = ({ places, shown }: MemoryCondition, seed: number, settings: MemorySettings) =>
  trialsPlan(orderedRecall(places, shown), seed, settings);

/** The same on any trials. */
export function trialsPlan(trials: OrderedTrials, seed: number, settings: MemorySettings) {
  const { inputs, outputs, steps } = trials;
  const options: RecurrentNetworkOptions = { inputs, outputs, steps, units: settings.units, activation: "linear" };
  const plan = sequencePlan({
    model: recurrentNetwork(options),
    stream: allTrials(trials),
    objective: risingObjective(settings),
    updates: settings.updates,
    learningRate: settings.learningRate,
    lastRate: 0.01,
    clip: 1,
    seed,
  });
  return { plan, options, trials };
}

/** Activity at every step [steps trials x units], and the degrees between the planes of both places in the delay, ascending. */
export function measureMemory(parameters: HostTree, options: RecurrentNetworkOptions, trials: OrderedTrials) {
  const { units } = options;
  const { code } = runRecurrentNetwork(parameters, options, trials.input);
  const rows = trials.trials * units;
  const delay = code.subarray(DELAY_STEP * rows, (DELAY_STEP + 1) * rows);
  const [first, second] = [0, 1].map((rank) => encodingDifferences(trials, delay, units, rank));
  const [least, most] = principalAngles(first, second, 2);
  return { code, delay, angles: [least, most] as const };
}

export async function runMemory(
  condition: MemoryCondition,
  seed: number,
  settings: MemorySettings,
  context: JobContext,
) {
  const { plan, options, trials } = memoryPlan(condition, seed, settings);
  const { state, curve } = await trainJob(plan, context);
  const { delay, angles } = measureMemory(parametersOf(plan, state), options, trials);
  const last = (name: string): number => curve.values[name][curve.steps.length - 1];
  const values: z.input<typeof measures> = {
    ...condition,
    angles: [...angles],
    error: last("prediction"),
    energy: settings.activityEnergy * last("activityEnergy") + settings.weightEnergy * last("weightEnergy"),
  };
  return {
    values,
    arrays: { delay: shaped([trials.trials, settings.units], Float32Array.from(delay)), ...curveArrays(curve) },
  };
}
