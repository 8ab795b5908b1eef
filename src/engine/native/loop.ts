/** K training steps as one ONNX model: a Loop whose body is the step, with its batch gathered on the graph. */
import { Graph } from "./graph.js";
import { expanded } from "./layout.js";
import { lower } from "./lower.js";
import { integer, modelBytes, subgraph, type Tensor } from "./onnx.js";
import type { Constant, Port, TracedStep } from "./trace.js";
import { unscaled, type View, whole } from "./view.js";

/** Names of the model's inputs and outputs. */
export const STEPS = "steps";
export const INDICES = "indices";
export const dataInput = (name: string): string => `data ${name}`;
export const perStepInput = (name: string): string => `per step ${name}`;
export const stateInput = (name: string): string => `state ${name}`;
export const stateOutput = (name: string): string => `next ${name}`;
export const metricOutput = (name: string): string => `metric ${name}`;

export interface LoopModel {
  readonly bytes: Uint8Array;
  /** By metric: what its values are still to be multiplied by. */
  readonly metricFactors: readonly number[];
}

/** Throws UnsupportedPrimitive where the step cannot be lowered. */
export function loopModel(step: TracedStep): LoopModel {
  const outer = new Graph("outer");
  const steps = outer.input(STEPS, "int64", []);
  const indices = outer.input(INDICES, "int32", ["K", "batch"]);
  const data = step.data.map((port) => outer.input(dataInput(port.name), port.dtype, ["rows", ...port.shape.slice(1)]));
  const perStep = step.perStep.map((port) => outer.input(perStepInput(port.name), port.dtype, ["K", ...port.shape]));
  const state = step.state.map((port) => outer.input(stateInput(port.name), port.dtype, port.shape));
  const body = loopBody(step, { indices, data, perStep });
  const results = [
    ...step.state.map(({ dtype, shape }) => ({ dtype, shape })),
    ...body.metricShapes.map((shape) => ({ dtype: "float32" as const, shape: [-1, ...shape] })),
  ];
  const attributes = { body: subgraph(body.message) };
  const outputs = outer.applyMany("Loop", [steps, undefined, ...state], results, { attributes });
  const names = [...step.state.map(({ name }) => stateOutput(name)), ...step.metrics.map(metricOutput)];
  outputs.forEach((output, i) => {
    outer.outputAs(names[i], output, i < state.length ? output.shape : ["K", ...output.shape.slice(1)]);
  });
  return { bytes: modelBytes(outer.finish()), metricFactors: body.metricFactors };
}

/** What the body reads from around the loop. */
interface Surroundings {
  readonly indices: Tensor;
  readonly data: readonly Tensor[];
  readonly perStep: readonly Tensor[];
}

function loopBody(step: TracedStep, { indices, data, perStep }: Surroundings) {
  const body = new Graph("body");
  const iteration = body.input("iteration", "int64", []);
  body.input("go on", "bool", []);
  const state = step.state.map((port) => body.input(`current ${port.name}`, port.dtype, port.shape));
  const entry = (table: Tensor, { shape }: Port) => atRow(body, table, iteration, shape);
  const rows = (table: Tensor, { shape }: Port) =>
    atRow(body, table, atRow(body, indices, iteration, [shape[0]]), shape);
  const inputs: View[] = [
    ...step.constants.map((constant) => whole(constantTensor(body, constant))),
    ...state.map(whole),
    ...data.map((table, i) => whole(rows(table, step.data[i]))),
    ...perStep.map((table, i) => whole(entry(table, step.perStep[i]))),
  ];
  const results = lower(body, step.program, inputs);
  body.output(body.constant("bool", [], [1]));
  const metrics = results.slice(state.length);
  for (const next of results.slice(0, state.length)) body.output(expanded(body, next));
  for (const metric of metrics) body.output(expanded(body, unscaled(metric)));
  const metricFactors = metrics.map((metric) => metric.scale);
  return { message: body.finish(), metricFactors, metricShapes: metrics.map((metric) => metric.dims) };
}

/** Entries of a table's first axis. */
const atRow = (graph: Graph, table: Tensor, row: Tensor, shape: readonly number[]): Tensor =>
  graph.apply("Gather", [table, row], shape, { attributes: { axis: integer(0) } });

const constantTensor = (graph: Graph, { dtype, shape, data }: Constant): Tensor => graph.constant(dtype, shape, data);
