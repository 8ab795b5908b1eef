/**
 * Many independent networks of one shape, differing in seed, data or strengths, one after another with one compiled step. One
 * step mapped over all of them takes longer wherever each has minibatches of its own (bench/RESULTS.md). For several cores, give each
 * its own share of the plans, as the run scheduler does.
 */
import { UsageError } from "../math/errors.js";
import type { Compile } from "../protocols.js";
import { batchSize, checkPlan, type TrainingPlan, type TrainingState } from "./plan.js";
import { compilePlan, type TrainingMoment, train } from "./train.js";

export interface NetworkMoment extends TrainingMoment {
  /** Which of the plans this is about. */
  readonly network: number;
}

/**
 * Yields as `train` does, with the number of the network, and returns where each ended, in the order of the plans. Throws
 * UsageError when the plans do not share a shape.
 */
export async function* trainMany(
  plans: readonly TrainingPlan[],
  compile: Compile,
): AsyncGenerator<NetworkMoment, TrainingState[]> {
  const final: TrainingState[] = [];
  if (plans.length === 0) return final;
  for (const plan of plans) {
    checkPlan(plan);
    checkSameShape(plans[0], plan);
  }
  const step = await compilePlan(plans[0], compile);
  for (const [network, plan] of plans.entries()) {
    const training = train(plan, step);
    let next = await training.next();
    while (!next.done) {
      yield { ...next.value, network };
      next = await training.next();
    }
    final.push(next.value);
  }
  step.dispose();
  return final;
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
