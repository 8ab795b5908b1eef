/**
 * Products of matrices, C = alpha A B + beta E, tile by tile, a block of the depth at a time (Goto and van de Geijn 2008, "Anatomy of
 * high-performance matrix multiplication").
 */
import { type Assembly, add, type Code, get, i32, type Local, mul, repeat, set } from "./assembler.js";
import { PANEL_SLACK, packed, panelsOf, type Right, sumOf } from "./panels.js";
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
    const first = tiles(tiling, e);
    const later = tiles({ ...tiling, added: "matrix", beta: 1 }, c);
    const start = set(from, add(get(a), mul(get(k), i32(tiling.strides.alongDepth))));
    const pack = packed(assembly, right, { b, panels: scratch, k, length });
    const block = (count: number, code: Code): Code => [set(length, i32(count)), pack, start, code];
    const whole = Math.floor(depth / right.block) * right.block;
    const rest = depth - whole;
    return [
      block(right.block, first),
      set(k, i32(right.block)),
      whole > right.block ? repeat(k, i32(whole), i32(right.block), block(right.block, later)) : [],
      rest > 0 ? block(rest, later) : [],
    ];
  });
}
