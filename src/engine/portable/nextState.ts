/** How the next state takes the place of the state that was. */
import type { LoweredStep } from "./lowered.js";
import type { Places } from "./places.js";
import type { Task } from "./task.js";
import { sizeOf, type Value } from "./values.js";

const BYTES = 4;

export interface Copy {
  readonly from: Value;
  readonly to: number;
  readonly bytes: number;
}

/**
 * What is to be copied at the end. Where a chain writes it entry by entry after all others have read the old one, it
 * writes it there.
 */
export function copiesAtEnd(step: LoweredStep, tasks: readonly (readonly Task[])[], places: Places): Copy[] {
  const { values } = step;
  const results = step.nextState.map((name) => values.of(name));
  return results.flatMap((from, i) => {
    const old = values.of(step.inputs[i]);
    const to = places.of(old);
    if (writesInPlace(tasks, from, old.array, results)) {
      places.share(from.array, to);
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
