/**
 * Products of matrices, C = alpha A B + beta E, in tiles of 4 rows and 8 columns whose sums stay in registers: V8 has 15 of 128 bits. B is
 * copied into panels as wide as a tile, a block of its depth at a time, so that a tile reads it in one sweep; A is read where it lies,
 * and copied only where it is stored transposed (Goto and van de Geijn 2008, "Anatomy of high-performance matrix multiplication").
 */
import {
  type Assembly,
  add,
  advance,
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
} from "./assembler.js";
import { copyPanel, transposeInto } from "./transposition.js";

const TILE_ROWS = 4;
const TILE_COLUMNS = 8;
const LANES = 4;
const BYTES = 4;
/** Longest runs that one tile sums at once, where A is read along its rows, and where along its columns, which lie far apart. */
const [LONGEST_RUN, LONGEST_COLUMN] = [512, 128];

export interface Product {
  readonly rows: number;
  readonly columns: number;
  readonly depth: number;
  /** A is stored as [depth x rows], B as [columns x depth]. */
  readonly transA: boolean;
  readonly transB: boolean;
  readonly alpha: number;
  readonly beta: number;
  /** What is added: nothing, one row for all, or a matrix. */
  readonly added: "nothing" | "row" | "matrix";
}

/** How a product is cut up. */
interface Cut {
  /** Of the depth. */
  readonly block: number;
  /** Columns of each panel, of which the last may be filled up with zeros. */
  readonly panels: readonly number[];
}

function cutOf({ rows, columns, depth, transA }: Product): Cut {
  const blocks = Math.ceil(depth / (transA && rows > 1 ? LONGEST_COLUMN : LONGEST_RUN));
  return { block: Math.ceil(depth / blocks), panels: panelsOf(columns) };
}

