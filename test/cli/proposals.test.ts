/** Whatever `inspect` proposes to type is accepted, for every file of data that the tests have. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { writeNpz } from "../../src/io/index.js";
import { calling } from "./fixtures/inProcess.js";

const fixtures = new URL("../fixtures/", import.meta.url).pathname;
const FOLDERS = ["field", "hdf5", "matlab5", "numpy", "parquet"];
/** A file that no reader ends with in good time, files that say the same as another, and what are no data. */
const ASIDE = /(endless\.h5|conversion.*\.nwb|brotli\.parquet|\.py|\.json|\.bin|secret.*)$/;
const files = FOLDERS.flatMap((folder) => readdirSync(join(fixtures, folder)).map((file) => join(folder, file))).filter(
  (file) => !ASIDE.test(file),
);

const answer = z.object({
  measure: z.string().nullable(),
  cells: z.string().nullable(),
  predict: z.string().nullable(),
});
/** A command without its first word, as a shell takes it apart. */
const words = (command: string) =>
  [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, inner, bare]) => inner ?? bare).slice(1);

const QUICK: Readonly<Record<string, readonly string[]>> = {
  measure: ["--metrics", "mutualInformation", "--null", "0", "--intervals", "0", "--json"],
  predict: ["--json", "--seconds", "0.2"],
  cells: ["--shifts", "19", "--field-shuffles", "19", "--json"],
};

test.each(files)("%s", async (file) => {
  const path = join(fixtures, file);
  const inTrials = file === "field/session.nwb" ? [[], ["--bin-width", "trials"]] : [];
  const choices = /\.nwb$/.test(file) ? [["--bin-width", "0.5"], ...inTrials] : [[]];
  for (const flags of choices) {
    const inspected = await calling("inspect", path, ...flags, "--json");
    expect([0, 3], inspected.err).toContain(inspected.code);
    if (inspected.code === 3) continue;
    const { measure, cells, predict } = answer.parse(JSON.parse(inspected.out));
    for (const command of [measure, cells, predict]) {
      if (command === null) continue;
      const [name, ...rest] = words(command);
      const { code, err } = await calling(name, ...rest, ...QUICK[name]);
      expect(code, `${command}\n${err}`).toBe(0);
    }
  }
});

test("finished rate maps are shown to cells", async () => {
  const path = join(fixtures, "space/grid-cell-rate-maps.npz");
  const { measure, cells } = answer.parse(JSON.parse((await calling("inspect", path, "--json")).out));
  expect([measure, cells]).toEqual([null, `purecell cells ${path} --maps rate_maps_hz`]);
  const { out } = await calling("inspect", path);
  expect(out).toContain("Rate maps");
  expect(out).not.toContain("Say which it is");
});

test("a table of nothing but factors is one to predict from, names among them", async () => {
  const folder = mkdtempSync(join(tmpdir(), "purecell-factors-"));
  const path = join(folder, "factors.csv");
  const rows = Array.from({ length: 24 }, (_, row) => `${(row * 7) % 24},${"abc"[row % 3]},same`);
  writeFileSync(path, `speed,odour,rat\n${rows.join("\n")}\n`);
  const { predict, measure } = answer.parse(JSON.parse((await calling("inspect", path, "--json")).out));
  expect(measure).toBeNull();
  expect(predict).toBe(`purecell predict ${path} --columns speed,odour --kinds odour=categorical`);
  const [name, ...rest] = words(predict ?? "");
  const { code, err } = await calling(name, ...rest, ...QUICK.predict);
  expect(code, err).toBe(0);
  rmSync(folder, { recursive: true });
});

