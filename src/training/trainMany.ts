/**
 * Many independent networks of one shape, differing in seed, data or strengths, as one call on one core: one after another
 * with one compiled step, or side by side in one step mapped over all. For several cores, give each its own share of the
 * plans, as the run scheduler does.
 */
import type { CompiledStep } from "../engine/protocols.js";
import { UsageError } from "../math/errors.js";
import type { Compile } from "../protocols.js";
import { inChunks } from "./chunks.js";
import { batchSize, checkPlan, type TrainingPlan, type TrainingState } from "./plan.js";
import { chooseWay, type Scheduling, type SchedulingOptions } from "./scheduling.js";
import { initialStates, stepTogether, type Together } from "./together.js";
import { compilePlan, type TrainingMoment, train } from "./train.js";

export interface NetworkMoment extends TrainingMoment {
  /** Which of the plans this is about. */
  readonly network: number;
}

export interface TrainedNetworks {
  /** Where each ended, in the order of the plans. */
  readonly states: readonly TrainingState[];
  /** How they were trained, and why so. */
  readonly scheduling: Scheduling;
}

/** Yields as `train` does, with the number of the network. Throws UsageError when the plans do not share a shape. */
export async function* trainMany(
  plans: readonly TrainingPlan[],
  compile: Compile,
  options: SchedulingOptions = {},
): AsyncGenerator<NetworkMoment, TrainedNetworks> {
  if (plans.length === 0) return { states: [], scheduling: { way: "in turn", reason: "there is no network" } };
  for (const plan of plans) {
    checkPlan(plan);
    checkSameShape(plans[0], plan);
  }
  const step = await compilePlan(plans[0], compile);
  const { scheduling, together } = await chooseWay(plans, step, compile, options);
  const states = together ? yield* trainTogether(together) : yield* trainInTurn(plans, step);
  step.dispose();
  together?.step.dispose();
  return { states, scheduling };
}

async function* trainInTurn(
  plans: readonly TrainingPlan[],
  step: CompiledStep,
): AsyncGenerator<NetworkMoment, TrainingState[]> {
  const final: TrainingState[] = [];
  for (const [network, plan] of plans.entries()) {
    const training = train(plan, step);
    let next = await training.next();
    while (!next.done) {
      yield { ...next.value, network };
      next = await training.next();
    }
    final.push(next.value);
  }
  return final;
}

async function* trainTogether(together: Together): AsyncGenerator<NetworkMoment, TrainingState[]> {
  const { plans } = together;
  let states = initialStates(plans);
  const next = (_: number, steps: number) => stepTogether(together, states, steps);
  for await (const chunks of inChunks(0, plans[0].steps, {}, next)) {
    states = chunks.map(({ state }) => state);
    for (const [network, chunk] of chunks.entries()) yield { ...chunk, network };
  }
  return states;
}

/** All that a compiled step is traced from. */
const shapeOf = (plan: TrainingPlan): string =>
  [
    plan.model.name,
    ...plan.objective.map(({ term }) => term.name),
    plan.optimiser.name,
    batchSize(plan),
    plan.data.count,
    plan.steps,
  ].join(", ");

function checkSameShape(first: TrainingPlan, other: TrainingPlan): void {
  if (shapeOf(first) !== shapeOf(other)) {
    throw new UsageError(
      `networks trained together share model, terms, optimiser, batch, data size and steps: ${shapeOf(first)} is not ${shapeOf(other)}`,
    );
  }
}
