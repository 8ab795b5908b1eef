/**
 * Tiles of a product of matrices: 4 rows and 8 columns, whose sums stay in registers while they run along the depth; V8 has 15 registers of
 * 128 bits. A is read number by number where it lies, B from panels as wide as a tile.
 */
import {
  type Assembly,
  add,
  advance,
  atLeast,
  type Code,
  call,
  f32,
  f32x4,
  get,
  i32,
  type Local,
  load,
  repeat,
  set,
  store,
  sub,
  whileBelow,
  zeros,
} from "./assembler.js";
import { firstsOf, LANES } from "./panels.js";

const TILE_ROWS = 4;
const BYTES = 4;

/** Bytes between neighbours of A. */
export interface Strides {
  readonly alongRow: number;
  readonly alongDepth: number;
}

export interface Tiling {
  readonly rows: number;
  readonly columns: number;
  readonly panels: readonly number[];
  /** Longest run of the depth: panels begin at so many times their first columns. */
  readonly block: number;
  readonly strides: Strides;
  readonly alpha: number;
  readonly beta: number;
  readonly added: "nothing" | "row" | "matrix";
  readonly rectified: boolean;
}

/** Locals that hold addresses, and how long sums run. */
export interface TilingAt {
  readonly a: Local;
  readonly c: Local;
  readonly e: Local;
  readonly panels: Local;
  readonly length: Local;
}

export interface TilingLocals {
  readonly tile: Local;
  readonly row: Local;
  readonly added: Local;
  readonly counter: Local;
}

/** All tiles, from above; in each row from the right, since a filled-up panel writes into the beginning of the next row. */
export function tilesOf(assembly: Assembly, tiling: Tiling, at: TilingAt, own: TilingLocals): Code {
  const { rows, columns, strides } = tiling;
  const rest = rows % TILE_ROWS;
  const full = rows - rest;
  const next = [
    advance(own.tile, strides.alongRow * TILE_ROWS),
    advance(own.row, BYTES * columns * TILE_ROWS),
    advance(own.added, addedStep(tiling) * TILE_ROWS),
  ];
  const stripes = (count: number): Code => stripe(assembly, tiling, at, own, count);
  return [
    set(own.tile, get(at.a)),
    set(own.row, get(at.c)),
    set(own.added, get(at.e)),
    set(own.counter, i32(0)),
    full > 0 ? repeat(own.counter, i32(full), i32(TILE_ROWS), [stripes(TILE_ROWS), next]) : [],
    rest > 0 ? stripes(rest) : [],
  ];
}

/** Bytes between rows of what is added. */
const addedStep = ({ added, columns }: Tiling): number => (added === "matrix" ? BYTES * columns : 0);

/** The tiles of some rows. */
function stripe(assembly: Assembly, tiling: Tiling, at: TilingAt, own: TilingLocals, rows: number): Code {
  const { panels, block, strides, columns, rectified } = tiling;
  const adds = tiling.added !== "nothing";
  const firsts = firstsOf(panels);
  const steps = [strides.alongRow, BYTES * columns, addedStep(tiling)].map(i32);
  const factors = [tiling.alpha, tiling.beta].map(f32);
  const tiles = panels.map((width, i) => {
    const first = i32(BYTES * firsts[i]);
    const tile = defineTile(assembly, {
      rows,
      vectors: width / LANES,
      alongDepth: strides.alongDepth,
      adds,
      rectified,
    });
    const panel = add(get(at.panels), i32(BYTES * block * firsts[i]));
    const summand = adds ? add(get(own.added), first) : i32(0);
    return call(tile, get(own.tile), panel, add(get(own.row), first), get(at.length), summand, ...steps, ...factors);
  });
  return tiles.toReversed();
}

interface Tile {
  readonly rows: number;
  /** Of four columns each. */
  readonly vectors: number;
  /** Where it is more than one number, those of a column lie side by side. */
  readonly alongDepth: number;
  readonly adds: boolean;
  readonly rectified: boolean;
}

/** Products that follow each other in one turn of the loop, as measured: more pay only along rows, and where a product and a sum are one instruction. */
const unrolled = (assembly: Assembly, byColumns: boolean): number => (assembly.relaxed && !byColumns ? 4 : 2);

/** NaN stays NaN. */
const rectify = (value: Code): Code => f32x4.pmax(value, zeros);

const ADDRESSES = ["i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32"] as const;

/** (a, b, c, depth, e, aRow, cRow, eRow, alpha, beta): c = alpha a b + beta e. */
function defineTile(assembly: Assembly, tile: Tile): number {
  const { rows, vectors, alongDepth, adds } = tile;
  return assembly.define(
    `tile ${JSON.stringify(tile)}`,
    [...ADDRESSES, "f32", "f32"],
    (locals, a, b, c, depth, e, aRow, cRow, eRow, alpha, beta) => {
      const sums = Array.from({ length: rows }, () => locals.many("v128", vectors));
      const lanes = locals.many("v128", vectors);
      const entry = locals.make("v128");
      const byColumns = alongDepth > BYTES;
      const turn = unrolled(assembly, byColumns);
      const pointers = byColumns ? [a] : [a, ...locals.many("i32", rows - 1)];
      const [k, most] = locals.many("i32", 2);
      const entryAt = (row: number, number: number): Code =>
        load.splat(get(pointers[byColumns ? 0 : row]), alongDepth * number + (byColumns ? BYTES * row : 0));
      const step = (number: number): Code => [
        lanes.map((lane, v) => set(lane, load.v128(get(b), 16 * (number * vectors + v)))),
        sums.map((row, i) => [
          set(entry, entryAt(i, number)),
          row.map((sum, v) => set(sum, assembly.multiplyAdd(get(entry), get(lanes[v]), get(sum)))),
        ]),
      ];
      const steps = (count: number): Code => [
        Array.from({ length: count }, (_, number) => step(number)),
        pointers.map((pointer) => advance(pointer, alongDepth * count)),
        advance(b, 16 * count * vectors),
      ];
      const scaled = (sum: Local): Code => f32x4.mul(get(sum), f32x4.splat(get(alpha)));
      const summand = (v: number): Code => f32x4.mul(load.v128(get(e), 16 * v), f32x4.splat(get(beta)));
      const total = (sum: Local, v: number): Code => (adds ? f32x4.add(scaled(sum), summand(v)) : scaled(sum));
      const written = (sum: Local, v: number): Code => (tile.rectified ? rectify(total(sum, v)) : total(sum, v));
      return [
        pointers.slice(1).map((pointer, i) => set(pointer, add(get(pointers[i]), get(aRow)))),
        set(most, sub(get(depth), i32(turn - 1))),
        atLeast(get(depth), turn, repeat(k, get(most), i32(turn), steps(turn))),
        whileBelow(k, get(depth), i32(1), steps(1)),
        sums.map((row) => [
          row.map((sum, v) => store.v128(get(c), written(sum, v), 16 * v)),
          advance(c, get(cRow)),
          adds ? advance(e, get(eRow)) : [],
        ]),
      ];
    },
  );
}