describe("halves of a session", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "purecell-halves-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const table = (name: string, header: string, rows: readonly string[]) => {
    const path = join(folder, name);
    writeFileSync(path, `${header}\n${rows.join("\n")}\n`);
    return path;
  };
  const seconds = Array.from({ length: 3000 }, (_, sample) => sample / 5);
  const when = (second: number) => new Date(1.7e12 + 1000 * second).toISOString();

  test("each is told of the other, and together they are one; dates are its time", async () => {
    const path = table(
      "path.csv",
      "when,x,y",
      seconds.map((s) => `${when(s)},${50 + 40 * Math.sin(s / 7)},${50 + 40 * Math.cos(s / 11)}`),
    );
    const spikes = table(
      "spikes.csv",
      "spike_time,cell",
      seconds.map((s) => `${s + 0.05},${Math.round(5 * s) % 3}`),
    );
    expect((await calling("inspect", path)).out).toContain(`purecell cells ${path} --spikes FILE`);
    expect((await calling("inspect", spikes)).out).toContain(`purecell cells FILE --spikes ${spikes}`);
    const { code, err, out } = await calling("cells", path, "--spikes", spikes, ...QUICK.cells);
    expect(code, err).toBe(0);
    expect(err).toContain("read as seconds since 2023-11-14T22:13:20.000Z");
    expect(JSON.parse(out).cells).toHaveLength(3);
  });

  test("a path and what neurons did in every sample are one, in the unit that they have", async () => {
    const path = table(
      "sampled.csv",
      "when,x,y,unit_1,unit_2",
      seconds.map(
        (s) => `${when(s)},${50 + 40 * Math.sin(s / 7)},${50 + 40 * Math.cos(s / 11)},${s % 1},${(2 * s) % 3}`,
      ),
    );
    const { cells } = answer.parse(JSON.parse((await calling("inspect", path, "--json")).out));
    expect(cells).toBe(`purecell cells ${path} --activity 'unit_*'`);
    const flags = ["--activity", "unit_*", "--shifts", "19", "--field-shuffles", "19"];
    const { out, err } = await calling("cells", path, ...flags);
    expect(out).toMatch(/bits +peak\n/);
    expect(err).toContain("maps and peaks are in its own unit, not in Hz");
    const [cell] = JSON.parse((await calling("cells", path, ...flags, "--json")).out).cells;
    expect(cell).toMatchObject({ spikes: null, rateUnit: null });
  });

  test("an array of trials, time and units is taken apart, with what has a value for each trial", async () => {
    const path = join(folder, "psth.npz");
    const counts = Float64Array.from({ length: 60 * 9 * 4 }, (_, at) => (at * 7919) % 13);
    const per = (period: number) => Float64Array.from({ length: 60 }, (_, trial) => Math.floor(trial / 7) % period);
    writeFileSync(
      path,
      writeNpz({
        psth: { shape: [60, 9, 4], data: counts },
        time: { shape: [9], data: Float64Array.from({ length: 9 }, (_, bin) => bin / 10) },
        odour: { shape: [60], data: per(2) },
        side: { shape: [60], data: per(3) },
      }),
    );
    const { measure } = answer.parse(JSON.parse((await calling("inspect", path, "--json")).out));
    expect(measure).toBe(`purecell measure ${path} --axes trial,time,unit --factors odour,side`);
    const [name, ...rest] = words(measure ?? "");
    const { code, out, err } = await calling(name, ...rest, "--window", "2:5", ...QUICK.measure);
    expect(code, err).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ conditions: 60, units: { measured: 4 } });
    expect(err).toContain("activity is the mean of bins 2 to 4 of 9");
    const refused = await calling("measure", path, "--factors", "odour", "--activity", "psth", ...QUICK.measure);
    expect([refused.code, refused.err]).toEqual([3, expect.stringContaining("give --axes trial,time,unit")]);
    const drawn = await calling(name, ...rest, "--trials", "3", ...QUICK.measure);
    expect([drawn.code, drawn.err]).toEqual([2, expect.stringContaining("every trial is a row: leave it out")]);
  });

  test("a column of counts is not taken for spikes of a session", async () => {
    const counts = table(
      "counts.csv",
      "odour,spikes",
      seconds.map((s) => `${"ab"[Math.round(s) % 2]},${Math.round(s) % 5}`),
    );
    expect((await calling("inspect", counts)).out).not.toContain("--spikes");
  });

  test("a folder around data names what is in it", async () => {
    const { code, err } = await calling("inspect", folder);
    expect(code).toBe(3);
    expect(err).toContain(join(folder, "path.csv"));
  });
});