/** A last vector by itself would keep too few sums going at once: it joins the panel before. */
function panelsOf(columns: number): number[] {
  const full = new Array<number>(Math.floor(columns / TILE_COLUMNS)).fill(TILE_COLUMNS);
  const rest = columns % TILE_COLUMNS;
  if (rest === 0) return full;
  if (rest > LANES) return [...full, TILE_COLUMNS];
  return full.length === 0 ? [LANES] : [...full.slice(1), TILE_COLUMNS + LANES];
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** Bytes of the scratch memory that a product needs. */
export function productScratch(product: Product): number {
  const { block, panels } = cutOf(product);
  return BYTES * block * sumOf(panels);
}

/** Numbers that may be written beyond the last of C: tiles are written whole. */
export const PRODUCT_SLACK = TILE_COLUMNS;

/** A function (a, b, c, e, scratch) of addresses. The e of a product that adds nothing is not read. */
export function defineProduct(assembly: Assembly, product: Product): number {
  const cut = cutOf(product);
  return assembly.define(
    `product ${JSON.stringify(product)}`,
    ["i32", "i32", "i32", "i32", "i32"],
    (locals, a, b, c, e, scratch) => {
      const [k, length, end] = locals.many("i32", 3);
      const at = { a, b, c, e, panels: scratch, k, length };
      const pack = packB(assembly, product, cut, at);
      const tiles = { ...at, tile: locals.make("i32"), row: locals.make("i32"), eRow: locals.make("i32") };
      const first = tilesOf(assembly, product, cut, tiles);
      const later = tilesOf(assembly, { ...product, added: "matrix", beta: 1 }, cut, { ...tiles, e: c });
      const block = (at: Code, count: Code, code: Code): Code => [set(k, at), set(length, count), pack, code];
      const { depth } = product;
      const rest = depth % cut.block || cut.block;
      const only = block(i32(0), i32(Math.min(cut.block, depth)), first);
      if (depth <= cut.block) return only;
      const middle = Math.ceil(depth / cut.block) - 2;
      return [
        only,
        middle === 0
          ? []
          : [
              set(end, i32(cut.block)),
              repeat(end, i32((middle + 1) * cut.block), i32(cut.block), block(get(end), i32(cut.block), later)),
            ],
        block(i32(depth - rest), i32(rest), later),
      ];
    },
  );
}

interface Addresses {
  readonly a: Local;
  readonly b: Local;
  readonly c: Local;
  readonly e: Local;
  readonly panels: Local;
  /** First number of the block of the depth, and their count. */
  readonly k: Local;
  readonly length: Local;
}

/** Bytes between neighbours of A in its rows' and in its depth's direction. */
function strides({ rows, depth, transA }: Product): { alongRow: number; alongDepth: number } {
  return transA && rows > 1
    ? { alongRow: BYTES, alongDepth: BYTES * rows }
    : { alongRow: BYTES * depth, alongDepth: BYTES };
}

const times = (local: Local, factor: number): Code => [get(local), i32(factor), 0x6c];

/** Panels [length x width] of a block of B, one behind the other; each begins at block * its first column, whatever the length. */
function packB(assembly: Assembly, { columns, depth, transB }: Product, { panels, block }: Cut, at: Addresses): Code {
  const firsts = panels.map((_, i) => sumOf(panels.slice(0, i)));
  return panels.map((width, i) => {
    const [first, to] = [firsts[i], add(get(at.panels), i32(BYTES * block * firsts[i]))];
    const filled = Math.min(width, columns - first);
    if (!transB) {
      const from = add(get(at.b), add(times(at.k, BYTES * columns), i32(BYTES * first)));
      return call(copyPanel(assembly, filled, width), from, i32(BYTES * columns), get(at.length), to);
    }
    const from = add(get(at.b), add(times(at.k, BYTES), i32(BYTES * first * depth)));
    const clear = filled < width ? call(clearPanel(assembly), to, times(at.length, BYTES * width)) : [];
    const rows = [i32(BYTES * depth), i32(filled), get(at.length), to, i32(BYTES * width)];
    return [clear, call(transposeInto(assembly), from, ...rows)];
  });
}

/** (at, bytes): zeros. */
function clearPanel(assembly: Assembly): number {
  return assembly.define("clear", ["i32", "i32"], (_, at, bytes) => [get(at), i32(0), get(bytes), 0xfc, 11, 0]);
}

interface Tiles extends Addresses {
  readonly tile: Local;
  readonly row: Local;
  readonly eRow: Local;
}

/** All tiles, from above; in each row from the right, since a filled-up panel writes into the beginning of the next row. */
function tilesOf(assembly: Assembly, product: Product, cut: Cut, at: Tiles): Code {
  const { rows, columns } = product;
  const rest = rows % TILE_ROWS;
  const full = rows - rest;
  const eStep = product.added === "matrix" ? BYTES * columns : 0;
  const { alongRow, alongDepth } = strides(product);
  const next = [
    advance(at.tile, alongRow * TILE_ROWS),
    advance(at.row, BYTES * columns * TILE_ROWS),
    advance(at.eRow, eStep * TILE_ROWS),
  ];
  const counter = at.k;
  const stripe = (count: number) => stripeOf(assembly, product, cut, at, count, eStep);
  return [
    set(at.tile, add(get(at.a), times(at.k, alongDepth))),
    set(at.row, get(at.c)),
    set(at.eRow, get(at.e)),
    full === 0 ? [] : [set(counter, i32(0)), repeat(counter, i32(full), i32(TILE_ROWS), [stripe(TILE_ROWS), next])],
    rest === 0 ? [] : stripe(rest),
  ];
}

/** The tiles of some rows. */
function stripeOf(assembly: Assembly, product: Product, cut: Cut, at: Tiles, rows: number, eStep: number): Code {
  const { panels, block } = cut;
  const { alongRow, alongDepth } = strides(product);
  const firsts = panels.map((_, i) => sumOf(panels.slice(0, i)));
  const adds = product.added !== "nothing";
  const steps = [i32(alongRow), i32(BYTES * product.columns), i32(eStep)];
  const factors = [f32(product.alpha), f32(product.beta)];
  const tile = (width: number, first: Code, firstBytes: Code): Code =>
    call(
      defineTile(assembly, { rows, vectors: width / LANES, alongDepth, adds }),
      get(at.tile),
      add(get(at.panels), first),
      add(get(at.row), firstBytes),
      get(at.length),
      adds ? add(get(at.eRow), firstBytes) : i32(0),
      ...steps,
      ...factors,
    );
  return panels.map((width, i) => tile(width, i32(BYTES * block * firsts[i]), i32(BYTES * firsts[i]))).toReversed();
}

interface Tile {
  readonly rows: number;
  /** Of four columns each. */
  readonly vectors: number;
  /** Bytes between numbers of A that follow each other in a sum; where it is more than one number, those of a column lie side by side. */
  readonly alongDepth: number;
  readonly adds: boolean;
}

/** Sums of four products follow each other in one turn of the loop. */
const UNROLLED = 4;

/** (a, b, c, depth, e, aRow, cRow, eRow, alpha, beta): c = alpha a b + beta e. */
function defineTile(assembly: Assembly, tile: Tile): number {
  const addresses = ["i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32"] as const;
  return assembly.define(
    `tile ${JSON.stringify(tile)}`,
    [...addresses, "f32", "f32"],
    (locals, a, b, c, depth, e, aRow, cRow, eRow, alpha, beta) => {
      const sums = locals.many("v128", tile.rows * tile.vectors);
      const vectors = locals.many("v128", tile.vectors);
      const entry = locals.make("v128");
      const byColumns = tile.alongDepth > BYTES;
      const pointers = byColumns ? [a] : [a, ...locals.many("i32", tile.rows - 1)];
      const [k, most] = locals.many("i32", 2);
      const at = (row: number, step: number): Code =>
        load.splat(get(pointers[byColumns ? 0 : row]), tile.alongDepth * step + (byColumns ? BYTES * row : 0));
      const step = (number: number): Code => [
        vectors.map((local, v) => set(local, load.v128(get(b), 16 * (number * tile.vectors + v)))),
        Array.from({ length: tile.rows }, (_, row) => [
          set(entry, at(row, number)),
          vectors.map((local, v) => {
            const sum = sums[row * tile.vectors + v];
            return set(sum, assembly.multiplyAdd(get(entry), get(local), get(sum)));
          }),
        ]),
      ];
      const steps = (count: number): Code => [
        Array.from({ length: count }, (_, number) => step(number)),
        pointers.map((pointer) => advance(pointer, tile.alongDepth * count)),
        advance(b, 16 * count * tile.vectors),
      ];
      const results = locals.make("i32");
      return [
        pointers.slice(1).map((pointer, i) => set(pointer, add(get(pointers[i]), get(aRow)))),
        set(most, sub(get(depth), i32(UNROLLED - 1))),
        // A depth below 3 would wrap around.
        [get(depth), i32(UNROLLED), 0x4f, [0x04, 0x40], repeat(k, get(most), i32(UNROLLED), steps(UNROLLED)), 0x0b],
        whileBelow(k, get(depth), i32(1), steps(1)),
        set(results, get(c)),
        Array.from({ length: tile.rows }, (_, row) => [
          Array.from({ length: tile.vectors }, (_, v) => {
            const scaled = f32x4.mul(get(sums[row * tile.vectors + v]), f32x4.splat(get(alpha)));
            const added = f32x4.mul(load.v128(get(e), 16 * v), f32x4.splat(get(beta)));
            return store.v128(get(c), tile.adds ? f32x4.add(scaled, added) : scaled, 16 * v);
          }),
          advance(c, get(cRow)),
          tile.adds ? advance(e, get(eRow)) : [],
        ]),
      ];
    },
  );
}
