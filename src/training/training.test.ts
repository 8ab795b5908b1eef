import { describe, expect, test } from "vitest";
import { adam } from "../engine/optimisers.js";
import type { CompiledStep } from "../engine/protocols.js";
import { constant, cosine } from "../engine/schedules.js";
import { compileWasm } from "../engine/wasm.js";
import { InputError, NumericalError, UsageError } from "../math/errors.js";
import { identity, multiply, transpose } from "../math/matrix.js";
import { fold, key } from "../math/random.js";
import { linearNetwork, linearWeights } from "../models/linearNetwork.js";
import { mlp } from "../models/mlp.js";
import { tightLinearNetwork } from "../models/tightLinearNetwork.js";
import { activityEnergy } from "../objectives/activityEnergy.js";
import { nonnegativity } from "../objectives/nonnegativity.js";
import { squaredError } from "../objectives/prediction.js";
import { weightEnergy } from "../objectives/weightEnergy.js";
import type { Dataset } from "../protocols.js";
import { linearMixture, supervisedMixture } from "../tasks/linearMixture.js";
import { orthogonalMatrix } from "../tasks/mixing.js";
import { runForward } from "./forward.js";
import { fromCheckpoint, initialState, parametersOf, type TrainingPlan, toCheckpoint } from "./plan.js";
import { compilePlan, train, trainToEnd } from "./train.js";
import { trainMany } from "./trainMany.js";

const terms = (prediction: number, nonneg: number, activity: number, weight: number) => [
  { term: squaredError(), strength: constant(prediction) },
  { term: nonnegativity(), strength: constant(nonneg) },
  { term: activityEnergy(), strength: constant(activity) },
  { term: weightEnergy(), strength: constant(weight) },
];

function smallPlan(changes: Partial<TrainingPlan> = {}): TrainingPlan {
  const task = supervisedMixture(fold(key(3), "task"), 4);
  return {
    model: linearNetwork({ inputs: 4, code: 12, outputs: 4 }),
    objective: terms(1, 2, 1e-3, 1e-4),
    optimiser: adam({ learningRate: cosine(1e-2) }),
    data: task.sample(fold(key(3), "data"), 500),
    batch: 32,
    steps: 120,
    key: key(3),
    ...changes,
  };
}

test("orthogonal matrices are orthogonal", () => {
  const o = orthogonalMatrix(key(1), 7);
  const gap = multiply(transpose(o), o).data.map((value, i) => Math.abs(value - identity(7).data[i]));
  expect(Math.max(...gap)).toBeLessThan(1e-14);
});

test("a linear mixture's samples are its mixings of its factors", () => {
  const task = supervisedMixture(key(5), 3);
  const { input, target, factors } = task.sample(key(6), 20);
  for (let row = 0; row < 20; row++) {
    const e = factors.map((factor) => factor.values[row]);
    for (let i = 0; i < 3; i++) {
      const mix = (data: Float64Array) => e.reduce((sum, value, j) => sum + data[3 * i + j] * value, 0);
      expect(input[3 * row + i]).toBeCloseTo(mix(task.inputMixing.data), 5);
      expect(target[3 * row + i]).toBeCloseTo(mix(task.targetMixing.data), 5);
    }
  }
});

