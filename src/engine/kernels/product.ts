/**
 * Products of matrices, C = alpha A B + beta E, tile by tile, a block of the depth at a time (Goto and van de Geijn 2008, "Anatomy of
 * high-performance matrix multiplication").
 */
import {
  type Assembly,
  add,
  advance,
  type Code,
  f32x4,
  get,
  i32,
  type Local,
  load,
  mul,
  repeat,
  set,
  store,
  zeros,
} from "./assembler.js";
import { LANES, PANEL_SLACK, packed, panelsOf, type Right, sumOf } from "./panels.js";
import { type Strides, type Tiling, tilesOf } from "./tiles.js";

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
  /** Whether what is below 0 becomes 0. */
  readonly rectified: boolean;
}

/** Numbers that may be written beyond the last of C: tiles are written whole. */
export const PRODUCT_SLACK = PANEL_SLACK;

function rightOf({ rows, columns, depth, transA, transB }: Product): Right {
  const blocks = Math.ceil(depth / (transA && rows > 1 ? LONGEST_COLUMN : LONGEST_RUN));
  return { columns, depth, transB, panels: panelsOf(columns), block: Math.ceil(depth / blocks) };
}

/** A row of A is stored as one, whether A is transposed or not. */
const stridesOf = ({ rows, depth, transA }: Product): Strides =>
  transA && rows > 1 ? { alongRow: BYTES, alongDepth: BYTES * rows } : { alongRow: BYTES * depth, alongDepth: BYTES };

/** Bytes of the scratch memory that a product needs. */
export function productScratch(product: Product): number {
  const { block, panels } = rightOf(product);
  return BYTES * block * sumOf(panels);
}

/** A function (a, b, c, e, scratch) of addresses. The e of a product that adds nothing is not read. */
export function defineProduct(assembly: Assembly, product: Product): number {
  const { depth } = product;
  const right = rightOf(product);
  const tiling: Tiling = { ...product, ...right, strides: stridesOf(product) };
  const parameters = ["i32", "i32", "i32", "i32", "i32"] as const;
  return assembly.define(`product ${JSON.stringify(product)}`, parameters, (locals, a, b, c, e, scratch) => {
    const [k, length, from, tile, row, added, counter] = locals.many("i32", 7);
    const tiles = (how: Tiling, summand: Local): Code =>
      tilesOf(assembly, how, { a: from, c, e: summand, panels: scratch, length }, { tile, row, added, counter });
    const blocks = Math.ceil(depth / right.block);
    const first = tiles({ ...tiling, rectified: product.rectified && blocks === 1 }, e);
    const later = (rectified: boolean) => tiles({ ...tiling, rectified, added: "matrix", beta: 1 }, c);
    const apart = rectifiesApart(product, blocks);
    const last = later(product.rectified && !apart);
    const start = set(from, add(get(a), mul(get(k), i32(tiling.strides.alongDepth))));
    const pack = packed(assembly, right, { b, panels: scratch, k, length });
    const block = (count: number, code: Code): Code => [set(length, i32(count)), pack, start, code];
    const before = (blocks - 1) * right.block;
    const between = block(right.block, later(false));
    return [
      block(right.block, first),
      set(k, i32(right.block)),
      before > right.block ? repeat(k, i32(before), i32(right.block), between) : [],
      blocks > 1 ? block(depth - before, last) : [],
      apart ? rectify(product, c, counter) : [],
    ];
  });
}

/** A filled-up panel would rectify the beginning of the next row, whose sums are not complete. */
const rectifiesApart = ({ rectified, columns }: Product, blocks: number): boolean =>
  rectified && blocks > 1 && columns % LANES !== 0;

/** All that is below 0 becomes 0, from `place` on, which moves to the end. */
function rectify({ rows, columns }: Product, place: Local, turn: Local): Code {
  const vectors = Math.ceil((rows * columns) / LANES);
  const one = store.v128(get(place), f32x4.pmax(load.v128(get(place)), zeros));
  return [set(turn, i32(0)), repeat(turn, i32(vectors), i32(1), [one, advance(place, BYTES * LANES)])];
}
