import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { InputError } from "../../math/errors.js";
import { toFloat64 } from "../npy.js";
import { openDataPath, withDataPath } from "../openDataPath.node.js";
import { type DataFile, openDefaults } from "../protocols.js";
import { readSlices } from "../selection.js";

const fixture = (name: string) => new URL(`../../../test/fixtures/hdf5/${name}`, import.meta.url).pathname;
const upTo = (count: number) => Array.from({ length: count }, (_, i) => i);
const numbers = async (file: DataFile, name: string, rows?: [number, number]) => [
  ...toFloat64(await file.read(name, rows && { rows })),
];
const entryOf = (file: DataFile, name: string) => file.entries.find((entry) => entry.name === name);

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "purecell-hdf5-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function written(name: string, bytes: Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

describe("what h5py wrote", () => {
  test("numbers of every size and byte order", () =>
    withDataPath(fixture("plain.h5"), async (file) => {
      expect(file.format).toBe("hdf5");
      for (const kind of ["f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8"]) {
        const expected = upTo(12).map((value) => (kind[0] === "f" ? value / 2 : value));
        for (const order of ["little", "big"]) {
          expect(entryOf(file, `${kind}_${order}`)).toMatchObject({ shape: [4, 3], dtype: kind });
          expect(await numbers(file, `${kind}_${order}`)).toEqual(expected);
        }
      }
    }));

  test("text, booleans, enumerations, single values, empty arrays, links within the file, units", () =>
    withDataPath(fixture("plain.h5"), async (file) => {
      expect((await file.read("text")).data).toEqual(["Oslo", "", "Zürich"]);
      expect((await file.read("ascii")).data).toEqual(["ab", "c"]);
      expect(entryOf(file, "flags")).toMatchObject({ dtype: "b1", kind: "booleans" });
      expect(await numbers(file, "flags")).toEqual([1, 0, 1]);
      expect(entryOf(file, "side")).toMatchObject({ dtype: "i1", note: "0 left, 1 right" });
      expect(await numbers(file, "single")).toEqual([2.5]);
      expect(await file.read("none")).toMatchObject({ shape: [0, 4], data: new Float64Array() });
      expect(entryOf(file, "group/inner")).toMatchObject({ units: "cm", dtype: "i8", shape: [3] });
      expect(await numbers(file, "alias")).toEqual([0, 1, 2]);
      expect(await numbers(file, "/group/inner")).toEqual([0, 1, 2]);
    }));

  test("rows, also of packed chunks and of cubes", () =>
    withDataPath(fixture("plain.h5"), async (file) => {
      expect(await numbers(file, "packed")).toEqual(upTo(400));
      expect(await numbers(file, "packed", [5, 23])).toEqual(upTo(230).slice(50));
      expect(await numbers(file, "cube", [1, 2])).toEqual(upTo(24).slice(12));
      expect((await file.read("text", { rows: [2, 3] })).data).toEqual(["Zürich"]);
      await expect(file.read("cube", { rows: [1, 3] })).rejects.toThrow(
        /rows 1 to 3 of "cube" were asked for; it has 2/,
      );
    }));

  test("an array far larger than memory is refused whole and read in parts", () =>
    withDataPath(fixture("plain.h5"), async (file) => {
      await expect(file.read("huge")).rejects.toThrow(/"huge": 400000000000 bytes, more than the limit/);
      expect((await numbers(file, "huge", [999_999_998, 1_000_000_000])).length).toBe(200);
      const slices = readSlices(file, "huge");
      expect((await slices.next()).value?.values.length).toBeLessThanOrEqual(2 ** 23);
      await slices.return(undefined);
    }));
});

