/** `purecell measure`: what it answers, and how it refuses. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { formatCsv, type NpyArray, writeNpz } from "../../src/io/index.js";
import { key, normal, uniform } from "../../src/math/random.js";
import { mir } from "../../src/metrics/index.js";
import { representation, saveRepresentation } from "../../src/representation/index.js";
import { linearCode } from "../support/representations.js";
import { calling, type Said } from "./fixtures/inProcess.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "purecell-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const pure = linearCode(key(1), 600, [
  [1, 0],
  [0.1, 1],
  [0.7, 0.7],
]);

function file(name: string, content: Uint8Array | string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** What the recommended convention sets for so many continuous conditions. */
const usual = (bins: number) => ({ bins, binning: "quantile", correction: "miller-madow" }) as const;

const npz = (name: string, arrays: Record<string, NpyArray>) => file(name, writeNpz(arrays));
const table = (shape: number[], values: ArrayLike<number>): NpyArray => ({ shape, data: Float64Array.from(values) });
const fast = ["--null", "9", "--intervals", "9"];
const measure = (path: string, ...more: string[]): Promise<Said> => calling("measure", path, ...more);
async function answer(path: string, ...more: string[]) {
  const said = await measure(path, ...more, "--json");
  expect(said.err).not.toContain("error");
  expect(said.code).toBe(0);
  return JSON.parse(said.out);
}

