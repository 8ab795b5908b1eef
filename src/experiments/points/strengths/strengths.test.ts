/** The phase diagram over strengths: theory's line, the claims, and a small run. */
import { describe, expect, test } from "vitest";
import { compileWasm } from "../../../engine/wasm.js";
import { Interrupted } from "../../../math/errors.js";
import type { JobResult } from "../../../protocols.js";
import { codeOfNeurons, cosineThreshold, solveOptimum } from "../../../theory/index.js";
import { jobContext } from "../../frame/jobContext.fixture.js";
import { gramCosine } from "../mixing.js";
import { problemOf } from "../study.js";
import { strengthsExperiment } from "./index.js";
import { taskOf } from "./job.js";
import { boundaryRatio, cellsOf } from "./measures.js";

const defaults = strengthsExperiment.settings.parse({});

describe("theory's line", () => {
  test.each([
    [8, 0.5],
    [5, 0.3],
    [21, 0.6],
  ])("on a grid of %i and at a cosine of %f it is where the threshold equals the cosine", (grid, cosine) => {
    const variance = (grid + 1) / (12 * (grid - 1));
    const ratio = boundaryRatio({ grid, cosine });
    expect(cosineThreshold(1, ratio, { variance, halfRange: 0.5 })).toBeCloseTo(cosine, 12);
  });

  test("by hand: 0.25 / 0.5 - (9 / 84 + 0.25)", () => {
    expect(boundaryRatio(defaults)).toBeCloseTo(1 / 7, 12);
  });

  test.each([0.9, 1.1])("the certified optimum at %f times the line", (part) => {
    const prices = { ...defaults, activityEnergy: 1e-2, weightEnergy: part * boundaryRatio(defaults) * 1e-2 };
    const { neurons } = solveOptimum(problemOf(taskOf(defaults), prices));
    if (part < 1) expect(gramCosine(codeOfNeurons(neurons))).toBeLessThan(1e-3);
    else expect(gramCosine(codeOfNeurons(neurons))).toBeGreaterThan(1e-3);
  });
});

describe("a small run", async () => {
  const settings = strengthsExperiment.settings.parse({ ...strengthsExperiment.sizes.quick, updates: 100, code: 8 });
  const results: JobResult[] = [];
  for (const job of strengthsExperiment.jobs(settings)) {
    results.push(await strengthsExperiment.runJob(job, settings, jobContext(compileWasm)));
  }

  test("every code at every pair of strengths, above the proven bound of its kind", () => {
    const cells = cellsOf(results, settings);
    expect(cells).toHaveLength(8);
    for (const { code, energy, optimalLowerBound, rectifiedLowerBound, mir } of cells) {
      expect(energy).toBeGreaterThanOrEqual(code === "linear" ? optimalLowerBound : rectifiedLowerBound);
      expect(mir).toBeGreaterThanOrEqual(0);
    }
  });

  test("the optimum of rectified codes is no dearer than that of linear ones", () => {
    for (const { code, rectifiedEnergy, optimalEnergy } of cellsOf(results, settings)) {
      if (code === "linear") expect(rectifiedEnergy).toBeNaN();
      else expect(rectifiedEnergy).toBeLessThanOrEqual(optimalEnergy * (1 + 1e-6));
    }
  });

  test("a run from before that optimum was kept is read, and the claim on it not judged", () => {
    const before = results.map(({ arrays: { rectifiedEnergy, rectifiedLowerBound, ...arrays }, ...result }) => ({
      ...result,
      arrays,
    }));
    const verdicts = strengthsExperiment.check(before, { ...settings, updates: 10_000 });
    expect(verdicts.find(({ id }) => id === "strengths.rectified-reaches-the-optimum")?.met).toBe("not judged");
    expect(strengthsExperiment.figures(before, settings)[0].svg).toContain("theory: pure below");
  });

  test("too short to be judged; drawn all the same", () => {
    expect(new Set(strengthsExperiment.check(results, settings).map(({ met }) => met))).toEqual(
      new Set(["not judged"]),
    );
    expect(strengthsExperiment.figures(results, settings)[0].svg).toContain("theory: pure below, mixed above");
  });

  test("a loss below the proven bound is not met, whatever else holds", () => {
    const cheat = results.map((result) => ({
      ...result,
      arrays: { ...result.arrays, energy: { shape: [2], data: Float64Array.of(1e-9, 1e-9) } },
    }));
    const verdicts = strengthsExperiment.check(cheat, { ...settings, updates: 10_000 });
    expect(verdicts.find(({ id }) => id === "strengths.linear-reaches-the-optimum")?.met).toBe("not met");
    expect(verdicts.find(({ id }) => id === "strengths.rectified-reaches-the-optimum")?.met).toBe("not met");
    expect(verdicts.find(({ id }) => id === "strengths.rectified-codes-cost-less")?.met).toBe("met");
  });

  test("stops when asked to", async () => {
    const stop = new AbortController();
    stop.abort();
    const [job] = strengthsExperiment.jobs(settings);
    const stopped = strengthsExperiment.runJob(job, settings, jobContext(compileWasm, "wasm", {}, stop.signal));
    await expect(stopped).rejects.toThrow(Interrupted);
  });
});
