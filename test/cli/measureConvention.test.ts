/** What `purecell measure` says by default of recordings whose purity is known, and how it draws. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mixedKinds, type Planted, plantedRecording } from "../../bench/plantedRecordings.js";
import { key } from "../../src/math/random.js";
import { saveRepresentation } from "../../src/representation/index.js";
import { calling } from "./fixtures/inProcess.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "purecell-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function recording(name: string, plan: Planted, seed: number): string {
  const path = join(folder, `${name}.npz`);
  writeFileSync(path, saveRepresentation(plantedRecording(plan, key(seed))));
  return path;
}
const small: Planted = { ...mixedKinds, trials: 300, pure: 4, sums: 2, products: 1, untuned: 1 };
const measure = (path: string, ...flags: string[]) => calling("measure", path, ...flags);
async function answer(path: string, ...flags: string[]) {
  const { code, out } = await measure(path, ...flags, "--json");
  expect(code).toBe(0);
  return JSON.parse(out);
}

describe("1,200 trials of 79 units, 60 of them pure, variables of mixed kinds", () => {
  const draws = ["--metrics", "mir", "--null", "24", "--intervals", "0"];

  test("are purer than chance by default, and the settings are recorded", async () => {
    const { convention, warnings, metrics } = await answer(recording("session", mixedKinds, 1), ...draws);
    expect(convention).toBe("recommended");
    expect(warnings.filter((warning: string) => !warning.includes("permuted"))).toEqual([]);
    expect(metrics.mir.settings).toMatchObject({
      ...{ estimator: "histogram", bins: 10, binning: "quantile", correction: "miller-madow" },
    });
    expect(metrics.mir.score).toBeGreaterThan(0.8);
    expect(metrics.mir.p).toBe(1 / 25);
    expect(metrics.mir.p).toBe(metrics.mir.nulls.rotated.p);
    expect(metrics.mir.chance).toBe(metrics.mir.nulls.rotated.median);
  }, 240_000);

  test("in words: rotations first, one sentence on purity, no warning of bias; as published, a warning", async () => {
    const path = recording("session", mixedKinds, 1);
    const { out, err } = await measure(path, ...draws);
    expect(out).toMatch(/^metric +score +chance, rotated +p +chance, permuted +p\n/);
    expect(out).toMatch(/mir 0\.\d+: purer than random rotations of the same population/);
    expect(out).not.toContain("not corrected");
    expect(err.indexOf("\n  mir 0.")).toBeGreaterThan(0);
    expect(err.indexOf("\n  mir 0.")).toBeLessThan(err.indexOf("chance levels and intervals"));
    const published = await measure(path, ...draws, "--convention", "paper");
    expect(published.out).toMatch(/warning: mir: information is not corrected .* nats of reward/);
  }, 240_000);

  test("flags go before the convention", async () => {
    const flags = [
      "--bins",
      "7",
      "--set",
      "mir.correction=none",
      "--null",
      "0",
      "--intervals",
      "0",
      "--metrics",
      "mir",
    ];
    const { metrics } = await answer(recording("session", mixedKinds, 1), ...flags);
    expect(metrics.mir.settings).toMatchObject({ bins: 7, binning: "quantile", correction: "none" });
  });
});

/** Score, chance (permuted) and p before there were conventions: seed 0, 9 draws. Intervals have since got a method of their own. */
const PUBLISHED: readonly (readonly [string, number, number | null, number | null])[] = [
  ["mir", 0.24276365806556224, 0.2771442095141449, 1],
  ["energyWeightedMir", 0.2364589964890671, 0.27753769615670626, 1],
  ["mutualInformation", 0.6611517743845956, 0.5681174170931157, 0.1],
  ["mig", 0.19016787090816026, 0.006611098595981125, 0.1],
  ["modularity", 0.6347117996180713, 0.6911946022648923, 1],
  ["sap", 0.21380793970061907, 0.01566365795177432, 0.1],
  ["dci", 0.4767666330956785, 0.018226433975531132, 0.1],
  ["irs", 0.4996730664863677, 0.37270388688269024, 0.1],
  ["linearDecoding", 0.6028623716030077, 0.1670259801157716, 0.1],
  ["participationRatio", 6.501081554599242, null, null],
  ["infomec", 0.7525394487679533, 0.7401526380614825, 0.5],
  ["totalCorrelation", 0.3584011876267964, 0.33027858840460095, 0.2],
  ["wassersteinCorrelation", 0.5005091386392557, 0.45438840507435785, 0.2],
];

test("as published, every number is what it was", async () => {
  const flags = ["--convention", "paper", "--null", "9", "--intervals", "0", "--selectivity", "0"];
  const { convention, metrics } = await answer(recording("small", small, 5), ...flags);
  expect(convention).toBe("paper");
  for (const [name, score, chance, p] of PUBLISHED) {
    expect(metrics[name].score, name).toBeCloseTo(score, 12);
    if (chance === null) expect(metrics[name].chance).toBeNull();
    else expect(metrics[name].chance, name).toBeCloseTo(chance, 12);
    expect(metrics[name].p, name).toBe(p);
  }
}, 240_000);

describe("threads", () => {
  const flags = ["--metrics", "mir,linearDecoding", "--null", "4", "--intervals", "4", "--selectivity", "9"];

  test("give the same numbers, however many", async () => {
    const path = recording("small", small, 5);
    const own = await answer(path, ...flags);
    expect(await answer(path, ...flags, "--workers", "2")).toEqual(own);
  }, 240_000);

  test("stop in the middle of a draw", async () => {
    const path = recording("long", { ...mixedKinds, trials: 2000 }, 6);
    let stopped = 0;
    const timer = setInterval(() => {
      if (stopped > 0 || process.listenerCount("SIGINT") === 0) return;
      stopped = performance.now();
      process.emit("SIGINT");
    }, 4000);
    const { code, err } = await measure(path, "--metrics", "dci", "--null", "5000", "--workers", "2");
    clearInterval(timer);
    expect([code, err]).toEqual([130, expect.stringContaining("Stopping")]);
    expect(performance.now() - stopped).toBeLessThan(1000);
  }, 60_000);

  test.each([
    ["--workers", "0"],
    ["--workers", "many"],
    ["--effort", "0"],
    ["--effort", "x"],
    ["--convention", "papers"],
  ])("%s %s is refused", async (...wrong) => {
    const { code, err } = await measure(recording("small", small, 5), ...wrong);
    expect([code, err]).toEqual([2, expect.stringContaining(wrong[0])]);
  });
});

test("draws that are spared are said, with the flag that makes them", async () => {
  const flags = ["--metrics", "dci", "--effort", "0.001", "--selectivity", "0"];
  const path = recording("small", small, 5);
  const { err } = await measure(path, ...flags);
  expect(err).toMatch(/fewer draws.*dci 0 of 20 rotated.*--effort/);
  const { draws } = await answer(path, ...flags);
  expect(draws.fewerThanUsual[0]).toMatchObject({ name: "dci", source: "rotated", draws: 0, usual: 20 });
});