describe("trainer", () => {
  test("logged terms are those of the formulas, and the loss is their weighted sum", async () => {
    const plan = smallPlan({ steps: 1, batch: 500 });
    const start = linearWeights(parametersOf(plan, initialState(plan)));
    const step = await compilePlan(plan, compileWasm);
    const moments = [];
    for await (const moment of train(plan, step)) moments.push(moment);
    const {
      loss,
      prediction,
      nonnegativity: negative,
      activityEnergy: activity,
      weightEnergy: weight,
    } = moments[0].metrics;
    const norm = (data: Float64Array) => data.reduce((sum, value) => sum + value * value, 0);
    expect(weight[0]).toBeCloseTo(norm(start.weightIn.data) + norm(start.weightOut.data), 4);
    expect(loss[0]).toBeCloseTo(prediction[0] + 2 * negative[0] + 1e-3 * activity[0] + 1e-4 * weight[0], 4);
    expect(Object.keys(moments[0].metrics)).toHaveLength(5);
  });

  test("the result does not depend on how steps are grouped, and is the same twice", async () => {
    const plan = smallPlan();
    const step = await compilePlan(plan, compileWasm);
    const whole = await trainToEnd(plan, step, { chunk: 120 });
    expect(await trainToEnd(plan, step, { chunk: 7 })).toEqual(whole);
    expect(await trainToEnd(plan, await compilePlan(plan, compileWasm))).toEqual(whole);
  });

  test("resumed from a checkpoint, it ends bit for bit where the uninterrupted training ends", async () => {
    const plan = smallPlan();
    const step = await compilePlan(plan, compileWasm);
    const whole = await trainToEnd(plan, step);
    let saved = toCheckpoint(initialState(plan));
    for await (const { state } of train(plan, step, { chunk: 10 })) {
      saved = toCheckpoint(state);
      if (state.step >= 50) break;
    }
    expect(await trainToEnd(plan, step, { from: fromCheckpoint(plan, saved) })).toEqual(whole);
  });

  test("one compiled step serves other seeds and strengths", async () => {
    const plan = smallPlan();
    const other = smallPlan({ key: key(4), objective: terms(1, 0, 0, 1e-2) });
    const shared = await compilePlan(plan, compileWasm);
    await trainToEnd(plan, shared);
    expect(await trainToEnd(other, shared)).toEqual(await trainToEnd(other, await compilePlan(other, compileWasm)));
  });

  describe("five yields a second, whatever a step takes", () => {
    /** A step that takes as many milliseconds as `cost` says, by a clock of its own; the durations of the chunks. */
    async function chunkTimes(steps: number, cost: (clock: number) => number): Promise<number[]> {
      let clock = 0;
      const metrics = (length: number) => ({ loss: new Float32Array(length) });
      const step: CompiledStep = {
        backend: "wasm",
        async run(state, { indices }) {
          for (let k = 0; k < indices.shape[0]; k++) clock += cost(clock);
          return { state, metrics: metrics(indices.shape[0]) };
        },
        dispose() {},
      };
      const times: number[] = [];
      let before = 0;
      for await (const _ of train(smallPlan({ steps }), step, { now: () => clock })) {
        times.push(clock - before);
        before = clock;
      }
      return times;
    }

    test.each([0.1, 1, 10, 49, 90])("steps of %d ms", async (cost) => {
      const times = await chunkTimes(Math.ceil(2000 / cost), () => cost);
      expect(Math.max(...times)).toBeLessThan(300);
      expect(times.slice(-5, -1).filter((time) => time < 100)).toEqual([]);
    });

    test("slow steps, and steps that become slow: one by one, never several seconds of them", async () => {
      expect(Math.max(...(await chunkTimes(10, () => 800)))).toBe(800);
      const times = await chunkTimes(400, (clock) => (clock < 2000 ? 10 : 50));
      expect(times.filter((time) => time > 300)).toHaveLength(1);
    });
  });

  test("a training that diverges is stopped, with the step and what to do", async () => {
    const plan = smallPlan({ optimiser: adam({ learningRate: constant(1e30) }) });
    const step = await compilePlan(plan, compileWasm);
    await expect(trainToEnd(plan, step)).rejects.toThrow(NumericalError);
    await expect(trainToEnd(plan, step)).rejects.toThrow(/diverged at step \d+ of 120.*lower the learning rate/);
  });

  test("plans and checkpoints that do not fit are refused", async () => {
    const plan = smallPlan();
    const wider = smallPlan({ model: linearNetwork({ inputs: 4, code: 13, outputs: 4 }) });
    expect(() => fromCheckpoint(wider, toCheckpoint(initialState(plan)))).toThrow(InputError);
    expect(() => fromCheckpoint(plan, {})).toThrow(/absent/);
    expect(() => linearNetwork({ inputs: 4, code: 0, outputs: 4 })).toThrow(UsageError);
    expect(() => mlp({ inputs: 1, outputs: 1, hidden: [{ name: "output", units: 2 }] })).toThrow(/"output" is taken/);
    const step = await compilePlan(plan, compileWasm);
    const data: Dataset = { ...plan.data, input: plan.data.input.slice().fill(Number.NaN, 8, 9) };
    await expect(trainToEnd({ ...plan, data }, step)).rejects.toThrow(/input of sample 2 is NaN/);
    await expect(trainToEnd({ ...plan, steps: 0 }, step)).rejects.toThrow(UsageError);
  });
});

