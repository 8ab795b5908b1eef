/** Image files of a published layout at reduced size, whole and damaged in every way. */
import { createHash } from "node:crypto";
import { type NpyArray, writeNpz } from "../../../io/index.js";
import { integers, key } from "../../../math/random.js";
import { factorGrid, levelsOf } from "../factorGrid.js";
import type { FileLayout } from "../layouts.js";
import { evenly } from "../levels.js";

export const SIDE = 8;

export const smallGrid = factorGrid([
  { name: "color", kind: "categorical", values: [1], levels: ["white"] },
  { name: "shape", kind: "categorical", values: [1, 2, 3], levels: ["square", "ellipse", "heart"] },
  { name: "scale", kind: "continuous", values: evenly(0.5, 1, 5) },
  { name: "angle", kind: "circular", values: evenly(0, 6, 7), period: 7 },
]);
const COUNT = smallGrid.count;
const FACTORS = smallGrid.sizes.length;

/** Images of 0 and 1. */
export const bitImages: Uint8Array = Uint8Array.from(integers(key(1), COUNT * SIDE * SIDE, 2));
/** Images of three channels of bytes. */
export const byteImages: Uint8Array = Uint8Array.from(integers(key(2), COUNT * SIDE * SIDE * 3, 256));

const allLevels = Array.from({ length: COUNT }, (_, index) => levelsOf(smallGrid, index)).flat();
export const classes = BigInt64Array.from(allLevels, BigInt);
export const factorValues = Float64Array.from(allLevels, (level, at) => smallGrid.factors[at % FACTORS].values[level]);

export const bitArrays: Readonly<Record<string, NpyArray>> = {
  imgs: { shape: [COUNT, SIDE, SIDE], data: bitImages },
  latents_classes: { shape: [COUNT, FACTORS], data: classes },
  latents_values: { shape: [COUNT, FACTORS], data: factorValues },
};

export const md5 = (bytes: Uint8Array): string => createHash("md5").update(bytes).digest("hex");

/** The layout of small dSprites, published as these bytes. */
export const bitLayout = (published: Uint8Array): FileLayout => ({
  name: "small-dsprites",
  title: "small dSprites",
  source: "this file",
  where: "small.fixture.node.ts",
  grid: smallGrid,
  channels: 1,
  white: 1,
  format: "npz",
  usualName: /sprites.*\.npz$/,
  images: { name: "imgs", shape: [COUNT, SIDE, SIDE], dtype: "u1" },
  labels: { name: "latents_classes", shape: [COUNT, FACTORS], dtype: "i8", hold: "levels" },
  others: [{ name: "latents_values", shape: [COUNT, FACTORS], dtype: "f8" }],
  checksums: { [md5(published)]: "small dSprites, first edition" },
});

/** The same for small 3D Shapes, an HDF5 file. */
export const byteLayout = (published: Uint8Array): FileLayout => ({
  ...bitLayout(published),
  name: "small-shapes3d",
  title: "small 3D Shapes",
  channels: 3,
  white: 255,
  format: "hdf5",
  usualName: /shapes.*\.h5$/,
  images: { name: "images", shape: [COUNT, SIDE, SIDE, 3], dtype: "u1" },
  labels: { name: "labels", shape: [COUNT, FACTORS], dtype: "f8", hold: "values" },
  others: [],
});

export const bitFile: Uint8Array = writeNpz(bitArrays);

/** The file with some arrays replaced, or left out where undefined. */
export const altered = (changes: Readonly<Record<string, NpyArray | undefined>>): Uint8Array =>
  writeNpz(
    Object.fromEntries(
      Object.entries({ ...bitArrays, ...changes }).flatMap(([name, array]) => (array ? [[name, array]] : [])),
    ),
  );
