/** Arrays of trials of neurons recorded together, in every order of axes. */
import { describe, expect, test } from "vitest";
import { type DataEntry, memoryFile } from "../../io/index.js";
import { recogniseTrials } from "./recognise.js";
import { areOfTrials, trialMeans } from "./trialMeans.js";

const SIZES = { trial: 4, unit: 3, time: 5 } as const;
type Axis = keyof typeof SIZES;
type Place = Readonly<Record<Axis, number>>;
const ORDERS: readonly (readonly Axis[])[] = [
  ["trial", "unit", "time"],
  ["trial", "time", "unit"],
  ["unit", "trial", "time"],
  ["unit", "time", "trial"],
  ["time", "trial", "unit"],
  ["time", "unit", "trial"],
];

const value = ({ trial, unit, time }: Place): number => 100 * trial + 10 * unit + time;

function arrayOf(axes: readonly Axis[], at: (place: Place) => number) {
  const shape = axes.map((axis) => SIZES[axis]);
  const data = Float64Array.from({ length: 60 }, (_, index) => {
    let rest = index;
    const place = { trial: 0, unit: 0, time: 0 };
    for (const axis of axes.toReversed()) {
      place[axis] = rest % SIZES[axis];
      rest = Math.floor(rest / SIZES[axis]);
    }
    return at(place);
  });
  return { name: "rates", shape, data };
}

const odour = { name: "odour", shape: [4], data: Float64Array.of(1, 2, 1, 2) };
const fileOf = (axes: readonly Axis[], at = value) => memoryFile("npz", "r.npz", [arrayOf(axes, at), odour]);

test.each(ORDERS)("axes %s, %s, %s", async (...axes) => {
  const { file, activity } = await trialMeans(fileOf(axes), { axes });
  expect(activity).toBe("rates");
  expect(file.entries[0]).toMatchObject({ name: "rates", shape: [4, 3], kind: "numbers" });
  const expected = Float64Array.from({ length: 12 }, (_, at) =>
    value({ trial: Math.floor(at / 3), unit: at % 3, time: 2 }),
  );
  expect((await file.read("rates")).data).toEqual(expected);
  expect((await file.read("rates", { rows: [1, 3] })).data).toEqual(expected.slice(3, 9));
  expect((await file.read("odour")).data).toEqual(odour.data);
  expect(file.choices).toEqual([{ said: "activity is the mean of all 5 bins of time (otherwise --window FROM:TO)" }]);
});

test("a window, and gaps in it: means of what is there are said, nothing is NaN", async () => {
  const gap = (place: Place) =>
    place.unit === 1 && (place.trial === 0 ? place.time === 2 : place.trial === 3) ? Number.NaN : value(place);
  const axes = ["trial", "unit", "time"] as const;
  const { file } = await trialMeans(fileOf(axes, gap), { axes, window: [1, 3] });
  const { data } = await file.read("rates");
  expect([data[0], data[1], data[10]]).toEqual([1.5, 11, Number.NaN]);
  expect(file.choices?.map(({ said }) => said)).toEqual([
    "activity is the mean of bins 1 to 2 of 5",
    "1 mean is of fewer bins, where values are missing (otherwise --window FROM:TO)",
  ]);
});

test("trials and units alone are a table; a factor among the axes is a design", async () => {
  expect(
    [
      ["trial", "unit"],
      ["neurons", "trials", "t"],
      ["unit", "odour", "trial"],
      ["unit", "time"],
    ].map(areOfTrials),
  ).toEqual([true, true, false, false]);
  await expect(trialMeans(fileOf(["trial", "unit", "time"]), { axes: ["trial", "unit"] })).rejects.toThrow(/2 axes/);
  await expect(
    trialMeans(fileOf(["trial", "unit", "time"]), { axes: ["trial", "unit", "time"], window: [3, 9] }),
  ).rejects.toThrow(/does not lie within the 5 bins/);
});

describe("recognised by lengths and names", () => {
  const list = (name: string, length: number): DataEntry => ({ name, shape: [length], dtype: "f8", kind: "numbers" });
  const array: DataEntry = { name: "psth", shape: [40, 12, 90], dtype: "f8", kind: "numbers" };

  test.each<[string, readonly DataEntry[], readonly string[] | undefined]>([
    ["a list for each trial", [list("odour", 40)], ["trial", "unit", "time"]],
    ["times say which axis is time", [list("odour", 40), list("time_ms", 12)], ["trial", "time", "unit"]],
    ["so do lists of units", [list("odour", 90), list("region", 40)], ["unit", "time", "trial"]],
    ["lists of units alone are no factors", [list("unit_depth", 40), list("region", 12)], undefined],
    ["numbers of trials are none", [list("trial", 40)], undefined],
    ["nothing is as long", [list("odour", 41)], undefined],
    ["a table says to be the activity", [list("odour", 40), { ...array, name: "rates", shape: [40, 12] }], undefined],
  ])("%s", (_, lists, axes) => {
    expect(recogniseTrials([array, ...lists])?.axes).toEqual(axes);
  });

  test("time is where trials end early", () => {
    expect(recogniseTrials([array, list("odour", 40)], 1)).toMatchObject({
      axes: ["trial", "time", "unit"],
      isGuess: false,
    });
    expect(recogniseTrials([array, list("odour", 40)], 0)?.isGuess).toBe(true);
  });

  test("what is a guess is said", () => {
    expect(recogniseTrials([array, list("odour", 40)])?.why).toContain("please check");
    expect(recogniseTrials([array, list("odour", 40), list("time", 90)])?.why).not.toContain("please check");
  });
});
