import { readFile } from "node:fs/promises";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { memoryFile } from "./entries.js";
import { encodeNpy, type NpyArray } from "./npy.js";
import { writeNpz } from "./npz.js";
import { openDataFile } from "./openDataFile.js";
import { withDataPath } from "./openDataPath.node.js";
import { guessRoles } from "./roles/table.js";
import { readColumns, readSlices, selectEntries } from "./selection.js";
import { bytesSource } from "./source.js";

const fixture = (name: string) => new URL(`../../test/fixtures/numpy/${name}`, import.meta.url).pathname;
const open = (content: Uint8Array | string, name: string) =>
  openDataFile(bytesSource(typeof content === "string" ? new TextEncoder().encode(content) : content, name));
const counting = (...shape: number[]): NpyArray => ({
  shape,
  data: Float64Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => i),
});

describe("what a file holds is listed without reading it", () => {
  test("npz: shapes and types; what NumPy wrote", () =>
    withDataPath(fixture("compressed.npz"), async (file) => {
      expect(file.format).toBe("npz");
      const byName = new Map(file.entries.map((entry) => [entry.name, entry]));
      expect(byName.get("f2_big")).toEqual({ name: "f2_big", shape: [2, 3], dtype: "f2", kind: "numbers" });
      expect(byName.get("u8_little")).toMatchObject({ dtype: "u8" });
      expect(byName.get("fortran")?.shape).toEqual([2, 3, 4]);
      expect(byName.get("bool")).toMatchObject({ dtype: "b1", kind: "booleans" });
      expect(byName.get("text_big")).toMatchObject({ dtype: "U", kind: "text", shape: [2] });
      expect(byName.get("single")?.shape).toEqual([]);
    }));

  test("npy", () =>
    withDataPath(fixture("fortran.npy"), async (file) => {
      expect(file.entries).toEqual([{ name: "array", shape: [5, 3], dtype: "f4", kind: "numbers" }]);
    }));

  test("csv and tsv: columns by their names", async () => {
    const file = await open('x\t"head direction"\tshape\n1\t2.5\tround\n2\t-1\t"a\tb"\n', "t.tsv");
    expect(file.entries.map(({ name, dtype }) => [name, dtype])).toEqual([
      ["x", "f8"],
      ["head direction", "f8"],
      ["shape", "U"],
    ]);
    expect((await file.read("shape")).data).toEqual(["round", "a\tb"]);
  });

  test("what cannot be read is listed with the reason, and refused when read", async () => {
    const pickled = await readFile(fixture("pickled.npy"));
    const { zipSync } = await import("fflate");
    const file = await open(zipSync({ "cells.npy": pickled, "rates.npy": encodeNpy(counting(3)) }), "mixed.npz");
    expect(file.entries[0]).toMatchObject({ name: "cells", kind: "unreadable" });
    await expect(file.read("cells")).rejects.toThrow(/mixed.npz: "cells" holds Python objects \(a pickle\)/);
    expect([...(await file.read("rates")).data]).toEqual([0, 1, 2]);
  });
});

describe("rows", () => {
  const shapes = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 4 });

  /** As a file has it: one row is a list. */
  const seen = (shape: readonly number[]) =>
    shape.length === 2 && shape[0] === 1 && shape[1] > 1 ? [shape[1]] : shape;

  test("of stored and deflated npz and of npy are those of the whole", async () => {
    await fc.assert(
      fc.asyncProperty(shapes, fc.nat(), fc.nat(), async (shape, a, b) => {
        const [rows, ...rest] = seen(shape);
        const [from, to] = [a % (rows + 1), b % (rows + 1)].sort((x, y) => x - y);
        const array = counting(...shape);
        const width = array.data.length / rows;
        const expected = array.data.slice(from * width, to * width);
        const files = await Promise.all([
          open(writeNpz({ array }, { compression: 0 }), "stored.npz"),
          open(writeNpz({ array }), "packed.npz"),
          open(encodeNpy(array), "array.npy"),
        ]);
        for (const file of files) {
          const part = await file.read("array", { rows: [from, to] });
          expect(part.data).toEqual(expected);
          expect(part.shape).toEqual([to - from, ...rest]);
        }
      }),
      { numRuns: 60 },
    );
  });

  test("of an array in Fortran order", () =>
    withDataPath(fixture("fortran.npy"), async (file) => {
      expect([...(await file.read("array")).data]).toEqual(Array.from({ length: 15 }, (_, i) => i));
      expect([...(await file.read("array", { rows: [1, 3] })).data]).toEqual([3, 4, 5, 6, 7, 8]);
      expect([...(await file.read("array", { rows: [4, 5] })).data]).toEqual([12, 13, 14]);
    }));

  test("in slices: every row once, in order", async () => {
    const file = await open(encodeNpy(counting(10, 3)), "a.npy");
    const seen: number[] = [];
    for await (const { values } of readSlices(file, "array", 3 * 8 * 4)) {
      expect(values.length).toBeLessThanOrEqual(12);
      seen.push(...values);
    }
    expect(seen).toEqual(Array.from({ length: 30 }, (_, i) => i));
  });

  test.each([[[0, 4] as const], [[-1, 2] as const], [[2, 1] as const], [[0, 1.5] as const]])(
    "%j of three are refused",
    async (rows) => {
      const file = await open(encodeNpy(counting(3, 2)), "a.npy");
      await expect(file.read("array", { rows })).rejects.toThrow(/a.npy: rows .* of "array" were asked for; it has 3/);
    },
  );
});

