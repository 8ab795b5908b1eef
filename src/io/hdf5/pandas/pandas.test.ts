/** Tables that real pandas wrote: test/fixtures/field/make_pandas.py. */
import { describe, expect, test } from "vitest";
import { openDataPath } from "../../openDataPath.node.js";
import type { DataFile } from "../../protocols.js";
import { unpickled } from "./pickled.js";

const fixture = (name: string) => new URL(`../../../../test/fixtures/field/${name}`, import.meta.url).pathname;
const ROWS = Array.from({ length: 40 }, (_, row) => row);

async function open<Result>(name: string, use: (file: DataFile) => Promise<Result>): Promise<Result> {
  const file = await openDataPath(fixture(name));
  try {
    return await use(file);
  } finally {
    await file.close();
  }
}

const valuesOf = async (file: DataFile, name: string) => Array.from<unknown>((await file.read(name)).data);
const namesOf = ({ entries }: DataFile) => entries.map(({ name }) => name);

test("DeepLabCut's poses: names in levels are joined, without the scorer", () =>
  open("pandas-pose.h5", async (file) => {
    const parts = ["nose", "tail base"].flatMap((part) => ["x", "y", "likelihood"].map((what) => `${part} ${what}`));
    expect(namesOf(file)).toEqual(["index", ...parts]);
    expect(file.entries[0].role).toBe("description");
    expect((await valuesOf(file, "index")).map(Number)).toEqual(ROWS);
    for (const [place, name] of parts.entries()) {
      const expected = ROWS.map((row) => (place % 3 === 2 ? (row % 10 === 7 ? 0.1 : 0.99) : row + place / 8));
      expect(await valuesOf(file, name), name).toEqual(expected);
    }
    const some = await file.read("tail base y", { rows: [10, 13] });
    expect(Array.from<unknown>(some.data)).toEqual([10.5, 11.5, 12.5]);
  }));

test("poses that a person labelled: a fixed frame with gaps, its index of images left out and said", () =>
  open("pandas-labelled.h5", async (file) => {
    expect(namesOf(file)).toEqual(["nose x", "nose y", "tail base x", "tail base y"]);
    expect(file.choices?.map(({ said }) => said)).toEqual([
      "df_with_missing: the index of rows, of 3 levels, is left out",
    ]);
    expect(await valuesOf(file, "nose y")).toEqual(ROWS.map((row) => (row === 3 ? Number.NaN : row + 1 / 8)));
    expect(await valuesOf(file, "tail base y")).toEqual(ROWS.map((row) => row + 4 / 8));
  }));

test("poses of two animals, compressed", () =>
  open("pandas-animals.h5", async (file) => {
    expect(namesOf(file)).toContain("bob nose x");
    expect(await valuesOf(file, "bob nose x")).toEqual(ROWS.map((row) => row + 3 / 8));
  }));

describe("a store of several tables", () => {
  test.each(["fixed", "session/table"])("%s: numbers, whole numbers, booleans, in the order of the table", (table) =>
    open("pandas-store.h5", async (file) => {
      const own = namesOf(file).filter((name) => name.startsWith(`${table}/`));
      expect(own).toEqual(
        ["index", "unit_1", "unit_2", "trial", "rewarded", "odour"].map((name) => `${table}/${name}`),
      );
      const entry = (name: string) => file.entries.find((one) => one.name === `${table}/${name}`);
      expect(["unit_1", "unit_2", "trial", "rewarded"].map((name) => entry(name)?.dtype)).toEqual([
        "f8",
        "f4",
        "i8",
        "b1",
      ]);
      expect(await valuesOf(file, `${table}/unit_1`)).toEqual(ROWS.map((row) => row / 4));
      expect(await valuesOf(file, `${table}/unit_2`)).toEqual(ROWS.map((row) => (row * 7) % 5));
      expect((await valuesOf(file, `${table}/trial`)).map(Number)).toEqual(ROWS);
      expect((await valuesOf(file, `${table}/rewarded`)).map(Number)).toEqual(ROWS.map((row) => 1 - (row % 2)));
    }),
  );

  test("texts are read from records, and where Python pickled them the line that helps is said", () =>
    open("pandas-store.h5", async (file) => {
      const odours = ROWS.map((row) => (row % 3 === 0 ? "mint" : "rose"));
      expect(await valuesOf(file, "session/table/odour")).toEqual(odours);
      await expect(file.read("fixed/odour")).rejects.toThrow('to_hdf(..., format="table")');
    }));

  test("a series, an index with a name, dates, categories and missing texts", () =>
    open("pandas-store.h5", async (file) => {
      expect(await valuesOf(file, "speed/speed")).toEqual(ROWS.map((row) => row / 10));
      expect(await valuesOf(file, "speed/index")).toEqual(ROWS.map((row) => row / 50));
      expect(await valuesOf(file, "clock/time")).toEqual(ROWS.map((row) => row / 50));
      expect(await valuesOf(file, "clock/note")).toEqual(ROWS.map((row) => (row === 3 ? "" : "a")));
      await expect(file.read("clock/when")).rejects.toThrow("holds dates");
      expect(namesOf(file).filter((name) => name.startsWith("clock/"))).toHaveLength(5);
      await expect(file.read("clock/arm")).rejects.toThrow("holds categories of pandas");
    }));
});

describe("what Python pickled", () => {
  test("is read as far as it is lists, dictionaries, texts and numbers", () => {
    expect(unpickled("(lp0\nVunit_1\np1\naI3\na(g1\nNtp2\na.")).toEqual(["unit_1", 3, ["unit_1", null]]);
    expect(unpickled("(dp0\nVindex\np1\n(dp2\nVindex_name\np3\nVa\\u00e9\np4\nss.")).toEqual(
      new Map([["index", new Map([["index_name", "aé"]])]]),
    );
    expect(unpickled("L12L\n.")).toBe(12);
  });

  test.each(["", "(l", "a.", "g7\n.", "cos\nsystem\n(S'ls'\ntR.", "V", "t.", "(lp0\nVx"])("or not: %j", (text) => {
    expect(unpickled(text)).toBeUndefined();
  });
});
