/** Tables, MATLAB files and neurons recorded apart, as people have them, through the command line. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writeNpz } from "../../src/io/index.js";
import { fold, key, uniform } from "../../src/math/random.js";
import { calling } from "./fixtures/inProcess.js";

const ROWS = 240;
const speed = Array.from(uniform(key(1), ROWS), (value) => Math.round(1e4 * value) / 1e4);
const odour = Array.from(uniform(key(2), ROWS), (value) => ["apple", "bean", "corn"][Math.floor(3 * value)]);
/** The first unit follows the speed, the second the odour. */
const rates = speed.map((value, row) => [
  Math.round(1e4 * (value + 0.05 * uniform(fold(key(3), row), 1)[0])) / 1e4,
  Math.round(1e4 * (["apple", "bean", "corn"].indexOf(odour[row]) + 0.3 * uniform(fold(key(4), row), 1)[0])) / 1e4,
]);

const LINES = rates.map(([a, b], row) => `${a},${b},${speed[row]},${odour[row]}`);
const CLEAN = `unit_1,unit_2,speed,odour\n${LINES.join("\n")}\n`;
const comma = (text: string) => text.replaceAll(",", ";").replaceAll(".", ",");

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "purecell-tables-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function written(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const FAST = ["--metrics", "mir,mutualInformation", "--null", "0", "--intervals", "0", "--json"];

async function measured(path: string, ...flags: string[]) {
  const { code, out, err } = await calling("measure", path, ...flags, ...FAST);
  expect(code, err).toBe(0);
  return { ...JSON.parse(out), said: err };
}

describe("a table gives the same numbers however it is written", () => {
  test.each<[string, string | Uint8Array]>([
    [
      "unnamed index",
      CLEAN.split("\n")
        .map((line, row) => (line === "" ? "" : `${row === 0 ? "" : row},${line}`))
        .join("\n"),
    ],
    ["decimal comma", comma(CLEAN)],
    ["sep line", `sep=;\r\n${CLEAN.replaceAll(",", ";").replaceAll("\n", "\r\n")}`],
    ["trailing marks and empty rows", `${CLEAN.replaceAll("\n", ",\n")},,,,\n,,,,\n`],
    ["a line of units", CLEAN.replace("\n", "\nHz,Hz,cm/s,\n")],
    ["comments", `# rat 7\n${CLEAN}# end\n`],
    ["names behind a mark", `# ${CLEAN}`],
    ["UTF-16", Uint8Array.from([0xff, 0xfe, ...Buffer.from(CLEAN, "utf16le")])],
    [
      "gaps in a column that is not used",
      CLEAN.split("\n")
        .map((line, row) => (line === "" ? "" : `${line},${row === 0 ? "note" : row % 9 === 0 ? "late" : ""}`))
        .join("\n"),
    ],
  ])("%s", async (name, content) => {
    const flags = ["--activity", "unit_*", "--factors", "speed,odour"];
    const plain = await measured(written("clean.csv", CLEAN), ...flags);
    const other = await measured(written(`${name}.csv`, content), ...flags);
    expect(other.metrics.mutualInformation.matrix).toEqual(plain.metrics.mutualInformation.matrix);
    expect(other.factors).toEqual(plain.factors);
    expect(other.units.names).toEqual(["unit_1", "unit_2"]);
  });

  test("the index is no unit where nothing is named but the factors", async () => {
    const path = written(
      "index.csv",
      CLEAN.split("\n")
        .map((line, row) => (line === "" ? "" : `${row === 0 ? "" : row},${line}`))
        .join("\n"),
    );
    const { units, said } = await measured(path, "--factors", "speed,odour");
    expect(units.names).toEqual(["unit_1", "unit_2"]);
    expect(said).toMatch(/column "index" numbers or names the rows/);
  });

  test("a gap in a column that is used, and an infinite number anywhere, are errors", async () => {
    const gap = await calling(
      "measure",
      written("gap.csv", CLEAN.replace(`,${odour[0]}`, ",")),
      "--activity",
      "unit_*",
      "--factors",
      "odour",
    );
    expect([gap.code, gap.err]).toEqual([
      3,
      expect.stringMatching(/factor "odour" has no value in 1 of 240 conditions, first in row 0/),
    ]);
    for (const row of [0, 7]) {
      const infinite = await calling(
        "inspect",
        written("inf.csv", CLEAN.replace(`${rates[row][0]},${rates[row][1]}`, `inf,${rates[row][1]}`)),
      );
      expect([infinite.code, infinite.err]).toEqual([
        3,
        expect.stringMatching(new RegExp(`line ${row + 2}: column "unit_1".*inf`)),
      ]);
    }
  });
});