describe("the answer", () => {
  test("holds every metric with score, chance, p, interval and settings", async () => {
    const path = file("pure.npz", saveRepresentation(pure));
    const few = ["--null", "3", "--intervals", "3"];
    const { schemaVersion, command, conditions, units, metrics } = await answer(path, ...few);
    expect([schemaVersion, command, conditions, units.measured]).toEqual([1, "measure", 600, 3]);
    expect(metrics.mir.score).toBe(mir(pure, usual(8)).score);
    expect(metrics.mir.nulls.permuted.draws).toBe(3);
    const [low, high] = metrics.mir.interval;
    expect(low).toBeLessThan(metrics.mir.score);
    expect(high).toBeGreaterThan(metrics.mir.score);
    expect(metrics.mir.nulls.rotated.draws).toBe(3);
    expect(metrics.mir.settings).toMatchObject({ estimator: "histogram", ...usual(8), samples: 600 });
    expect(metrics.mir.matrix).toHaveLength(3);
    for (const metric of Object.values(metrics)) {
      expect(metric).toHaveProperty("score");
      for (const name of ["chance", "p", "interval", "settings"]) expect(metric).toHaveProperty(name);
    }
  }, 60_000);

  test("is the same for the same seed, and its draws differ for another", async () => {
    const path = file("seeds.npz", saveRepresentation(pure));
    const with1 = await answer(path, ...fast, "--metrics", "mir", "--seed", "1");
    expect(await answer(path, ...fast, "--metrics", "mir", "--seed", "1")).toEqual(with1);
    const with2 = await answer(path, ...fast, "--metrics", "mir", "--seed", "2");
    expect(with2.metrics.mir.score).toBe(with1.metrics.mir.score);
    expect(with2.metrics.mir.interval).not.toEqual(with1.metrics.mir.interval);
  });

  test("heeds options: for one metric, for all that have one, as words and numbers", async () => {
    const path = file("options.npz", saveRepresentation(pure));
    const none = ["--null", "0", "--intervals", "0"];
    const { metrics } = await answer(
      path,
      ...none,
      "--metrics",
      "mir,mutualInformation",
      "--bins",
      "8",
      "--set",
      "mir.bins=12",
      "--set",
      "mir.binning=quantile",
      "--set",
      "mir.activityFraction=1/10",
    );
    expect(metrics.mir.score).toBe(mir(pure, { ...usual(12), activityFraction: 0.1 }).score);
    expect(metrics.mir).toMatchObject({ chance: null, p: null, interval: null });
    expect(metrics.mutualInformation.settings.bins).toBe(8);
  });

  test("whole numbers are categories unless told otherwise; constant units are left out and counted", async () => {
    const n = 200;
    const levels = Array.from({ length: n }, (_, i) => i % 4);
    const noise = normal(key(3), n);
    const activity = levels.flatMap((level, i) => [level + 0.1 * noise[i], 7, noise[i]]);
    const path = npz("levels.npz", {
      activity: table([n, 3], activity),
      factors: table(
        [n, 2],
        levels.flatMap((level, i) => [level, noise[i]]),
      ),
    });
    const found = await answer(path, "--metrics", "mir", "--null", "0", "--intervals", "0");
    expect(found.factors).toEqual([
      { name: "factors[0]", kind: "categorical", levels: ["0", "1", "2", "3"] },
      { name: "factors[1]", kind: "continuous" },
    ]);
    expect(found.units).toMatchObject({ measured: 2, constant: ["unit 1"], numbers: [0, 2] });
    const told = await answer(
      path,
      "--metrics",
      "mir",
      "--null",
      "0",
      "--intervals",
      "0",
      "--kinds",
      "factors[0]=continuous",
    );
    expect(told.factors[0].kind).toBe("continuous");
  });

  test("is the same from npz, npy and csv, and of the rows asked for", async () => {
    const { activity, factors } = pure;
    const columns = [0, 1, 2].map((unit) => ({
      name: `unit_${unit}`,
      values: activity.filter((_, at) => at % 3 === unit),
    }));
    const variables = factors.map(({ values }, f) => ({ name: `var_${f}`, values }));
    const together = file("all.csv", formatCsv({ rows: 600, columns: [...columns, ...variables] }));
    const rates = file("rates.csv", formatCsv({ rows: 600, columns }));
    const behaviour = file("behaviour.csv", formatCsv({ rows: 600, columns: variables }));
    const score = mir(pure, usual(8)).score;
    const bare = ["--metrics", "mir", "--null", "0", "--intervals", "0"];
    const scores = [
      await answer(file("a.npz", saveRepresentation(pure)), ...bare),
      await answer(together, ...bare, "--factors", "var_0,var_1"),
      await answer(together, ...bare, "--factors", "var_*", "--activity", "unit_*"),
      await answer(rates, ...bare, "--factors", behaviour),
      await answer(
        npz("columns.npz", {
          rates: table([600, 3], activity),
          x: table([600], factors[0].values),
          y: table([600], factors[1].values),
        }),
        ...bare,
        "--activity",
        "rates",
        "--factors",
        "x,y",
      ),
    ].map(({ metrics }) => metrics.mir.score);
    expect(scores).toEqual(scores.map(() => score));
    const part = await answer(together, ...bare, "--factors", "var_0,var_1", "--rows", "100:500:2");
    expect(part.conditions).toBe(200);
    const rows = Array.from({ length: 200 }, (_, i) => 100 + 2 * i);
    const taken = representation({
      activity: Float64Array.from(rows.flatMap((row) => [0, 1, 2].map((unit) => activity[row * 3 + unit]))),
      units: 3,
      factors: factors.map((factor) => ({ ...factor, values: Float64Array.from(rows, (row) => factor.values[row]) })),
    });
    expect(part.metrics.mir.score).toBe(mir(taken, usual(5)).score);
  });

  test("of a time series has shifted nulls and blocks longer than its memory; without the flag it is asked about", async () => {
    const slow = (seed: number) => {
      const walk = normal(key(seed), 2000);
      for (let i = 1; i < walk.length; i++) walk[i] += 0.9 * walk[i - 1];
      return walk;
    };
    const [a, b, c] = [slow(1), slow(2), slow(3)];
    const path = npz("slow.npz", {
      activity: table(
        [2000, 2],
        Array.from(a).flatMap((value, i) => [value, b[i]]),
      ),
      factors: table(
        [2000, 2],
        Array.from(c).flatMap((value, i) => [value, a[i]]),
      ),
    });
    const found = await answer(path, "--metrics", "mir", ...fast, "--time-series");
    expect(found.draws.nulls).toEqual(["rotated", "shifted"]);
    expect(found.draws.block).toBeGreaterThan(19); // an autoregression of 0.9 remembers 19 samples
    expect(found.draws.smallestShift).toBe(found.draws.block);
    const { err } = await measure(path, "--metrics", "mir", ...fast);
    expect(err).toContain("add --time-series");
  });

  test("as a table and as csv", async () => {
    const path = file("table.npz", saveRepresentation(pure));
    const { out, err } = await measure(path, ...fast, "--metrics", "mir");
    expect(out).toMatch(/^metric +score +95 % interval +chance, rotated +p +chance, permuted +p\nmir +0\.\d{3} /);
    expect(err).toMatch(/600 conditions, 3 units; factors factor 0 \(continuous\)/);
    expect(err).toMatch(/chance levels and intervals: about \d+ s, 9 rotated; 9 halvings; 9 permuted/);
    const { out: csv } = await measure(path, ...fast, "--metrics", "mir", "--csv");
    const [header, row, ...more] = csv.trim().split("\n");
    expect(header.split(",").slice(0, 4)).toEqual(["metric", "part", "score", "interval_low"]);
    expect(Number(row.split(",")[2])).toBe(mir(pure, usual(8)).score);
    expect(more).toEqual([]);
  });
});

