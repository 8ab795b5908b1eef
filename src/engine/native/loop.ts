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
  const carried = state.map((tensor, i) => inParts(outer, tensor, body.partsOf(step.state[i])));
  const results = [
    ...carried.flat().map(({ dtype, shape }) => ({ dtype, shape })),
    ...body.metricShapes.map((shape) => ({ dtype: "float32" as const, shape: [-1, ...shape] })),
  ];
  const attributes = { body: subgraph(body.message) };
  const outputs = outer.applyMany("Loop", [steps, undefined, ...carried.flat()], results, { attributes });
  const ends = runningSums(carried.map((parts) => parts.length));
  step.state.forEach(({ name }, i) => {
    outer.outputAs(stateOutput(name), joined(outer, outputs.slice(ends[i] - carried[i].length, ends[i])));
  });
  for (const [i, output] of outputs.slice(carried.flat().length).entries())
    outer.outputAs(metricOutput(step.metrics[i]), output, ["K", ...output.shape.slice(1)]);
  return { bytes: modelBytes(outer.finish()), metricFactors: body.metricFactors };
}

const runningSums = (values: readonly number[]): number[] =>
  values.map((_, i) => values.slice(0, i + 1).reduce((sum, value) => sum + value, 0));

/** A vector as the loop carries it from step to step: cut into `lengths`, where there are any. */
function inParts(graph: Graph, tensor: Tensor, lengths: readonly number[] | undefined): Tensor[] {
  if (lengths === undefined) return [tensor];
  const results = lengths.map((length) => ({ dtype: tensor.dtype, shape: [length] }));
  return graph.applyMany("Split", [tensor, graph.sizes(lengths)], results, { attributes: { axis: integer(0) } });
}

function joined(graph: Graph, parts: readonly Tensor[]): Tensor {
  if (parts.length === 1) return parts[0];
  const length = parts.reduce((sum, { shape }) => sum + shape[0], 0);
  return graph.apply("Concat", parts, [length], { attributes: { axis: integer(0) } });
}

const currentName = (name: string): string => `current ${name}`;

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
  const state = step.state.map((port) => body.input(currentName(port.name), port.dtype, port.shape));
  const entry = (table: Tensor, { shape }: Port) => atRow(body, table, iteration, shape);
  const rows = (table: Tensor, { shape }: Port) =>
    atRow(body, table, atRow(body, indices, iteration, [shape[0]]), shape);
  const inputs: View[] = [
    ...step.constants.map((constant) => whole(constantTensor(body, constant))),
    ...state.map(whole),
    ...data.map((table, i) => whole(body.mayBeMissing(rows(table, step.data[i])))),
    ...perStep.map((table, i) => whole(entry(table, step.perStep[i]))),
  ];
  const results = lower(body, step.program, inputs);
  body.output(body.constant("bool", [], [1]));
  const metrics = results.slice(state.length);
  const next = results.slice(0, state.length).map((view) => body.output(expanded(body, view)));
  for (const metric of metrics) body.output(expanded(body, unscaled(metric)));
  const metricFactors = metrics.map((metric) => metric.scale);
  const long = longestVectors(step.state);
  const { message, lengths } = body.finishInParts({
    length: long[0]?.shape[0] ?? 0,
    inputs: long.map(({ name }) => currentName(name)),
    outputs: next.filter((_, i) => long.includes(step.state[i])),
  });
  const partsOf = (port: Port) => (long.includes(port) ? lengths : undefined);
  return { message, partsOf, metricFactors, metricShapes: metrics.map((metric) => metric.dims) };
}

/** In practice the parameters and their running averages. */
function longestVectors(state: readonly Port[]): readonly Port[] {
  const vectors = state.filter(({ dtype, shape }) => dtype === "float32" && shape.length === 1);
  const longest = Math.max(...vectors.map(({ shape }) => shape[0]));
  return vectors.filter(({ shape }) => shape[0] === longest);
}

/** Entries of a table's first axis. */
const atRow = (graph: Graph, table: Tensor, row: Tensor, shape: readonly number[]): Tensor =>
  graph.apply("Gather", [table, row], shape, { attributes: { axis: integer(0) } });

const constantTensor = (graph: Graph, { dtype, shape, data }: Constant): Tensor => graph.constant(dtype, shape, data);
