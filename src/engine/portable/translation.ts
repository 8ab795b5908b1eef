/** What the translations of nodes into tasks share. */
import type { Node } from "../native/onnx.js";
import { product } from "../native/view.js";
import { NoKernel } from "./errors.js";
import type { Task } from "./task.js";
import type { Value, Values } from "./values.js";

/** Bytes of a number. */
export const BYTES = 4;

/** The tasks of one node, in their order. Throws NoKernel where it has none. */
export type Translate = (node: Node, values: Values) => Task[];

/** Entries between neighbours along each axis. */
export const stepsOf = (shape: readonly number[]): number[] => shape.map((_, axis) => product(shape.slice(axis + 1)));

export function operands({ inputs, outputs }: Node, values: Values): { from: Value; to: Value } {
  return { from: values.of(inputs[0]), to: values.of(outputs[0]) };
}

/** Numbers of an operand that must be known. */
export function known(values: Values, name: string, type: string): readonly number[] {
  const numbers = values.numbers(name);
  if (!numbers) throw new NoKernel(`${type} by numbers that are computed`);
  return numbers;
}