describe("the report", () => {
  test("holds the scores, figures, tables, and a paragraph with citations", async () => {
    const path = file("report.npz", saveRepresentation(pure));
    const out = join(folder, "report");
    const { code, err } = await measure(path, ...fast, "--metrics", "mir", "--out", out);
    expect([code, err]).toEqual([0, expect.stringContaining(`report: ${join(out, "report.html")}`)]);
    const page = readFileSync(join(out, "report.html"), "utf8");
    for (const id of ["scores", "information", "tuning", "sensitivity"]) {
      expect(page).toContain(`id="figure-${id}"`);
      for (const ending of ["svg", "png"]) expect(existsSync(join(out, "figures", `${id}.${ending}`))).toBe(true);
    }
    const { score } = mir(pure, usual(8));
    expect(page).toContain(`Mutual information ratio [mir]: ${score.toFixed(3)}`);
    expect(page).toContain("Whittington, Dorrell, Ganguli and Behrens");
    expect(page).not.toMatch(/NaN|undefined|\[object/);
    expect(JSON.parse(readFileSync(join(out, "results.json"), "utf8")).metrics.mir.score).toBe(score);
    const [header, first] = readFileSync(join(out, "units.csv"), "utf8").split("\n");
    expect(header).toBe("unit,preferred_factor,information_ratio,information_nats_factor 0,information_nats_factor 1");
    expect(first).toMatch(/^unit 0,factor 0,0\.\d+,/);
  }, 30_000);

  test("is also made of a single factor and a single unit", async () => {
    const noise = normal(key(5), 300);
    const path = npz("small.npz", {
      activity: table([300, 1], noise),
      factors: table(
        [300],
        noise.map((z) => z * z),
      ),
    });
    const out = join(folder, "small");
    const { code } = await measure(path, ...fast, "--metrics", "mir,mutualInformation", "--out", out);
    expect(code).toBe(0);
    expect(existsSync(join(out, "report.html"))).toBe(true);
  }, 30_000);
});

test("Ctrl-C stops with what was drawn, and exits with 130", async () => {
  const path = file("long.npz", saveRepresentation(pure));
  const timer = setTimeout(() => process.emit("SIGINT"), 500);
  const { code, out, err } = await measure(
    path,
    "--metrics",
    "mir",
    "--convention",
    "paper",
    "--null",
    "1000000",
    "--intervals",
    "20",
    "--json",
  );
  clearTimeout(timer);
  expect(code).toBe(130);
  expect(err).toContain("Stopping");
  const { interrupted, metrics } = JSON.parse(out);
  expect(interrupted).toBe(true);
  expect(metrics.mir.score).toBe(mir(pure).score);
  expect(metrics.mir.nulls.permuted.draws).toBeGreaterThan(5);
  expect(metrics.mir.p).toBe(1 / (1 + metrics.mir.nulls.permuted.draws));
}, 30_000);

describe("refused", () => {
  const n = 40;
  const noise = Array.from(uniform(key(9), 2 * n));
  const activity = table([n, 2], noise);
  const factors = table([n, 1], noise.slice(0, n));
  const changed = (values: readonly number[], at: number, value: number) =>
    values.map((old, i) => (i === at ? value : old));

  test.each<[string, Record<string, NpyArray>, string[], RegExp]>([
    [
      "a NaN in a unit",
      { activity: table([n, 2], changed(noise, 7, Number.NaN)), factors },
      [],
      /unit 1 \(column 1\) is NaN or infinite in 1 of 40 .* row 3/,
    ],
    [
      "a NaN in a factor",
      { activity, factors: table([n, 1], changed(noise.slice(0, n), 5, Number.NaN)) },
      [],
      /factor "factors\[0\]" is NaN or infinite in row 5/,
    ],
    [
      "a constant factor",
      { activity, factors: table([n, 1], new Array(n).fill(2.5)) },
      [],
      /factor "factors\[0\]" never changes.*leave it out/,
    ],
    [
      "a factor of one level",
      { activity, factors: table([n, 1], new Array(n).fill(3)) },
      [],
      /factor "factors\[0\]" never changes/,
    ],
    [
      "only constant units",
      { activity: table([n, 2], new Array(2 * n).fill(1)), factors },
      [],
      /none of the 2 units ever changes/,
    ],
    [
      "lengths that differ",
      { activity, factors: table([n - 1, 1], noise.slice(0, n - 1)) },
      [],
      /"activity" has 40 conditions \(rows\) but "factors" has 39/,
    ],
    [
      "whole numbers that are no categories",
      {
        activity,
        factors: table(
          [n, 1],
          Array.from({ length: n }, (_, i) => i),
        ),
      },
      [],
      /has 40 levels in 40 conditions: declare it continuous/,
    ],
    [
      "more levels than conditions support",
      {
        activity,
        factors: table(
          [n, 1],
          Array.from({ length: n }, (_, i) => i),
        ),
      },
      ["--kinds", "categorical"],
      /has 40 levels in 40 conditions, .*--kinds "factors\[0\]=continuous"/,
    ],
    [
      "names that are no levels",
      { activity, factors: { shape: [n], data: noise.slice(0, n).map(String) } },
      [],
      /has 40 levels in 40 conditions/,
    ],
    ["an empty selection of rows", { activity, factors }, ["--rows", "50:60"], /no conditions/],
    [
      "activity that is not there",
      { activity, factors },
      ["--activity", "spikes"],
      /holds no "spikes"; it holds activity, factors/,
    ],
    [
      "a factor that is not there",
      { activity, factors },
      ["--kinds", "speed=continuous"],
      /no factor "speed"; the factors are factors\[0\]/,
    ],
    [
      "a circular factor without period",
      { activity, factors },
      ["--kinds", "circular"],
      /"factors\[0\]" needs a period/,
    ],
    ["activity of three dimensions", { activity: table([n, 1, 2], noise), factors }, [], /has shape \(40, 1, 2\)/],
    ["no factors", { activity }, [], /has nothing called "factors"; it holds activity.*--factors/],
    [
      "a metric that cannot be measured, named",
      { activity: table([n, 1], noise.slice(0, n)), factors },
      ["--metrics", "mir", "--null-kind", "rotated"],
      /fewer than two directions/,
    ],
    [
      "too few rows for intervals that were asked for",
      { activity: table([3, 1], [1, 2, 3]), factors: table([3, 1], [0.1, 0.2, 0.3]) },
      ["--intervals", "10"],
      /3 conditions in blocks of 1: 3, and an interval needs at least four/,
    ],
  ])("%s", async (_, arrays, flags, message) => {
    const { code, out, err } = await measure(npz("bad.npz", arrays), ...flags);
    expect(err).toMatch(message);
    expect(err.match(/error: /g)).toHaveLength(1);
    expect([code, out]).toEqual([3, ""]);
  });

  test.each<[string[], RegExp]>([
    [["--metrics", "mirr"], /unknown metric .* "mirr". Did you mean "mir"\?/],
    [["--set", "mir.bons=3"], /unknown option of mir "bons". Did you mean "bins"\?/],
    [["--set", "mir.bins=many"], /mir.bins takes a number, like 20; got "many"/],
    [["--set", "mir.binning=quantiles"], /unknown mir.binning "quantiles". Did you mean "quantile"\?/],
    [["--set", "bins"], /--set takes metric.option=value/],
    [["--null-kind", "permutated"], /Did you mean "permuted"\?/],
    [["--null", "-1"], /--null takes a whole number from 0/],
    [["--intervals", "1"], /--intervals takes 0 or at least 2/],
    [["--kinds", "factors[0]=number"], /unknown kind of factor .* "number"/],
    [["--periods", "factors[0]=0"], /--periods takes name=number/],
    [["--rows", "9:3"], /--rows takes from:to:step/],
    [["--json", "--csv"], /--json and --csv both/],
  ])("%j is a mistake at the command line", async (flags, message) => {
    const { code, out, err } = await measure(npz("good.npz", { activity, factors }), ...flags);
    expect(err).toMatch(message);
    expect([code, out]).toEqual([2, ""]);
  });

  test("files that are no data, and csv with gaps", async () => {
    const gap = file("gap.csv", "unit,place\n1,2\n,3\n");
    expect((await measure(gap, "--factors", "place")).err).toMatch(
      /activity of unit 0 .column 0. is NaN or infinite in 1 of 2 conditions, first in row 1/,
    );
    const words = file("words.csv", "unit,place\na,2\nb,3\n");
    expect((await measure(words, "--factors", "place")).err).toMatch(/"unit" holds text where activity is expected/);
    expect(await measure(join(folder, "none.npz"))).toMatchObject({ code: 3, out: "" });
  });
});
