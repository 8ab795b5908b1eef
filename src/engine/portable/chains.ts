/** Nodes that work entry by entry, joined to chains that pass over memory once. */
import { type Assembly, type Code, call, i32 } from "../kernels/assembler.js";
import { type Axis, defineCopy } from "../kernels/copies.js";
import { hasOperator, type Operation } from "../kernels/operators.js";
import { type Chain, type ChainOperation, defineChain, type Source, wordOf } from "../kernels/pointwise.js";
import type { Node } from "../native/onnx.js";
import { equalNumbers } from "../native/view.js";
import { NoKernel } from "./errors.js";
import { commonAxes, stepsAlong, stretchesOf, widened } from "./repeats.js";
import { type Task, task } from "./task.js";
import { sizeOf, type Value, type Values } from "./values.js";

/** The operation of a node that works entry by entry; undefined for the others. */
export function operationOf({ type, attributes, inputs, outputs }: Node, values: Values): Operation | undefined {
  const { dtype: to } = values.of(outputs[0]);
  const from = values.of(inputs[type === "Where" ? 1 : 0]).dtype;
  const operation = { type, attributes, from, to };
  return hasOperator(operation) ? operation : undefined;
}

/** Whether an operand of a node is read entry by entry, each once. */
const inStep = (value: Value, result: Value): boolean => sizeOf(value) === sizeOf(result);

/** Axes along which all operands of these nodes are walked; undefined where they do not fit each other. */
function axesOf(nodes: readonly Node[], values: Values): readonly number[] | undefined {
  const results = nodes.map(({ outputs }) => values.of(outputs[0]));
  const count = sizeOf(results[0]);
  if (results.some((result) => sizeOf(result) !== count)) return undefined;
  const stretches = nodes.flatMap(({ inputs }, k) =>
    inputs.map((name) => stretchesOf(values.of(name).shape, results[k].shape)),
  );
  return commonAxes(count, stretches);
}

export const fitTogether = (nodes: readonly Node[], values: Values): boolean => axesOf(nodes, values) !== undefined;

/** What a chain reads from memory: each value once for every way in which it is walked. */
class Reads {
  readonly values: Value[] = [];
  readonly steps: (readonly number[])[] = [];

  /** The number of an input. */
  of(value: Value, steps: readonly number[]): number {
    const known = this.values.findIndex(
      ({ array, offset }, i) => array === value.array && offset === value.offset && equalNumbers(this.steps[i], steps),
    );
    if (known >= 0) return known;
    this.steps.push(steps);
    return this.values.push(value) - 1;
  }

  /** Arrays that are read at other entries than the one that is written. */
  elsewhere(axes: readonly number[]): Set<string> {
    const inStep = ({ offset }: Value, i: number) => offset === 0 && this.steps[i].every(isStep(axes));
    return new Set(this.values.filter((value, i) => !inStep(value, i)).map(({ array }) => array));
  }
}

/** The task of nodes that are given in their order; `kept` are the arrays that are read elsewhere. */
export function chainTask(nodes: readonly Node[], values: Values, kept: (array: string) => boolean): Task {
  const axes = axesOf(nodes, values);
  if (!axes) throw new NoKernel(`a chain of ${nodes.map(({ type }) => type)}`);
  const reads = new Reads();
  const operations = operationsOf(nodes, values, axes, reads);
  const outputs = nodes.flatMap((node, operation) => (kept(node.outputs[0]) ? [operation] : []));
  const writes = outputs.map((operation) => values.of(nodes[operation].outputs[0]));
  const wide = widened(axes, reads.steps);
  const chain: Chain = { dims: wide?.axes ?? axes, inputs: wide?.steps ?? reads.steps, operations, outputs };
  const row = axes[axes.length - 1];
  const elsewhere = reads.elsewhere(axes);
  return task({
    reads: reads.values,
    writes,
    readsInStep: (array) => !elsewhere.has(array),
    scratch: BYTES * REPEATS * row * (wide?.repeated.length ?? 0),
    code: (assembly, at) => {
      const places = [...reads.values, ...writes].map((value) => at.of(value));
      const copies = repeatedFirst(assembly, wide?.repeated ?? [], row, places, at.scratch);
      return [copies, call(defineChain(assembly, chain), ...places.map(i32))];
    },
  });
}

/** The operations of nodes, each reading what earlier ones made, or memory. */
function operationsOf(nodes: readonly Node[], values: Values, axes: readonly number[], reads: Reads): ChainOperation[] {
  const made = new Map(nodes.map(({ outputs }, operation) => [outputs[0], operation]));
  const sourceOf = (name: string, result: Value): Source => {
    const [number, value] = [values.number(name), values.of(name)];
    if (number !== undefined) return { kind: "constant", word: wordOf(number, value.dtype) };
    const earlier = made.get(value.array);
    if (earlier !== undefined) return { kind: "result", operation: earlier };
    const steps = stepsAlong(axes, stretchesOf(value.shape, result.shape));
    return { kind: "memory", input: reads.of(value, steps) };
  };
  return nodes.map((node) => {
    const operation = operationOf(node, values);
    if (!operation) throw new NoKernel(node.type);
    const result = values.of(node.outputs[0]);
    return { ...operation, operands: node.inputs.map((name) => sourceOf(name, result)) };
  });
}

/** Copies of some inputs, rows that stand four times one behind the other, and are read in the places of the inputs. */
function repeatedFirst(
  assembly: Assembly,
  inputs: readonly number[],
  row: number,
  places: number[],
  scratch: number,
): Code[] {
  return inputs.map((input, i) => {
    const [from, to] = [places[input], scratch + BYTES * REPEATS * row * i];
    places[input] = to;
    return call(defineCopy(assembly, repeatedRow(row)), i32(from), i32(to));
  });
}

const BYTES = 4;
const REPEATS = 4;

/** A row four times over. */
const repeatedRow = (length: number): Axis[] => [
  { length: REPEATS, from: 0, to: length },
  { length, from: 1, to: 1 },
];

/** Whether an axis is walked as all entries lie. */
const isStep =
  (axes: readonly number[]) =>
  (step: number, axis: number): boolean =>
    axes[axis] === 1 || step === axes.slice(axis + 1).reduce((a, b) => a * b, 1);

/** Whether `reader` reads an entry of `maker`'s result for each of its own. */
export const readsEachOnce = (reader: Node, array: string, values: Values): boolean => {
  const result = values.of(reader.outputs[0]);
  return reader.inputs.every((name) => {
    const value = values.of(name);
    return value.array !== array || (value.offset === 0 && inStep(value, result));
  });
};
