import { describe, expect, test } from "vitest";
import { compileWasm } from "../../engine/wasm.js";
import { Interrupted } from "../../math/errors.js";
import { matrix } from "../../math/matrix.js";
import { mir } from "../../metrics/index.js";
import type { HostTree, Job, JobContext, JobResult } from "../../protocols.js";
import { checkOptimality, claimOfCode } from "../../theory/index.js";
import { ARMS } from "../frame/arms.js";
import { certifiedOptimum, linearProblem, optimalCode } from "./certified.js";
import { drawTask, fig2 } from "./fig2.js";
import { drawTask as drawAutoencoding, fig4Linear } from "./fig4Linear.js";
import { runLinearJob } from "./job.js";
import { linearPlan } from "./study.js";

const full = fig2.settings.parse({ seeds: [0, 1, 2] });

/** A finished job with these scores; everything else is plain and the same. */
function planted(seed: number, arm: string, mir: number, changes: Record<string, number> = {}): JobResult {
  const rule = { mir: changes.onePercent ?? mir, activeUnits: 10 };
  return {
    job: { id: `${arm}-seed${seed}`, condition: arm, seed },
    values: {
      mir: Number.isNaN(mir) ? null : mir,
      mirByRule: [rule, { mir, activeUnits: 10 }, { mir, activeUnits: 10 }],
      energyWeightedMir: mir,
      interval: [mir - 0.01, mir + 0.01],
      rotated: { interval: [0.2, 0.4], median: 0.3, p: 0.5, draws: 100 },
      permuted: { interval: [0.1, 0.12], median: 0.11, p: 0.01, draws: 100 },
      optimum: { status: "certified", energy: 1, lowerBound: 1, mir: 0.95, energyWeightedMir: 0.96 },
      energies: {
        prediction: 0,
        nonnegativity: 0,
        activityEnergy: 1,
        weightEnergy: 1,
        objective: changes.objective ?? 1.01,
      },
    },
    arrays: {},
  };
}

const SCORES: Readonly<Record<string, number>> = {
  all: 0.8,
  "no-nonnegativity": 0.33,
  "no-activity-energy": 0.4,
  "no-weight-energy": 0.7,
  none: 0.3,
};

const allArms = (seed: number, scores = SCORES): JobResult[] => ARMS.map(({ id }) => planted(seed, id, scores[id]));

const outcome = (results: readonly JobResult[], settings = full, experiment = fig2) =>
  Object.fromEntries(experiment.check(results, settings).map((verdict) => [verdict.id, verdict.met]));

describe("verdicts", () => {
  const agreeing = [0, 1, 2].flatMap((seed) => allArms(seed));

  test("are met where every seed agrees with the claim", () => {
    expect(new Set(Object.values(outcome(agreeing)))).toEqual(new Set(["met"]));
  });

  test("one contrary seed is enough to fail the one claim it contradicts", () => {
    const contrary = [...agreeing.slice(0, 10), ...allArms(2, { ...SCORES, "no-weight-energy": 0.81 })];
    const found = outcome(contrary);
    expect(found["fig2.beats-no-weight-energy"]).toBe("not met");
    expect(found["fig2.beats-no-activity-energy"]).toBe("met");
  });

  test("an undefined score is never a success", () => {
    const undefinedSeed = [...agreeing.slice(0, 10), ...allArms(2, { ...SCORES, all: Number.NaN })];
    expect(outcome(undefinedSeed)["fig2.beats-none"]).toBe("not met");
  });

  test("a rule under which the claim fails is named", () => {
    const results = agreeing.map((result) =>
      result.job.condition === "no-weight-energy"
        ? planted(result.job.seed, "no-weight-energy", 0.7, { onePercent: 0.9 })
        : result,
    );
    const verdict = fig2.check(results, full).find(({ id }) => id === "fig2.beats-no-weight-energy");
    expect(verdict?.met).toBe("met");
    expect(verdict?.notes?.join(" ")).toContain("Under 1 % rule it holds in 0 of 3 seeds");
  });

  test("nothing is judged on two seeds, on short trainings, or on seeds that lack an arm", () => {
    const judged = (results: readonly JobResult[], settings = full) =>
      new Set(Object.values(outcome(results, settings)));
    expect(judged(agreeing.slice(0, 10))).toEqual(new Set(["not judged"]));
    expect(judged(agreeing, { ...full, updates: 19_999 })).toEqual(new Set(["not judged"]));
    expect(judged(agreeing.slice(0, 14))).toEqual(new Set(["not judged"]));
    expect(judged([])).toEqual(new Set(["not judged"]));
  });

  test("a network 2.5 % from the certified optimum has not reached it", () => {
    const far = agreeing.map((result) =>
      result.job.condition === "all" ? planted(result.job.seed, "all", 0.8, { objective: 1.025 }) : result,
    );
    expect(outcome(far)["fig2.reaches-the-optimum"]).toBe("not met");
  });

  test("the autoencoder's claim needs a median difference of 0.1", () => {
    const settings = fig4Linear.settings.parse({ seeds: [0, 1, 2] });
    const close = [0, 1, 2].flatMap((seed) => allArms(seed, { ...SCORES, "no-weight-energy": 0.71 }));
    const found = outcome(close, settings, fig4Linear);
    expect(found["fig4-linear.beats-no-weight-energy"]).toBe("not met");
    expect(found["fig4-linear.beats-no-activity-energy"]).toBe("met");
  });

  test("of three seeds one may leave the null by chance, two may not", () => {
    const settings = fig4Linear.settings.parse({ seeds: [0, 1, 2] });
    const leaving = (count: number) =>
      [0, 1, 2].flatMap((seed) => allArms(seed, { ...SCORES, none: seed < count ? 0.45 : 0.3 }));
    const id = "fig4-linear.unconstrained-is-entangled";
    expect(outcome(leaving(1), settings, fig4Linear)[id]).toBe("met");
    expect(outcome(leaving(2), settings, fig4Linear)[id]).toBe("not met");
  });
});

