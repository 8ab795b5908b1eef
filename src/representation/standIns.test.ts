/** Columns with and without numbers that stand for no value. */
import { describe, expect, test } from "vitest";
import { key, normal, uniform } from "../math/random.js";
import { factorFromNumbers, representation } from "./representation.js";
import { standInNotes, standInOf } from "./standIns.js";

const ROWS = 200;
const gapped = (values: Float64Array, value: number, every = 20) =>
  values.map((own, i) => (i % every === 3 ? value : own));
const speeds = uniform(key(1), ROWS).map((u) => 40 * u);
const whole = (levels: readonly number[]) => Float64Array.from({ length: ROWS }, (_, i) => levels[i % levels.length]);

describe("numbers that stand apart", () => {
  test.each([
    ["-999 among speeds", gapped(speeds, -999), -999],
    ["-1 among numbers from 0 to 1", gapped(uniform(key(2), ROWS), -1), -1],
    [
      "9999 among angles",
      gapped(
        speeds.map((v) => 9 * v),
        9999,
      ),
      9999,
    ],
    ["1e20 of float32", gapped(normal(key(3), ROWS), Math.fround(1e20)), Math.fround(1e20)],
    [
      "65535 among pixels",
      gapped(
        speeds.map((v) => Math.round(30 * v)),
        65535,
      ),
      65535,
    ],
    ["-99 among levels", gapped(whole([1, 2, 3, 4]), -99), -99],
    ["a value that no program is known for, very far away", gapped(speeds, -123456), -123456],
  ])("%s", (_, values, value) => expect(standInOf(values)).toMatchObject({ value, rows: 10 }));
});

describe("numbers that do not", () => {
  test.each([
    ["speeds", speeds],
    ["a step of -1, 0, 1", whole([-1, 0, 1])],
    ["two levels", whole([-1, 1])],
    ["a regular scale that ends at 99", whole([0, 33, 66, 99])],
    ["doses a decade apart", whole([1, 10, 100, 1000])],
    ["counts, mostly 0", whole([0, 0, 0, 1, 0, 2, 0, 9])],
    ["brightness up to 255", whole(Array.from({ length: 256 }, (_, i) => i))],
    ["one outlier", speeds.map((v, i) => (i === 5 ? -999 : v))],
  ])("%s", (_, values) => expect(standInOf(values)).toBeUndefined());
});

describe("what is said of a recording", () => {
  const recorded = (columns: Readonly<Record<string, Float64Array>>, activity = normal(key(4), 2 * ROWS)) =>
    standInNotes(
      representation({
        activity,
        units: 2,
        factors: Object.entries(columns).map(([name, values]) => factorFromNumbers(name, values)),
      }),
    );
  const y = uniform(key(5), ROWS).map((u) => 40 * u);

  test("names the column, the rows and the flag; nothing of clean ones", () => {
    expect(recorded({ speed: speeds, y })).toEqual([]);
    const [note, ...others] = recorded({ speed: gapped(speeds, -999), y });
    expect(note).toMatch(/^factor "speed" holds -999 in 10 rows, .* --missing-value speed=-999 --missing leave-out$/);
    expect(others).toEqual([]);
  });

  test("of whole numbers read as a category, by the numbers of its levels", () =>
    expect(recorded({ cue: gapped(whole([1, 2, 3, 4]), -99), y })[0]).toContain("--missing-value cue=-99"));

  test("of units together", () => {
    const activity = normal(key(4), 2 * ROWS).map((v, at) => (at % 40 < 2 ? 9999 : v));
    expect(recorded({ y, speed: speeds }, activity)).toEqual([
      expect.stringMatching(/^activity of 2 units \(0, 1\) holds 9999 in 10 rows/),
    ]);
  });

  test.each([0, -1, 20])("of lost positions at (%d, %d)", (lost) => {
    const [note] = recorded({ x: gapped(speeds, lost), y: gapped(y, lost) });
    expect(note).toContain(`--missing-value x=${lost},y=${lost} --missing leave-out`);
  });

  test("not of an animal that stands still in many places", () => {
    const still = (values: Float64Array) => values.map((_, i) => Math.round(values[i - (i % 4)]));
    expect(recorded({ x: still(speeds), y: still(y) })).toEqual([]);
  });
});
