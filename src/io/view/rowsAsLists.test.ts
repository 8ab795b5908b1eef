import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { NpyArray } from "../npy.js";
import { writeNpz } from "../npz.js";
import { withDataPath } from "../openDataPath.node.js";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "purecell-rows-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const values = [3, 1, 4, 1, 5];
const row: NpyArray = { shape: [1, 5], data: Float64Array.from(values) };

test("a table of one row is a list, and it is said; one of one column or one value stays what it is", () => {
  const path = join(folder, "rows.npz");
  const column = { ...row, shape: [5, 1] };
  const words: NpyArray = { shape: [1, 2], data: ["a", "b"] };
  writeFileSync(path, writeNpz({ row, column, words, one: { shape: [1, 1], data: Float64Array.of(2) } }));
  return withDataPath(path, async (file) => {
    expect(file.entries.map(({ name, shape }) => [name, shape])).toEqual([
      ["row", [5]],
      ["column", [5, 1]],
      ["words", [2]],
      ["one", [1, 1]],
    ]);
    expect(await file.read("row")).toMatchObject({ shape: [5], data: Float64Array.from(values) });
    expect(await file.read("row", { rows: [1, 3] })).toMatchObject({ shape: [2], data: Float64Array.of(1, 4) });
    expect(await file.read("words")).toMatchObject({ shape: [2], data: ["a", "b"] });
    expect(file.choices?.map(({ said }) => said)).toEqual([
      'of one row, and so read as lists: "row" (1 x 5) and "words" (1 x 2)',
    ]);
  });
});

test("a list can be left out", () => {
  const path = join(folder, "left.npz");
  writeFileSync(path, writeNpz({ row, other: row }));
  return withDataPath(path, async (file) => expect(file.entries.map(({ name }) => name)).toEqual(["row"]), {
    leaveOut: ["other"],
  });
});
