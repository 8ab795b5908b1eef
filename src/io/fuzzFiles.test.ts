/**
 * Damaged files of the formats that are opened as data files: nothing but InputError may come out, in time, and without taking
 * all memory. `FUZZ=20 npx vitest run src/io/fuzzFiles.test.ts` tries twenty times as many.
 */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parquetWriteBuffer } from "hyparquet-writer";
import { afterAll, beforeAll, expect, test } from "vitest";
import { damageOrStrike } from "../../test/support/damage.js";
import { InputError } from "../math/errors.js";
import { elements } from "./entries.js";
import { openDataFile } from "./openDataFile.js";
import { openDataPath } from "./openDataPath.node.js";
import type { DataFile } from "./protocols.js";
import { bytesSource } from "./source.js";

const TIMES = Number(process.env.FUZZ ?? 1);
const FIRST = Number(process.env.FUZZ_FROM ?? 0);
/** Seeds that once brought out another error. */
const FOUND = [1017, 1291, 1743];
const limits = { mostBytes: 2 ** 24, patience: 1 };
const fixture = (name: string) => readFile(new URL(`../../test/fixtures/${name}`, import.meta.url));

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "purecell-fuzz-"));
});
afterAll(() => rm(folder, { recursive: true }));

interface Tally {
  opened: number;
  refused: number;
  arrays: number;
  refusedArrays: number;
}

/** Reads whatever the file still says can be read. */
async function readAll(file: DataFile, tally: Tally): Promise<void> {
  tally.opened++;
  for (const { name, shape, problem } of file.entries) {
    if (problem !== undefined || elements(shape) > 1e6) continue;
    await refusedOrDone(() => file.read(name), tally, "arrays", "refusedArrays");
  }
  await file.close();
}

async function refusedOrDone(
  act: () => Promise<unknown>,
  tally: Tally,
  done: "arrays",
  refused: "refused" | "refusedArrays",
) {
  try {
    await act();
    tally[done]++;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    tally[refused]++;
  }
}

async function tried(bytes: Uint8Array, count: number, open: (bytes: Uint8Array) => Promise<DataFile>): Promise<Tally> {
  const tally: Tally = { opened: 0, refused: 0, arrays: 0, refusedArrays: 0 };
  const seeds = Array.from({ length: TIMES * count }, (_, at) => FIRST + at);
  for (const seed of [...seeds, ...FOUND]) {
    try {
      await readAll(await open(damageOrStrike(bytes, seed)), tally);
    } catch (error) {
      if (!(error instanceof InputError)) throw new Error(`damage ${seed} caused ${error}`, { cause: error });
      tally.refused++;
    }
  }
  if (TIMES > 1) console.info(JSON.stringify(tally), `${Math.round(process.memoryUsage.rss() / 2 ** 20)} MiB`);
  return tally;
}

async function byPath(bytes: Uint8Array, name: string, options: object = {}): Promise<DataFile> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return openDataPath(path, { ...limits, ...options });
}

const LONG = 60_000 * TIMES;

/** About three quarters of what was counted: a reader that refuses or swallows more than it did has changed. */
interface Least {
  readonly opened: number;
  /** Files and arrays. */
  readonly refused: number;
}

function expectAtLeast(tally: Tally, { opened, refused }: Least): void {
  expect(tally.opened).toBeGreaterThanOrEqual(TIMES * opened);
  expect(tally.refused + tally.refusedArrays).toBeGreaterThanOrEqual(TIMES * refused);
}

test.each([
  ["matlab5/plain.mat", { opened: 48, refused: 160 }],
  ["matlab5/packed.mat", { opened: 12, refused: 185 }],
  ["field/nested5.mat", { opened: 5, refused: 185 }],
  ["field/objects5.mat", { opened: 25, refused: 160 }],
  ["numpy/stored.npz", { opened: 110, refused: 185 }],
  ["numpy/fortran.npy", { opened: 50, refused: 140 }],
] as const)(
  "%s",
  async (name, least) => {
    const tally = await tried(await fixture(name), 250, (bytes) => openDataFile(bytesSource(bytes, name), limits));
    expectAtLeast(tally, least);
  },
  LONG,
);

test.each([
  ["hdf5/plain.h5", 60, { opened: 36, refused: 12 }],
  ["hdf5/hostile.h5", 60, { opened: 36, refused: 35 }],
  ["hdf5/recording.mat", 50, { opened: 32, refused: 8 }],
  ["field/nested73.mat", 20, { opened: 14, refused: 3 }],
  ["field/pandas-labelled.h5", 25, { opened: 16, refused: 4 }],
  ["field/pandas-store.h5", 25, { opened: 14, refused: 9 }],
] as const)(
  "%s",
  async (name, count, least) => {
    const tally = await tried(await fixture(name), count, (bytes) => byPath(bytes, "damaged.h5"));
    expectAtLeast(tally, least);
  },
  LONG,
);

test(
  "hdf5/session.nwb, in bins",
  async () => {
    const tally = await tried(await fixture("hdf5/session.nwb"), 40, (bytes) =>
      byPath(bytes, "damaged.nwb", { binWidth: 0.5 }),
    );
    expectAtLeast(tally, { opened: 17, refused: 15 });
  },
  LONG,
);

test.each(["UNCOMPRESSED", "SNAPPY"] as const)(
  "a Parquet file, %s",
  async (codec) => {
    const rows = Array.from({ length: 40 }, (_, row) => row);
    const columnData = [
      { name: "x", data: rows.map((row) => row / 3), type: "DOUBLE" as const },
      { name: "n", data: rows, type: "INT32" as const },
      { name: "arm", data: rows.map((row) => (row % 2 ? "left" : "right")), type: "STRING" as const },
      { name: "gap", data: rows.map((row) => (row % 7 ? row : null)), type: "DOUBLE" as const, nullable: true },
    ];
    const whole = new Uint8Array(parquetWriteBuffer({ columnData, codec, rowGroupSize: 25 }));
    const tally = await tried(whole, 60, (bytes) => byPath(bytes, "damaged.parquet"));
    expectAtLeast(tally, { opened: 17, refused: 54 });
  },
  LONG,
);
