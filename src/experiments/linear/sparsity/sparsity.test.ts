import { expect, test } from "vitest";
import { compileWasm } from "../../../engine/wasm.js";
import { mir } from "../../../metrics/index.js";
import type { JobResult } from "../../../protocols.js";
import { representation } from "../../../representation/index.js";
import { categories } from "../../../tasks/categories.js";
import { categoryNetworks, fig11, oneCategoryRatio } from "../../deep/fig11.js";
import { networkJobs, networkPlan } from "../../deep/study.js";
import { ARMS, SPARSITY } from "../../frame/arms.js";
import { keyOf } from "../../frame/fields.js";
import { jobContext } from "../../frame/jobContext.fixture.js";
import { fig8, fig9 } from "./index.js";
import { L1_BOTH, NONNEGATIVE_L1, SIGNED_L1, sparsityObjective, sweepPoints } from "./study.js";

const settings = fig8.settings.parse({ strengths: [0.01, 0.1], seeds: [0, 1, 2] });

/** The strengths at which prediction, nonnegativity, activity energy and L1, weight energy and L1 are charged. */
const charged = (point: Parameters<typeof sparsityObjective>[0]) =>
  sparsityObjective(point, settings).map(({ strength }) => strength(1, 1));

test("the variants differ in just the terms that their names say", () => {
  expect(charged({ id: "all", strength: 0 })).toEqual([1, 2, 1e-3, 0, 1e-4, 0]);
  expect(charged({ id: "a", variant: NONNEGATIVE_L1, strength: 0.1 })).toEqual([1, 2, 0, 0.1, 1e-4, 0]);
  expect(charged({ id: "b", variant: SIGNED_L1, strength: 0.1 })).toEqual([1, 0, 0, 0.1, 1e-4, 0]);
  expect(charged({ id: "c", variant: L1_BOTH, strength: 0.1 })).toEqual([1, 2, 0, 1, 0, 0.1]);
});

test("every job has a name of its own that is fit for a file", () => {
  const jobs = [...fig8.jobs(settings), ...fig9.jobs(fig9.settings.parse({ strengths: [1e-7, 1] }))];
  for (const { id } of jobs) expect(id).toMatch(/^[\w.-]+$/);
  expect(new Set(fig8.jobs(settings).map(({ id }) => id)).size).toBe(3 * 5);
  expect(fig8.settings.safeParse({ strengths: [0.1, 0.1] }).success).toBe(false);
});

function planted(seed: number, id: string, score: number, explained = 1): JobResult {
  const chance = { interval: [0.2, 0.4], median: 0.3, p: 0.5, draws: 20 };
  const values = {
    mir: score,
    mirByRule: [0, 1, 2].map(() => ({ mir: score, activeUnits: 5 })),
    energyWeightedMir: score,
    interval: [score, score],
    rotated: chance,
    permuted: chance,
    explained,
  };
  return { job: { id: `${id}-seed${seed}`, condition: id, seed }, values, arrays: {} };
}

const sweep = (signedAtStrong: { mir: number; explained: number }): JobResult[] =>
  [0, 1, 2].flatMap((seed) =>
    sweepPoints([NONNEGATIVE_L1, SIGNED_L1], settings).map(({ id }) => {
      if (id === "all") return planted(seed, id, 0.8);
      return id === "signed-l1-activity-0.1"
        ? planted(seed, id, signedAtStrong.mir, signedAtStrong.explained)
        : planted(seed, id, 0.5);
    }),
  );

const signedVerdict = (results: readonly JobResult[]) =>
  fig8.check(results, settings).find(({ id }) => id === "fig8.beats-signed-l1-activity");

test("a control counts at its best strength, but only where it predicts", () => {
  expect(signedVerdict(sweep({ mir: 0.5, explained: 1 }))?.met).toBe("met");
  expect(signedVerdict(sweep({ mir: 0.9, explained: 1 }))?.met).toBe("not met");
  expect(signedVerdict(sweep({ mir: 0.9, explained: 0.5 }))?.met).toBe("met");
  expect(signedVerdict(sweep({ mir: 0.9, explained: 1 }).slice(0, 9))?.met).toBe("not judged");
});

test("a job of the sweep trains and measures; figures need whole seeds", async () => {
  const tiny = fig8.settings.parse({
    seeds: [4],
    strengths: [0.01],
    code: 8,
    samples: 300,
    updates: 30,
    evaluationSamples: 200,
  });
  const context = jobContext(compileWasm);
  const results = await Promise.all(fig8.jobs(tiny).map((job) => fig8.runJob(job, tiny, context)));
  expect(fig8.figures(results, tiny).map(({ id }) => id)).toEqual(["fig8-strengths"]);
  expect(fig8.figures(results.slice(1), tiny)).toEqual([]);
  expect(results[0].arrays["curve.absoluteActivity"].data[0]).toBeGreaterThan(0);
});

test("neurons on in one category have the closed form's ratio; neurons on in two have less", () => {
  const { factors } = categories(keyOf(0, "task"), 6, 4).sample(keyOf(0, "data"), 600);
  const code = (width: number) => {
    const activity = Float64Array.from({ length: 600 * 6 }, (_, i) => {
      const [category, unit] = [Math.floor(i / 6) % 6, i % 6];
      return (category - unit + 6) % 6 < width ? 1 : 0;
    });
    return mir(representation({ activity, units: 6, factors })).score;
  };
  expect(code(1)).toBeCloseTo(oneCategoryRatio(6), 10);
  expect(oneCategoryRatio(2)).toBeCloseTo(0, 10);
  expect(code(2)).toBeLessThan(0.5 * code(1));
});

test("categories are fixed vectors, and each sample is one of them", () => {
  const task = categories(keyOf(1, "task"), 3, 5);
  const { input, target, factors } = task.sample(keyOf(1, "data"), 9);
  expect(target).toEqual(input);
  expect(input.slice(0, 15)).toEqual(input.slice(15, 30));
  expect(factors.map(({ values }) => [...values.slice(0, 4)])).toEqual([
    [1, 0, 0, 1],
    [0, 1, 0, 0],
    [0, 0, 1, 0],
  ]);
  expect(() => categories(keyOf(1, "task"), 1, 5)).toThrow(/at least 2/);
});

test("the sparsity arm of categories replaces nonnegativity and activity energy", () => {
  const chosen = fig11.settings.parse({ encoder: [6], samples: 12 });
  const task = categoryNetworks.drawTask(0, chosen);
  const strengths = [...ARMS, SPARSITY].map(({ id }) =>
    networkPlan(categoryNetworks, task, { id, condition: id, seed: 0 }, chosen).objective.map(({ strength }) =>
      strength(10, 10),
    ),
  );
  expect(strengths[0]).toEqual([1, 0.5, 5e-3, 1e-3, 0]);
  expect(strengths[5]).toEqual([1, 0, 0, 1e-3, 0.5]);
  expect(
    networkJobs(chosen)
      .slice(0, 3)
      .map(({ condition }) => condition),
  ).toEqual(["all", "none", "sparsity"]);
});
