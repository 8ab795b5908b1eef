/** What is taken of a file: tables turned, columns by number, columns and rows left out; said, and the same for every command. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type NpyArray, writeNpz } from "../../src/io/index.js";
import { key, uniform } from "../../src/math/random.js";
import { writeNwb } from "../support/nwbWriter.js";
import { calling } from "./fixtures/inProcess.js";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "purecell-selection-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const ROWS = 120;
const UNITS = 6;
const noise = uniform(key(3), ROWS * UNITS);
const odour = Array.from({ length: ROWS }, (_, row) => (row * 7) % 3);
const speed = Array.from({ length: ROWS }, (_, row) => ((row * 37) % 100) / 100);
/** Units 0 and 1 know the odour, 2 and 3 the speed, the others nothing. */
const rate = (row: number, unit: number): number =>
  [4 * odour[row], 4 * odour[row], 6 * speed[row], 6 * speed[row], 0, 0][unit] + noise[row * UNITS + unit];
const table = (rows: number, columns: number, value: (row: number, column: number) => number): NpyArray => ({
  shape: [rows, columns],
  data: Float64Array.from({ length: rows * columns }, (_, at) => value(Math.floor(at / columns), at % columns)),
});
const list = (values: ArrayLike<number>): NpyArray => ({ shape: [values.length], data: Float64Array.from(values) });
const save = (name: string, arrays: Readonly<Record<string, NpyArray>>): string => {
  writeFileSync(join(folder, name), writeNpz(arrays));
  return join(folder, name);
};

const QUICK = ["--metrics", "mutualInformation", "--null", "0", "--intervals", "0", "--convention", "paper", "--json"];
/** What was measured, and what was said. */
async function measured(...argv: readonly string[]) {
  const { code, out, err } = await calling("measure", ...argv, ...QUICK);
  expect(code, err).toBe(0);
  return { found: JSON.parse(out), err };
}

describe("a table stored as [units x conditions]", () => {
  const arrays = {
    activity_matrix: table(UNITS, ROWS, (unit, row) => rate(row, unit)),
    cell_coordinates: table(UNITS, 2, (unit, axis) => unit + axis / 3),
    odour: list(odour),
    speed: list(speed),
  };

  test("is recognised by the lengths of the others, and proposed with the flag that turns it", async () => {
    const path = save("turned.npz", arrays);
    const { out } = await calling("inspect", path, "--json");
    const { guess, measure } = JSON.parse(out);
    expect(guess).toEqual({ activity: ["activity_matrix"], factors: ["odour", "speed"], transpose: true });
    expect(measure).toContain("--activity activity_matrix --transpose --factors odour,speed");
  });

  test.each([[[]], [["--transpose"]]])("measures the same as the table the right way round %j", async (flags) => {
    const path = save("turned.npz", arrays);
    const right = save("right.npz", { ...arrays, activity_matrix: table(ROWS, UNITS, rate) });
    const factors = ["--activity", "activity_matrix", "--factors", "odour,speed"];
    const { found, err } = await measured(path, ...factors, ...flags);
    expect(found.metrics).toEqual((await measured(right, ...factors)).found.metrics);
    if (flags.length === 0) expect(err).toContain("its axes are exchanged, and it is turned");
  });

  test("factors stored as [factors x conditions] are turned too", async () => {
    const path = save("factors.npz", {
      rates: table(ROWS, UNITS, rate),
      task: table(2, ROWS, (factor, row) => [odour, speed][factor][row]),
    });
    const { found, err } = await measured(path, "--activity", "rates", "--factors", "task");
    expect(found.conditions).toBe(ROWS);
    expect(err).toContain('factors "task" is 2 x 120 beside 120 conditions');
  });
});

describe("columns", () => {
  const path = () => save("columns.npz", { latents: table(ROWS, UNITS, rate), odour: list(odour), speed: list(speed) });

  test("by number or range are called by their numbers", async () => {
    const { err } = await measured(path(), "--activity", "latents[0:2]", "--factors", "odour,latents[4]");
    expect(err).toContain("120 conditions, 2 units; factors odour (3 levels), latents[4] (continuous)");
  });

  test("left out are not seen, columns of a table nor arrays", async () => {
    const { err } = await measured(
      path(),
      "--activity",
      "latents",
      "--factors",
      "odour",
      "--leave-out",
      "latents[4:],speed",
    );
    expect(err).toContain("120 conditions, 4 units; factors odour");
  });

  test("that are not there are refused with those that are", async () => {
    const { code, err } = await calling("measure", path(), "--activity", "latents[4:9]", "--factors", "odour");
    expect([code, err]).toEqual([3, expect.stringContaining('"latents" has columns 0 to 5')]);
  });

  test("factors that never change are left out and said", async () => {
    const constant = save("constant.npz", {
      rates: table(ROWS, UNITS, rate),
      odour: list(odour),
      room: list(odour.map(() => 3)),
    });
    const { err } = await measured(constant, "--activity", "rates", "--factors", "odour,room");
    expect(err).toMatch(/left out .*room/);
  });

  test("predict takes the same of the same file", async () => {
    const { code, out, err } = await calling(
      "predict",
      path(),
      "--arrays",
      "odour,speed,latents",
      "--leave-out",
      "latents[1:]",
      "--seconds",
      "0.2",
      "--json",
    );
    expect(code, err).toBe(0);
    expect(out).toContain("latents[0]");
  });
});

test("rows inside of the intervals of another file, as pynapple writes them", async () => {
  const field = (name: string) => new URL(`../fixtures/field/${name}`, import.meta.url).pathname;
  const files = [field("tsdframe-units.npz"), "--factors", field("tsd.npz"), "--kinds", "continuous"];
  const { err } = await measured(...files, "--activity", "d", "--inside", field("intervals.npz"));
  expect(err).toContain("150 conditions, 4 units"); // 5 to 10 s and 20 to 30 s of 10 samples a second
});

