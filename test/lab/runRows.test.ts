/** Runs as rows: settings that differ, order, search; and sweeps with the picture that the command line draws. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { filteredRows, rowsOf, sortedRows } from "../../lab/views/runRows.js";
import { readRuns, sweepPicture } from "../../lab/worker/runs/index.js";

const texts: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../lab/samples/runs.json"), "utf8"),
);
const example = () => readRuns(Object.entries(texts).map(([path, text]) => ({ path, content: new Blob([text]) })));

describe("the example", () => {
  test("is a sweep of nine judged runs, each with what it varies, and its picture", async () => {
    const { runs, sweeps } = await example();
    const [sweep] = sweeps;
    expect([runs.length, sweep.axes, sweep.members.length]).toEqual([9, ["shear", "diagonal"], 9]);
    const rows = rowsOf(runs, sweeps, "optimum.energy");
    expect(rows.map(({ state, verdicts }) => [state, verdicts.met])).toEqual(Array(9).fill(["judged", 1]));
    expect(new Set(rows.map(({ settings }) => settings))).toEqual(
      new Set([0, 0.25, 0.5].flatMap((shear) => [1, 4, 16].map((diagonal) => `shear=${shear} diagonal=${diagonal}`))),
    );
    const picture = sweepPicture(sweep, "");
    expect(picture.score).toBe("optimum.energy");
    expect(picture.figure?.svg).toContain("shear");
    expect(sweepPicture(sweep, "trained.energy").score).toBe("trained.energy");
  });

  test("is sorted by numbers as numbers, and searched by words", async () => {
    const { runs, sweeps } = await example();
    const rows = rowsOf(runs, sweeps, "optimum.energy");
    const values = sortedRows(rows, "-value").map(({ value }) => value);
    expect(values).toEqual([...values].sort((a, b) => b - a));
    expect(
      sortedRows(rows, "settings")
        .map(({ settings }) => settings)
        .slice(0, 4),
    ).toEqual(["shear=0 diagonal=1", "shear=0 diagonal=4", "shear=0 diagonal=16", "shear=0.25 diagonal=1"]);
    expect(filteredRows(rows, "met shear=0.5")).toHaveLength(3);
    expect(filteredRows(rows, "not met")).toEqual([]);
  });
});

test("a run without its verdicts is running, and undefined values come last either way", async () => {
  const config = { schemaVersion: 1, experiment: "own", experimentVersion: 1, settings: { a: 1 }, engine: "wasm" };
  const file = (path: string, value: unknown) => ({ path, content: new Blob([JSON.stringify(value)]) });
  const job = { schemaVersion: 1, job: { id: "x-seed0", condition: "x", seed: 0 }, values: { mir: 0.5 }, arrays: null };
  const { runs } = await readRuns([
    file("one/config.json", config),
    file("one/metrics.jsonl", { job: "x-seed0", done: 30, total: 40, metrics: { loss: 1 } }),
    file("two/config.json", { ...config, settings: { a: 2 } }),
    file("two/jobs/x-seed0.json", job),
  ]);
  const rows = rowsOf(runs, [], "mir");
  expect(rows.map(({ name, state, running, settings }) => [name, state, running, settings])).toEqual([
    ["one", "running", [0.75], "a=1"],
    ["two", "not judged", [], "a=2"],
  ]);
  for (const sort of ["value", "-value"])
    expect(sortedRows(rows, sort).map(({ name }) => name)).toEqual(["two", "one"]);
});

test("runs of the same settings are told apart by their seeds and engine", async () => {
  const config = {
    schemaVersion: 1,
    experiment: "own",
    experimentVersion: 1,
    settings: { a: 1, seeds: [0, 1] },
    engine: "wasm",
  };
  const job = { schemaVersion: 1, job: { id: "x-seed0", condition: "x", seed: 0 }, values: {}, arrays: null };
  const run = (name: string, own: object) =>
    [
      [`${name}/config.json`, { ...config, ...own }],
      [`${name}/jobs/x-seed0.json`, job],
    ].map(([path, value]) => ({
      path: String(path),
      content: new Blob([JSON.stringify(value)]),
    }));
  const { runs } = await readRuns([
    ...run("one", {}),
    ...run("two", { settings: { a: 1, seeds: [2] } }),
    ...run("three", { engine: "native" }),
  ]);
  expect(Object.fromEntries(rowsOf(runs, [], undefined).map(({ name, settings }) => [name, settings]))).toEqual({
    one: "seeds=0,1 engine=wasm",
    two: "seeds=2 engine=wasm",
    three: "seeds=0,1 engine=native",
  });
});
