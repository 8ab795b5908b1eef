/** MATLAB's structs, cells, objects and sparse matrices, in both versions of its files; test/fixtures/field/make_tables.py wrote them. */
import { describe, expect, test } from "vitest";
import { type NpyArray, toFloat64 } from "./npy.js";
import { withDataPath } from "./openDataPath.node.js";
import type { DataFile } from "./protocols.js";

const fixture = (name: string) => new URL(`../../test/fixtures/field/${name}`, import.meta.url).pathname;
const values = (array: NpyArray) => (ArrayBuffer.isView(array.data) ? [...toFloat64(array)] : [...array.data]);
const read = async (file: DataFile, name: string) => values(await file.read(name));
const shapeOf = (file: DataFile, name: string) => file.entries.find((entry) => entry.name === name)?.shape;

describe.each(["nested5.mat", "nested73.mat"])("%s", (name) => {
  test("structs in structs, at any depth", () =>
    withDataPath(fixture(name), async (file) => {
      expect(shapeOf(file, "data/neural/activity")).toEqual([4, 3]);
      expect(await read(file, "data/neural/activity")).toEqual(Array.from({ length: 12 }, (_, i) => i));
      expect(values(await file.read("data/neural/activity", { rows: [1, 2] }))).toEqual([3, 4, 5]);
      expect(await read(file, "data/task/speed")).toEqual([0, 1, 2, 3]);
      expect(await read(file, "data/neural/area/name")).toEqual(["PFC"]);
    }));

  test("a cell array of spike times is a list for each cell, the silent one and the one of a single spike too", () =>
    withDataPath(fixture(name), async (file) => {
      const trains = [1, 2, 3, 4].map((cell) => `spikes/times{${cell}}`);
      expect(trains.map((train) => shapeOf(file, train))).toEqual([[3], [0], [1], [2]]);
      for (const [cell, times] of [[0.5, 1.25, 2], [], [3.5], [0.1, 0.2]].entries())
        expect(await read(file, trains[cell])).toEqual(times);
    }));

  test("single numbers and texts of all elements are one array", () =>
    withDataPath(fixture(name), async (file) => {
      expect(await read(file, "spikes/region")).toEqual(["CA1", "CA1", "CA3", "DG"]);
      expect(await read(file, "units/name")).toEqual(["n0", "n1", "n2"]);
      expect(await read(file, "units/depth")).toEqual([0, 10, 20]);
      expect(values(await file.read("units/depth", { rows: [1, 3] }))).toEqual([10, 20]);
      expect(await read(file, "scalars")).toEqual([1, 2.5, 4]);
    }));

  test("an array of structs, each of its own number of trials, with structs in it", () =>
    withDataPath(fixture(name), async (file) => {
      expect([1, 2, 3].map((unit) => shapeOf(file, `units(${unit})/response`))).toEqual([
        [3, 2],
        [2, 2],
        [4, 2],
      ]);
      expect(await read(file, "units(3)/response")).toEqual([200, 201, 210, 211, 220, 221, 230, 231]);
      expect(await read(file, "units(3)/task_variable/look")).toEqual([0, 1, 0, 1]);
      expect(await file.read("units(1)/task_variable/reward")).toMatchObject({
        dtype: "b1",
        data: Uint8Array.of(0, 1, 0),
      });
    }));

  test("cells in cells, and cells of different things", () =>
    withDataPath(fixture(name), async (file) => {
      expect(await read(file, "deep{2}{1}")).toEqual([0, 1, 2]);
      await expect(file.read("mixed")).rejects.toThrow(
        /"mixed" is a cell array whose cells hold different things.*cell2mat/,
      );
      expect(await file.read("flags")).toMatchObject({ dtype: "b1", data: Uint8Array.of(1, 0, 1) });
    }));
});

test("sparse matrices, of numbers and of booleans", () =>
  withDataPath(fixture("nested5.mat"), async (file) => {
    expect(shapeOf(file, "sparse")).toEqual([4, 3]);
    expect(await read(file, "sparse")).toEqual([0, 5, 0, 0, 0, 0, 2, 0, 0, 0, 0, -1.5]);
    expect(await file.read("sparse_flags", { rows: [0, 1] })).toMatchObject({
      dtype: "b1",
      data: Uint8Array.of(0, 1, 0),
    });
  }));

describe.each(["objects5.mat", "objects73.mat"])("%s", (name) => {
  test.each([
    ["rates", /class table.*table2struct\(x, "ToScalar", true\).*table2array\(x\)/],
    ["when", /class datetime.*seconds\(x - x\(1\)\)/],
    ["lasting", /class duration.*seconds\(x\)/],
    ["side", /class categorical.*cellstr\(x\)/],
  ])("%s is named with the line that converts it", (object, message) =>
    withDataPath(fixture(name), async (file) => {
      await expect(file.read(object)).rejects.toThrow(message);
      expect(await read(file, "activity")).toHaveLength(12);
      expect(file.entries).toHaveLength(5); // and nothing of what MATLAB keeps for its objects
    }),
  );
});

test("a file of version 4 is named as such", async () => {
  await expect(withDataPath(fixture("version4.mat"), async () => {})).rejects.toThrow(/MATLAB file of version 4.*-v7/);
});
