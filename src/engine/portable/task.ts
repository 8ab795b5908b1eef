/** A piece of work on arrays of the memory. */
import type { Assembly, Code } from "../kernels/assembler.js";
import type { Value } from "./values.js";

/** Where things lie, in bytes. */
export interface Addresses {
  of(value: Value): number;
  /** Of whole numbers that are always the same. */
  table(numbers: readonly number[]): number;
  readonly scratch: number;
}

export interface Task {
  readonly reads: readonly Value[];
  readonly writes: readonly Value[];
  /** Bytes that it needs besides while it works. */
  readonly scratch: number;
  /** Of whole numbers that it reads. */
  readonly tables: readonly (readonly number[])[];
  /** What does the work. */
  code(assembly: Assembly, at: Addresses): Code;
  /** By array: whether an entry is read only when the same entry of the results is written. */
  readsInStep(array: string): boolean;
}

/** A task that may read anything at any time. */
export const task = (parts: Pick<Task, "reads" | "writes" | "code"> & Partial<Task>): Task => ({
  scratch: 0,
  tables: [],
  readsInStep: () => false,
  ...parts,
});
