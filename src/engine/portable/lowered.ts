/** A traced step as a graph of nodes for the kernels. */
import { Graph } from "../native/graph.js";
import { expanded } from "../native/layout.js";
import { lower } from "../native/lower.js";
import type { Node, Tensor } from "../native/onnx.js";
import type { TracedStep } from "../native/trace.js";
import { whole } from "../native/view.js";
import { Values } from "./values.js";

export interface LoweredStep {
  readonly nodes: readonly Node[];
  readonly values: Values;
  /** Names of the values that go in, in the order of state, data and per-step inputs. */
  readonly inputs: readonly string[];
  /** Names of the next state, and of the metrics. */
  readonly nextState: readonly string[];
  readonly metrics: readonly string[];
  readonly constants: ReadonlyMap<string, ArrayLike<number>>;
}

/** The tensor, copied where it is what goes in under another name: the next state must not change while it is read. */
function computed(graph: Graph, tensor: Tensor): Tensor {
  let source: Tensor | undefined = tensor;
  for (;;) {
    const maker: Node | undefined = source && graph.maker(source);
    if (!source || !maker) return graph.apply("Identity", [tensor], tensor.shape);
    if (maker.type !== "Reshape" && maker.type !== "Split") return tensor;
    source = graph.tensor(maker.inputs[0]);
  }
}

export function loweredStep(step: TracedStep): LoweredStep {
  const graph = new Graph("v", "kernels");
  const constants = step.constants.map(({ dtype, shape, data }) => graph.constant(dtype, shape, data));
  const state = step.state.map(({ name, dtype, shape }) => graph.input(`state ${name}`, dtype, shape));
  const data = step.data.map(({ name, dtype, shape }) => graph.mayBeMissing(graph.input(`data ${name}`, dtype, shape)));
  const perStep = step.perStep.map(({ name, dtype, shape }) => graph.input(`per step ${name}`, dtype, shape));
  const inputs = [...state, ...data, ...perStep];
  const results = lower(graph, step.program, [...constants, ...inputs].map(whole));
  const names = results.map((view) => graph.output(computed(graph, expanded(graph, view))));
  const values = new Values((name) => graph.tensor(name), graph.constantValues());
  return {
    nodes: graph.fusedNodes(),
    values,
    inputs: inputs.map(({ name }) => name),
    nextState: names.slice(0, state.length),
    metrics: names.slice(state.length),
    constants: graph.constantValues(),
  };
}
