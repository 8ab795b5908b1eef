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
  const stored = stretches.map((_, k) => product(stretches.slice(k + 1).map(({ length, repeats }) => (repeats ? 1 : length))));
  return axes.map((length, axis) => {
    const within = product(axes.slice(axis + 1));
    const k = inside.findIndex((border) => border <= within);
    if (length === 1 || k < 0 || stretches[k].repeats) return 0;
    return stored[k] * (within / inside[k]);
  });
}
