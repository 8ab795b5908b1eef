/** A lowered step as one WebAssembly function on a memory that is laid out once. */
import { Assembly, type Code, copyMemory, i32 } from "../kernels/assembler.js";
import { wordOf } from "../kernels/pointwise.js";
import { PRODUCT_SLACK } from "../kernels/product.js";
import { hasMultiplyAdd } from "../rounding.js";
import { chainTask } from "./chains.js";
import type { Lifetime } from "./layout.js";
import type { LoweredStep } from "./lowered.js";
import { copiesAtEnd } from "./nextState.js";
import { tasksOf } from "./nodes.js";
import { Places } from "./places.js";
import type { Task } from "./task.js";
import { type Unit, unitsOf } from "./units.js";
import { sizeOf, type Value, type Values } from "./values.js";

const BYTES = 4;

export interface Program {
  readonly module: Uint8Array<ArrayBuffer>;
  readonly pages: number;
  /** What never changes, by address. */
  readonly fixed: readonly (readonly [number, Int32Array])[];
  readonly inputs: readonly number[];
  readonly metrics: readonly number[];
  readonly metricShapes: readonly (readonly number[])[];
}

/** Bytes of an array, and what a tile of a product may write behind it. */
const bytesOf = (value: Value): number => BYTES * (sizeOf(value) + PRODUCT_SLACK);

export function programOf(step: LoweredStep): Program {
  const { values } = step;
  const results = [...step.nextState, ...step.metrics];
  const units = unitsOf(step.nodes, values, results);
  const outputs = results.map((name) => values.of(name).array);
  const readers = readersOf(units, values);
  const tasks = units.map((unit): Task[] => {
    const { nodes, isChain } = unit;
    const kept = (array: string) =>
      outputs.includes(array) || [...(readers.get(array) ?? [])].some((reader) => reader !== unit);
    return isChain ? [chainTask(nodes, values, kept)] : nodes.flatMap((node) => tasksOf(node, values));
  });
  return assembled(step, tasks);
}

/** By array: the units that read it. */
function readersOf(units: readonly Unit[], values: Values): Map<string, Set<Unit>> {
  const readers = new Map<string, Set<Unit>>();
  for (const unit of units) {
    for (const name of unit.nodes.flatMap((node) => node.inputs)) {
      const { array } = values.of(name);
      readers.set(array, (readers.get(array) ?? new Set()).add(unit));
    }
  }
  return readers;
}

function assembled(step: LoweredStep, tasks: readonly (readonly Task[])[]): Program {
  const { values } = step;
  const places = new Places();
  const given = step.inputs.map((name) => places.put(name, bytesOf(values.of(name))));
  for (const [name, numbers] of step.constants) putConstant(places, values, name, numbers, tasks);
  for (const numbers of tasks.flat().flatMap((each) => each.tables)) places.table(numbers);
  places.scratch = places.reserve(Math.max(0, ...tasks.flat().map((each) => each.scratch)));
  const last = copiesAtEnd(step, tasks, places);
  const metrics = step.metrics.map((name) => values.of(name));
  places.layOut(lifetimesOf(tasks, values, places, [...last.map(({ from }) => from), ...metrics]));
  const assembly = new Assembly(hasMultiplyAdd());
  const work = tasks.flat().map((each) => each.code(assembly, places));
  const run = assembly.define("step", [], () => [
    work,
    last.map(({ from, to, bytes }): Code => copyMemory(i32(to), i32(places.of(from)), i32(bytes))),
  ]);
  return {
    module: assembly.bytes({ step: run }),
    pages: places.pages,
    fixed: places.fixed,
    inputs: given,
    metrics: metrics.map((value) => places.of(value)),
    metricShapes: metrics.map(({ shape }) => shape),
  };
}

function putConstant(
  places: Places,
  values: Values,
  name: string,
  numbers: ArrayLike<number>,
  tasks: readonly (readonly Task[])[],
): void {
  const read = tasks.flat().some(({ reads }) => reads.some(({ array }) => array === name));
  if (!read) return;
  const value = values.of(name);
  const place = places.put(name, bytesOf(value));
  places.fixed.push([place, Int32Array.from(numbers, (number) => wordOf(number, value.dtype))]);
}

/** From the first write to the last read of everything that has no place yet; `kept` lasts to the end. */
function lifetimesOf(
  tasks: readonly (readonly Task[])[],
  values: Values,
  places: Places,
  kept: readonly Value[],
): Lifetime[] {
  const spans = new Map<string, { from: number; to: number }>();
  for (const [number, unit] of tasks.entries()) {
    for (const { array } of unit.flatMap(({ reads, writes }) => [...reads, ...writes])) {
      const span = spans.get(array);
      if (span) span.to = number;
      else spans.set(array, { from: number, to: number });
    }
  }
  for (const { array } of kept) {
    const span = spans.get(array);
    if (span) span.to = tasks.length;
  }
  return [...spans]
    .filter(([array]) => !places.has(array))
    .map(([array, span]) => ({ array, bytes: bytesOf(values.of(array)), ...span }));
}
