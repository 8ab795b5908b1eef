/** A lowered step as one WebAssembly function on a memory that is laid out once. */
import { Assembly, type Code, copyMemory, i32 } from "../kernels/assembler.js";
import { wordOf } from "../kernels/pointwise.js";
import { PRODUCT_SLACK } from "../kernels/product.js";
import { hasMultiplyAdd } from "../rounding.js";
import { chainTask } from "./chains.js";
import { aligned, type Lifetime, placesOf } from "./layout.js";
import type { LoweredStep } from "./lowered.js";
import { tasksOf } from "./nodes.js";
import type { Addresses, Task } from "./task.js";
import { unitsOf } from "./units.js";
import { sizeOf, type Value, type Values } from "./values.js";

const BYTES = 4;
const PAGE = 65_536;

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
  const readers = new Map<string, Set<number>>();
  for (const [u, { nodes }] of units.entries())
    for (const name of nodes.flatMap((node) => node.inputs)) {
      const { array } = values.of(name);
      readers.set(array, (readers.get(array) ?? new Set()).add(u));
    }
  const tasks = units.map(({ nodes, isChain }, u): Task[] => {
    const kept = (array: string) =>
      outputs.includes(array) || [...(readers.get(array) ?? [])].some((reader) => reader !== u);
    return isChain ? [chainTask(nodes, values, kept)] : nodes.flatMap((node) => tasksOf(node, values));
  });
  return assembled(step, tasks);
}

/** Where arrays lie. */
class Memory implements Addresses {
  readonly fixed: (readonly [number, Int32Array])[] = [];
  private readonly places = new Map<string, number>();
  private readonly tables = new Map<string, number>();
  private end = 1024;
  scratch = 0;

  of({ array, offset }: Value): number {
    const place = this.places.get(array);
    if (place === undefined) throw new RangeError(`"${array}" has no place`);
    return place + BYTES * offset;
  }

  table(numbers: readonly number[]): number {
    const key = numbers.join();
    const known = this.tables.get(key);
    if (known !== undefined) return known;
    const place = this.reserve(BYTES * numbers.length);
    this.tables.set(key, place);
    this.fixed.push([place, Int32Array.from(numbers)]);
    return place;
  }

  reserve(bytes: number): number {
    const place = this.end;
    this.end += aligned(bytes);
    return place;
  }

  put(array: string, bytes: number): number {
    const place = this.reserve(bytes);
    this.places.set(array, place);
    return place;
  }

  share(array: string, place: number): void {
    this.places.set(array, place);
  }

  has(array: string): boolean {
    return this.places.has(array);
  }

  /** Lays out arrays that live for a while, behind all others. */
  layOut(lifetimes: readonly Lifetime[]): void {
    const { places, end } = placesOf(lifetimes, this.end);
    for (const [array, place] of places) this.places.set(array, place);
    this.end = end;
  }

  get pages(): number {
    return Math.ceil((this.end + PAGE) / PAGE);
  }
}

function assembled(step: LoweredStep, tasks: readonly (readonly Task[])[]): Program {
  const { values } = step;
  const memory = new Memory();
  const given = step.inputs.map((name) => memory.put(name, bytesOf(values.of(name))));
  for (const [name, numbers] of step.constants) putConstant(memory, values, name, numbers, tasks);
  for (const numbers of tasks.flat().flatMap((each) => each.tables)) memory.table(numbers);
  memory.scratch = memory.reserve(Math.max(0, ...tasks.flat().map((each) => each.scratch)));
  const last = copiesAtEnd(step, tasks, memory);
  const metrics = step.metrics.map((name) => values.of(name));
  memory.layOut(lifetimesOf(tasks, values, memory, [...last.map(({ from }) => from), ...metrics]));
  const assembly = new Assembly(hasMultiplyAdd());
  const work = tasks.flat().map((each) => each.code(assembly, memory));
  const run = assembly.define("step", [], () => [
    work,
    last.map(({ from, to, bytes }): Code => copyMemory(i32(to), i32(memory.of(from)), i32(bytes))),
  ]);
  return {
    module: assembly.bytes({ step: run }),
    pages: memory.pages,
    fixed: memory.fixed,
    inputs: given,
    metrics: metrics.map((value) => memory.of(value)),
    metricShapes: metrics.map(({ shape }) => shape),
  };
}

function putConstant(
  memory: Memory,
  values: Values,
  name: string,
  numbers: ArrayLike<number>,
  tasks: readonly (readonly Task[])[],
): void {
  const read = tasks.flat().some(({ reads }) => reads.some(({ array }) => array === name));
  const value = values.of(name);
  if (!read) return;
  const place = memory.put(name, bytesOf(value));
  memory.fixed.push([place, Int32Array.from(numbers, (number) => wordOf(number, value.dtype))]);
}

interface Copy {
  readonly from: Value;
  readonly to: number;
  readonly bytes: number;
}

/**
 * The next state takes the place of the state that was. Where a chain writes it entry by entry after all others have read the old one, it
 * writes it there; the rest is copied at the end.
 */
function copiesAtEnd(step: LoweredStep, tasks: readonly (readonly Task[])[], memory: Memory): Copy[] {
  const { values } = step;
  const results = step.nextState.map((name) => values.of(name));
  return results.flatMap((from, i) => {
    const old = values.of(step.inputs[i]);
    const to = memory.of(old);
    if (writesInPlace(tasks, from, old.array, results)) {
      memory.share(from.array, to);
      return [];
    }
    return from.array === old.array && from.offset === 0 ? [] : [{ from, to, bytes: BYTES * sizeOf(from) }];
  });
}

function writesInPlace(
  tasks: readonly (readonly Task[])[],
  next: Value,
  old: string,
  results: readonly Value[],
): boolean {
  const maker = tasks.findIndex((unit) => unit.some(({ writes }) => writes.some(({ array }) => array === next.array)));
  const later = tasks
    .slice(maker + 1)
    .some((unit) => unit.some(({ reads }) => reads.some(({ array }) => array === old)));
  const others = results.filter(({ array }) => array === old || array === next.array);
  if (maker < 0 || later || others.length > 1 || next.offset !== 0) return false;
  return tasks[maker].length === 1 && tasks[maker][0].readsInStep(old);
}

/** From the first write to the last read of everything that has no place yet; `kept` lasts to the end. */
function lifetimesOf(
  tasks: readonly (readonly Task[])[],
  values: Values,
  memory: Memory,
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
    .filter(([array]) => !memory.has(array))
    .map(([array, span]) => ({ array, bytes: bytesOf(values.of(array)), ...span }));
}