describe("numbers that do not lie in their bytes as the machine's own do", () => {
  const asRead = (value: number | string | null): number =>
    value === null ? Number.NaN : value === "inf" ? Infinity : value === "-inf" ? -Infinity : Number(value);

  test.each(["types.h5", "typesLatest.h5"])("%s: as h5py reads them", async (name) => {
    const text = await readFile(fixture("types.json"), "utf8");
    const expected: Record<string, (number | string | null)[] | null> = JSON.parse(text);
    expect(Object.keys(expected)).toHaveLength(24);
    await withDataPath(fixture(name), async (file) => {
      for (const [dataset, values] of Object.entries(expected)) {
        // h5py reads f8_bias500 too, whose larger numbers would be infinite in float64
        if (values === null || dataset === "f8_bias500")
          await expect(file.read(dataset), dataset).rejects.toThrow(InputError);
        else expect(await numbers(file, dataset), dataset).toEqual(values.map(asRead));
      }
      expect(await numbers(file, "i2_12", [1, 3])).toEqual([2, -300]);
      expect(entryOf(file, "bfloat16")?.dtype).toBe("f8");
      expect(await numbers(file, "enum_big")).toEqual([-1, 3]);
      expect(await numbers(file, "enum_12")).toEqual([-1, 3, -1]);
      expect(await numbers(file, "flag")).toEqual([1, 0]);
      expect(await numbers(file, "scaled")).toEqual(upTo(25).map((value) => value - 5));
    });
  });

  test.each([
    ["f4_msb", /"f4_msb" holds floats of 4 bytes whose leading bit is stored: save float64/],
    ["f8_bias500", /holds floats with 11 bits of exponent, 52 of mantissa and bias 500, more than float64 can hold/],
    ["vax", /holds floats in the byte order of the VAX/],
    ["long", /"long" holds floats of 16 bytes/],
    ["complex", /holds complex numbers/],
    ["complex_native", /holds complex numbers/],
  ])("%s is refused by name", (name, message) =>
    withDataPath(fixture("types.h5"), async (file) => {
      await expect(file.read(name)).rejects.toThrow(message);
    }),
  );
});

