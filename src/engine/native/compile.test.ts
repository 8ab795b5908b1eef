import { lax, numpy } from "@jax-js/jax";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normals, wholes } from "../../../test/support/nativeReference.js";
import { UsageError } from "../../math/errors.js";
import { conv4s2, deconv4s2 } from "../convolution.js";
import { lossAndGradient } from "../gradient.js";
import { matmul, relu, square, sumAll } from "../ops.js";
import type { CompiledStep, HostTensor, HostTree, StepFunction, StepInputs, Tensor, TensorTree } from "../protocols.js";
import { compileWasm } from "../wasm.js";
import { compileNative, nativeAvailable } from "./index.node.js";

test("the native engine is installed where these tests run", async () => {
  expect(await nativeAvailable()).toEqual({ available: true, reason: expect.stringContaining("onnxruntime-node") });
});

/** A small network to train: parameters, and a loss that consumes parameters and input [batch x ...]. */
interface Network {
  readonly parameters: HostTree;
  readonly sample: readonly number[];
  loss(parameters: TensorTree, input: Tensor): Tensor;
}

const scaledNormals = (scale: number, ...shape: number[]): HostTensor => {
  const drawn = normals(...shape);
  return { ...drawn, data: drawn.data.map((value) => scale * value) };
};

const BATCH = 16;

const networks: Record<string, Network> = {
  "linear network with nonnegativity, activity and weight energy": {
    parameters: {
      weightIn: scaledNormals(0.4, 6, 40),
      biasIn: scaledNormals(0.1, 40),
      weightOut: scaledNormals(0.1, 40, 6),
    },
    sample: [6],
    loss({ weightIn, biasIn, weightOut }, x) {
      const code = matmul(x.ref, weightIn.ref).add(biasIn);
      const error = sumAll(square(matmul(code.ref, weightOut.ref).sub(x))).mul(1 / BATCH);
      const negative = sumAll(relu(code.ref.neg())).mul(2 / BATCH);
      const activity = sumAll(square(code)).mul(0.01 / BATCH);
      const weights = sumAll(square(weightIn))
        .add(sumAll(square(weightOut)))
        .mul(1e-3);
      return error.add(negative).add(activity).add(weights);
    },
  },
  "relu network of three layers": {
    parameters: { a: scaledNormals(0.3, 8, 16), b: scaledNormals(0.3, 16, 16), c: scaledNormals(0.3, 16, 8) },
    sample: [8],
    loss({ a, b, c }, x) {
      const hidden = relu(matmul(relu(matmul(x.ref, a)), b));
      return numpy.mean(square(matmul(hidden, c).sub(x)));
    },
  },
  "recurrent network over five steps": {
    parameters: {
      recurrent: scaledNormals(0.25, 12, 12),
      input: scaledNormals(0.5, 3, 12),
      output: scaledNormals(0.3, 12, 3),
    },
    sample: [5, 3],
    loss({ recurrent, input, output }, x) {
      let state = numpy.zeros([BATCH, 12]);
      let total = numpy.array(0);
      for (let t = 0; t < 5; t++) {
        const now = x.ref.slice([], t);
        state = relu(matmul(state, recurrent.ref).add(matmul(now.ref, input.ref)));
        total = total.add(numpy.mean(square(matmul(state.ref, output.ref).sub(now))));
      }
      for (const tensor of [x, state, recurrent, input, output]) tensor.dispose();
      return total;
    },
  },
  "convolutional autoencoder": {
    parameters: { down: scaledNormals(0.1, 8, 4, 4, 4), up: scaledNormals(0.05, 8, 4, 4, 4) },
    sample: [8, 8, 4],
    loss({ down, up }, x) {
      const image = deconv4s2(relu(conv4s2(x.ref, down)), up);
      return numpy.mean(square(image.sub(x)));
    },
  },
  "network whose weights are one vector, long enough to be updated in parts": {
    parameters: { all: scaledNormals(0.02, 2 * 260 * 520) },
    sample: [260],
    loss({ all }, x) {
      const hidden = relu(matmul(x.ref, all.ref.slice([0, 260 * 520]).reshape([260, 520])));
      const output = matmul(hidden, all.slice([260 * 520, 2 * 260 * 520]).reshape([520, 260]));
      return sumAll(square(output.sub(x))).mul(1 / BATCH);
    },
  },
};

