import { beforeAll, describe, expect, test } from "vitest";
import { chooseEngine, compilerFor } from "../../engine/compilers.node.js";
import { startEngine } from "../../engine/start.js";
import { Interrupted } from "../../math/errors.js";
import { key } from "../../math/random.js";
import type { HostTree, ImageTask, JobResult, OpenImages } from "../../protocols.js";
import { representation } from "../../representation/index.js";
import { factorGrid, levelsOf } from "../../tasks/images/factorGrid.js";
import { resized } from "../../tasks/images/resized.js";
import { jobContext } from "../frame/jobContext.fixture.js";
import { imageVerdicts } from "./claims.js";
import { fig13 } from "./fig13.js";
import { imageFigures } from "./figures.js";
import { runImageJob } from "./job.js";
import { asLevels, bernoulliLoss, imageScores, PixelVariation, SCORES } from "./scores.js";
import {
  type ImageSettings,
  type ImageStudy,
  imageArms,
  imageJobs,
  imagePlan,
  openImageSource,
  prepareImages,
} from "./study.js";

beforeAll(startEngine);

/** A bright bar at one of four heights and widths: 64 x 64, so that it shrinks as the real sets do. */
const grid = factorGrid([
  { name: "row", kind: "continuous", values: [0, 1, 2, 3] },
  { name: "width", kind: "continuous", values: [0, 1, 2, 3] },
]);
const bars: ImageTask = {
  name: "bars",
  origin: "re-rendered",
  height: 64,
  width: 64,
  channels: 1,
  grid,
  render(index, into, at = 0) {
    const [row, width] = levelsOf(grid, index);
    for (let pixel = 0; pixel < 64 * 64; pixel++) {
      const [y, x] = [Math.floor(pixel / 64), pixel % 64];
      into[at + pixel] = y >> 4 === row && x >> 4 <= width ? 1 : 0;
    }
  },
};
const study: ImageStudy = { task: bars };
const smallBars = resized(bars, 32);

const tiny: ImageSettings = fig13.settings.parse({
  seeds: [0, 1],
  betas: [1, 4],
  rectifiedBetas: [1],
  weightEnergies: [0.01, 0.1],
  updates: 12,
  probes: 2,
  batch: 8,
  evaluationImages: 300,
});

describe("arms and plans", () => {
  test("every arm of every seed is a job, strengths given twice count once", () => {
    expect(imageJobs(tiny).map(({ id }) => id)).toEqual(
      [0, 1].flatMap((seed) =>
        ["beta-1", "beta-4", "rectified-1", "constrained-0.01", "constrained-0.1"].map((arm) => `${arm}-seed${seed}`),
      ),
    );
    expect(imageArms({ ...tiny, betas: [1, 1, 4] })).toEqual(imageArms(tiny));
  });

  test("arms of a seed share initial weights and images; only constrained ones pay for weights", () => {
    const plans = imageArms(tiny).map((arm) => imagePlan(study, smallBars, arm, 3, tiny));
    const weights = plans.map((plan) => [...plan.model.initialise(plan.key)["decoder.hidden.weight"].data]);
    const images = plans.map((plan) => [...plan.stream.batch(5).input]);
    for (const i of plans.keys()) {
      expect(weights[i]).toEqual(weights[0]);
      expect(images[i]).toEqual(images[0]);
    }
    const strength = (plan: (typeof plans)[number], name: string) =>
      plan.objective.find(({ term }) => term.name === name)?.strength(1, 12);
    expect(plans.map((plan) => strength(plan, "weightEnergy"))).toEqual([0, 0, 0, 0.01, 0.1]);
    expect(plans.map((plan) => strength(plan, "klDivergence"))).toEqual([1, 4, 1, 1, 1]);
    expect(plans.map(({ model }) => model.name.endsWith("rectified"))).toEqual([false, false, true, true, true]);
    const soft = imagePlan(study, smallBars, imageArms(tiny)[4], 3, { ...tiny, constraint: "soft" });
    expect(strength(soft, "nonnegativity")).toBe(100);
    expect(soft.model.name).not.toMatch(/rectified/);
    const both = imagePlan(study, smallBars, imageArms(tiny)[4], 3, { ...tiny, constraint: "both" });
    expect(strength(both, "nonnegativity")).toBe(100);
    expect(both.model.name).toMatch(/rectified/);
    expect(
      strength(imagePlan(study, smallBars, imageArms(tiny)[2], 3, { ...tiny, constraint: "both" }), "nonnegativity"),
    ).toBe(0);
  });

  test("the published size is the published network", () => {
    const full = fig13.settings.parse(fig13.sizes.full);
    const { model } = imagePlan(study, bars, imageArms(full)[0], 0, full);
    expect([model.outputs, full.updates, full.learningRate]).toEqual([64 * 64, 500_000, 1e-4]);
  });
});

