/** Columns that count trials or rows: no variable of a task unless someone says so, though every trial has its own value. */
import { isCounter } from "../io/index.js";

export interface WithoutCounters {
  readonly names: readonly string[];
  /** What was left out and the flag that takes it, a sentence each. */
  readonly notes: readonly string[];
}

/** Columns taken where none is named. `kept` are spoken of elsewhere; a table of nothing but counters is taken as it is. */
export function withoutCounters(all: readonly string[], kept: readonly string[] = []): WithoutCounters {
  const counters = all.filter((name) => isCounter(name) && !kept.includes(name));
  const names = all.filter((name) => !counters.includes(name));
  if (names.length === 0 || counters.length === 0) return { names: all, notes: [] };
  const listed = all.map((name) => (/[\s,]/.test(name) ? `"${name}"` : name)).join(",");
  const notes = counters.map(
    (name) => `"${name}" counts trials, by its name, and is left out; --columns ${listed} takes it`,
  );
  return { names, notes };
}