const CELLS = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
] as const;
/** look, direction, both, nothing */
const EFFECTS = [
  [6, 0],
  [0, 6],
  [4, 4],
  [0, 0],
] as const;
const MOST = 30;

/** Trials of a neuron in a cell, each the mean of three bins. */
const trialsOf = (unit: number, cell: number) => {
  const [look, direction] = CELLS[cell];
  const [ofLook, ofDirection] = EFFECTS[unit];
  const noise = uniform(fold(fold(key(9), unit), cell), MOST - ((unit + cell) % 4));
  return Array.from(noise, (value) => 5 + ofLook * look + ofDirection * direction + 2 * value);
};

const units = EFFECTS.map((_, unit) => unit);

function arrayFile(): string {
  const data = new Float64Array(4 * 4 * MOST * 3).fill(Number.NaN);
  for (const unit of units)
    for (let cell = 0; cell < 4; cell++)
      trialsOf(unit, cell).forEach((value, trial) => {
        for (let bin = 0; bin < 3; bin++) data[((unit * 4 + cell) * MOST + trial) * 3 + bin] = value + bin - 1;
      });
  return written("apart.npz", writeNpz({ rates: { shape: [4, 2, 2, MOST, 3], data } }));
}

function longFile(): string {
  const lines = units.flatMap((unit) =>
    CELLS.flatMap(([look, direction], cell) =>
      trialsOf(unit, cell).map((value) => `n${unit},${look},${direction},${value}`),
    ),
  );
  return written("long.csv", `neuron,look,direction,rate\n${lines.join("\n")}\n`);
}

const AXES = ["--axes", "unit,look,direction,trial,time"];
const LONG = ["--unit-column", "neuron", "--activity", "rate", "--factors", "look,direction"];

describe("neurons that were not recorded together", () => {
  test("the planted neurons are found, from an array and from a long table alike", async () => {
    const [array, long] = [await measured(arrayFile(), ...AXES), await measured(longFile(), ...LONG)];
    const matrix: number[][] = array.metrics.mutualInformation.matrix;
    const wide = (row: readonly number[]) => row.map((value) => value > 0.3);
    expect(matrix.map(wide)).toEqual([
      [true, false],
      [false, true],
      [true, true],
      [false, false],
    ]);
    expect(matrix[0][0]).toBeCloseTo(Math.LN2, 1);
    expect(long.metrics.mutualInformation.matrix).toEqual(matrix);
    expect(array.pseudoTrials).toEqual({ perCell: 27, cells: 4, neuronsLeftOut: [], trials: 456, trialsUsed: 432 });
    expect(array.conditions).toBe(108);
    expect(array.said).toMatch(
      /27 pseudo-trials drawn of each of 4 cells, of 4 neurons; 24 of their 456 trials not drawn/,
    );
  });

  test("the same seed draws the same trials, another draws others", async () => {
    const flags = [...AXES, "--trials", "20"];
    const run = async (...more: string[]) => (await measured(arrayFile(), ...flags, ...more)).metrics;
    const draws = ["--null", "19", "--null-kind", "permuted", "--intervals", "4"];
    const first = await run(...draws);
    expect(await run(...draws)).toEqual(first);
    expect((await run("--seed", "1")).mutualInformation).not.toEqual(first.mutualInformation);
  });

  test("more trials than some neurons have leave those out, by name; averages need none", async () => {
    const few = await measured(longFile(), ...LONG, "--trials", "27", "--window", "0:1").catch(() => undefined);
    expect(few).toBeUndefined();
    const average = await measured(arrayFile(), ...AXES, "--trials", "averages");
    expect([average.conditions, average.pseudoTrials.perCell]).toEqual([4, "averages"]);
    const refused = await calling("measure", arrayFile(), ...AXES, "--trials", "31");
    expect([refused.code, refused.err]).toEqual([
      3,
      expect.stringMatching(/no neuron has 31 trials.*--trials 27 keeps 4/),
    ]);
  });

  test("inspect recognises both, and its command works", async () => {
    for (const path of [arrayFile(), longFile()]) {
      const { out } = await calling("inspect", path, "--json");
      const { measure, separate } = JSON.parse(out);
      expect(separate).toMatch(/recorded apart/);
      const { code, err } = await calling(...measure.split(" ").slice(1), ...FAST);
      expect(code, err).toBe(0);
    }
  });

  test("without flags the array is refused with them, and rows of the table are not taken for conditions in silence", async () => {
    const array = await calling("measure", arrayFile());
    expect([array.code, array.err]).toEqual([3, expect.stringMatching(/give --axes unit,factor1,factor2,trial,time/)]);
    const { said } = await measured(longFile(), "--activity", "rate", "--factors", "look,direction");
    expect(said).toMatch(/rows are taken as conditions.*--unit-column neuron/);
  });
});
