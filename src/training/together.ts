/**
 * Networks of one shape trained side by side, as one step mapped over all of them: tensors of the state are stacked, and so
 * are the data sets, one below the other, so that each network's minibatch is gathered from its own rows.
 */
import type { CompiledStep, HostTensor, HostTree, StepFunction, StepInputs } from "../engine/protocols.js";
import { vectorise } from "../engine/vectorise.js";
import type { Compile, Dataset } from "../protocols.js";
import { initialState, type TrainingPlan, type TrainingState } from "./plan.js";
import { checkFinite, exampleOf, planStep, stepInputs, type TrainingMoment } from "./train.js";

/** Plans of one shape with one compiled step for all. */
export interface Together {
  readonly plans: readonly TrainingPlan[];
  readonly step: CompiledStep;
  /** Every data set once. */
  readonly data: HostTree;
  /** First row of each plan's data set. */
  readonly firstRows: readonly number[];
}

/** Throws whatever `compile` throws, e.g. where the tensor library cannot map an operation. */
export async function compileTogether(plans: readonly TrainingPlan[], compile: Compile): Promise<Together> {
  const { data, firstRows } = stackedData(plans);
  const networks = plans.length;
  const { state, data: rows, perStep } = exampleOf(plans[0]);
  const step = await compile(sideBySide(planStep(plans[0]), networks), {
    state: mapTree(state, ({ shape }) => blank([networks, ...shape])),
    data: mapTree(rows, ({ shape: [batch, ...width] }) => blank([networks * batch, ...width])),
    perStep: mapTree(perStep, () => blank([networks])),
  });
  return { plans, step, data, firstRows };
}

/** Does `steps` steps of every network, all of which stand at the same step. Throws NumericalError as `train` does. */
export async function stepTogether(
  { plans, step, data, firstRows }: Together,
  states: readonly TrainingState[],
  steps: number,
): Promise<TrainingMoment[]> {
  const done = states[0].step;
  const inputs = plans.map((plan) => stepInputs(plan, done + 1, steps));
  const result = await step.run(stackTrees(states.map(({ tensors }) => tensors)), {
    data,
    indices: stackedIndices(inputs, firstRows),
    perStep: mapTree(inputs[0].perStep, (_, name) => interleaved(inputs.map(({ perStep }) => perStep[name].data))),
  });
  return plans.map((plan, network) => {
    const metrics = mapTree(result.metrics, (values) => column(values, network, plans.length));
    checkFinite(metrics, done, plan);
    return { state: { step: done + steps, tensors: mapTree(result.state, (t) => entry(t, network)) }, metrics };
  });
}

export const initialStates = (plans: readonly TrainingPlan[]): TrainingState[] => plans.map(initialState);

/** The mapped step, its batches cut out of one long batch of all networks' rows. */
function sideBySide(step: StepFunction, networks: number): StepFunction {
  const mapped = vectorise(step);
  return (state, batch) =>
    mapped(
      state,
      mapTree(batch, (tensor) => {
        const [length, ...rest] = tensor.shape;
        return rest.length === 0 ? tensor : tensor.reshape([networks, length / networks, ...rest]);
      }),
    );
}

function stackedData(plans: readonly TrainingPlan[]): Pick<Together, "data" | "firstRows"> {
  const sets = [...new Set(plans.map((plan) => plan.data))];
  const starts = new Map<Dataset, number>();
  let rows = 0;
  for (const set of sets) {
    starts.set(set, rows);
    rows += set.count;
  }
  const trees = sets.map((set) => stepInputs({ ...plans[0], data: set }, 1, 1).data);
  const data = mapTree(trees[0], ({ shape: [, ...width] }, name) => ({
    shape: [rows, ...width],
    data: trees.length === 1 ? trees[0][name].data : joined(trees.map((tree) => tree[name].data)),
  }));
  return { data, firstRows: plans.map((plan) => starts.get(plan.data) ?? 0) };
}

/** Row numbers of all networks for each step, Int32 [steps x (networks batch)]. */
function stackedIndices(inputs: readonly StepInputs[], firstRows: readonly number[]): HostTensor {
  const [steps, batch] = inputs[0].indices.shape;
  const width = inputs.length * batch;
  const data = new Int32Array(steps * width);
  for (const [network, { indices }] of inputs.entries()) {
    for (let k = 0; k < steps; k++) {
      for (let i = 0; i < batch; i++) {
        data[k * width + network * batch + i] = firstRows[network] + indices.data[k * batch + i];
      }
    }
  }
  return { shape: [steps, width], data };
}

const mapTree = <A, B>(tree: Readonly<Record<string, A>>, f: (value: A, name: string) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(tree).map(([name, value]) => [name, f(value, name)]));

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1);

const blank = (shape: readonly number[]): HostTensor => ({ shape, data: new Float32Array(sizeOf(shape)) });

function joined(parts: readonly ArrayLike<number>[]): Float32Array {
  const out = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

const stackTrees = (trees: readonly HostTree[]): HostTree =>
  mapTree(trees[0], ({ shape }, name) => ({
    shape: [trees.length, ...shape],
    data: joined(trees.map((tree) => tree[name].data)),
  }));

/** Columns [steps] as one table [steps x columns]. */
function interleaved(columns: readonly ArrayLike<number>[]): HostTensor {
  const steps = columns[0].length;
  const data = Float32Array.from({ length: steps * columns.length }, (_, i) => {
    return columns[i % columns.length][Math.floor(i / columns.length)];
  });
  return { shape: [steps, columns.length], data };
}

const column = (table: Float32Array, index: number, columns: number): Float32Array =>
  Float32Array.from({ length: table.length / columns }, (_, row) => table[row * columns + index]);

/** Entry `index` of the first axis, copied. */
function entry({ shape: [, ...shape], data }: HostTensor, index: number): HostTensor {
  const size = sizeOf(shape);
  return { shape, data: data.slice(index * size, (index + 1) * size) };
}
