/** Neurons that were not recorded together: three forms of file, one set of trials, and populations made from them. */
import { describe, expect, test } from "vitest";
import { bytesSource, memoryFile, type NpyArray, openDataFile, writeNpz } from "../../io/index.js";
import { withDataPath } from "../../io/openDataPath.node.js";
import { key } from "../../math/random.js";
import { separateHalving, separatePermutation } from "../../metrics/separateDraws.js";
import { separateTrials } from "./open.js";
import { pseudoPopulation } from "./pseudoTrials.js";
import { recogniseSeparate } from "./recognise.js";
import type { SeparateTrials } from "./trials.js";

const TRIALS = [5, 4, 6, 2];
const LOOKS = 2;
const DIRECTIONS = 3;
const BINS = 4;

/** What a neuron does in a bin of a trial: every number is another, and all add up to whole numbers. */
const value = (unit: number, look: number, direction: number, trial: number, bin: number) =>
  1000 * unit + 300 * look + 100 * direction + 10 * trial + 2 * bin;

/** Trials of a neuron in a cell: neuron 3 has fewer in the last. */
const trialsOf = (unit: number, look: number, direction: number) =>
  TRIALS[unit] - (unit < 3 && look === 1 && direction === 2 ? 1 : 0);

const indices = (count: number) => Array.from({ length: count }, (_, i) => i);

/** The array with its axes in any order, "u", "l", "d", "r" (trial) and "t". */
function arrayOf(order: string): NpyArray {
  const size: Record<string, number> = { u: 4, l: LOOKS, d: DIRECTIONS, r: 6, t: BINS };
  const shape = [...order].map((axis) => size[axis]);
  const data = new Float64Array(shape.reduce((a, b) => a * b, 1)).map((_, at) => {
    const place: Record<string, number> = {};
    let rest = at;
    for (let axis = order.length - 1; axis >= 0; axis--) {
      place[order[axis]] = rest % shape[axis];
      rest = Math.floor(rest / shape[axis]);
    }
    const { u, l, d, r, t } = place;
    return r < trialsOf(u, l, d) ? value(u, l, d, r, t) : Number.NaN;
  });
  return { shape, data };
}

const NAMES: Record<string, string> = { u: "unit", l: "look", d: "direction", r: "trial", t: "time" };
const axesFile = (order: string, more: Record<string, NpyArray> = {}) =>
  openDataFile(bytesSource(writeNpz({ rates: arrayOf(order), ...more }), "apart.npz"));
const fromAxes = async (order: string, window?: readonly [number, number]) =>
  separateTrials(await axesFile(order), { axes: [...order].map((axis) => NAMES[axis]), ...(window && { window }) });

interface Row {
  readonly unit: number;
  readonly look: number;
  readonly direction: number;
  readonly trial: number;
}

const rows: Row[] = indices(4).flatMap((unit) =>
  indices(LOOKS).flatMap((look) =>
    indices(DIRECTIONS).flatMap((direction) =>
      indices(trialsOf(unit, look, direction)).map((trial) => ({ unit, look, direction, trial })),
    ),
  ),
);
const meanOf = ({ unit, look, direction, trial }: Row) => value(unit, look, direction, trial, 0) + BINS - 1;

const longFile = memoryFile("csv", "long.csv", [
  { name: "neuron", shape: [rows.length], data: rows.map(({ unit }) => `n${unit}`) },
  { name: "look", shape: [rows.length], data: rows.map(({ look }) => (look === 0 ? "a" : "b")) },
  { name: "direction", shape: [rows.length], data: Float64Array.from(rows, ({ direction }) => direction) },
  { name: "rate", shape: [rows.length], data: Float64Array.from(rows, meanOf) },
]);

const structFile = memoryFile(
  "matlab-v5",
  "units.mat",
  indices(4).flatMap((unit) => {
    const own = rows.filter((row) => row.unit === unit);
    const at = `data/unit(${unit + 1})`;
    const response = own.flatMap(({ look, direction, trial }) =>
      indices(BINS).map((bin) => value(unit, look, direction, trial, bin)),
    );
    return [
      { name: `${at}/response`, shape: [own.length, BINS], data: Float64Array.from(response) },
      { name: `${at}/task_variable/look`, shape: [own.length], data: Float64Array.from(own, ({ look }) => look) },
      {
        name: `${at}/task_variable/direction`,
        shape: [own.length],
        data: Float64Array.from(own, ({ direction }) => direction),
      },
      { name: `${at}/task_variable/latency`, shape: [own.length], data: Float64Array.from(own, (_, i) => i / 7) },
    ];
  }),
);