describe("a file in place of re-rendered images", () => {
  const asked = { ...tiny, data: "some.npz" };
  const closed: string[] = [];
  const opening =
    (task: ImageTask): OpenImages =>
    async (name, size = 64) => ({
      ...resized(task, size),
      name,
      close: () => {
        closed.push(name);
      },
    });

  test("is opened at the side asked for, and closed again", async () => {
    const { task, close } = await openImageSource(study, asked, opening(bars));
    expect([task.name, task.height]).toEqual(["some.npz", 32]);
    close();
    expect(closed).toEqual(["some.npz"]);
    await prepareImages(study, tiny, () => Promise.reject(new Error("not asked for")));
  });

  test("of other factors is refused before anything is trained, and closed", async () => {
    const other = { ...bars, grid: factorGrid([bars.grid.factors[0]]) };
    const message = /some.npz has 4 conditions of 1 channels; this experiment is about bars, 4 x 4 conditions/;
    await expect(prepareImages(study, asked, opening(other))).rejects.toThrow(message);
    expect(closed).toHaveLength(2);
    await expect(openImageSource(study, asked, undefined)).rejects.toThrow(/no file can be read here/);
  });
});

describe("measures", () => {
  test("the loss of logits, and the share of variance about each pixel's mean", () => {
    expect(bernoulliLoss(Float32Array.of(0, 30, -30), Float32Array.of(1, 1, 0))).toBeCloseTo(Math.LN2, 6);
    const images = Float32Array.of(0, 1, 1, 0, 0.5, 0.5);
    const variation = new PixelVariation(images, 2);
    variation.add(images.subarray(0, 2), images.subarray(0, 2));
    variation.add(Float32Array.of(0.5, 0.5, 0.5, 0.5), images.subarray(2));
    expect(variation.explained()).toBeCloseTo(0.5, 6);
  });

  test("a code of one latent for each factor scores 1, also among silent latents; a collapsed code has no scores", () => {
    const count = 1600;
    const conditions = Array.from({ length: count }, (_, i) => levelsOf(grid, i % 16));
    const factors = grid.factors.map(({ name, kind }, f) => ({
      name,
      kind,
      values: Float64Array.from(conditions, (levels) => levels[f]),
    }));
    const code = (unit: (levels: readonly number[], u: number) => number) =>
      representation({
        activity: Float64Array.from(conditions.flatMap((own) => [0, 1, 2].map((u) => unit(own, u)))),
        units: 3,
        factors,
      });
    const pure = imageScores(
      code((levels, u) => levels[u] ?? 0),
      20,
      key(1),
    );
    for (const name of ["mig", "mir", "disentanglement", "completeness", "infoM"] as const)
      expect(pure[name]).toBeGreaterThan(0.95);
    expect(pure.factorsDecoded).toBeGreaterThan(0.99);
    const turned = imageScores(
      code((levels, u) => (u === 2 ? 0 : levels[0] + (u === 0 ? levels[1] : -levels[1]))),
      20,
      key(1),
    );
    expect(turned.mig).toBeLessThan(0.1);
    expect(
      Object.values(
        imageScores(
          code(() => 1),
          20,
          key(1),
        ),
      ).every(Number.isNaN),
    ).toBe(true);
    expect(SCORES.every((name) => Number.isFinite(pure[name]))).toBe(true);
    expect(asLevels(factors).map(({ kind }) => kind)).toEqual(["categorical", "categorical"]);
  });
});

/** Finished runs with scores made up. */
function made(
  runs: readonly (readonly [arm: string, seed: number, mig: number, reconstruction: number, mir?: number])[],
): JobResult[] {
  return runs.map(([condition, seed, mig, reconstruction, mir = 0.5]) => ({
    job: { id: `${condition}-seed${seed}`, condition, seed },
    values: {
      images: {
        reconstruction,
        explained: 0.8,
        scores: { ...Object.fromEntries(SCORES.map((name) => [name, 0.5])), mig, mir },
      },
    },
    arrays: {},
  }));
}

