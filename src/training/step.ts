/** The training step: loss, gradient and update as one pure function, traced once per model and reused for every run. */
import { lossAndGradient } from "../engine/gradient.js";
import { disposeAll } from "../engine/ops.js";
import type { Optimiser } from "../engine/optimisers.js";
import type { StepFunction } from "../engine/protocols.js";
import type { Tensor, TensorTree } from "../engine/tensor.js";
import { UsageError } from "../math/errors.js";
import { weightedSum } from "../objectives/sum.js";
import type { Model, ObjectiveTerm } from "../protocols.js";
import { type Layout, packTensors, unpackTensors } from "./layout.js";

/** Names in a batch. Strengths and optimiser scalars come in with every step, so ablations share one compiled step. */
export const INPUT = "input";
export const TARGET = "target";
export const strengthName = (term: string): string => `strength.${term}`;
export const scalarName = (scalar: string): string => `optimiser.${scalar}`;

/** Names in the state. */
export const PARAMETERS = "parameters";
export const momentName = (moment: string): string => `optimiser.${moment}`;

/**
 * (parameters, moments) and a batch -> the next ones; the metrics are "loss" and every term before its strength. Throws UsageError
 * where two terms have one name.
 */
export function trainingStep(
  model: Model,
  terms: readonly ObjectiveTerm[],
  optimiser: Optimiser,
  layout: Layout,
): StepFunction {
  const names = terms.map((term) => term.name);
  checkDistinct(names);
  return (state, batch) => {
    const parameters = unpackTensors(state[PARAMETERS].ref, layout);
    const strengths = pick(batch, names, strengthName);
    const { total, parts, gradient } = lossAndGradient(
      (at) => objective(model, terms, at, batch, strengths),
      parameters,
    );
    const scalars = pick(batch, Object.keys(optimiser.scalars(1, 1)), scalarName);
    const moments = pick(state, optimiser.moments, momentName);
    const update = optimiser.update(packTensors(gradient, layout), moments, scalars);
    const next: Record<string, Tensor> = { [PARAMETERS]: state[PARAMETERS].sub(update.change) };
    for (const [name, moment] of Object.entries(update.moments)) next[momentName(name)] = moment;
    return { state: next, metrics: { loss: total, ...parts } };
  };
}

/** A term is known by its name, to its strength and in the log. */
function checkDistinct(names: readonly string[]): void {
  const repeated = names.find((name, at) => names.indexOf(name) < at);
  if (repeated === undefined) return;
  throw new UsageError(
    `two terms of the objective are called "${repeated}": leave one out, or give it another name, { ...term, name }`,
  );
}

function pick(tree: TensorTree, names: readonly string[], rename: (name: string) => string): Record<string, Tensor> {
  return Object.fromEntries(names.map((name) => [name, tree[rename(name)]]));
}

function objective(
  model: Model,
  terms: readonly ObjectiveTerm[],
  parameters: TensorTree,
  batch: TensorTree,
  strengths: TensorTree,
) {
  const shared = Object.fromEntries(Object.entries(parameters).map(([name, tensor]) => [name, tensor.ref]));
  const { output, ...laidOpen } = model.forward(shared, batch[INPUT]);
  const inputs = { parameters, weights: model.weights, ...laidOpen, output, target: batch[TARGET] };
  const loss = weightedSum(terms, inputs, strengths);
  const exposed = Object.values(laidOpen).flatMap((tree: TensorTree) => Object.values(tree));
  disposeAll([...Object.values(parameters), ...exposed, output, batch[TARGET]]);
  return loss;
}
