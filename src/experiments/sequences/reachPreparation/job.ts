/** One network that prepares reaches and makes them. */
import { z } from "zod";
import { constant, risingFirstHalf } from "../../../engine/schedules.js";
import { matrix } from "../../../math/matrix.js";
import { periodOverlap } from "../../../metrics/periodOverlap.js";
import { type RecurrentNetworkOptions, recurrentNetwork, runRecurrentNetwork } from "../../../models/index.js";
import { activityEnergy, squaredError, weightEnergy } from "../../../objectives/index.js";
import type { JobContext } from "../../../protocols.js";
import { type ReachTrials, reachTrials } from "../../../tasks/sequences/reaches.js";
import { allTrials } from "../../../tasks/sequences/sequences.js";
import { parametersOf } from "../../../training/index.js";
import { curveArrays, shaped } from "../../frame/arrays.js";
import { score } from "../../frame/measures.js";
import { trainJob } from "../../frame/trainJob.js";
import { sequencePlan } from "../study.js";
import { KINDS, type Kind, type ReachSettings } from "./settings.js";

export interface ReachCondition {
  readonly kind: Kind;
  readonly restart: number;
}

export const conditionName = ({ kind, restart }: ReachCondition): string =>
  restart === 0 ? kind : `${kind}-restart${restart}`;

export const measures = z.object({
  kind: z.enum(["single", "apart", "overlapping"]),
  restart: z.number(),
  /** fit x squared error + activity + weights, as published. */
  objective: z.number(),
  error: z.number(),
  /** Shares of variance, and what random subspaces of as many dimensions would hold. */
  movementInPreparation: score,
  preparationInMovement: score,
  chance: z.tuple([score, score]),
  dimensions: z.tuple([z.number(), z.number()]),
});

export type ReachValues = z.infer<typeof measures>;

export function reachPlan({ kind, restart }: ReachCondition, seed: number, settings: ReachSettings) {
  const { units, fit, updates, learningRate } = settings;
  const trials = reachTrials(KINDS[kind]);
  const { inputs, outputs, steps } = trials;
  const options: RecurrentNetworkOptions = { inputs, outputs, steps, units, activation: "relu" };
  const plan = sequencePlan({
    model: recurrentNetwork(options),
    stream: allTrials(trials),
    objective: [
      { term: squaredError(), strength: constant(1) },
      { term: activityEnergy(), strength: risingFirstHalf(1 / fit, 0.1) },
      { term: weightEnergy(), strength: risingFirstHalf(1 / fit, 0.1) },
    ],
    updates,
    learningRate,
    lastRate: 0.01,
    clip: 1,
    // Restarts are seeds of their own, far from those that anyone types.
    seed: seed + 1_000_000 * restart,
  });
  return { plan, options, trials };
}

export async function runReaches(
  condition: ReachCondition,
  seed: number,
  settings: ReachSettings,
  context: JobContext,
) {
  const { plan, options, trials } = reachPlan(condition, seed, settings);
  const { state, curve } = await trainJob(plan, context);
  const { code } = runRecurrentNetwork(parametersOf(plan, state), options, trials.input);
  const [preparation, movement] = periods(trials, code, settings.units);
  const prepared = periodOverlap(preparation, movement);
  const moved = periodOverlap(movement, preparation);
  const last = (name: string): number => curve.values[name][curve.steps.length - 1];
  const values: z.input<typeof measures> = {
    ...condition,
    objective: settings.fit * last("prediction") + last("activityEnergy") + last("weightEnergy"),
    error: last("prediction"),
    movementInPreparation: moved.share,
    preparationInMovement: prepared.share,
    chance: [moved.chance, prepared.chance],
    dimensions: [moved.dimensions, prepared.dimensions],
  };
  const arrays = {
    code: shaped([trials.steps, trials.trials, settings.units], Float32Array.from(code)),
    ...curveArrays(curve),
  };
  return { values, arrays };
}

/** Activity [rows x units] on trials of a single reach: where something is shown and nothing asked for, and the other way round. */
export function periods(
  { trials, steps, inputs, outputs, input, target, single }: ReachTrials,
  code: Float64Array,
  units: number,
) {
  const rowsOf = (shown: boolean): number[] =>
    Array.from({ length: steps * trials }, (_, row) => row).filter((row) => {
      const [step, trial] = [Math.floor(row / trials), row % trials];
      const cue = input
        .subarray((trial * steps + step) * inputs, (trial * steps + step + 1) * inputs)
        .some((x) => x > 0);
      const asked = target.subarray(row * outputs, (row + 1) * outputs).some((x) => x > 0);
      return single[trial] && cue === shown && asked !== shown;
    });
  return [true, false].map((shown) => {
    const rows = rowsOf(shown);
    const values = rows.flatMap((row) => [...code.subarray(row * units, (row + 1) * units)]);
    return matrix(rows.length, units, Float64Array.from(values));
  });
}
