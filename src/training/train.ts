/** The trainer: an iterator over chunks of steps, driven by a loop, by frames of a page, or by hand. */
import type { CompiledStep, StepExample, StepFunction, StepInputs } from "../engine/protocols.js";
import type { HostTensor } from "../engine/tensor.js";
import { NumericalError } from "../math/errors.js";
import { fold } from "../math/random.js";
import type { Compile } from "../protocols.js";
import { type ChunkOptions, inChunks } from "./chunks.js";
import { allRows, minibatches } from "./minibatches.js";
import {
  type AnyPlan,
  batchSize,
  checkPlan,
  initialState,
  type Learning,
  planLayout,
  type StreamedPlan,
  type TrainingPlan,
  type TrainingState,
} from "./plan.js";
import { INPUT, scalarName, strengthName, TARGET, trainingStep } from "./step.js";
import { pieceEnd, swept } from "./sweep.js";

/** What the iterator yields after every chunk. */
export interface TrainingMoment {
  readonly state: TrainingState;
  /** "loss" and every objective term (before its strength), at each step of the chunk just done: [chunk]. */
  readonly metrics: Readonly<Record<string, Float32Array>>;
}

export interface TrainOptions extends ChunkOptions {
  /** Go on from here; the beginning when absent. */
  readonly from?: TrainingState;
  /** Pause after this many steps of the plan; its end when absent. Never changes the result. */
  readonly until?: number;
}

/** The step of a plan, to be traced. */
export function planStep(plan: Learning): StepFunction {
  const terms = plan.objective.map(({ term }) => term);
  return trainingStep(plan.model, terms, plan.optimiser, planLayout(plan));
}

/** The shapes that the step of a plan meets. */
export function exampleOf(plan: AnyPlan): StepExample {
  const { data, perStep } = stepInputs(plan, 1, 1);
  const rows = "stream" in plan ? 0 : batchSize(plan);
  const batchOf = ({ shape }: HostTensor): HostTensor => {
    const full = [rows, ...shape.slice(1)];
    return { shape: full, data: new Float32Array(full.reduce((product, length) => product * length, 1)) };
  };
  return {
    state: initialState(plan).tensors,
    data: mapValues(data, batchOf),
    perStep: mapValues(perStep, ({ shape, data: values }) => ({ shape: shape.slice(1), data: values })),
  };
}

/** Compiles the step of a plan. The same compiled step serves every plan with the same model, terms, optimiser, batch. */
export const compilePlan = (plan: AnyPlan, compile: Compile): Promise<CompiledStep> =>
  compile(planStep(plan), exampleOf(plan));

/** Does `steps` steps from `state`. Throws NumericalError when the loss is not finite. */
export async function trainChunk(
  plan: AnyPlan,
  step: CompiledStep,
  state: TrainingState,
  steps: number,
): Promise<TrainingMoment> {
  const end = state.step + steps;
  const pieces: StepMetrics[] = [];
  let [done, tensors] = [state.step, state.tensors];
  while (done < end) {
    const until = pieceEnd(tensors, done, end);
    const ran = await step.run(tensors, stepInputs(plan, done + 1, until - done));
    checkFinite(ran.metrics, done, plan);
    pieces.push(ran.metrics);
    tensors = swept(ran.state, until);
    done = until;
  }
  return { state: { step: end, tensors }, metrics: joined(pieces) };
}

type StepMetrics = TrainingMoment["metrics"];

function joined([first, ...others]: readonly StepMetrics[]): StepMetrics {
  if (others.length === 0) return first;
  return mapValues(first, (_, name) => concatenated([first, ...others].map((piece) => piece[name])));
}