describe("MATLAB v7.3", () => {
  test("arrays are turned to MATLAB's shape; vectors are one-dimensional", () =>
    withDataPath(fixture("recording.mat"), async (file) => {
      expect(file.format).toBe("matlab-v7.3");
      expect(entryOf(file, "rates")?.shape).toEqual([4, 3]);
      expect(await numbers(file, "rates")).toEqual(upTo(12));
      expect(await numbers(file, "rates", [1, 3])).toEqual([3, 4, 5, 6, 7, 8]);
      expect(await numbers(file, "cube")).toEqual(upTo(24));
      expect(await numbers(file, "cube", [1, 2])).toEqual(upTo(24).slice(12));
      for (const vector of ["row", "column"]) {
        expect(entryOf(file, vector)?.shape).toEqual([4]);
        expect(await numbers(file, vector)).toEqual([0, 1, 2, 3]);
        expect(await numbers(file, vector, [1, 3])).toEqual([1, 2]);
      }
      expect(entryOf(file, "number")?.shape).toEqual([]);
      expect(await numbers(file, "number")).toEqual([7]);
      expect(entryOf(file, "flags")).toMatchObject({ dtype: "b1", shape: [4] });
      expect(await numbers(file, "s/x")).toEqual([0, 1, 2]);
    }));

  test("char arrays are text", () =>
    withDataPath(fixture("recording.mat"), async (file) => {
      expect(await file.read("title")).toEqual({ shape: [], dtype: "U", data: ["grid"] });
      expect((await file.read("names")).data).toEqual(["left", "right"]);
      expect((await file.read("names", { rows: [1, 2] })).data).toEqual(["right"]);
    }));

  test.each([
    ["words", /is an object of class string.*cellstr\(x\)/],
    ["complex", /holds complex numbers/],
  ])("%s is refused by name", (name, message) =>
    withDataPath(fixture("recording.mat"), async (file) => {
      await expect(file.read(name)).rejects.toThrow(message);
    }),
  );

  test("what holds the cells of cell arrays is not listed; cells, sparse matrices and nothing are read", () =>
    withDataPath(fixture("recording.mat"), async (file) => {
      expect(await numbers(file, "cells{1}")).toEqual([0, 1]);
      expect(await numbers(file, "sparse")).toEqual([1, 0, 0, 1, 0, 0]);
      expect((await file.read("nil")).shape).toEqual([0]);
      expect(file.entries.filter(({ name }) => /refs|sparse\//.test(name))).toEqual([]);
    }));
});

describe("refused by name, the rest of the file readable", () => {
  test.each([
    ["lzf", /"lzf" is packed by the filter lzf \(number 32000\), which is not available here: rewrite it with gzip/],
    ["complex", /holds complex numbers/],
    ["records", /holds records with the fields trial, rate/],
    ["references", /holds references to other objects/],
    ["ragged", /holds rows of different lengths/],
    ["opaque", /holds raw bytes/],
    ["nothing", /has no shape and no data/],
    ["broken", /is a link to "\/nowhere", which is not in this file/],
    ["loop", /"loop" (cannot be read|is a link)/],
    ["link", /is a link to another file \("secret.h5"\), which is not opened/],
    ["soft", /is a link to "\/link", which is not in this file/],
    ["storage", /"storage": the data could not be read: they are damaged, cut short, or lie in another file/],
    ["virtual", /is put together from another file \("secret.h5"\), which is not opened/],
    ["chunk", /chunks of 536870912 bytes/],
  ])("%s", (name, message) =>
    withDataPath(fixture("hostile.h5"), async (file) => {
      await expect(file.read(name)).rejects.toThrow(message);
      await expect(file.read(name)).rejects.toBeInstanceOf(InputError);
      expect(await numbers(file, "good")).toEqual([0, 1, 2]);
    }),
  );
});

describe("files that are no HDF5 files, or no more", () => {
  test("text with the name of one", async () => {
    const path = await written("notes.h5", Buffer.from("x,y\n1,2\n"));
    await expect(openDataPath(path)).rejects.toThrow(/notes.h5 is not an HDF5 file, in spite of its name/);
  });

  test("cut short, at every five-hundredth byte", async () => {
    const whole = await readFile(fixture("recording.mat"));
    for (let length = 600; length < whole.length; length += 500) {
      const path = await written("cut.mat", whole.subarray(0, length));
      await expect(openDataPath(path)).rejects.toThrow(/not an HDF5 file, or is cut short or damaged/);
    }
  });

  test("data struck inside a chunk with a checksum are never returned", async () => {
    const whole = await readFile(fixture("plain.h5"));
    const struck = Buffer.from(whole);
    const at = whole.indexOf(Buffer.from([0x78, 0x5e])); // the head of a zlib stream
    expect(at).toBeGreaterThan(0);
    struck[at + 10] ^= 0x55;
    const path = await written("struck.h5", struck);
    await withDataPath(path, async (file) => {
      await expect(file.read("packed")).rejects.toThrow(/"packed": the data could not be read/);
    });
  });

  test("one over which the library goes on without end is given up in time that follows its size", async () => {
    expect(openDefaults.patience).toBeLessThanOrEqual(5);
    const asked = openDataPath(fixture("endless.h5"), { patience: 0.5 });
    await expect(asked).rejects.toThrow(/endless.h5 was not read within 1 s: the file is likely damaged/);
  });

  test("groups in groups without end are not entered, the rest is read", () =>
    withDataPath(fixture("deep.h5"), async (opened) => {
      expect(opened.entries).toHaveLength(2);
      expect(opened.entries.map(({ problem }) => problem)).toContainEqual(
        expect.stringMatching(/it lies in more than 63 groups, one in the other/),
      );
      expect(await numbers(opened, "x")).toEqual([1, 2]);
    }));

  test("the folder is left alone: nothing is written, and the file keeps its bytes", async () => {
    const hash = async () =>
      createHash("sha256")
        .update(await readFile(fixture("plain.h5")))
        .digest("hex");
    const before = [await hash(), await readdir(fixture(""))];
    await withDataPath(fixture("plain.h5"), (file) => file.read("cube"));
    expect([await hash(), await readdir(fixture(""))]).toEqual(before);
  });

  test("several files at once", async () => {
    const files = await Promise.all(
      ["plain.h5", "hostile.h5", "recording.mat"].map((name) => openDataPath(fixture(name))),
    );
    expect(await numbers(files[0], "f8_little")).toHaveLength(12);
    expect(await numbers(files[1], "good")).toEqual([0, 1, 2]);
    expect(await numbers(files[2], "row")).toHaveLength(4);
    await Promise.all(files.map((file) => file.close()));
  });
});
