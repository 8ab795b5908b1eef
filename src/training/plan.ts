/** A training as a value: what is trained, on what, how, and from which key. */
import type { Optimiser } from "../engine/optimisers.js";
import type { Schedule } from "../engine/schedules.js";
import type { HostTensor, HostTree } from "../engine/tensor.js";
import { InputError, UsageError } from "../math/errors.js";
import type { Key } from "../math/random.js";
import { fold } from "../math/random.js";
import type { BatchStream, Dataset, Model, ObjectiveTerm } from "../protocols.js";
import { type Layout, layoutOf, pack, unpack } from "./layout.js";
import { momentName, PARAMETERS } from "./step.js";

/** A term and its strength over training; strength 0 ablates the term but still logs it. */
export interface WeightedTerm {
  readonly term: ObjectiveTerm;
  readonly strength: Schedule;
}

/** What is trained and how, whatever it is trained on. */
export interface Learning {
  readonly model: Model;
  readonly objective: readonly WeightedTerm[];
  readonly optimiser: Optimiser;
  readonly steps: number;
  /** Initial weights and minibatch order come from this key. */
  readonly key: Key;
}

/** A training on a data set. */
export interface TrainingPlan extends Learning {
  readonly data: Dataset;
  /** Samples per step, drawn with replacement; "all" takes the whole data set, in order, every time. */
  readonly batch: number | "all";
}

/** A training on batches that are made as they are needed. */
export interface StreamedPlan extends Learning {
  readonly stream: BatchStream;
}

export type AnyPlan = TrainingPlan | StreamedPlan;

/** Where a training stands: all that is needed to go on bit for bit. */
export interface TrainingState {
  /** Steps done. */
  readonly step: number;
  /** "parameters" and the optimiser's moments, each one vector. */
  readonly tensors: HostTree;
}

const STEP = "step";

export const batchSize = ({ batch, data }: TrainingPlan): number => (batch === "all" ? data.count : batch);

/** Throws UsageError or InputError when the plan cannot be carried out. */
export function checkPlan(plan: AnyPlan): void {
  if (!(Number.isInteger(plan.steps) && plan.steps >= 1))
    throw new UsageError(`steps is a whole number of at least 1, not ${plan.steps}`);
  if ("stream" in plan) checkStream(plan);
  else checkData(plan);
}

/** The first batch stands for all. */
function checkStream({ model, stream: { inputShape, targetShape, batch } }: StreamedPlan): void {
  const { input, target } = batch(1);
  checkLength("input", input, inputShape[0], model.inputs);
  checkLength("target", target, targetShape[0], targetShape[1]);
}

function checkData({ model, data, batch }: TrainingPlan): void {
  if (batch !== "all" && !(Number.isInteger(batch) && batch >= 1)) {
    throw new UsageError(`batch is a whole number of at least 1, or "all", not ${batch}`);
  }
  checkLength("input", data.input, data.count, model.inputs);
  checkLength("target", data.target, data.count, model.outputs);
}

function checkLength(name: string, values: Float32Array, count: number, width: number): void {
  if (count < 1 || values.length !== count * width) {
    throw new InputError(`the ${name} has ${values.length} values, but ${count} samples of ${width} were expected`);
  }
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0)
    throw new InputError(`the ${name} of sample ${Math.floor(bad / width)} is ${values[bad]}; give finite numbers`);
}

export const planLayout = (plan: Learning): Layout =>
  layoutOf(plan.model.initialise(fold(plan.key, "initial weights")));

/** The state before the first step. */
export function initialState(plan: Learning): TrainingState {
  const parameters = plan.model.initialise(fold(plan.key, "initial weights"));
  const packed = pack(parameters, layoutOf(parameters));
  const tensors: Record<string, HostTensor> = { [PARAMETERS]: packed };
  for (const moment of plan.optimiser.moments) {
    tensors[momentName(moment)] = { shape: packed.shape, data: new Float32Array(packed.data.length) };
  }
  return { step: 0, tensors };
}

/** The trained parameters, by name. */
export const parametersOf = (plan: Learning, state: TrainingState): HostTree =>
  unpack(state.tensors[PARAMETERS], planLayout(plan));

/** The state with other parameters, the optimiser's memory as it is: to see what a changed network would cost. */
export const withParameters = (plan: Learning, state: TrainingState, parameters: HostTree): TrainingState => ({
  ...state,
  tensors: { ...state.tensors, [PARAMETERS]: pack(parameters, planLayout(plan)) },
});

/** A state as a tree for a checkpoint file. */
export const toCheckpoint = (state: TrainingState): HostTree => ({
  ...state.tensors,
  [STEP]: { shape: [1], data: Int32Array.of(state.step) },
});

/** The state in a checkpoint. Throws InputError, with both shapes, when it belongs to another model or plan. */
export function fromCheckpoint(plan: Learning, checkpoint: HostTree): TrainingState {
  const { [STEP]: step, ...tensors } = checkpoint;
  const expected = initialState(plan).tensors;
  for (const [name, { shape }] of Object.entries(expected)) {
    const found = tensors[name]?.shape;
    if (!found || found.join() !== shape.join()) {
      throw new InputError(
        `the checkpoint has "${name}" of shape [${found ?? "absent"}], this training needs [${shape}]`,
      );
    }
  }
  if (step?.data.length !== 1 || step.data[0] < 0 || step.data[0] > plan.steps) {
    throw new InputError(
      `the checkpoint's step is ${step?.data[0] ?? "absent"}, this training has ${plan.steps} steps`,
    );
  }
  return { step: step.data[0], tensors };
}