describe("rows with missing values", () => {
  const gaps = speed.map((value, row) => (row % 10 === 3 ? Number.NaN : value));
  const path = () => save("gaps.npz", { rates: table(ROWS, UNITS, rate), odour: list(odour), speed: list(gaps) });

  test("are refused, and left out when asked, with their number", async () => {
    const { code } = await calling("measure", path(), "--activity", "rates", "--factors", "odour,speed");
    expect(code).toBe(3);
    const { err } = await measured(path(), "--activity", "rates", "--factors", "odour,speed", "--missing", "leave-out");
    expect(err).toContain("12 rows left out, with a value missing; 108 kept");
    expect(err).toContain("108 conditions");
  });

  test("by a number that stands for none: said, and a gap where that is asked", async () => {
    const stood = save("stood.npz", {
      rates: table(ROWS, UNITS, rate),
      odour: list(odour),
      speed: list(gaps.map((value) => (Number.isNaN(value) ? -999 : value))),
    });
    const args = [stood, "--activity", "rates", "--factors", "odour,speed"];
    const silent = await measured(...args);
    expect(silent.err).toMatch(
      /"speed" holds -999 in 12 rows, far from the rest .* --missing-value speed=-999 --missing leave-out/,
    );
    const asked = await measured(...args, "--missing-value", "-999", "--missing", "leave-out");
    expect(asked.err).toContain("108 conditions");
    expect(asked.err).not.toContain("far from the rest");
    const typo = await calling("measure", ...args, "--missing-value", "sped=-999");
    expect([typo.code, typo.err]).toEqual([3, expect.stringContaining('did you mean "speed"?')]);
  });

  test("in the activity too", async () => {
    const holed = save("holed.npz", {
      rates: table(ROWS, UNITS, (row, unit) => (row === 5 && unit === 2 ? Number.NaN : rate(row, unit))),
      odour: list(odour),
    });
    const { err } = await measured(holed, "--activity", "rates", "--factors", "odour", "--missing", "leave-out");
    expect(err).toContain("1 row left out, with a value missing; 119 kept");
  });
});

describe("bins of an NWB file", () => {
  /** Trials of 3 s, 2 s apart; odour a fires at 20 Hz, b not at all. */
  const starts = Array.from({ length: 20 }, (_, trial) => 1 + 5 * trial);
  const words = starts.map((_, trial) => "ab"[trial % 2]);
  const written = () =>
    writeNwb(join(folder, "trials.nwb"), {
      series: [
        {
          path: "processing/behavior/Position/place",
          container: "Position",
          data: Float64Array.from({ length: 2000 }, (_, at) => Math.sin(at / 50)),
          shape: [1000, 2],
          unit: "meters",
        },
      ],
      units: [
        {
          trains: [
            Float64Array.from(
              starts.flatMap((start, trial) =>
                trial % 2 === 0 ? Array.from({ length: 60 }, (_, k) => start + k / 20) : [],
              ),
            ),
            Float64Array.from({ length: 300 }, (_, spike) => spike / 3),
          ],
        },
      ],
      intervals: [
        { path: "intervals/trials", start: starts, stop: starts.map((start) => start + 3), columns: { odour: words } },
        { path: "intervals/epochs", start: [0, 50], stop: [50, 100], columns: { box: ["square", "round"] } },
      ],
    });

  test("those between trials are no condition: the unit that knows the odour knows one bit", async () => {
    const { found, err } = await measured(await written(), "--bin-width", "0.5", "--factors", "intervals/trials/odour");
    expect(err).toContain("120 conditions, 2 units; factors intervals/trials/odour (2 levels)");
    expect(err).toContain("80 rows left out, outside of intervals/trials or without a value there; 120 kept");
    expect(JSON.stringify(found)).toContain("0.693147"); // ln 2, of the unit that fires in one odour alone
  });

  test("only those inside of a named table, for any factor", async () => {
    const place = ["--bin-width", "0.5", "--factors", "processing/behavior/Position/place[0]"];
    const { err } = await measured(await written(), ...place, "--inside", "trials");
    expect(err).toContain("120 conditions");
    const { code, err: refused } = await calling("measure", await written(), ...place, "--inside", "tones");
    expect([code, refused]).toEqual([3, expect.stringContaining("there are intervals/epochs and intervals/trials")]);
  });

  test("names of the file mean the same whatever lies in the working folder", async () => {
    const path = await written();
    const here = process.cwd();
    const crowded = join(folder, "crowded");
    for (const name of ["runs", "trials"]) mkdirSync(join(crowded, name), { recursive: true });
    const place = "processing/behavior/Position/place[0]";
    writeFileSync(join(crowded, "rates"), "no data");
    const columns = save("crowded.npz", { rates: table(ROWS, UNITS, rate), odour: list(odour), trials: list(speed) });
    const onNwb = [path, "--bin-width", "0.5", "--factors", place, "--inside"];
    try {
      process.chdir(crowded);
      expect((await measured(...onNwb, "trials")).err).toContain("120 conditions");
      const { code, err } = await calling("measure", ...onNwb, "runs");
      expect([code, err]).toEqual([3, expect.stringContaining("there are intervals/epochs and intervals/trials")]);
      const named = await measured(columns, "--activity", "rates[0:2]", "--factors", "trials");
      expect(named.err).toContain("factors trials");
      const folded = await calling("measure", columns, "--activity", "rates", "--factors", "runs");
      expect([folded.code, folded.err]).toEqual([3, expect.stringContaining('holds no "runs"')]);
    } finally {
      process.chdir(here);
    }
  });
});
