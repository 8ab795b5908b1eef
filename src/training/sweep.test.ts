import { expect, test } from "vitest";
import { adam } from "../engine/optimisers.js";
import { linearSecondHalf } from "../engine/schedules.js";
import type { HostTree } from "../engine/tensor.js";
import { compileWasm } from "../engine/wasm.js";
import { fold, key } from "../math/random.js";
import { linearNetwork } from "../models/linearNetwork.js";
import { squaredError } from "../objectives/prediction.js";
import { weightEnergy } from "../objectives/weightEnergy.js";
import { supervisedMixture } from "../tasks/linearMixture.js";
import { compilePlan, train } from "./train.js";

/** Smaller float32 are denormal. */
const LEAST_NORMAL = 2 ** -126;

/** A network of which one input is always 0: only their energy acts on the weights from there. */
function plan(steps: number, units: number) {
  const drawn = supervisedMixture(fold(key(8), "task"), 4).sample(fold(key(8), "data"), 100);
  const data = { ...drawn, input: drawn.input.map((value, at) => (at % 4 === 1 ? 0 : value)) };
  return {
    model: linearNetwork({ inputs: 4, code: units, outputs: 4 }),
    objective: [
      { term: squaredError(), strength: () => 1 },
      { term: weightEnergy(), strength: () => 1e-2 },
    ],
    optimiser: adam({ learningRate: linearSecondHalf(1e-2) }),
    data,
    batch: 16,
    steps,
    key: key(8),
  };
}

const denormal = (tensors: HostTree): number =>
  Object.values(tensors)
    .flatMap(({ data }) => [...data])
    .filter((value) => value !== 0 && Math.abs(value) < LEAST_NORMAL).length;

test("weights that only shrink end at 0, the same for chunks of any length", async () => {
  const few = plan(2000, 8);
  const step = await compilePlan(few, compileWasm);
  const end = async (chunk: number) => {
    let last: HostTree = {};
    for await (const { state, metrics } of train(few, step, { chunk })) {
      expect(metrics.loss).toHaveLength(state.step % chunk === 0 ? chunk : state.step % chunk);
      last = state.tensors;
    }
    return last;
  };
  const whole = await end(2000);
  expect(denormal(whole)).toBe(0);
  const { data } = whole.parameters;
  expect(data.filter((weight) => weight === 0)).toHaveLength(8);
  expect(data.filter((weight) => Math.abs(weight) > 1e-3).length).toBeGreaterThan(30);
  for (const chunk of [170, 999]) expect(await end(chunk)).toEqual(whole);
  step.dispose();
});

test("of many weights none is ever denormal", async () => {
  const many = plan(2000, 2500);
  const step = await compilePlan(many, compileWasm);
  let silent = 0;
  for await (const { state } of train(many, step, { chunk: 200 })) {
    expect(denormal(state.tensors), `after ${state.step} steps`).toBe(0);
    silent = state.tensors.parameters.data.filter((weight) => weight === 0).length;
  }
  expect(silent).toBeGreaterThanOrEqual(2500);
  step.dispose();
});
