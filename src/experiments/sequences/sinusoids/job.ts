/** One network that keeps two sinusoids going. */
import { z } from "zod";
import { constant } from "../../../engine/schedules.js";
import { type RecurrentNetworkOptions, recurrentNetwork, runRecurrentNetwork } from "../../../models/index.js";
import { activityEnergy, squaredError, squaredNegativity, weightEnergy } from "../../../objectives/index.js";
import type { HostTree, JobContext } from "../../../protocols.js";
import { allTrials } from "../../../tasks/sequences/sequences.js";
import { twoSinusoids } from "../../../tasks/sequences/sinusoids.js";
import { parametersOf, type StreamedPlan } from "../../../training/index.js";
import { curveArrays, shaped } from "../../frame/arrays.js";
import { score } from "../../frame/measures.js";
import { trainJob } from "../../frame/trainJob.js";
import { PAIRS, type PairName } from "../frequencies.js";
import { sequencePlan } from "../study.js";
import { twoRhythms } from "../twoRhythms.js";
import type { SinusoidSettings } from "./settings.js";

/** A pair of frequencies, with or without the penalty on negative activity. */
export interface SinusoidCondition {
  readonly pair: PairName;
  readonly nonnegative: boolean;
}

export const conditionName = ({ pair, nonnegative }: SinusoidCondition): string =>
  nonnegative ? pair : `${pair}-without-nonnegativity`;

export const measures = z.object({
  pair: z.string(),
  nonnegative: z.boolean(),
  share: score,
  index: score,
  active: z.number(),
  mixed: z.number(),
  /** Squared error, mean over steps and outputs. */
  error: z.number(),
  /** Least activity over the largest. */
  leastActivity: z.number(),
});

export type SinusoidValues = z.infer<typeof measures>;

export function sinusoidPlan({ pair, nonnegative }: SinusoidCondition, seed: number, settings: SinusoidSettings) {
  const { steps, interval, units, prediction, activityEnergy: activity, weightEnergy: weights } = settings;
  const sequences = twoSinusoids({ frequencies: PAIRS[pair].frequencies, steps, interval });
  const options: RecurrentNetworkOptions = { inputs: 2, outputs: 2, steps, units, activation: "linear" };
  const plan: StreamedPlan = sequencePlan({
    model: recurrentNetwork(options),
    stream: allTrials(sequences),
    objective: [
      { term: squaredError(), strength: constant(prediction / 2) },
      { term: squaredNegativity(), strength: constant(nonnegative ? settings.squaredNegativity / units : 0) },
      { term: activityEnergy(), strength: constant(activity / units) },
      { term: weightEnergy(), strength: constant(weights) },
    ],
    updates: settings.updates,
    learningRate: settings.learningRate,
    lastRate: 0.05,
    clip: 2,
    seed,
  });
  return { plan, options };
}

/** A trained network run on for longer, and how it shares both rhythms out. */
export function measureSinusoids(
  parameters: HostTree,
  { pair }: SinusoidCondition,
  options: RecurrentNetworkOptions,
  { interval, measuredSteps, units }: SinusoidSettings,
) {
  const { frequencies } = PAIRS[pair];
  const longer = twoSinusoids({ frequencies, steps: measuredSteps, interval });
  const { code, output } = runRecurrentNetwork(parameters, { ...options, steps: measuredSteps }, longer.input);
  const squared = output.reduce((sum, value, at) => sum + (value - longer.target[at]) ** 2, 0);
  return {
    ...twoRhythms(code, units, interval, frequencies),
    error: squared / output.length,
    leastActivity: code.reduce((a, b) => Math.min(a, b), 0) / code.reduce((a, b) => Math.max(a, b), 0),
    code,
  };
}

export async function runSinusoids(
  condition: SinusoidCondition,
  seed: number,
  settings: SinusoidSettings,
  context: JobContext,
) {
  const { plan, options } = sinusoidPlan(condition, seed, settings);
  const { state, curve } = await trainJob(plan, context);
  const { powers, code, ...measured } = measureSinusoids(parametersOf(plan, state), condition, options, settings);
  const values: z.input<typeof measures> = { ...condition, ...measured };
  const arrays = {
    powers: shaped([settings.units, 2], Float32Array.from(powers.flat())),
    code: shaped([settings.measuredSteps, settings.units], Float32Array.from(code)),
    ...curveArrays(curve),
  };
  return { values, arrays };
}