function concatenated(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/**
 * Trains, yielding after every chunk of steps. Breaking out of the loop stops it; the last state yielded is where to go
 * on from. Throws NumericalError as soon as the loss is not finite.
 */
export async function* train(
  plan: AnyPlan,
  step: CompiledStep,
  { from, until = plan.steps, ...options }: TrainOptions = {},
): AsyncGenerator<TrainingMoment, TrainingState> {
  checkPlan(plan);
  let state = from ?? initialState(plan);
  const next = (_: number, steps: number) => trainChunk(plan, step, state, steps);
  for await (const moment of inChunks(state.step, until, options, next)) {
    state = moment.state;
    yield moment;
  }
  return state;
}

/** Trains to the end and gives the final state. */
export async function trainToEnd(plan: AnyPlan, step: CompiledStep, options?: TrainOptions): Promise<TrainingState> {
  let last = options?.from ?? initialState(plan);
  for await (const { state } of train(plan, step, options)) last = state;
  return last;
}

const mapValues = <A, B>(record: Readonly<Record<string, A>>, f: (value: A, name: string) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, f(value, name)]));

/** What steps first .. first + steps - 1 read (steps count from 1). */
export function stepInputs(plan: AnyPlan, first: number, steps: number): StepInputs {
  return "stream" in plan ? streamedInputs(plan, first, steps) : drawnInputs(plan, first, steps);
}

/** No data set resides: every step's batch comes with the step. */
function streamedInputs(plan: StreamedPlan, first: number, steps: number): StepInputs {
  const { inputShape, targetShape, batch } = plan.stream;
  const batches = Array.from({ length: steps }, (_, k) => batch(first + k));
  const stacked = (shape: readonly number[], parts: readonly Float32Array[]): HostTensor => {
    const data = new Float32Array(steps * shape[0] * shape[1]);
    for (const [k, part] of parts.entries()) data.set(part, k * shape[0] * shape[1]);
    return { shape: [steps, ...shape], data };
  };
  return {
    data: {},
    indices: { shape: [steps, 1], data: new Int32Array(steps) },
    perStep: {
      ...perStepScalars(plan, first, steps),
      [INPUT]: stacked(
        inputShape,
        batches.map(({ input }) => input),
      ),
      [TARGET]: stacked(
        targetShape,
        batches.map(({ target }) => target),
      ),
    },
  };
}

function drawnInputs(plan: TrainingPlan, first: number, steps: number): StepInputs {
  const { data, model, batch } = plan;
  return {
    data: {
      [INPUT]: { shape: [data.count, model.inputs], data: data.input },
      [TARGET]: { shape: [data.count, model.outputs], data: data.target },
    },
    indices:
      batch === "all"
        ? allRows(steps, data.count)
        : minibatches(fold(plan.key, "minibatches"), first, steps, batch, data.count),
    perStep: perStepScalars(plan, first, steps),
  };
}

function perStepScalars(plan: Learning, first: number, steps: number): Record<string, HostTensor> {
  const all: Record<string, HostTensor> = {};
  const over = (value: (step: number) => number): HostTensor => ({
    shape: [steps],
    data: Float32Array.from({ length: steps }, (_, k) => value(first + k)),
  });
  for (const { term, strength } of plan.objective)
    all[strengthName(term.name)] = over((step) => strength(step, plan.steps));
  for (const name of Object.keys(plan.optimiser.scalars(1, plan.steps))) {
    all[scalarName(name)] = over((step) => plan.optimiser.scalars(step, plan.steps)[name]);
  }
  return all;
}

/** Throws NumericalError where the loss is not finite, with every term and the step, `done` having gone before. */
export function checkFinite(metrics: Readonly<Record<string, Float32Array>>, done: number, plan: Learning): void {
  const bad = metrics.loss.findIndex((loss) => !Number.isFinite(loss));
  if (bad < 0) return;
  const parts = Object.entries(metrics).map(([name, values]) => `${name} ${values[bad]}`);
  throw new NumericalError(
    `training diverged at step ${done + bad + 1} of ${plan.steps} (${parts.join(", ")}): lower the learning rate`,
  );
}