/** Gradient descent with momentum; the rate arrives with every step. */
function trainingStep({ loss }: Network): StepFunction {
  return (state, { input, rate }) => {
    const names = Object.keys(state).filter((name) => !name.startsWith("velocity "));
    const parameters = Object.fromEntries(names.map((name) => [name, state[name].ref]));
    const { total, gradient } = lossAndGradient((at) => ({ total: loss(at, input), parts: {} }), parameters);
    const next: Record<string, Tensor> = {};
    for (const name of names) {
      const velocity = state[`velocity ${name}`].mul(0.9).add(gradient[name]);
      next[name] = state[name].sub(velocity.ref.mul(rate.ref));
      next[`velocity ${name}`] = velocity;
    }
    rate.dispose();
    return { state: next, metrics: { loss: total } };
  };
}

function initialState({ parameters }: Network): HostTree {
  const velocities = Object.entries(parameters).map(([name, { shape, data }]) => [
    `velocity ${name}`,
    { shape, data: new Float32Array(data.length) },
  ]);
  return { ...parameters, ...Object.fromEntries(velocities) };
}

const ROWS = 50;

function inputsFor({ sample }: Network, steps: number): StepInputs {
  return {
    data: { input: scaledNormals(1, ROWS, ...sample) },
    indices: wholes(ROWS, steps, BATCH),
    perStep: { rate: { shape: [steps], data: Float32Array.from({ length: steps }, (_, k) => 0.02 / (k + 1)) } },
  };
}

/** The part of the inputs that steps from .. to - 1 read. */
function stepsOf({ data, indices, perStep }: StepInputs, from: number, to: number): StepInputs {
  const rows = { shape: [to - from, BATCH], data: indices.data.slice(from * BATCH, to * BATCH) };
  return { data, indices: rows, perStep: { rate: { shape: [to - from], data: perStep.rate.data.slice(from, to) } } };
}

const compiled = (network: Network, compile = compileNative): Promise<CompiledStep> =>
  compile(trainingStep(network), {
    state: initialState(network),
    data: { input: { shape: [BATCH, ...network.sample], data: new Float32Array(0) } },
    perStep: { rate: { shape: [], data: Float32Array.of(0) } },
  });

const bytesOf = (state: HostTree): string =>
  Object.entries(state)
    .map(([name, { data }]) => `${name} ${Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("hex")}`)
    .join();

describe.each(Object.entries(networks))("%s", (_, network) => {
  test("first five losses as the wasm engine's, to 1e-5", async () => {
    const inputs = inputsFor(network, 5);
    const losses: Float32Array[] = [];
    for (const compile of [compileNative, compileWasm]) {
      const step = await compiled(network, compile);
      losses.push((await step.run(initialState(network), inputs)).metrics.loss);
      step.dispose();
    }
    const [native, wasm] = losses;
    native.forEach((value, k) => {
      expect(Math.abs(value / wasm[k] - 1)).toBeLessThan(1e-5);
    });
    expect(native[4]).toBeLessThan(native[0]);
  });

  test("the same bytes however the steps are divided into calls, and in another session", async () => {
    const inputs = inputsFor(network, 12);
    const [one, other] = [await compiled(network), await compiled(network)];
    const reference = bytesOf((await other.run(initialState(network), inputs)).state);
    const cuts = fc.uniqueArray(fc.integer({ min: 1, max: 11 }), { maxLength: 4 });
    const property = fc.asyncProperty(cuts, async (between) => {
      const ends = [...between.sort((a, b) => a - b), 12];
      let state = initialState(network);
      let from = 0;
      for (const to of ends) {
        ({ state } = await one.run(state, stepsOf(inputs, from, to)));
        from = to;
      }
      expect(bytesOf(state)).toBe(reference);
    });
    await fc.assert(property, { numRuns: 5, seed: 1 });
    one.dispose();
    other.dispose();
  });
});

test("resident memory does not grow with the number of calls", async () => {
  const network = networks["relu network of three layers"];
  const step = await compiled(network);
  const inputs = inputsFor(network, 20);
  let state = initialState(network);
  const grow = async (calls: number) => {
    for (let call = 0; call < calls; call++) ({ state } = await step.run(state, inputs));
    return process.memoryUsage().rss / 2 ** 20;
  };
  const warm = await grow(50);
  expect((await grow(150)) - warm).toBeLessThan(50);
  step.dispose();
});

