import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { fromSafetensors, toSafetensors } from "../../engine/safetensors.js";
import { InputError } from "../../math/errors.js";
import { key, normal } from "../../math/random.js";
import { convVae } from "../../models/index.js";
import type { HostTree, JobResult } from "../../protocols.js";
import { factorsAt } from "../../tasks/images/factorGrid.js";
import { armOf } from "../frame/arms.js";
import { parameterArrays, shaped } from "../frame/arrays.js";
import { fig13 } from "./fig13.js";
import { SCORES } from "./scores.js";
import { imageArms, vaeOptions } from "./study.js";
import { imageStudies } from "./tasks.js";
import { readTrainedVae, type VaeOrigin, writeTrainedVae } from "./trainedVae.js";
import { byUse, isActiveLatent, latentUse, traversal } from "./traversal.js";

const settings = fig13.settings.parse({ seeds: [3], weightEnergies: [0.02], updates: 5 });
const job = { id: "constrained-0.02-seed3", condition: "constrained-0.02", seed: 3 };
const study = imageStudies.fig13;
const origin: VaeOrigin = { experiment: "fig13", experimentVersion: 1, settings, job, engine: "wasm", program: "test" };

const scores = Object.fromEntries(SCORES.map((name, at) => [name, at / 8]));

const planted = (parameters: HostTree): JobResult => ({
  job,
  values: { images: { reconstruction: 20, explained: 0.5, scores: { ...scores, mir: null } } },
  arrays: {
    activity: shaped(
      [100, 2],
      Float32Array.from({ length: 200 }, (_, at) => (at % 2 === 0 ? at / 2 : 0.01 * at)),
    ),
    information: shaped([2, 3], Float64Array.of(1, 0.5, 0, 0, 0.25, 0)),
    selectivity: shaped([2], Float64Array.of(0.5, Number.NaN)),
    ...parameterArrays(parameters),
  },
});

describe("a trained VAE as a file", () => {
  const parameters = convVae(vaeOptions(study, armOf(job, imageArms(settings)), settings)).initialise(key(3));

  test("whole floats come back bit for bit, with origin, scores and the values of every latent", () => {
    const read = readTrainedVae(writeTrainedVae(planted(parameters), origin, "F32"), "planted");
    expect(read.parameters).toEqual(parameters);
    expect(read.origin).toEqual(origin);
    expect(read.arm).toMatchObject({ kind: "constrained", weightEnergy: 0.02 });
    expect(read.measured).toEqual({ reconstruction: 20, explained: 0.5, scores: { ...scores, mir: Number.NaN } });
    expect([...read.information]).toEqual([1, 0.5, 0, 0, 0.25, 0]);
    expect([...read.selectivity]).toEqual([0.5, Number.NaN]);
    expect(read.use.low[0]).toBeCloseTo(0.02 * 99, 4);
    expect(read.use.high[0]).toBeCloseTo(0.98 * 99, 4);
    expect(read.use.deviation[0]).toBeCloseTo(Math.sqrt((100 ** 2 - 1) / 12), 4);
  });

  test("half floats are half as large and within half a step of each weight", () => {
    const [whole, half] = (["F32", "F16"] as const).map((floats) =>
      writeTrainedVae(planted(parameters), origin, floats),
    );
    expect(half.length / whole.length).toBeLessThan(0.51);
    const read = readTrainedVae(half, "planted").parameters;
    for (const [name, { data }] of Object.entries(parameters)) {
      for (const [at, value] of data.entries())
        if (Math.abs(read[name].data[at] - value) > Math.max(2 ** -25, Math.abs(value) * 2 ** -11)) expect.fail(name);
    }
  });

  test.each([
    ["without origin", {}],
    ["of an unknown experiment", { experiment: "fig2" }],
    ["with settings that are no JSON", { settings: "{" }],
  ])("a file %s is refused in words", (_, metadata) => {
    expect(() => readTrainedVae(toSafetensors({}, metadata), "some.safetensors")).toThrow(InputError);
  });
});

test("a network that lacks what is known of its latents is refused", () => {
  const name = "fig13-beta.safetensors";
  const { tree, metadata } = fromSafetensors(
    readFileSync(join(import.meta.dirname, "../../../lab/networks", name)),
    name,
  );
  const { "latent.low": _, ...rest } = tree;
  expect(() => readTrainedVae(toSafetensors(rest, metadata), "cut.safetensors")).toThrow(
    /cut.safetensors .* lacks latent.low/,
  );
});

describe("the networks of the lab", () => {
  const folder = join(import.meta.dirname, "../../../lab/networks");

  test.each(readdirSync(folder))("%s is whole", (name) => {
    const vae = readTrainedVae(readFileSync(join(folder, name)), name);
    const model = convVae(vaeOptions(vae.study, vae.arm, vae.origin.settings));
    const shapes = (tree: HostTree) => Object.fromEntries(Object.entries(tree).map(([key, { shape }]) => [key, shape]));
    expect(shapes(vae.parameters)).toEqual(shapes(model.initialise(key(0))));
    expect(name).toBe(`${vae.origin.experiment}-${vae.arm.kind}.safetensors`);
    const factors = factorsAt(vae.study.task.grid, [0]).length;
    expect([vae.use.deviation, vae.selectivity, vae.information].map(({ length }) => length)).toEqual([
      10,
      10,
      10 * factors,
    ]);
    expect(imageArms(vae.origin.settings)).toContainEqual(vae.arm);
    expect(vae.measured.scores.mig).toBeGreaterThan(0);
  });
});

describe("traversals", () => {
  test("move one latent over its central values and leave the others", () => {
    const activity = normal(key(8), 3000).map((value, at) => value * [2, 0.01, 1][at % 3]);
    const use = latentUse({ activity, units: 3 });
    expect(byUse(use.deviation)).toEqual([0, 2, 1]);
    expect(Array.from(use.deviation, isActiveLatent)).toEqual([true, false, true]);
    const codes = traversal([7, 8, 9], use, 5);
    expect(codes).toHaveLength(3 * 5 * 3);
    expect([...codes.subarray(0, 3)]).toEqual([Math.fround(use.low[0]), 8, 9]);
    expect([...codes.subarray(3 * (2 * 5 + 4))]).toEqual([7, 8, Math.fround(use.high[2])]);
    expect(codes[3 * (5 + 2) + 1]).toBeCloseTo((use.low[1] + use.high[1]) / 2, 6);
  });
});
