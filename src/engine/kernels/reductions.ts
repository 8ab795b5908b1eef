/** Sums and extremes along an axis. Sums are added up in float64, so that long ones lose nothing. */
import {
  advance,
  type Assembly,
  type Code,
  f32x4,
  f64x2,
  get,
  i32,
  type Local,
  load,
  repeat,
  set,
  shuffleWords,
  store,
  storeLane,
  zeros,
} from "./assembler.js";

export type Reducer = "sum" | "sum of squares" | "largest" | "smallest";

/** [outer x length x inner] becomes [outer x inner]. */
export interface Reduction {
  readonly reducer: Reducer;
  readonly outer: number;
  readonly length: number;
  readonly inner: number;
}

const BYTES = 4;
const LANES = 4;

/** A function of the addresses (from, to). */
export function defineReduction(assembly: Assembly, reduction: Reduction): number {
  const { outer, length, inner } = reduction;
  return assembly.define(`reduction ${JSON.stringify(reduction)}`, ["i32", "i32"], (locals, from, to) => {
    const turn = locals.make("i32");
    const body =
      inner === 1
        ? call1(assembly, reduction, from, to)
        : callColumns(assembly, reduction, from, to);
    return [
      set(turn, i32(0)),
      repeat(turn, i32(outer), i32(1), [body, advance(from, BYTES * length * inner), advance(to, BYTES * inner)]),
    ];
  });
}

const callOf = (index: number, ...operands: readonly Code[]): Code => [operands, 0x10, index < 128 ? index : [(index & 127) | 128, index >> 7]];

function call1(assembly: Assembly, { reducer, length }: Reduction, from: Local, to: Local): Code {
  return callOf(defineRow(assembly, reducer, length), get(from), get(to));
}

/** Columns side by side, sixteen, four or one at a time. */
function callColumns(assembly: Assembly, { reducer, length, inner }: Reduction, from: Local, to: Local): Code {
  const at = (first: number, code: number): Code =>
    callOf(code, [get(from), i32(BYTES * first), 0x6a], [get(to), i32(BYTES * first), 0x6a], i32(BYTES * inner), i32(length));
  const widths = [...split(inner)];
  return widths.map(({ first, width }) => at(first, defineColumns(assembly, reducer, width)));
}

function* split(inner: number): Generator<{ readonly first: number; readonly width: number }> {
  let first = 0;
  while (first < inner) {
    const width = [4 * LANES, LANES, 1].find((each) => first + each <= inner) ?? 1;
    yield { first, width };
    first += width;
  }
}

const FIRST_TWO = [0, 1, 4, 5];
const LAST_TWO = [2, 3, 6, 7];

interface Totals {
  readonly start: Code;
  /** Takes in four numbers, in a local. */
  take(local: Local): Code;
  /** The four totals. */
  result(): Code;
}

/** Four totals side by side. */
function totals(locals: { many(type: "v128", count: number): Local[] }, reducer: Reducer): Totals {
  if (reducer === "largest" || reducer === "smallest") return extremes(locals, reducer);
  const [low, high, upper, lower] = locals.many("v128", 4);
  const term = (part: Local) => (reducer === "sum" ? get(part) : f64x2.mul(get(part), get(part)));
  return {
    start: [set(low, zeros), set(high, zeros)],
    take: (value) => [
      set(lower, f64x2.promoteLow(get(value))),
      set(upper, f64x2.promoteLow(shuffleWords(get(value), get(value), LAST_TWO))),
      set(low, f64x2.add(get(low), term(lower))),
      set(high, f64x2.add(get(high), term(upper))),
    ],
    result: () => shuffleWords(f32x4.demoteZero(get(low)), f32x4.demoteZero(get(high)), FIRST_TWO),
  };
}

function extremes(locals: { many(type: "v128", count: number): Local[] }, reducer: "largest" | "smallest"): Totals {
  const [best] = locals.many("v128", 1);
  const bound = reducer === "largest" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  const choose = reducer === "largest" ? f32x4.max : f32x4.min;
  return {
    start: set(best, f32x4.splat([0x43, [...new Uint8Array(Float32Array.of(bound).buffer)]])),
    take: (value) => set(best, choose(get(best), get(value))),
    result: () => get(best),
  };
}

/** (from, to, row, count) of addresses, bytes and rows: totals of `width` neighbouring columns. */
function defineColumns(assembly: Assembly, reducer: Reducer, width: number): number {
  return assembly.define(`columns ${reducer} ${width}`, ["i32", "i32", "i32", "i32"], (locals, from, to, row, count) => {
    const vectors = Array.from({ length: Math.ceil(width / LANES) }, () => totals(locals, reducer));
    const [value] = locals.many("v128", 1);
    const [turn] = locals.many("i32", 1);
    const read = width === 1 ? load.lane : load.v128;
    return [
      vectors.map(({ start }) => start),
      repeat(turn, get(count), i32(1), [
        vectors.map(({ take }, v) => [set(value, read(get(from), 16 * v)), take(value)]),
        advance(from, get(row)),
      ]),
      vectors.map(({ result }, v) =>
        width === 1 ? storeLane(get(to), result()) : store.v128(get(to), result(), 16 * v),
      ),
    ];
  });
}

/** (from, to): the total of `length` numbers in a row. */
function defineRow(assembly: Assembly, reducer: Reducer, length: number): number {
  return assembly.define(`row ${reducer} ${length}`, ["i32", "i32"], (locals, from, to) => {
    const four = totals(locals, reducer);
    const [value, one] = locals.many("v128", 2);
    const [turn] = locals.many("i32", 1);
    const [vectors, singles] = [Math.floor(length / LANES), length % LANES];
    const takeVector = [set(value, load.v128(get(from))), four.take(value), advance(from, LANES * BYTES)];
    const single = totals(locals, reducer);
    // The lanes of what is left hold one number and three that take no part.
    const takeSingle = [set(value, load.lane(get(from))), single.take(value), advance(from, BYTES)];
    return [
      four.start,
      single.start,
      set(turn, i32(0)),
      vectors > 0 ? repeat(turn, i32(vectors), i32(1), takeVector) : [],
      Array.from({ length: singles }, () => takeSingle),
      set(value, four.result()),
      [1, 2, 3].map(() => []),
      combined(reducer, value, one, single),
      storeLane(get(to), get(one)),
    ];
  });
}

/** One number of four and one. */
function combined(reducer: Reducer, four: Local, one: Local, single: Totals): Code {
  const join = { sum: f32x4.add, "sum of squares": f32x4.add, largest: f32x4.max, smallest: f32x4.min }[reducer];
  const halves = join(get(four), shuffleWords(get(four), get(four), [2, 3, 0, 1]));
  return [
    set(four, halves),
    set(four, join(get(four), shuffleWords(get(four), get(four), [1, 0, 3, 2]))),
    set(one, join(get(four), single.result())),
  ];
}