describe("many networks in one call", () => {
  const plans = [
    smallPlan(),
    smallPlan({ key: key(9) }),
    smallPlan({ objective: terms(1, 0, 0, 1e-3) }),
    smallPlan({ data: supervisedMixture(key(8), 4).sample(key(9), 500) }),
  ];

  async function trained(some: readonly TrainingPlan[]) {
    const many = trainMany(some, compileWasm);
    const losses = some.map(() => [] as number[]);
    let next = await many.next();
    while (!next.done) {
      losses[next.value.network].push(...next.value.metrics.loss);
      next = await many.next();
    }
    return { states: next.value, losses };
  }

  test("each ends where it ends by itself", async () => {
    const { states, losses } = await trained(plans);
    for (const [network, plan] of plans.entries()) {
      const training = train(plan, await compilePlan(plan, compileWasm), { chunk: 120 });
      const { value } = await training.next();
      if (!("metrics" in value)) throw new Error("the training ended before its first chunk");
      expect(losses[network]).toEqual([...value.metrics.loss]);
      expect(states[network]).toEqual(value.state);
    }
  });

  test("they share a shape; there may be none", async () => {
    await expect(trained([plans[0], smallPlan({ batch: 16 })])).rejects.toThrow(/share model/);
    await expect(trained([plans[0], smallPlan({ steps: 16 })])).rejects.toThrow(/share model/);
    expect((await trained([])).states).toEqual([]);
  });
});

test("with the smallest bias the code is nonnegative on all data, and touches zero", async () => {
  const model = tightLinearNetwork({ inputs: 4, code: 12, outputs: 4 });
  const plan = smallPlan({ model, batch: "all", steps: 20 });
  const state = await trainToEnd(plan, await compilePlan(plan, compileWasm));
  const { activity } = await runForward(model, parametersOf(plan, state), plan.data.input, compileWasm);
  for (let unit = 0; unit < 12; unit++) {
    const values = Array.from({ length: 500 }, (_, row) => activity.code[12 * row + unit]);
    expect(Math.min(...values)).toBeCloseTo(0, 6);
  }
});

test("a forward pass gives the activity that the matrices give", async () => {
  const plan = smallPlan();
  const parameters = parametersOf(plan, initialState(plan));
  const { activity, output } = await runForward(
    plan.model,
    parameters,
    plan.data.input.subarray(0, 4 * 3),
    compileWasm,
  );
  const { weightIn, biasIn, weightOut, biasOut } = linearWeights(parameters);
  for (let sample = 0; sample < 3; sample++) {
    const x = { rows: 4, columns: 1, data: Float64Array.from(plan.data.input.subarray(4 * sample, 4 * sample + 4)) };
    const code = multiply(weightIn, x).data.map((value, i) => value + biasIn[i]);
    const y = multiply(weightOut, { rows: 12, columns: 1, data: code }).data.map((value, i) => value + biasOut[i]);
    code.forEach((value, i) => {
      expect(activity.code[12 * sample + i]).toBeCloseTo(value, 5);
    });
    y.forEach((value, i) => {
      expect(output[4 * sample + i]).toBeCloseTo(value, 5);
    });
  }
});

test("a linear autoencoder of a full square reaches the energy of the modular optimum, in closed form", async () => {
  // 9 x 9 grid on [0, 1]^2, activity strength 1, weight strength 0.1: 2 sum sqrt(0.1 (0.1 + var + 1/4)) = 0.852447,
  // reached when prediction is exact; a strength of 300 leaves an error of under 1 %.
  const grid = Array.from({ length: 81 }, (_, i) => [(i % 9) / 8, Math.floor(i / 9) / 8]);
  const points = Float32Array.from(grid.flat());
  const eye = linearMixture("square", identity(2), identity(2));
  const plan: TrainingPlan = {
    model: linearNetwork({ inputs: 2, code: 4, outputs: 2 }),
    objective: terms(300, 300, 1, 0.1),
    optimiser: adam({ learningRate: cosine(0.03) }),
    data: { count: 81, input: points, target: points, factors: eye.sample(key(0), 1).factors },
    batch: 400,
    steps: 4000,
    key: key(2),
  };
  let last: Readonly<Record<string, Float32Array>> = {};
  for await (const { metrics } of train(plan, await compilePlan(plan, compileWasm))) last = metrics;
  const mean = (values: Float32Array) =>
    values.slice(-100).reduce((sum, value) => sum + value, 0) / Math.min(100, values.length);
  const energy = mean(last.activityEnergy) + 0.1 * mean(last.weightEnergy);
  expect(Math.abs(energy / 0.852447 - 1)).toBeLessThan(0.02);
});