const noInputs: StepInputs = { data: {}, indices: { shape: [1, 0], data: new Int32Array(0) }, perStep: {} };

test("what is missing in the data stays out where a step chooses not to look", async () => {
  const rows = { x: { shape: [2, 3], data: Float32Array.of(1, Number.NaN, 3, Number.NaN, 5, 6) } };
  const known = { known: { shape: [2, 3], data: Float32Array.of(1, 0, 1, 0, 1, 1) } };
  const step = await compileNative(
    ({ total }, { x, known: seen }) => ({
      state: { total: total.add(sumAll(numpy.where(seen.greater(0), x, 0))) },
      metrics: {},
    }),
    { state: { total: { shape: [], data: Float32Array.of(0) } }, data: { ...rows, ...known }, perStep: {} },
  );
  const indices = { shape: [1, 2], data: Int32Array.of(0, 1) };
  const { state } = await step.run(
    { total: { shape: [], data: Float32Array.of(0) } },
    { data: { ...rows, ...known }, indices, perStep: {} },
  );
  expect(state.total.data[0]).toBe(15);
  step.dispose();
});

describe("contract", () => {
  const x = { shape: [2, 2], data: Float32Array.of(2, 1, 1, 3) };

  test("a state that passes unchanged, one that is constant, a whole-number counter", async () => {
    const state = { same: x, constant: x, count: { shape: [], data: Int32Array.of(3) } };
    const step = await compileNative(
      ({ same, constant, count }) => {
        constant.dispose();
        return {
          state: { same, constant: numpy.ones([2, 2]), count: count.add(1) },
          metrics: { seven: numpy.array(7) },
        };
      },
      { state, data: {}, perStep: {} },
    );
    const result = await step.run(state, noInputs);
    expect([...result.state.same.data]).toEqual([2, 1, 1, 3]);
    expect([...result.state.constant.data]).toEqual([1, 1, 1, 1]);
    expect([...result.state.count.data]).toEqual([4]);
    expect([...result.metrics.seven]).toEqual([7]);
    step.dispose();
  });

  test("an operation without counterpart is refused by name and line", async () => {
    const compiling = compileNative(({ a }) => ({ state: { a: lax.linalg.cholesky(a) }, metrics: {} }), {
      state: { a: x },
      data: {},
      perStep: {},
    });
    await expect(compiling).rejects.toThrow(
      /cannot run "cholesky", used at .*compile\.test\.ts:\d+:\d+: use the wasm engine/,
    );
    await expect(compiling).rejects.toBeInstanceOf(UsageError);
  });

  test("what only the runtime refuses is also named, with the line", async () => {
    const sorted: StepFunction = ({ a }) => ({
      state: { a: numpy.sort(a.astype(numpy.uint32)).astype(numpy.float32) },
      metrics: {},
    });
    const compiling = compileNative(sorted, { state: { a: x }, data: {}, perStep: {} });
    await expect(compiling).rejects.toThrow(/onnxruntime-node rejects "sort", used at .*compile\.test\.ts:\d+:\d+: /);
  });

  test("a step that breaks its contract is told how", async () => {
    const compiling = (next: StepFunction) => compileNative(next, { state: { a: x }, data: {}, perStep: {} });
    await expect(compiling(({ a }) => ({ state: { b: a }, metrics: {} }))).rejects.toThrow(/not given: b/);
    await expect(compiling(({ a }) => ({ state: { a: a.sum(0) }, metrics: {} }))).rejects.toThrow(/\[2\] instead of/);
    await expect(compiling(({ a }) => ({ state: { a: a.ref }, metrics: { a } }))).rejects.toThrow(
      /"a" is not a scalar or vector/,
    );
  });

  test("a row number outside the data, and a missing entry, are errors", async () => {
    const network = networks["relu network of three layers"];
    const step = await compiled(network);
    const inputs = inputsFor(network, 1);
    const outside = { shape: [1, BATCH], data: new Int32Array(BATCH).fill(ROWS) };
    await expect(step.run(initialState(network), { ...inputs, indices: outside })).rejects.toThrow(
      /could not run .*out of .*bounds/,
    );
    await expect(step.run(initialState(network), { ...inputs, data: {} })).rejects.toThrow(/compiled with "input"/);
    step.dispose();
  });
});
