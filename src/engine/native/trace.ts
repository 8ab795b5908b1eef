/** From a step function to a program: what goes in and out, under which names, and the equations between. */

import { UsageError } from "../../math/errors.js";
import { makeJaxpr, numpy } from "../library.js";
import type { HostTensor, HostTree, StepExample, StepFunction, Tensor, TensorTree } from "../protocols.js";
import { tracingFor } from "../target.js";
import { elementType } from "./lowering.js";
import type { ElementType } from "./onnx.js";
import type { Program } from "./program.js";
import { equalNumbers } from "./view.js";

/** A named array that crosses the border of the step. */
export interface Port {
  readonly name: string;
  readonly dtype: ElementType;
  readonly shape: readonly number[];
}

/** An array the step function closed over. */
export interface Constant {
  readonly dtype: ElementType;
  readonly shape: readonly number[];
  readonly data: ArrayLike<number>;
}

export interface TracedStep {
  readonly state: readonly Port[];
  readonly data: readonly Port[];
  readonly perStep: readonly Port[];
  readonly metrics: readonly string[];
  /** Values of the first inputs of `program`; then follow state, data and perStep. Results: state, metrics. */
  readonly constants: readonly Constant[];
  readonly program: Program;
}

const portsOf = (tree: HostTree): Port[] =>
  Object.entries(tree).map(([name, { shape, data }]) => ({
    name,
    shape,
    dtype: data instanceof Int32Array ? "int32" : "float32",
  }));

const placeholder = ({ shape, data }: HostTensor): Tensor =>
  numpy.zeros([...shape], { dtype: data instanceof Int32Array ? numpy.int32 : numpy.float32 });

const named = (ports: readonly Port[], tensors: readonly Tensor[]): TensorTree =>
  Object.fromEntries(ports.map(({ name }, i) => [name, tensors[i]]));

/**
 * Runs the step function once on symbolic tensors; the tensor library must have been started.
 * Throws UsageError where the function breaks its contract.
 */
export function traceStep(step: StepFunction, example: StepExample): TracedStep {
  const [state, data, perStep] = [example.state, example.data, example.perStep].map(portsOf);
  const metrics: string[] = [];
  const flat = (...leaves: Tensor[]): Tensor[] => {
    const batch = named([...data, ...perStep], leaves.slice(state.length));
    const result = step(named(state, leaves.slice(0, state.length)), batch);
    metrics.push(...Object.keys(result.metrics));
    return [...nextState(result.state, state), ...metrics.map((name) => checkedMetric(name, result.metrics[name]))];
  };
  const leaves = [example.state, example.data, example.perStep].flatMap((tree) => Object.values(tree).map(placeholder));
  const { jaxpr: closed } = tracingFor("native", () => makeJaxpr(flat)(...leaves));
  const { inBinders, eqns, outs } = closed.jaxpr.flatten().simplify();
  const constants = closed.consts.map((value) => constantOf(value));
  return { state, data, perStep, metrics, constants, program: { inputs: inBinders, equations: eqns, outputs: outs } };
}

function constantOf(value: { readonly aval: { readonly shape: number[]; readonly dtype: string } }): Constant {
  const { shape, dtype } = value.aval;
  if (!isReadable(value)) throw new UsageError("a step function may not close over tensors that are being traced");
  return { shape, dtype: elementType(dtype), data: value.dataSync() };
}

const isReadable = (value: object): value is { dataSync(): ArrayLike<number> } => "dataSync" in value;

/** The next state in the order of the present one. */
function nextState(next: TensorTree, ports: readonly Port[]): Tensor[] {
  const unexpected = Object.keys(next).filter((name) => !ports.some((port) => port.name === name));
  if (unexpected.length > 0) throw new UsageError(`the step returns state that it was not given: ${unexpected}`);
  return ports.map(({ name, shape, dtype }) => {
    const tensor = next[name];
    if (!tensor) throw new UsageError(`the step does not return the state "${name}"`);
    if (!equalNumbers(tensor.shape, shape) || tensor.dtype !== dtype) {
      throw new UsageError(
        `the step returns the state "${name}" as ${tensor.dtype} [${tensor.shape}] instead of ${dtype} [${shape}]`,
      );
    }
    return tensor;
  });
}

function checkedMetric(name: string, tensor: Tensor): Tensor {
  if (tensor.ndim > 1) throw new UsageError(`the metric "${name}" is not a scalar or vector but [${tensor.shape}]`);
  return tensor.astype(numpy.float32);
}
