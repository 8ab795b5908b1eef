/** Sums and extremes along an axis. Sums are added up in float64, so that long ones lose nothing. */
import {
  type Assembly,
  add,
  advance,
  type Code,
  call,
  f32x4,
  f64x2,
  floats,
  get,
  i32,
  i32x4,
  type Local,
  type Locals,
  load,
  repeat,
  set,
  shuffleWords,
  store,
  storeLane,
  vectorOf,
  zeros,
} from "./assembler.js";

export type Reducer = FloatSum | Folded;
type FloatSum = "sum" | "sum of squares";
type Folded = "largest" | "smallest" | "sum of integers" | "largest integer" | "smallest integer";

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
    const one = inner === 1 ? row(assembly, reduction, from, to) : columns(assembly, reduction, from, to);
    const next = [advance(from, BYTES * length * inner), advance(to, BYTES * inner)];
    return repeat(turn, i32(outer), i32(1), [one, next]);
  });
}

function row(assembly: Assembly, { reducer, length }: Reduction, from: Local, to: Local): Code {
  return call(defineRow(assembly, reducer, length), get(from), get(to));
}

/** Columns side by side, sixteen, four or one at a time. */
function columns(assembly: Assembly, { reducer, length, inner }: Reduction, from: Local, to: Local): Code {
  return bundlesOf(inner).map(({ first, width }) => {
    const offset = i32(BYTES * first);
    const bundle = defineColumns(assembly, reducer, width);
    return call(bundle, add(get(from), offset), add(get(to), offset), i32(BYTES * inner), i32(length));
  });
}

const WIDTHS = [4 * LANES, LANES, 1];

function bundlesOf(count: number): { readonly first: number; readonly width: number }[] {
  const bundles: { first: number; width: number }[] = [];
  let first = 0;
  for (const width of WIDTHS) for (; first + width <= count; first += width) bundles.push({ first, width });
  return bundles;
}

/** Four totals side by side. */
interface Totals {
  readonly start: Code;
  /** Takes in four numbers, held by a local. */
  take(numbers: Local): Code;
  readonly result: Code;
}

const totals = (locals: Locals, reducer: Reducer): Totals =>
  reducer === "sum" || reducer === "sum of squares" ? sums(locals, reducer) : folded(locals, reducer);

function sums(locals: Locals, reducer: FloatSum): Totals {
  const [low, high, first, last] = locals.many("v128", 4);
  const term = (part: Local) => (reducer === "sum" ? get(part) : f64x2.mul(get(part), get(part)));
  return {
    start: [set(low, zeros), set(high, zeros)],
    take: (numbers) => [
      set(first, f64x2.promoteLow(get(numbers))),
      set(last, f64x2.promoteLow(shuffleWords(get(numbers), get(numbers), [2, 3, 6, 7]))),
      set(low, f64x2.add(get(low), term(first))),
      set(high, f64x2.add(get(high), term(last))),
    ],
    result: shuffleWords(f32x4.demoteZero(get(low)), f32x4.demoteZero(get(high)), [0, 1, 4, 5]),
  };
}

const [LEAST, MOST] = [-(2 ** 31), 2 ** 31 - 1];

/** Of no numbers. */
const START: Readonly<Record<Folded, Code>> = {
  largest: floats(Number.NEGATIVE_INFINITY),
  smallest: floats(Number.POSITIVE_INFINITY),
  "sum of integers": zeros,
  "largest integer": vectorOf([LEAST, LEAST, LEAST, LEAST]),
  "smallest integer": vectorOf([MOST, MOST, MOST, MOST]),
};

function folded(locals: Locals, reducer: Folded): Totals {
  const total = locals.make("v128");
  return {
    start: set(total, START[reducer]),
    take: (numbers) => set(total, JOIN[reducer](get(total), get(numbers))),
    result: get(total),
  };
}

/** Of two totals. */
const JOIN: Readonly<Record<Reducer, (a: Code, b: Code) => Code>> = {
  sum: f32x4.add,
  "sum of squares": f32x4.add,
  largest: f32x4.max,
  smallest: f32x4.min,
  "sum of integers": i32x4.add,
  "largest integer": i32x4.max,
  "smallest integer": i32x4.min,
};

/** (from, to, row, count) of addresses, bytes and rows: totals of `width` neighbouring columns. */
function defineColumns(assembly: Assembly, reducer: Reducer, width: number): number {
  return assembly.define(
    `columns ${reducer} ${width}`,
    ["i32", "i32", "i32", "i32"],
    (locals, from, to, row, count) => {
      const vectors = Array.from({ length: Math.ceil(width / LANES) }, () => totals(locals, reducer));
      const [value, turn] = [locals.make("v128"), locals.make("i32")];
      const read = width === 1 ? load.lane : load.v128;
      const takeRow = vectors.map(({ take }, v) => [set(value, read(get(from), 16 * v)), take(value)]);
      return [
        vectors.map(({ start }) => start),
        repeat(turn, get(count), i32(1), [takeRow, advance(from, get(row))]),
        vectors.map(({ result }, v) =>
          width === 1 ? storeLane(get(to), result) : store.v128(get(to), result, 16 * v),
        ),
      ];
    },
  );
}

/** (from, to): the total of `length` numbers in a row. */
function defineRow(assembly: Assembly, reducer: Reducer, length: number): number {
  return assembly.define(`row ${reducer} ${length}`, ["i32", "i32"], (locals, from, to) => {
    // A number that is left over comes with three zeros, of which no account is taken.
    const [four, single] = [totals(locals, reducer), totals(locals, reducer)];
    const [value, turn] = [locals.make("v128"), locals.make("i32")];
    const [vectors, singles] = [Math.floor(length / LANES), length % LANES];
    const takeVector = [set(value, load.v128(get(from))), four.take(value), advance(from, LANES * BYTES)];
    const takeSingle = [set(value, load.lane(get(from))), single.take(value), advance(from, BYTES)];
    return [
      four.start,
      single.start,
      vectors > 0 ? repeat(turn, i32(vectors), i32(1), takeVector) : [],
      Array.from({ length: singles }, () => takeSingle),
      set(value, four.result),
      joinLanes(reducer, value),
      storeLane(get(to), JOIN[reducer](get(value), single.result)),
    ];
  });
}

/** The first number becomes the total of all four. */
function joinLanes(reducer: Reducer, value: Local): Code {
  const withTurned = (order: readonly number[]): Code =>
    set(value, JOIN[reducer](get(value), shuffleWords(get(value), get(value), order)));
  return [withTurned([2, 3, 0, 1]), withTurned([1, 0, 3, 2])];
}