/** Activity alone, [units][cells][trials]. */
const activityOf = (trials: SeparateTrials | undefined) =>
  trials?.units.map((unit) => unit.trials.map((own) => [...own]));
const expected = indices(4).map((unit) =>
  indices(LOOKS).flatMap((look) =>
    indices(DIRECTIONS).map((direction) =>
      rows.filter((row) => row.unit === unit && row.look === look && row.direction === direction).map(meanOf),
    ),
  ),
);
const options = { key: key(3), kinds: {}, periods: {} };
const trials = async () => {
  const found = await fromAxes("uldrt");
  if (!found) throw new Error("nothing found");
  return found;
};

describe("the same trials", () => {
  test.each(["uldrt", "tudlr", "rtlud", "udltr"])("from an array of the axes %s", async (order) => {
    const found = await fromAxes(order);
    const swapped = order.indexOf("d") < order.indexOf("l");
    expect(found?.factors.map(({ name }) => name)).toEqual(swapped ? ["direction", "look"] : ["look", "direction"]);
    const cells = activityOf(found);
    const inOrder = cells?.map((own) =>
      swapped ? indices(6).map((cell) => own[(cell % 3) * 2 + Math.floor(cell / 3)]) : own,
    );
    expect(inOrder).toEqual(expected);
  });

  test("from a table with a row for each neuron and trial", async () => {
    const found = await separateTrials(longFile, {
      unitColumn: "neuron",
      activity: ["rate"],
      factors: ["look", "direction"],
    });
    expect(activityOf(found)).toEqual(expected);
    expect(found?.units.map(({ name }) => name)).toEqual(["n0", "n1", "n2", "n3"]);
    expect(found?.factors).toEqual([
      { name: "look", levels: ["a", "b"] },
      { name: "direction", levels: [0, 1, 2] },
    ]);
  });

  test("from an array of structs, which needs no flag; a variable of many levels is left out and said", async () => {
    const found = await separateTrials(structFile, {});
    expect(activityOf(found)).toEqual(expected);
    expect(found?.notes.join("\n")).toMatch(/factors: look, direction; left out, of one or of many levels: latency/);
    const named = await separateTrials(structFile, { activity: ["response"], factors: ["direction", "look"] });
    expect(named?.factors.map(({ name }) => name)).toEqual(["direction", "look"]);
  });

  test("from structs that MATLAB's format really holds", async () => {
    const path = new URL("../../../test/fixtures/field/nested5.mat", import.meta.url).pathname;
    const found = await withDataPath(path, (file) => separateTrials(file, { window: [1, 2], factors: ["look"] }));
    expect(found?.units.map(({ name }) => name)).toEqual(["n0", "n1", "n2"]);
    expect(activityOf(found)).toEqual([
      [[1, 21], [11]],
      [[101], [111]],
      [
        [201, 221],
        [211, 231],
      ],
    ]);
  });
});

test("a window of time is averaged, and a trial with a gap in it left out and said", async () => {
  const found = await fromAxes("uldrt", [1, 3]);
  expect(found?.units[1].trials[0][2]).toBe(value(1, 0, 0, 2, 0) + 3);
  expect(found?.notes[0]).toBe("activity is the mean of bins 1 to 2 of 4");
  const array = arrayOf("uldrt");
  if (!(array.data instanceof Float64Array)) throw new Error("no numbers");
  array.data[3] = Number.NaN;
  const file = await openDataFile(bytesSource(writeNpz({ rates: array }), "apart.npz"));
  const cut = await separateTrials(file, { axes: ["unit", "look", "direction", "trial", "time"] });
  expect(cut?.units[0].trials[0].length).toBe(4);
  expect(cut?.notes.join()).toMatch(/1 trial with gaps in these bins left out/);
});

test("a factor that never changes is left out and said", async () => {
  const one = { shape: [4, 1, 2, 3, 6, 4], data: arrayOf("uldrt").data };
  const file = await openDataFile(bytesSource(writeNpz({ rates: one }), "apart.npz"));
  const found = await separateTrials(file, { axes: ["unit", "epoch", "look", "direction", "trial", "time"] });
  expect(activityOf(found)).toEqual(expected);
  expect(found?.notes.join()).toMatch(/left out, since it never changes: epoch/);
  const long = await separateTrials(longFile, {
    unitColumn: "neuron",
    activity: ["rate"],
    factors: ["look", "direction"],
  });
  expect(long?.notes).toEqual([]);
  const same = memoryFile("csv", "t.csv", [
    { name: "neuron", shape: [4], data: ["a", "a", "b", "b"] },
    { name: "look", shape: [4], data: Float64Array.of(0, 1, 0, 1) },
    { name: "day", shape: [4], data: Float64Array.of(1, 1, 1, 1) },
    { name: "rate", shape: [4], data: Float64Array.of(1, 2, 3, 4) },
  ]);
  const kept = await separateTrials(same, { unitColumn: "neuron", activity: ["rate"], factors: ["look", "day"] });
  expect(kept?.factors.map(({ name }) => name)).toEqual(["look"]);
  expect(kept?.notes.join()).toMatch(/never changes: day/);
});