describe("verdicts", () => {
  const claims = { prefix: "x", judgeable: { updates: 10, seeds: 2 } };
  const judged = (results: readonly JobResult[], settings = tiny) =>
    Object.fromEntries(imageVerdicts(results, settings, claims).map(({ id, ...verdict }) => [id.slice(2), verdict]));

  test("pairs must reconstruct alike within 2 %, whichever seeds they have; the median of seeds decides", () => {
    const runs = [
      ["beta-1", 0, 0.1, 100],
      ["beta-4", 1, 0.3, 110],
      ["constrained-0.01", 0, 0.2, 101.9],
      ["constrained-0.01", 1, 0.4, 108],
      ["constrained-0.1", 0, 0.9, 130],
    ] as const;
    const good = judged(made(runs))["beats-beta-vae"];
    expect(good.met).toBe("met");
    expect(good.values?.map(({ value }) => Math.round(100 * value))).toEqual([10, 10]);
    expect(good.measured).toMatch(/^2 pairs/);
    const worse = made(
      runs.map(([arm, seed, mig, loss]) => [arm, seed, arm.startsWith("beta") ? mig + 0.3 : mig, loss]),
    );
    expect(judged(worse)["beats-beta-vae"].met).toBe("not met");
    expect(judged(made(runs), { ...tiny, updates: 5 })["beats-beta-vae"].met).toBe("not judged");
    const apart = made(
      runs.map(([arm, seed, mig, loss]) => [arm, seed, mig, arm.startsWith("beta") ? loss + 50 : loss]),
    );
    expect(judged(apart)["beats-beta-vae"]).toMatchObject({ met: "not judged", measured: "no two runs match" });
  });

  test("the same pairs are compared by purity, which may say otherwise", () => {
    const pairs = (mirs: readonly number[]) =>
      made(
        [0, 1].flatMap((seed) => [
          ["beta-1", seed, 0.3, 100] as const,
          ["constrained-0.1", seed, 0.1, 101, mirs[seed]] as const,
        ]),
      );
    const purer = judged(pairs([0.7, 0.9]));
    expect([purer["purer-than-beta-vae"].met, purer["beats-beta-vae"].met]).toEqual(["met", "not met"]);
    expect(purer["purer-than-beta-vae"].measured).toContain(
      "4 pairs; difference by seed median 0.300, seeds from 0.200 to 0.400; positive in 4. MIR 0.800 against 0.500",
    );
    expect(purer["purer-than-beta-vae"].notes?.at(-1)).toMatch(
      /^Weight energy 0.1 alone: 4 of the pairs, 2 seeds, .*0.300/,
    );
    expect(judged(pairs([0.4, 0.2]))["purer-than-beta-vae"].met).toBe("not met");
  });

  test("rectification is compared within beta and seed, weight energy within seed", () => {
    const runs = [0, 1].flatMap((seed) => [
      ["beta-1", seed, 0.2, 100] as const,
      ["beta-4", seed, 0.9, 100] as const,
      ["rectified-1", seed, 0.3, 100] as const,
      ["constrained-0.01", seed, 0.4, 100] as const,
      ["constrained-0.1", seed, 0.5, 100] as const,
    ]);
    const found = judged(made(runs));
    expect(found["rectification-helps"].met).toBe("met");
    expect(found["rises-with-weight-energy"].met).toBe("met");
    expect(found["rises-with-weight-energy"].values?.map(({ value }) => value)).toEqual([1, 1]);
    expect(found.reconstructs.met).toBe("met");
    const falling = judged(
      made(runs.map(([arm, seed, mig, loss]) => [arm, seed, arm === "beta-1" ? mig : 0.5 - mig, loss])),
    );
    expect(falling["rectification-helps"].met).toBe("not met");
    expect(falling["rises-with-weight-energy"].met).toBe("not met");
  });

  test("soft constraints are not swept together with rectified VAEs, which are kept nonnegative in another way", () => {
    const runs = made(
      [0, 1].flatMap((seed) => [
        ["rectified-1", seed, 0.9, 100] as const,
        ["constrained-0.01", seed, 0.1, 100] as const,
        ["constrained-0.1", seed, 0.2, 100] as const,
        ["constrained-1", seed, 0.3, 100] as const,
      ]),
    );
    const settings = { ...tiny, weightEnergies: [0.01, 0.1, 1] };
    expect(judged(runs, { ...settings, constraint: "soft" })["rises-with-weight-energy"].met).toBe("met");
    expect(judged(runs, settings)["rises-with-weight-energy"].met).toBe("not met");
  });

  test("a collapsed network, which has no score, decides nothing and is said to be left out", () => {
    const collapsed = (arm: string, seed: number) =>
      made([[arm, seed, Number.NaN, 100, Number.NaN]]).map(({ values, ...rest }) => ({
        ...rest,
        values: { images: { ...Object(values.images), explained: 0 } },
      }));
    const live = made(
      [0, 1].flatMap((seed) => [
        ["beta-1", seed, 0.2, 100] as const,
        ["rectified-1", seed, 0.3, 100] as const,
        ["constrained-0.1", seed, 0.4, 100, 0.6] as const,
        ["constrained-1", seed, 0.5, 100, 0.6] as const,
      ]),
    );
    const settings = { ...tiny, betas: [1, 4], rectifiedBetas: [1, 4], weightEnergies: [0.01, 0.1, 1] };
    const dead = ["constrained-0.01", "beta-4", "rectified-4"].flatMap((arm) => collapsed(arm, 0));
    const found = judged([...live, ...dead], settings);
    expect(Object.values(found).map(({ met }) => met)).toEqual(["met", "met", "met", "met", "met"]);
    expect(found["beats-beta-vae"].values?.every(({ value }) => Number.isFinite(value))).toBe(true);
    expect(found["beats-beta-vae"].notes).toContain("Left out: 7 of 15 pairs, where a network has no MIG.");
    expect(found["rectification-helps"].notes).toEqual(["Left out: 1 of 3 pairs, where a network has no MIG."]);
    const arms = ["constrained-0.1", "beta-1", "rectified-1"];
    const nothingLives = judged(
      [0, 1].flatMap((seed) => arms.flatMap((arm) => collapsed(arm, seed))),
      settings,
    );
    expect(Object.values(nothingLives).map(({ met }) => met)).toEqual([...Array(4).fill("not judged"), "not met"]);
  });

  test("without results nothing is judged or drawn", () => {
    expect(imageVerdicts([], tiny, claims).every(({ met }) => met === "not judged")).toBe(true);
    expect(imageFigures([], tiny, { prefix: "x", task: bars })).toEqual([]);
  });
});