test("arms share task, data, initial weights and minibatches, and differ in strengths alone", () => {
  const settings = fig2.settings.parse({ samples: 200 });
  const plans = ARMS.map(({ id }) => linearPlan(drawTask(5, settings), { id, condition: id, seed: 5 }, settings));
  for (const plan of plans) {
    expect(plan.data).toEqual(plans[0].data);
    expect(plan.key).toEqual(plans[0].key);
    expect(plan.model.initialise(plan.key)).toEqual(plans[0].model.initialise(plan.key));
  }
  const strengths = plans.map((plan) => plan.objective.map(({ strength }) => strength(1, 10)));
  expect(strengths).toEqual([
    [1, 2, 1e-3, 1e-4],
    [1, 0, 1e-3, 1e-4],
    [1, 2, 0, 1e-4],
    [1, 2, 1e-3, 0],
    [1, 0, 0, 0],
  ]);
});

test("the optimum of a task with orthogonal targets is modular, and its code scores as perfect units do", () => {
  const settings = fig2.settings.parse({ factors: 3, samples: 10 });
  const drawn = drawTask(0, settings);
  const task = { ...drawn, targetMixing: drawn.inputMixing };
  const optimum = certifiedOptimum(task, { ...settings, prediction: 1e9 });
  // Three factors, each 2 sqrt(lambda (lambda + alpha / 3)).
  expect(optimum.energy / (6 * Math.sqrt(1e-4 * (1e-4 + 1e-3 / 3)))).toBeCloseTo(1, 5);
  const { factors } = task.sample({ high: 1, low: 2 }, 5000);
  expect(mir(optimalCode(optimum.neurons, factors)).score).toBeGreaterThan(0.95);
});

const small = fig2.settings.parse({
  seeds: [0],
  code: 8,
  samples: 500,
  updates: 60,
  evaluationSamples: 300,
  nullDraws: 20,
});
const job: Job = { id: "all-seed0", condition: "all", seed: 0 };

function context(saved: { tree?: HostTree }, signal = new AbortController().signal): JobContext {
  return {
    backend: "wasm",
    compile: compileWasm,
    checkpoints: {
      load: async () => saved.tree,
      save: async (tree) => {
        saved.tree = tree;
      },
    },
    report: () => {},
    signal,
  };
}

test("a job stopped halfway saves its state, and goes on to the very same result", async () => {
  const whole = await runLinearJob(drawTask, job, small, context({}));
  const saved: { tree?: HostTree } = {};
  const stop = new AbortController();
  stop.abort();
  await expect(runLinearJob(drawTask, job, small, context(saved, stop.signal))).rejects.toThrow(Interrupted);
  expect(saved.tree?.step.data[0]).toBeGreaterThan(0);
  expect(await runLinearJob(drawTask, job, small, context(saved))).toEqual(whole);
});

test.each([
  ["fig2", fig2, drawTask],
  ["fig4-linear", fig4Linear, drawAutoencoding],
] as const)(
  "%s: the certified optimum and a trained network's code both pass the optimality check",
  async (_, study, draw) => {
    const settings = study.settings.parse({ ...small, factors: 3 });
    const task = draw(0, settings);
    const problem = linearProblem(task, settings);
    const optimum = certifiedOptimum(task, settings);
    expect(checkOptimality(problem, optimum).failures).toEqual([]);
    const { arrays } = await runLinearJob(draw, job, settings, context({}));
    const { shape, data } = arrays.encoding;
    const claim = claimOfCode(problem, matrix(shape[0], shape[1], Float64Array.from(data)), optimum);
    expect(checkOptimality(problem, claim).failures).toEqual([]);
    expect(claim.energy).toBeGreaterThan(optimum.lowerBound);
  },
);
