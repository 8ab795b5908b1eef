/** Codes side by side: masks, fitted codes on what they were made for, the claims, and a small run. */
import { describe, expect, test } from "vitest";
import { compileWasm } from "../../engine/wasm.js";
import { key } from "../../math/random.js";
import type { JobResult } from "../../protocols.js";
import { autoencodingMixture } from "../../tasks/linearMixture.js";
import { jobContext } from "../frame/jobContext.fixture.js";
import { rowsOf } from "../frame/measures.js";
import { baselines } from "./index.js";
import { withMasks } from "./job.js";
import { codesOf, METHODS, type Method, measures, TASKS, type TaskName } from "./measures.js";

const settings = baselines.settings.parse({ ...baselines.sizes.quick, updates: 30, nullDraws: 20, samples: 1000 });

describe("masks", () => {
  const data = autoencodingMixture(key(1), 3, 4).sample(key(2), 2000);
  const masks = (silenced: number) => {
    const { input } = withMasks(data, 4, 5, silenced, key(3));
    expect([...input.subarray(9, 13)]).toEqual([...data.input.subarray(4, 8)]);
    return input.filter((_, i) => i % 9 >= 4);
  };

  test("silence the share asked for, and leave the mean at 1", () => {
    const drawn = masks(0.25);
    expect(new Set(drawn)).toEqual(new Set([0, Math.fround(1 / 0.75)]));
    expect(drawn.filter((value) => value === 0).length / drawn.length).toBeCloseTo(0.25, 1.5);
    expect(drawn.reduce((sum, value) => sum + value, 0) / drawn.length).toBeCloseTo(1, 1.5);
  });

  test("are all ones for measurement", () => {
    expect(new Set(masks(0))).toEqual(new Set([1]));
  });
});

describe("a small run", async () => {
  const results: JobResult[] = [];
  for (const job of baselines.jobs(settings))
    results.push(await baselines.runJob(job, settings, jobContext(compileWasm)));
  const coded = rowsOf(measures, results);

  test("every code of both tasks, with scores and what rotations of it score", () => {
    for (const task of TASKS) {
      for (const method of METHODS) {
        const [{ mir, dci, r2 }] = codesOf(coded, task, method);
        for (const { score, chance } of [mir, dci]) expect(score + chance).toBeGreaterThan(0);
        expect(r2.score).toBeLessThanOrEqual(1);
      }
    }
  });

  test("on a linear mixture PCA and ICA have a unit per factor, ICA finds them, and PCA does not", () => {
    const of = (method: Method) => codesOf(coded, "linear", method)[0];
    expect([of("pca").units, of("ica").units, of("nmf").units]).toEqual([6, 6, 10]);
    expect(of("ica").mig.score).toBeGreaterThan(0.6);
    expect(of("pca").mig.score).toBeLessThan(0.4);
    expect(of("pca").r2.score).toBeGreaterThan(0.99);
  });

  test("too short to be judged; drawn all the same", () => {
    expect(new Set(baselines.check(results, settings).map(({ met }) => met))).toEqual(new Set(["not judged"]));
    expect(baselines.figures(results, settings)[0].svg).toContain("DCI disentanglement, nonlinear data");
  });
});

/** A code with this MIR; the rest the same for all. */
const planted = (task: TaskName, method: Method, seed: number, mir: number): JobResult => ({
  job: { id: `${task}-${method}-seed${seed}`, condition: `${task}-${method}`, seed },
  values: {
    task,
    method,
    units: 10,
    explained: 0.99,
    converged: true,
    ...Object.fromEntries(["mig", "dci", "r2"].map((name) => [name, { score: 0.5, chance: 0.1 }])),
    mir: { score: mir, chance: 0.2 },
  },
  arrays: {},
});

test("claims hold of planted scores, and one seed in which a rival is ahead breaks its own alone", () => {
  const chosen = baselines.settings.parse({ seeds: [0, 1, 2] });
  const score = (method: Method) => ({ constrained: 0.8, ica: 0.85 })[method as string] ?? 0.3;
  const all = TASKS.flatMap((task) =>
    METHODS.flatMap((method) =>
      chosen.seeds.map((seed) =>
        planted(task, method, seed, task === "nonlinear" && method === "ica" ? 0.6 : score(method)),
      ),
    ),
  );
  const met = (results: readonly JobResult[]) => baselines.check(results, chosen).map((verdict) => verdict.met);
  expect(met(all)).toEqual(Array(6).fill("met"));
  const broken = all.map((one) =>
    one.job.id === "nonlinear-dropout-seed1" ? planted("nonlinear", "dropout", 1, 0.9) : one,
  );
  expect(met(broken)).toEqual(["met", "met", "met", "not met", "met", "met"]);
});