/** The faster engine where it is installed. */
const { backend } = await chooseEngine("auto");

describe(`a job on ${backend}`, () => {
  const few: ImageSettings = { ...tiny, seeds: [0], betas: [1], weightEnergies: [0.01] };
  const jobs = imageJobs(few);
  const context = (...rest: [saved?: { tree?: HostTree }, signal?: AbortSignal]) =>
    jobContext(compilerFor(backend), backend, ...rest);
  const through = (result: JobResult): JobResult => ({ ...result, values: JSON.parse(JSON.stringify(result.values)) });

  test("trains, measures and shows every arm; short runs get no verdict", async () => {
    const results: JobResult[] = [];
    for (const job of jobs) results.push(through(await runImageJob(study, job, few, context())));
    const verdicts = imageVerdicts(results, few, { prefix: "x", judgeable: { updates: 100, seeds: 1 } });
    expect(verdicts.every(({ met }) => met === "not judged")).toBe(true);
    const figures = imageFigures(results, few, { prefix: "x", task: bars });
    expect(figures.length).toBeGreaterThanOrEqual(5);
    for (const { svg } of figures) expect(svg).not.toMatch(/NaN|undefined/);
    const scored = (of: readonly JobResult[]) => imageFigures(of, few, { prefix: "x", task: bars })[1].svg;
    expect(scored(results)).toContain("random rotations (95 %)");
    const { chance: _, ...before } = Object(results[0].values.images);
    expect(scored([{ ...results[0], values: { images: before } }])).not.toContain("random rotations");
    const { arrays } = results[0];
    expect(arrays.traversals.shape).toEqual([10, 7, 1024]);
    expect(arrays.originals.shape).toEqual([8, 1024]);
    expect(arrays.activity.shape).toEqual([300, 10]);
  });

  test("killed on the way, it goes on and ends with the same bits", async () => {
    const [job] = jobs;
    const whole = await runImageJob(study, job, few, context());
    const saved: { tree?: HostTree } = {};
    const stop = new AbortController();
    const first = { ...context(saved, stop.signal), report: () => stop.abort() };
    await expect(runImageJob(study, job, few, first)).rejects.toThrow(Interrupted);
    expect(saved.tree?.step.data[0]).toBeLessThan(few.updates);
    const resumed = await runImageJob(study, job, few, context(saved));
    expect(resumed.values).toEqual(whole.values);
    expect(resumed.arrays).toEqual(whole.arrays);
  });
});
