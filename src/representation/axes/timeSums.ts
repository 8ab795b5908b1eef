/** Sums over time of an array whose axes have names, read a part at a time. */
import { type DataEntry, type DataFile, readSlices } from "../../io/index.js";
import type { TimeWindow } from "../separate/window.js";
import type { Axis, Meaning } from "./names.js";

/** Sums over the window, and how many bins went into each, [units x cells x trials]. */
export interface Sums {
  readonly sums: Float64Array;
  readonly counts: Uint16Array | Uint32Array;
  readonly units: number;
  readonly cells: number;
  readonly trials: number;
  /** Bins of a whole trial. */
  readonly bins: number;
}

export async function sumOverTime(
  file: DataFile,
  entry: DataEntry,
  axes: readonly Axis[],
  window: TimeWindow | undefined,
): Promise<Sums> {
  const sizeOf = (meaning: Meaning) =>
    axes.filter((axis) => axis.meaning === meaning).reduce((product, { size }) => product * size, 1);
  const [units, cells, trials] = [sizeOf("unit"), sizeOf("factor"), sizeOf("trial")];
  const total = units * cells * trials;
  const out = {
    sums: new Float64Array(total),
    counts: new Uint32Array(total),
    units,
    cells,
    trials,
    bins: window ? window[1] - window[0] : 1,
  };
  const steps = stepsOf(axes, cells, trials);
  const spans = axes.map(({ meaning, size }): TimeWindow => (meaning === "time" && window ? window : [0, size]));
  for await (const { from, to, values } of readSlices(file, entry.name)) {
    const [first, ...rest] = spans;
    addSlice(out, values, {
      from,
      sizes: axes.map(({ size }) => size),
      steps,
      spans: [[Math.max(first[0], from), Math.min(first[1], to)], ...rest],
    });
  }
  return out;
}

/** How far the sums go on with each axis. */
function stepsOf(axes: readonly Axis[], cells: number, trials: number): number[] {
  let cell = cells * trials;
  return axes.map(({ meaning, size }) => {
    if (meaning === "unit") return cells * trials;
    if (meaning === "trial") return 1;
    if (meaning === "time") return 0;
    cell /= size;
    return cell;
  });
}

interface Slice {
  /** Along the first axis. */
  readonly from: number;
  readonly sizes: readonly number[];
  readonly steps: readonly number[];
  readonly spans: readonly TimeWindow[];
}

function addSlice({ sums, counts }: Sums, values: Float64Array, { from, sizes, steps, spans }: Slice): void {
  const last = sizes.length - 1;
  const walk = (axis: number, at: number, to: number): void => {
    const [begin, end] = spans[axis];
    const [step, base] = [steps[axis], axis === 0 ? from : 0];
    for (let i = begin; i < end; i++) {
      const [inside, target] = [axis === 0 ? i - base : at * sizes[axis] + i, to + i * step];
      if (axis < last) walk(axis + 1, inside, target);
      else if (!Number.isNaN(values[inside])) {
        sums[target] += values[inside];
        counts[target]++;
      }
    }
  };
  walk(0, 0, 0);
}
