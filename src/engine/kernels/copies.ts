/** Entries moved between layouts: transposes, cut-outs, repeats, and rows gathered by their numbers. */
import {
  type Assembly,
  add,
  advance,
  type Code,
  call,
  clearMemory,
  copyMemory,
  get,
  i32,
  type Local,
  type Locals,
  load,
  repeat,
  set,
  store,
} from "./assembler.js";
import { transposeInto } from "./transposition.js";

/** Steps are in entries, from the first on either side. */
export interface Axis {
  readonly length: number;
  readonly from: number;
  readonly to: number;
}

const BYTES = 4;
/** Runs of up to this many numbers are copied without a loop. */
const LONGEST_UNROLLED = 64;

/** A function of the addresses (from, to) of the first entries. */
export function defineCopy(assembly: Assembly, axes: readonly Axis[]): number {
  const ordered = merged(axes);
  return assembly.define(`copy ${JSON.stringify(ordered)}`, ["i32", "i32"], (locals, from, to) => {
    const inner = ordered.at(-1) ?? { length: 1, from: 1, to: 1 };
    if (inner.from === 1 && inner.to === 1)
      return nest(locals, ordered.slice(0, -1), from, to, copyRun(inner.length, from, to));
    const across = ordered.findIndex((axis) => axis.from === 1);
    if (inner.to === 1 && inner.from > 1 && across >= 0) {
      const rows = ordered[across];
      const others = ordered.filter((_, i) => i !== across && i !== ordered.length - 1);
      const block = call(
        transposeInto(assembly),
        get(from),
        i32(BYTES * inner.from),
        i32(inner.length),
        i32(rows.length),
        get(to),
        i32(BYTES * rows.to),
      );
      return nest(locals, others, from, to, block);
    }
    return nest(locals, ordered, from, to, store.i32(get(to), load.i32(get(from))));
  });
}

/** Axes in the order in which entries are written, neighbours that are walked as one made one. */
function merged(axes: readonly Axis[]): Axis[] {
  const sorted = axes.filter(({ length }) => length > 1).sort((a, b) => b.to - a.to);
  const result: Axis[] = [];
  for (const axis of sorted) {
    const outer = result.at(-1);
    const continues = outer && outer.to === axis.to * axis.length && outer.from === axis.from * axis.length;
    if (continues) result[result.length - 1] = { ...axis, length: outer.length * axis.length };
    else result.push(axis);
  }
  return result;
}

function nest(locals: Locals, [axis, ...inner]: readonly Axis[], from: Local, to: Local, body: Code): Code {
  if (axis === undefined) return body;
  const turn = locals.make("i32");
  const [source, target] = [BYTES * axis.from, BYTES * axis.to];
  return [
    set(turn, i32(0)),
    repeat(turn, i32(axis.length), i32(1), [
      nest(locals, inner, from, to, body),
      advance(from, source),
      advance(to, target),
    ]),
    advance(from, -source * axis.length),
    advance(to, -target * axis.length),
  ];
}

/** A run of numbers. */
export function copyRun(length: number, from: Local, to: Local): Code {
  if (length > LONGEST_UNROLLED) return copyMemory(get(to), get(from), i32(BYTES * length));
  const vectors = Math.floor(length / 4);
  return [
    Array.from({ length: vectors }, (_, v) => store.v128(get(to), load.v128(get(from), 16 * v), 16 * v)),
    Array.from({ length: length % 4 }, (_, i) => {
      const offset = BYTES * (4 * vectors + i);
      return store.i32(get(to), load.i32(get(from), offset), offset);
    }),
  ];
}

/** A function (from, to, spots, outer): for each of `outer` tables of `table` numbers, the runs whose byte offsets are listed at `spots`. */
export function defineGather(assembly: Assembly, length: number, count: number, table: number): number {
  return assembly.define(
    `gather ${length} ${count} ${table}`,
    ["i32", "i32", "i32", "i32"],
    (locals, from, to, spots, outer) => {
      const [turn, spot, source] = locals.many("i32", 3);
      const one = [
        set(source, add(get(from), load.i32(get(spot)))),
        copyRun(length, source, to),
        advance(to, BYTES * length),
      ];
      return repeat(turn, get(outer), i32(1), [
        set(spot, get(spots)),
        repeat(spot, add(get(spots), i32(BYTES * count)), i32(BYTES), one),
        advance(from, BYTES * table),
      ]);
    },
  );
}

/** A function (to) of the address of the first entry: zeros along the axes, of which the last may be one behind the other. */
export function defineClear(assembly: Assembly, axes: readonly Axis[]): number {
  const ordered = merged(axes);
  return assembly.define(`clear ${JSON.stringify(ordered)}`, ["i32"], (locals, to) => {
    const inner = ordered.at(-1);
    const isRun = inner?.to === 1;
    const length = isRun ? inner.length : 1;
    const unused = locals.make("i32");
    return nest(locals, isRun ? ordered.slice(0, -1) : ordered, unused, to, clearMemory(get(to), i32(BYTES * length)));
  });
}

/** A function (to, bytes): zeros. */
export function defineZeros(assembly: Assembly): number {
  return assembly.define("clear", ["i32", "i32"], (_, at, bytes) => clearMemory(get(at), get(bytes)));
}