test.each([
  ["a cell array of structs", (unit: number) => `units{${unit + 1}}`],
  ["groups of HDF5", (unit: number) => `neurons/m${unit}`],
])("from %s", async (_, at) => {
  const own = indices(4).flatMap((unit) => {
    const mine = rows.filter((row) => row.unit === unit);
    return [
      { name: `${at(unit)}/rate`, shape: [mine.length], data: Float64Array.from(mine, meanOf) },
      { name: `${at(unit)}/look`, shape: [mine.length], data: mine.map(({ look }) => (look === 0 ? "a" : "b")) },
      {
        name: `${at(unit)}/direction`,
        shape: [mine.length],
        data: Float64Array.from(mine, ({ direction }) => direction),
      },
    ];
  });
  expect(activityOf(await separateTrials(memoryFile("hdf5", "f.h5", own), {}))).toEqual(expected);
});

test("levels are the values of a list of the axis's name", async () => {
  const file = await axesFile("uldrt", { direction: { shape: [3], data: Float64Array.of(0, 90, 180) } });
  const found = await separateTrials(file, {
    axes: ["unit", "look", "direction", "trial", "time"],
    activity: ["rates"],
  });
  expect(found?.factors[1].levels).toEqual([0, 90, 180]);
});

describe("a population", () => {
  test("every unit does what it did in a trial of its own of that cell, none twice", async () => {
    const {
      representation,
      trials: count,
      leftOut,
      trialsOfKept,
      trialsUsed,
    } = pseudoPopulation(await trials(), { ...options, trials: 3 }, "f");
    expect([count, leftOut, representation.conditions, representation.units]).toEqual([3, ["unit 3"], 18, 3]);
    expect([trialsOfKept, trialsUsed]).toEqual([expected.slice(0, 3).flat(2).length, 54]);
    for (let unit = 0; unit < 3; unit++) {
      for (let cell = 0; cell < 6; cell++) {
        const own = indices(3).map((trial) => representation.activity[(cell * 3 + trial) * 3 + unit]);
        expect(new Set(own).size).toBe(3);
        expect(expected[unit][cell]).toEqual(expect.arrayContaining(own));
      }
    }
    expect(representation.factors.map(({ values }) => [...values.slice(0, 10)])).toEqual([
      [0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
      [0, 0, 0, 1, 1, 1, 2, 2, 2, 0],
    ]);
  });

  test("the same key draws the same trials, another others", async () => {
    const draw = async (seed: number) =>
      pseudoPopulation(await trials(), { ...options, trials: 3, key: key(seed) }, "f").representation.activity;
    expect(await draw(1)).toEqual(await draw(1));
    expect(await draw(1)).not.toEqual(await draw(2));
  });

  test("by default the most trials that keep nine neurons of ten", async () => {
    const source = await trials();
    const more = { ...source, units: [...indices(8).map(() => source.units[0]), source.units[1], source.units[3]] };
    const found = pseudoPopulation(more, options, "f");
    expect([found.trials, found.leftOut]).toEqual([3, ["unit 3"]]); // 4 would keep eight
    expect(pseudoPopulation(source, options, "f").trials).toBe(2); // of four, all
  });

  test("averages are the means of all trials", async () => {
    const { representation } = pseudoPopulation(await trials(), { ...options, trials: "averages" }, "f");
    expect([representation.conditions, representation.units]).toEqual([6, 4]);
    const means = expected.map((own) => own.map((values) => values.reduce((a, b) => a + b) / values.length));
    expect([...representation.activity]).toEqual(indices(6).flatMap((cell) => means.map((own) => own[cell])));
  });

  test("too many trials, and cells that no neuron has all of, are refused with what would do", async () => {
    const source = await trials();
    expect(() => pseudoPopulation(source, { ...options, trials: 9 }, "f")).toThrow(
      /no neuron has 9 trials in each of the 6 cells of look \(2\) x direction \(3\).*--trials 2 keeps 4/,
    );
    const gaps = source.units.map((unit, u) => ({
      ...unit,
      trials: unit.trials.map((own, cell) => (cell === u ? new Float64Array() : own)),
    }));
    expect(() => pseudoPopulation({ ...source, units: gaps }, options, "f")).toThrow(
      /fewer than 90 % of the 4 neurons have a trial in each.*choose fewer factors/,
    );
  });
});

describe("draws act on the trials of each neuron", () => {
  const column = ({ activity, units }: { activity: Float64Array; units: number }, unit: number) => [
    ...activity.filter((_, at) => at % units === unit),
  ];
  const sorted = (values: number[]) => values.sort((a, b) => a - b);

  test("a permutation gives every unit an order of its own", async () => {
    const { representation } = pseudoPopulation(await trials(), { ...options, trials: 2 }, "f");
    const drawn = separatePermutation(representation, key(5));
    const orders = indices(4).map((unit) =>
      column(drawn, unit)
        .map((one) => column(representation, unit).indexOf(one))
        .join(),
    );
    expect(new Set(orders).size).toBe(4);
    for (const unit of indices(4)) expect(sorted(column(drawn, unit))).toEqual(sorted(column(representation, unit)));
    expect(drawn.factors).toBe(representation.factors);
  });

  test("halves part each unit's trials of every cell; averages and few trials have none", async () => {
    const source = await trials();
    const four = { ...source, units: [0, 2].map((unit) => source.units[unit]) };
    const { representation } = pseudoPopulation(four, { ...options, trials: 4 }, "f");
    const [a, b, c] = separateHalving(representation, 4)(key(6));
    expect([a.conditions, b.conditions, c.conditions]).toEqual([12, 12, 6]);
    for (let unit = 0; unit < 2; unit++) {
      for (let cell = 0; cell < 6; cell++) {
        const part = (half: typeof a) => column(half, unit).slice(2 * cell, 2 * cell + 2);
        expect(sorted([...part(a), ...part(b)])).toEqual(
          sorted(column(representation, unit).slice(4 * cell, 4 * cell + 4)),
        );
      }
    }
    expect(() => separateHalving(representation, 1)).toThrow(/averages of conditions have no trials/);
    expect(() => separateHalving(representation, 3)).toThrow(/at least four/);
  });
});

describe("recognised", () => {
  test.each([
    ["uldrt", "unit,factor1,factor2,trial,time"],
    ["uldtr", "unit,factor1,factor2,time,trial"],
  ])("an array of the axes %s", async (order, axes) => {
    const found = await recogniseSeparate(await axesFile(order));
    expect(found?.flags).toEqual([["--axes", axes]]);
    expect(await separateTrials(await axesFile(order), { axes: axes.split(",") })).toBeDefined();
  });

  test("a long table whose names have blanks and units", async () => {
    const names: Readonly<Record<string, string>> = { neuron: "Neuron ID", rate: "Firing rate (Hz)" };
    const entries = longFile.entries.map((entry) => ({ ...entry, name: names[entry.name] ?? entry.name }));
    const own = (name: string) => Object.keys(names).find((key) => names[key] === name) ?? name;
    const file = { ...longFile, entries, read: (name: string) => longFile.read(own(name)) };
    expect((await recogniseSeparate(file))?.flags.slice(0, 2)).toEqual([
      ["--unit-column", "Neuron ID"],
      ["--activity", "Firing rate (Hz)"],
    ]);
  });

  test("structs, a long table, and neither", async () => {
    expect((await recogniseSeparate(structFile))?.flags).toEqual([]);
    expect((await recogniseSeparate(longFile))?.flags).toEqual([
      ["--unit-column", "neuron"],
      ["--activity", "rate"],
      ["--factors", "look,direction"],
    ]);
    const together = memoryFile("csv", "t.csv", [
      { name: "unit_1", shape: [3], data: Float64Array.of(1, 2, 3) },
      { name: "speed", shape: [3], data: Float64Array.of(1, 2, 3) },
    ]);
    expect(await recogniseSeparate(together)).toBeUndefined();
  });
});

test.each<[string, object, RegExp]>([
  ["too few axes", { axes: ["unit", "look", "trial"] }, /arrays with that many axes: none/],
  ["no unit", { axes: ["a", "look", "direction", "trial", "time"] }, /needs one axis called unit/],
  ["no factor", { axes: ["unit", "look", "look", "trial", "time"] }, /two axes are called "look"/],
  [
    "a window outside",
    { axes: ["unit", "look", "direction", "trial", "time"], window: [2, 9] },
    /--window 2:9 does not lie within the 4 bins/,
  ],
  [
    "factors beside axes",
    { axes: ["unit", "look", "direction", "trial", "time"], factors: ["look"] },
    /leave --factors out/,
  ],
])("%s is refused", async (_, said, message) => {
  await expect(separateTrials(await axesFile("uldrt"), said)).rejects.toThrow(message);
});
