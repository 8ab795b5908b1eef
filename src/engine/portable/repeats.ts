/** How an operand that broadcasts is walked through beside a result: entry by entry, some axes over and over. */
import { product } from "../native/view.js";

/** Neighbouring axes of the result along which an operand either repeats or does not, as one; the last fastest. */
interface Stretch {
  readonly length: number;
  readonly repeats: boolean;
}

/** An operand of shape `from` beside a result of shape `to`. */
export function stretchesOf(from: readonly number[], to: readonly number[]): Stretch[] {
  const missing = to.length - from.length;
  const stretches: { length: number; repeats: boolean }[] = [];
  for (const [axis, length] of to.entries()) {
    if (length === 1) continue;
    const repeats = axis < missing || from[axis - missing] === 1;
    const last = stretches.at(-1);
    if (last?.repeats === repeats) last.length *= length;
    else stretches.push({ length, repeats });
  }
  return stretches;
}

/** Counts of entries inside the borders between stretches. */
function borders(stretches: readonly Stretch[]): number[] {
  return stretches.map((_, k) => product(stretches.slice(k + 1).map(({ length }) => length)));
}

/** Axes into which all operands' stretches fall; undefined where their borders do not fit each other. */
export function commonAxes(count: number, operands: readonly (readonly Stretch[])[]): number[] | undefined {
  const inside = new Set([1, ...operands.flatMap(borders)]);
  const ends = [...[...inside].filter((each) => each < count).sort((a, b) => b - a)];
  const axes: number[] = [];
  let outer = count;
  for (const end of ends) {
    if (outer % end !== 0) return undefined;
    axes.push(outer / end);
    outer = end;
  }
  return axes.length === 0 ? [1] : axes;
}

/** Steps of an operand along such axes. */
export function stepsAlong(axes: readonly number[], stretches: readonly Stretch[]): number[] {
  const inside = borders(stretches);
  const stored = stretches.map((_, k) =>
    product(stretches.slice(k + 1).map(({ length, repeats }) => (repeats ? 1 : length))),
  );
  return axes.map((length, axis) => {
    const within = product(axes.slice(axis + 1));
    const k = inside.findIndex((border) => border <= within);
    if (length === 1 || k < 0 || stretches[k].repeats) return 0;
    return stored[k] * (within / inside[k]);
  });
}

/** Vectors hold four numbers. */
const LANES = 4;

export interface Widened {
  readonly axes: readonly number[];
  readonly steps: readonly (readonly number[])[];
  /** Numbers of the operands that are to be repeated four times first, one behind the other. */
  readonly repeated: readonly number[];
}

/**
 * Rows that are no whole vectors, as pixels of three colours are, four at a time: what repeats in every row is repeated four times first.
 * Undefined where rows are whole vectors, or some operand is walked otherwise.
 */
export function widened(axes: readonly number[], steps: readonly (readonly number[])[]): Widened | undefined {
  const [rows, length] = axes.slice(-2);
  if (axes.length < 2 || length % LANES === 0 || rows % LANES !== 0) return undefined;
  const kinds = steps.map((each) => each.slice(-2).join());
  const [flat, row, one] = [`${length},1`, "0,1", "0,0"];
  if (!kinds.every((kind) => kind === flat || kind === row || kind === one)) return undefined;
  const outer = (each: readonly number[]) => each.slice(0, -2);
  const repeated = kinds.flatMap((kind, i) => (kind === row ? [i] : []));
  if (repeated.some((i) => outer(steps[i]).some((step) => step !== 0))) return undefined;
  return {
    axes: [...axes.slice(0, -2), rows / LANES, LANES * length],
    steps: steps.map((each, i) => [...outer(each), kinds[i] === flat ? LANES * length : 0, kinds[i] === one ? 0 : 1]),
    repeated,
  };
}
