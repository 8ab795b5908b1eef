/** Numbers that stand for no value, of every array, of one, and of one column. */
import { describe, expect, test } from "vitest";
import { writeNpz } from "../npz.js";
import { openDataFile } from "../openDataFile.js";
import type { MissingValue } from "../protocols.js";
import { bytesSource } from "../source.js";

const TABLE = Float64Array.of(1, -999, -1, 3, 5, -999);
const read = async (missingValues: readonly MissingValue[], name: string) => {
  const file = await openDataFile(
    bytesSource(
      writeNpz({
        table: { shape: [3, 2], data: TABLE },
        counts: { shape: [3], data: Int32Array.of(7, -999, -1) },
        wide: { shape: [3], data: Float32Array.of(1e20, 1, 2) },
      }),
    ),
    { missingValues },
  );
  return Array.from((await file.read(name)).data, Number);
};

describe("a value that stands for none", () => {
  test("everywhere, whole numbers too", async () => {
    expect(await read([{ value: -999 }], "table")).toEqual([1, NaN, -1, 3, 5, NaN]);
    expect(await read([{ value: -999 }], "counts")).toEqual([7, NaN, -1]);
  });
  test("of one array, another of another", async () => {
    const values = [
      { value: -999, of: "counts" },
      { value: 1e20, of: "wide" },
    ];
    expect(await read(values, "table")).toEqual([...TABLE]);
    expect(await read(values, "counts")).toEqual([7, NaN, -1]);
    expect(await read(values, "wide")).toEqual([NaN, 1, 2]);
  });
  test("of one column of a table", async () => {
    expect(await read([{ value: -1, of: "table[1]" }], "table")).toEqual([...TABLE]);
    expect(await read([{ value: -1, of: "table[0]" }], "table")).toEqual([1, -999, NaN, 3, 5, -999]);
  });
});
