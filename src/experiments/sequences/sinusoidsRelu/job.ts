/** One rectified network that keeps two sinusoids going. */
import { z } from "zod";
import { constant } from "../../../engine/schedules.js";
import { type RecurrentNetworkOptions, recurrentNetwork, runRecurrentNetwork } from "../../../models/index.js";
import { activityEnergy, squaredError, weightEnergy } from "../../../objectives/index.js";
import type { JobContext } from "../../../protocols.js";
import { allTrials } from "../../../tasks/sequences/sequences.js";
import { twoSinusoids } from "../../../tasks/sequences/sinusoids.js";
import { parametersOf } from "../../../training/index.js";
import { curveArrays, shaped } from "../../frame/arrays.js";
import { score } from "../../frame/measures.js";
import { trainJob } from "../../frame/trainJob.js";
import { PAIRS, type PairName } from "../frequencies.js";
import { sequencePlan } from "../study.js";
import { twoRhythms } from "../twoRhythms.js";
import type { ReluSettings } from "./settings.js";

export const measures = z.object({
  pair: z.string(),
  share: score,
  index: score,
  /** Units that are not silent: orthogonal beginnings leave some dead. */
  active: z.number(),
  mixed: z.number(),
  /** Squared error, mean over steps and outputs, of the steps that are measured. */
  error: z.number(),
});

export type ReluValues = z.infer<typeof measures>;

/** Outputs cos(k1 t), cos(k2 t); inputs pulse at half their sum and half their difference. */
function sequencesFor(pair: PairName, steps: number, interval: number) {
  const { frequencies } = PAIRS[pair];
  const [low, high] = [Math.min(...frequencies), Math.max(...frequencies)];
  return twoSinusoids({ frequencies, steps, interval, pulses: [(high + low) / 2, (high - low) / 2] });
}

export function reluPlan(pair: PairName, seed: number, settings: ReluSettings) {
  const { steps, interval, units, prediction, activityEnergy: activity, weightEnergy: weights } = settings;
  const options: RecurrentNetworkOptions = { inputs: 2, outputs: 2, steps, units, activation: "relu" };
  const plan = sequencePlan({
    model: recurrentNetwork(options),
    stream: allTrials(sequencesFor(pair, steps, interval)),
    objective: [
      { term: squaredError(), strength: constant(prediction / 2) },
      { term: activityEnergy(), strength: constant(activity / units) },
      { term: weightEnergy(), strength: constant(weights) },
    ],
    updates: settings.updates,
    learningRate: settings.learningRate,
    lastRate: 0.05,
    clip: 2,
    leastGradient: 1e-18,
    seed,
  });
  return { plan, options };
}

export async function runRelu(pair: PairName, seed: number, settings: ReluSettings, context: JobContext) {
  const { plan, options } = reluPlan(pair, seed, settings);
  const { state, curve } = await trainJob(plan, context);
  const { interval, measuredSteps, units } = settings;
  const longer = sequencesFor(pair, measuredSteps, interval);
  const run = { ...options, steps: measuredSteps };
  const { code, output } = runRecurrentNetwork(parametersOf(plan, state), run, longer.input);
  const { powers, ...rhythms } = twoRhythms(code, units, interval, PAIRS[pair].frequencies);
  const squared = output.reduce((sum, value, at) => sum + (value - longer.target[at]) ** 2, 0);
  const values: z.input<typeof measures> = { pair, ...rhythms, error: squared / output.length };
  const arrays = {
    powers: shaped([units, 2], Float32Array.from(powers.flat())),
    code: shaped([measuredSteps, units], Float32Array.from(code)),
    ...curveArrays(curve),
  };
  return { values, arrays };
}
