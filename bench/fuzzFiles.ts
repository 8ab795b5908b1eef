/** What `bench/fuzz.ts` damages: small sound files of every format, the damage, and what came of reading them. */
import { readFileSync } from "node:fs";
import { encode } from "fast-png";
import { fromSafetensors, toSafetensors } from "../src/engine/safetensors.js";
import { elements } from "../src/io/entries.js";
import { encodeNpy, type NpyArray } from "../src/io/npy.js";
import { openDataPath } from "../src/io/openDataPath.node.js";
import { InputError } from "../src/math/errors.js";
import { fold, integers, key } from "../src/math/random.js";
import { readPng } from "../src/tasks/images/files/pngPixels.node.js";
import { damage, strike } from "../test/support/damage.js";

/** Arrays by name, each as text that two equal arrays share; "refused" for those that could not be read. */
export type Contents = ReadonlyMap<string, string>;

export interface Seed {
  readonly format: string;
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Whether a checksum covers every number, so that no damage may change one unseen. */
  readonly isSummed: boolean;
}

const LIMITS = { mostBytes: 2 ** 26 };
const MOST_ELEMENTS = 2e6;

const fixture = (name: string): Uint8Array => readFileSync(new URL(`../test/fixtures/${name}`, import.meta.url));
const numbers = Float64Array.from({ length: 60 }, (_, i) => Math.sin(i) * 10 ** ((i % 7) - 3));

function csv(): Uint8Array {
  const rows = Array.from(numbers, (value, i) => `${value},"arm ""${i % 3}""",${i},-${i / 8}e-2`);
  return new TextEncoder().encode(`rate,"arm, or side",trial,x\n${rows.join("\n")}\n`);
}

/** In the order in which they take turns. */
export function seeds(): Seed[] {
  const seed = (format: string, name: string, bytes: Uint8Array, isSummed = false) => ({
    format,
    name,
    bytes,
    isSummed,
  });
  const fixtures = (format: string, isSummed: boolean, ...names: readonly string[]) =>
    names.map((name) => seed(format, name.replace("/", "-"), fixture(name), isSummed));
  const pixels = Uint8Array.from({ length: 16 * 16 * 3 }, (_, i) => (i * i) % 251);
  const weights = {
    a: { shape: [6, 10], data: Float32Array.from(numbers) },
    n: { shape: [3], data: Int32Array.of(1, 2, 3) },
  };
  return [
    seed("npy", "numbers.npy", encodeNpy({ shape: [12, 5], data: numbers })),
    ...fixtures("npy", false, "numpy/fortran.npy"),
    ...fixtures("npz", true, "numpy/stored.npz", "numpy/compressed.npz", "numpy/recording.npz"),
    ...fixtures("mat5", false, "matlab5/plain.mat"),
    ...fixtures("mat5 packed", true, "matlab5/packed.mat"),
    ...fixtures("mat7.3", false, "hdf5/recording.mat"),
    ...fixtures("hdf5", false, "hdf5/plain.h5", "hdf5/types.h5", "hdf5/typesLatest.h5", "hdf5/hostile.h5"),
    ...fixtures("nwb", false, "hdf5/session.nwb", "hdf5/traces.nwb"),
    ...["dictionary", "plain", "special", "special2", "brotli", "bare"].flatMap((name) =>
      fixtures("parquet", false, `parquet/${name}.parquet`),
    ),
    seed("csv", "table.csv", csv()),
    seed("safetensors", "weights.safetensors", toSafetensors(weights)),
    seed("png", "picture.png", encode({ width: 16, height: 16, channels: 3, depth: 8, data: pixels }), true),
  ];
}

const LENGTHS = [0, 1, 0x7f, 0xff, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xffffffff];

/** Words where lengths, offsets and counts may stand, overwritten by ones that no file has. */
function announce(bytes: Uint8Array, seed: number): Uint8Array {
  const out = Uint8Array.from(bytes);
  const [at, which, order, width] = integers(fold(key(22), seed), 4, 2 ** 31);
  const word = LENGTHS[which % LENGTHS.length];
  const start = at % Math.max(1, out.length - 8);
  const bytesWide = [2, 4, 8][width % 3];
  for (let byte = 0; byte < bytesWide; byte++) {
    const place = order % 4 === 0 ? bytesWide - 1 - byte : byte;
    out[start + place] = byte < 4 ? (word >>> (8 * byte)) & 0xff : 0;
  }
  return out;
}

/** The same bytes and number give the same damage. */
export function damaged(bytes: Uint8Array, seed: number): Uint8Array {
  return [damage, strike, announce][seed % 3](bytes, seed);
}

const asText = ({ shape, data }: Pick<NpyArray, "shape" | "data">): string => {
  const body = ArrayBuffer.isView(data)
    ? Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("base64")
    : data;
  return JSON.stringify([shape, body]);
};

/** Reads all that there is. Throws whatever the readers throw. */
export async function contentsOf(path: string, format: string): Promise<Contents> {
  if (format === "safetensors") {
    const { tree } = fromSafetensors(readFileSync(path), path);
    return new Map(Object.entries(tree).map(([name, tensor]) => [name, asText(tensor)]));
  }
  if (format === "png") {
    const { height, width, data } = readPng(path);
    return new Map([["picture", asText({ shape: [height, width, 3], data })]]);
  }
  return arraysOf(path, format);
}

async function arraysOf(path: string, format: string): Promise<Contents> {
  const file = await openDataPath(path, format === "nwb" ? { ...LIMITS, binWidth: 0.5 } : LIMITS);
  const found = new Map<string, string>();
  try {
    for (const { name, shape, problem } of file.entries) {
      if (problem !== undefined || elements(shape) > MOST_ELEMENTS) found.set(name, "refused");
      else found.set(name, await file.read(name).then(asText, refused));
    }
  } finally {
    await file.close();
  }
  return found;
}

function refused(error: unknown): string {
  if (error instanceof InputError) return "refused";
  throw error;
}

export type Outcome = "refused" | "in part" | "right" | "other values" | "another error";

/** What came of reading damaged bytes, beside what the sound ones hold. */
export async function outcomeOf(
  path: string,
  format: string,
  sound: Contents,
): Promise<{ outcome: Outcome; error?: string }> {
  try {
    const found = await contentsOf(path, format);
    const values = [...sound].map(([name, value]) => [value, found.get(name) ?? "refused"] as const);
    if (values.some(([value, read]) => read !== "refused" && read !== value)) return { outcome: "other values" };
    return { outcome: values.every(([value, read]) => read === value) ? "right" : "in part" };
  } catch (error) {
    if (error instanceof InputError) return { outcome: "refused" };
    return { outcome: "another error", error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
