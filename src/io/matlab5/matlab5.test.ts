import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { InputError } from "../../math/errors.js";
import { toFloat64 } from "../npy.js";
import { openDataFile } from "../openDataFile.js";
import { withDataPath } from "../openDataPath.node.js";
import type { DataFile } from "../protocols.js";
import { bytesSource } from "../source.js";

const fixture = (name: string) => new URL(`../../../test/fixtures/matlab5/${name}`, import.meta.url).pathname;
const upTo = (count: number) => Array.from({ length: count }, (_, i) => i);
const numbers = async (file: DataFile, name: string, rows?: [number, number]) => [
  ...toFloat64(await file.read(name, rows && { rows })),
];
const entryOf = (file: DataFile, name: string) => file.entries.find((entry) => entry.name === name);

describe.each(["plain.mat", "packed.mat"])("what SciPy wrote: %s", (name) => {
  test("numbers of every class, turned to row-major order", () =>
    withDataPath(fixture(name), async (file) => {
      expect(file.format).toBe("matlab-v5");
      expect(entryOf(file, "rates")).toEqual({ name: "rates", shape: [4, 3], dtype: "f8", kind: "numbers" });
      expect(await numbers(file, "rates")).toEqual(upTo(12).map((value) => value / 2));
      expect(await numbers(file, "rates", [1, 3])).toEqual([1.5, 2, 2.5, 3, 3.5, 4]);
      expect(await numbers(file, "cube")).toEqual(upTo(24));
      for (const kind of ["i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8"]) {
        expect(entryOf(file, kind)).toMatchObject({ shape: [2, 3], dtype: kind });
        expect(await numbers(file, kind)).toEqual(upTo(6));
      }
      expect(await numbers(file, "f4")).toEqual(upTo(6).map((value) => value / 2));
    }));

  test("vectors, single values, logical values, text, fields of a struct, nothing", () =>
    withDataPath(fixture(name), async (file) => {
      for (const vector of ["row", "column"]) {
        expect(entryOf(file, vector)?.shape).toEqual([4]);
        expect(await numbers(file, vector)).toEqual([0, 1, 2, 3]);
      }
      expect(await file.read("number")).toMatchObject({ shape: [], data: Float64Array.of(7) });
      expect(await file.read("flags")).toMatchObject({ dtype: "b1", data: Uint8Array.of(1, 0, 1) });
      expect(await file.read("title")).toMatchObject({ shape: [], data: ["grid δ"] });
      expect((await file.read("names")).data).toEqual(["left", "right"]);
      expect(await numbers(file, "s/x")).toEqual([0, 1, 2]);
      expect((await file.read("s/label")).data).toEqual(["here"]);
      expect((await file.read("nil")).shape).toEqual([0, 3]);
    }));

  test.each([
    ["cells", /is a cell array.*cell2mat/],
    ["complex", /holds complex numbers/],
  ])("%s is refused by name", (variable, message) =>
    withDataPath(fixture(name), async (file) => {
      await expect(file.read(variable)).rejects.toThrow(message);
    }),
  );

  test("every truncation is refused", async () => {
    const whole = await readFile(fixture(name));
    const readAll = async (bytes: Uint8Array) => {
      const file = await openDataFile(bytesSource(bytes, "cut.mat"));
      for (const { name: variable, problem } of file.entries) if (problem === undefined) await file.read(variable);
      return file.entries.length;
    };
    const all = await readAll(whole);
    for (let length = 20; length < whole.length; length += 5) {
      const left = await readAll(whole.subarray(0, length)).catch((error: unknown) => error);
      if (typeof left === "number")
        expect(left).toBeLessThan(all); // cut between two variables
      else expect(left).toBeInstanceOf(InputError);
    }
  });
});

/** An element: its tag, its data, and padding to eight bytes. */
function element(type: number, data: readonly number[], bigEndian: boolean): number[] {
  const word = (value: number) => {
    const bytes = [value & 0xff, (value >> 8) & 0xff, (value >> 16) & 0xff, value >>> 24];
    return bigEndian ? bytes.reverse() : bytes;
  };
  return [...word(type), ...word(data.length), ...data, ...new Array((8 - (data.length % 8)) % 8).fill(0)];
}

/** MATLAB keeps doubles that happen to be small whole numbers in single bytes. */
function bytewise(bigEndian: boolean): Uint8Array {
  const word = (value: number) => (bigEndian ? [0, 0, 0, value] : [value, 0, 0, 0]);
  const body = [
    ...element(6, [...word(6), ...word(0)], bigEndian),
    ...element(5, [...word(2), ...word(3)], bigEndian),
    ...(bigEndian ? [0, 1, 0, 1, 120, 0, 0, 0] : [1, 0, 1, 0, 120, 0, 0, 0]), // a small element: the name "x"
    ...element(2, [0, 3, 1, 4, 2, 5], bigEndian),
  ];
  const head = Buffer.alloc(128, " ");
  head.write("MATLAB 5.0 MAT-file");
  head.set(bigEndian ? [1, 0, 77, 73] : [0, 1, 73, 77], 124);
  return Uint8Array.from([...head, ...element(14, body, bigEndian)]);
}

test.each([true, false])("doubles kept as bytes; big-endian: %s", async (bigEndian) => {
  const file = await openDataFile(bytesSource(bytewise(bigEndian), "x.mat"));
  expect(file.entries).toEqual([{ name: "x", shape: [2, 3], dtype: "f8", kind: "numbers" }]);
  expect((await file.read("x")).data).toEqual(Float64Array.of(0, 1, 2, 3, 4, 5));
});

test("packed data that were struck are never returned", async () => {
  const whole = await readFile(fixture("packed.mat"));
  const intact = await numbers(await openDataFile(bytesSource(whole, "m.mat")), "rates");
  for (let at = 140; at < 200; at++) {
    const struck = Uint8Array.from(whole);
    struck[at] ^= 4;
    const read = async () => numbers(await openDataFile(bytesSource(struck, "m.mat")), "rates");
    const values = await read().catch((error: unknown) => error);
    if (!(values instanceof InputError)) expect(values).toEqual(intact);
  }
});

test("more than the limit is refused before it is unpacked", async () => {
  const bytes = await readFile(fixture("packed.mat"));
  const file = await openDataFile(bytesSource(bytes, "m.mat"), { mostBytes: 250 });
  await expect(file.read("cube")).rejects.toThrow(
    /unpacks to \d+ bytes, more than the limit of 250: save it with -v7.3/,
  );
});