describe("columns", () => {
  const table = async () => open("x,unit_1,unit_2,name\n1,2,3,a\n4,5,6,b\n", "t.csv");

  test("by name and pattern, each once", async () => {
    const file = await table();
    const chosen = selectEntries(file, ["unit_*", "x", "unit_2"]);
    expect(chosen.map(({ name }) => name)).toEqual(["unit_1", "unit_2", "x"]);
    expect(await readColumns(file, chosen)).toEqual([
      { name: "unit_1", values: Float64Array.of(2, 5) },
      { name: "unit_2", values: Float64Array.of(3, 6) },
      { name: "x", values: Float64Array.of(1, 4) },
    ]);
  });

  test("of a matrix have its name and their number; booleans are 0 and 1", async () => {
    const arrays = { m: counting(2, 2), flag: { shape: [2], data: Uint8Array.of(1, 0), dtype: "b1" } };
    const file = await open(writeNpz(arrays), "a.npz");
    expect(await readColumns(file, file.entries)).toEqual([
      { name: "m[0]", values: Float64Array.of(0, 2) },
      { name: "m[1]", values: Float64Array.of(1, 3) },
      { name: "flag", values: Float64Array.of(1, 0) },
    ]);
  });

  test.each([
    [[], /t.csv: nothing was selected; it holds x, unit_1, unit_2, name/],
    [["cell_*"], /nothing is named like "cell_\*"; it holds x/],
    [["rates"], /holds no "rates"; it holds x/],
  ])("%j is refused", async (words, message) => {
    const file = await table();
    expect(() => selectEntries(file, words)).toThrow(message);
  });

  test("of different lengths or too many dimensions are refused by name", async () => {
    const file = await open(writeNpz({ rates: counting(4, 2), x: counting(3), cube: counting(2, 2, 2) }), "a.npz");
    const [rates, x, cube] = file.entries;
    await expect(readColumns(file, [rates, x])).rejects.toThrow(/"rates" has 4 rows but "x" has 3/);
    await expect(readColumns(file, [cube])).rejects.toThrow(/"cube" has shape \(2, 2, 2\)/);
    const none = memoryFile("npz", "m", [{ name: "none", shape: [0, 1e12], data: new Float64Array() }]);
    await expect(readColumns(none, none.entries)).rejects.toThrow(/"none" has no rows/);
    await expect(readColumns(file, [])).rejects.toThrow(/nothing was selected/);
  });
});

describe("a file that is not what its name says", () => {
  test.each([
    ["", "a.npz", /a.npz is empty \(0 bytes\)/],
    ["\u0008abc", "net.safetensors", /net.safetensors is a safetensors file, which is not read here: .*load_file/],
    ["a,b\n1,2\n", "rates.h5", /rates.h5 is not an HDF5 file, in spite of its name/],
    ["a,b\n1,2\n", "rates.npz", /rates.npz is not a .npz archive, in spite of its name/],
    [
      Uint8Array.from([0x93, ...Buffer.from("NUMPY\u0001\0vv")]),
      "rates.csv",
      /rates.csv is cut short within its header/,
    ],
    [
      Uint8Array.of(0x1f, 0x8b, 8, 0, 0),
      "rates.csv.gz",
      /compressed by gzip: unpack it first, with gunzip rates.csv.gz/,
    ],
    [Uint8Array.of(0x1f, 0x8b, 8, 0, 0), "rates.npz", /compressed by gzip/],
    [Uint8Array.of(0xff, 0xd8, 0xff), "photo.jpg", /photo.jpg is an image/],
  ])("%#: %s", async (content, name, message) => {
    await expect(open(content, name)).rejects.toThrow(message);
  });

  test("the content counts: a .npz called .dat opens", async () => {
    expect((await open(writeNpz({ a: counting(1) }), "a.dat")).format).toBe("npz");
  });
});

test("more bytes than the limit are refused before they are read", async () => {
  const limited = (bytes: Uint8Array, name: string) => openDataFile(bytesSource(bytes, name), { mostBytes: 100 });
  const array = counting(20, 2);
  const npy = await limited(encodeNpy(array), "a.npy");
  expect([...(await npy.read("array", { rows: [19, 20] })).data]).toEqual([38, 39]);
  await expect(npy.read("array")).rejects.toThrow(/320 bytes, more than the limit of 100: read fewer rows/);
  const npz = await limited(writeNpz({ array }), "a.npz");
  await expect(npz.read("array")).rejects.toThrow(/unpacks to 448 bytes, more than the limit of 100/);
  await expect(limited(new TextEncoder().encode(`a\n${"1\n".repeat(100)}`), "a.csv")).rejects.toThrow(
    /more than the limit of 100: save it as .npy, Parquet or HDF5/,
  );
});

test("99,999 columns are found, guessed and read in time that grows with their number, not its square", async () => {
  const columns = 99_999;
  const line = (cell: (column: number) => string) => Array.from({ length: columns }, (_, i) => cell(i)).join(",");
  const text = `${line((i) => (i < 2 ? `x${i}` : `unit_${i}`))}\n${line(String)}\n`;
  const before = process.cpuUsage();
  const file = await openDataFile(bytesSource(new TextEncoder().encode(text), "wide.csv"));
  expect(guessRoles(file.entries)).toEqual({ activity: ["unit_*"], factors: ["x0", "x1"] });
  const read = await readColumns(file, selectEntries(file, ["*"]));
  expect(read[99_998]).toEqual({ name: "unit_99998", values: Float64Array.of(99_998) });
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1e6).toBeLessThan(10);
});
