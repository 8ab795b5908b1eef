/** Nodes that work entry by entry, joined to chains that pass over memory once. */
import { call, i32 } from "../kernels/assembler.js";
import { type Axis, defineCopy } from "../kernels/copies.js";
import { hasOperator, type Operation } from "../kernels/operators.js";
import { type Chain, type ChainOperation, defineChain, type Source, wordOf } from "../kernels/pointwise.js";
import type { Node } from "../native/onnx.js";
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

/** The task of nodes that are given in their order; `kept` are the arrays that are read elsewhere. */
export function chainTask(nodes: readonly Node[], values: Values, kept: (array: string) => boolean): Task {
  const axes = axesOf(nodes, values);
  if (!axes) throw new NoKernel(`a chain of ${nodes.map(({ type }) => type)}`);
  const made = new Map(nodes.map(({ outputs }, operation) => [outputs[0], operation]));
  const reads: Value[] = [];
  const steps: (readonly number[])[] = [];
  const inputOf = (value: Value, strides: readonly number[]): number => {
    const known = reads.findIndex(
      ({ array, offset }, i) => array === value.array && offset === value.offset && steps[i].join() === strides.join(),
    );
    if (known >= 0) return known;
    steps.push(strides);
    return reads.push(value) - 1;
  };
  const operations = nodes.map((node): ChainOperation => {
    const result = values.of(node.outputs[0]);
    const operation = operationOf(node, values);
    if (!operation) throw new NoKernel(node.type);
    const operands = node.inputs.map((name): Source => {
      const number = values.number(name);
      const value = values.of(name);
      if (number !== undefined) return { kind: "constant", word: wordOf(number, value.dtype) };
      const earlier = made.get(value.array);
      if (earlier !== undefined) return { kind: "result", operation: earlier };
      return { kind: "memory", input: inputOf(value, stepsAlong(axes, stretchesOf(value.shape, result.shape))) };
    });
    return { ...operation, operands };
  });
  const outputs = nodes.flatMap((node, operation) => (kept(node.outputs[0]) ? [operation] : []));
  const wide = widened(axes, steps);
  const chain: Chain = { dims: wide?.axes ?? axes, inputs: wide?.steps ?? steps, operations, outputs };
  const length = axes[axes.length - 1];
  const writes = outputs.map((operation) => values.of(nodes[operation].outputs[0]));
  const repeated = new Set(
    reads.flatMap(({ array, offset }, i) => (offset === 0 && steps[i].every(isStep(axes)) ? [] : [array])),
  );
  return task({
    reads,
    writes,
    readsInStep: (array) => !repeated.has(array),
    scratch: wide ? BYTES * REPEATS * length * wide.repeated.length : 0,
    code: (assembly, at) => {
      const places = [...reads, ...writes].map((value) => at.of(value));
      const copies = (wide?.repeated ?? []).map((input, i) => {
        const place = at.scratch + BYTES * REPEATS * length * i;
        const copy = defineCopy(assembly, repeatedRow(length));
        const code = call(copy, i32(places[input]), i32(place));
        places[input] = place;
        return code;
      });
      return [copies, call(defineChain(assembly, chain), ...places.map(i32))];
    },
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
