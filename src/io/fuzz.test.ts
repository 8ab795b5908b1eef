/** Damaged files: thousands of them, and nothing but InputError may come out. */
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { damage } from "../../test/support/damage.js";
import { InputError } from "../math/errors.js";
import { arrayTable, openNpzArrays } from "./arrayStream.js";
import { readCsv } from "./csv.js";
import { encodeNpy, readNpy } from "./npy.js";
import { readNpz, writeNpz } from "./npz.js";
import { bytesSource } from "./source.js";
import { csvStream, type TableStream } from "./tableStream.js";

const fixture = (name: string) => readFile(new URL(`../../test/fixtures/numpy/${name}`, import.meta.url));

/** How many times the usual number of files, e.g. `FUZZ=20 npx vitest run src/io`. */
const TIMES = Number(process.env.FUZZ ?? 1);

async function outcomes(bytes: Uint8Array, count: number, read: (bytes: Uint8Array) => Promise<unknown>) {
  const tally = { read: 0, refused: 0 };
  for (let seed = 0; seed < TIMES * count; seed++) {
    try {
      await read(damage(bytes, seed));
      tally.read++;
    } catch (error) {
      if (!(error instanceof InputError)) throw new Error(`damage ${seed} caused ${error}`, { cause: error });
      tally.refused++;
    }
  }
  return tally;
}

test.each(["stored.npz", "compressed.npz", "recording.npz"])(
  "%s",
  async (file) => {
    const tally = await outcomes(await fixture(file), 2000, (bytes) =>
      readNpz(bytesSource(bytes), { mostBytes: 1 << 24 }),
    );
    expect(tally.refused).toBeGreaterThan(1000);
  },
  60_000,
);

test("numbers that were damaged inside a .npz are never returned: the checksum sees to it", async () => {
  const bytes = writeNpz(
    { a: { shape: [50], data: Float64Array.from({ length: 50 }, (_, i) => i) } },
    { compression: 0 },
  );
  const start = bytes.length - 22 - 51 - 400; // data, then one entry of 46 + 5 bytes, then the end record of 22
  for (let at = start; at < start + 400; at++) {
    const struck = bytes.slice();
    struck[at] ^= 1;
    await expect(readNpz(bytesSource(struck))).rejects.toThrow(/checksum/);
  }
});

test(".npy", async () => {
  const numbers = encodeNpy({ shape: [3, 4], data: Float64Array.from({ length: 12 }, (_, i) => i / 3) });
  const words = encodeNpy({ shape: [2], data: ["grid", "border"] });
  const refused = await Promise.all(["pickled.npy", "complex.npy", "records.npy", "dates.npy"].map(fixture));
  for (const bytes of [numbers, words, ...refused]) {
    await outcomes(bytes, 1000, (damaged) => readNpy(bytesSource(damaged), 1 << 24));
  }
});

test("csv", async () => {
  const text = 'x,shape,y\n1,"a ""b"", c",2.5\n2,heart,-1e-3\n3,"line\nbreak",7\n';
  const tally = await outcomes(new TextEncoder().encode(text), 5000, (bytes) => readCsv(bytesSource(bytes)));
  expect(tally.read).toBeGreaterThan(100);
  expect(tally.refused).toBeGreaterThan(1000);
});

/** Reads a stream of numbers to its end. */
async function drain(table: TableStream): Promise<void> {
  const wanted = table.columns.map((_, column) => ({ column, as: "numbers" as const }));
  for await (const _ of table.read(wanted));
}

test.each([0, 6] as const)("archives read as streams of rows, compression %d", async (compression) => {
  const data = Float64Array.from({ length: 120 }, (_, i) => i / 3);
  const bytes = writeNpz({ factors: { shape: [60, 2], data } }, { compression });
  const tally = await outcomes(bytes, 1500, async (damaged) =>
    drain(arrayTable("z", await openNpzArrays(bytesSource(damaged), ["factors"]), ["x", "y"])),
  );
  expect(tally.refused).toBeGreaterThan(700);
});

test("csv read as a stream of rows", async () => {
  const text = 'x,"a, b",y\r\n1,4,2.5\n2,5,-1e-3\n3,6,7\n';
  const tally = await outcomes(new TextEncoder().encode(text), 4000, async (bytes) =>
    drain(await csvStream(bytesSource(bytes))),
  );
  expect(tally.read).toBeGreaterThan(100);
  expect(tally.refused).toBeGreaterThan(1000);
});
