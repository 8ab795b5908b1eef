/**
 * Products whose left operand is copied together as it is needed: the patches of images, row by row, of which each pixel is in many. They never
 * lie in memory all at once. A B + E has a row for each patch; A' B sums over all patches, as the gradient of a kernel does.
 */
import {
  type Assembly,
  add,
  advance,
  type Code,
  call,
  get,
  i32,
  type Local,
  load,
  mul,
  repeat,
  set,
} from "./assembler.js";
import { copyRun, defineZeros } from "./copies.js";
import { packed, panelsOf, type Right, sumOf } from "./panels.js";
import type { Product } from "./product.js";
import { type Strides, type Tiling, tilesOf } from "./tiles.js";

const BYTES = 4;
/** Patches are copied in blocks of at most so many bytes, or of so many rows where they are summed over: they stay in the second cache. */
const [BLOCK_BYTES, BLOCK_ROWS] = [2 ** 17, 128];
/** Rows at multiples of so many bytes share few places of the first cache: they are moved apart by a line. */
const [CROWDED, LINE] = [512, 16];

/** Each row is `perRow` runs of `run` numbers; an image of `pixels` numbers has `places` of them. */
export interface Patches {
  readonly images: number;
  readonly places: number;
  readonly perRow: number;
  readonly run: number;
  readonly pixels: number;
}

export interface PatchedProduct extends Product {
  readonly patches: Patches;
}

/** Patches that are copied at once: of some images some places each. */
interface Block {
  readonly images: number;
  readonly places: number;
  /** Numbers from one row to the next. */
  readonly stride: number;
}

function blockOf({ transA, patches }: PatchedProduct): Block {
  const { images, places, perRow, run } = patches;
  const width = perRow * run;
  const stride = (BYTES * width) % CROWDED === 0 ? width + LINE : width;
  const most = Math.max(1, transA ? BLOCK_ROWS : Math.floor(BLOCK_BYTES / (BYTES * width)));
  return places > most
    ? { images: 1, places: largestDivisor(places, most), stride }
    : { images: largestDivisor(images, Math.floor(most / places)), places, stride };
}

function largestDivisor(number: number, most: number): number {
  for (let divisor = Math.min(most, number); divisor > 1; divisor--) if (number % divisor === 0) return divisor;
  return 1;
}

/** Patches of a block, then the panels of B. */
const blockBytes = ({ images, places, stride }: Block): number => BYTES * images * places * stride;

function rightOf(product: PatchedProduct, { images, places }: Block): Right {
  const { columns, depth, transA, transB } = product;
  return { columns, depth, transB, panels: panelsOf(columns), block: transA ? images * places : depth };
}

/** Bytes of the scratch memory that a product needs. */
export function patchedScratch(product: PatchedProduct): number {
  const block = blockOf(product);
  const right = rightOf(product, block);
  return blockBytes(block) + BYTES * right.block * sumOf(right.panels);
}

/** A function (images, b, c, e, scratch, spots) of addresses; at `spots` are the byte offsets of runs in an image, row by row. */
export function definePatchedProduct(assembly: Assembly, product: PatchedProduct): number {
  const parameters = ["i32", "i32", "i32", "i32", "i32", "i32"] as const;
  const define = product.transA ? summedOverPatches : rowOfEachPatch;
  return assembly.define(
    `patched ${JSON.stringify(product)}`,
    parameters,
    (locals, images, b, c, e, scratch, spots) => {
      const [tile, row, added, counter, k, length, panels, spot, place, image] = locals.many("i32", 10);
      const own = { tile, row, added, counter };
      return define(assembly, product, { images, b, c, e, scratch, spots, own, k, length, panels, spot, place, image });
    },
  );
}

interface At {
  readonly images: Local;
  readonly b: Local;
  readonly c: Local;
  readonly e: Local;
  readonly scratch: Local;
  readonly spots: Local;
  readonly own: Parameters<typeof tilesOf>[3];
  readonly k: Local;
  readonly length: Local;
  readonly panels: Local;
  readonly spot: Local;
  readonly place: Local;
  readonly image: Local;
}

const toPanels = (at: At, block: Block): Code => set(at.panels, add(get(at.scratch), i32(blockBytes(block))));

function rowOfEachPatch(assembly: Assembly, product: PatchedProduct, at: At): Code {
  const block = blockOf(product);
  const right = rightOf(product, block);
  const rows = block.images * block.places;
  const strides: Strides = { alongRow: BYTES * block.stride, alongDepth: BYTES };
  const tiling: Tiling = { ...product, ...right, rows, strides };
  const added = product.added === "matrix" ? BYTES * rows * product.columns : 0;
  return [
    toPanels(at, block),
    set(at.length, i32(product.depth)),
    packed(assembly, right, at),
    eachBlock(assembly, product, block, at, [
      tilesOf(assembly, tiling, { ...at, a: at.scratch }, at.own),
      advance(at.c, BYTES * rows * product.columns),
      advance(at.e, added),
    ]),
  ];
}

function summedOverPatches(assembly: Assembly, product: PatchedProduct, at: At): Code {
  const block = blockOf(product);
  const right = rightOf(product, block);
  const strides: Strides = { alongRow: BYTES, alongDepth: BYTES * block.stride };
  const tiling: Tiling = { ...product, ...right, strides, added: "matrix", beta: 1, rectified: false };
  return [
    toPanels(at, block),
    call(defineZeros(assembly), get(at.c), i32(BYTES * product.rows * product.columns)),
    set(at.length, i32(right.block)),
    eachBlock(assembly, product, block, at, [
      packed(assembly, right, at),
      tilesOf(assembly, tiling, { ...at, a: at.scratch, e: at.c }, at.own),
      advance(at.k, right.block),
    ]),
  ];
}

/** Copies one block of patches after another and does the work on it. */
function eachBlock(assembly: Assembly, { patches }: PatchedProduct, block: Block, at: At, work: Code): Code {
  const { images, places, perRow, pixels } = patches;
  const copy = call(definePatches(assembly, patches, block), get(at.images), get(at.scratch), get(at.spot));
  const nextPlaces = advance(at.spot, BYTES * block.places * perRow);
  return [
    set(at.image, i32(0)),
    repeat(at.image, i32(images), i32(block.images), [
      set(at.spot, get(at.spots)),
      set(at.place, i32(0)),
      repeat(at.place, i32(places), i32(block.places), [copy, work, nextPlaces]),
      advance(at.images, BYTES * pixels * block.images),
    ]),
  ];
}

/** (image, to, spots): a block of patches. */
function definePatches(assembly: Assembly, { perRow, run, pixels }: Patches, block: Block): number {
  const name = `patches ${JSON.stringify([perRow, run, pixels, block])}`;
  return assembly.define(name, ["i32", "i32", "i32"], (locals, image, to, spots) => {
    const [source, spot, end, last, turn] = locals.many("i32", 5);
    const one = [set(source, add(get(image), load.i32(get(spot)))), copyRun(run, source, to), advance(to, BYTES * run)];
    const row = [
      set(end, add(get(spot), i32(BYTES * perRow))),
      repeat(spot, get(end), i32(BYTES), one),
      advance(to, BYTES * (block.stride - perRow * run)),
    ];
    return [
      set(last, add(get(spots), mul(i32(block.places), i32(BYTES * perRow)))),
      repeat(turn, i32(block.images), i32(1), [
        set(spot, get(spots)),
        repeat(spot, get(last), i32(0), row),
        advance(image, BYTES * pixels),
      ]),
    ];
  });
}
