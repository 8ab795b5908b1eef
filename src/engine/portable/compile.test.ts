import { numpy } from "@jax-js/jax";
import { beforeAll, describe, expect, test } from "vitest";
import { normals } from "../../../test/support/nativeReference.js";
import { UsageError } from "../../math/errors.js";
import { lossAndGradient } from "../gradient.js";
import { conv4s2, exp, fixed, matmul, relu, square, sumAll } from "../index.js";
import type { HostTensor, HostTree, StepFunction, StepInputs } from "../protocols.js";
import { startEngine } from "../start.js";
import { compileKernels, NoKernel } from "./index.js";

beforeAll(startEngine);

const nothing: StepInputs = { data: {}, indices: { shape: [1, 0], data: new Int32Array(0) }, perStep: {} };
const vector = (...data: number[]): HostTensor => ({ shape: [data.length], data: Float32Array.from(data) });
const times = (steps: number): StepInputs => ({ ...nothing, indices: { shape: [steps, 0], data: new Int32Array(0) } });

async function outputsOf(step: StepFunction, state: HostTree, steps: number) {
  const compiled = compileKernels(step, { state, data: {}, perStep: {} });
  const outputs = await compiled.run(state, times(steps));
  compiled.dispose();
  return outputs;
}

describe("the next state", () => {
  test("may be the old one under other names, whole, turned about, or a constant", async () => {
    const swap: StepFunction = ({ a, b, c }) => {
      c.dispose();
      return { state: { a: b, b: a.ref, c: fixed([2], Float32Array.of(7, 8)) }, metrics: { old: a } };
    };
    const { state, metrics } = await outputsOf(swap, { a: vector(1, 2), b: vector(3, 4), c: vector(5, 6) }, 3);
    expect([state.a.data, state.b.data, state.c.data].map((data) => [...data])).toEqual([
      [3, 4],
      [1, 2],
      [7, 8],
    ]);
    expect([...metrics.old]).toEqual([1, 2, 3, 4, 1, 2]);
  });

  test("is not written while others still read the old one", async () => {
    const mixed: StepFunction = ({ a, b }) => ({
      state: { a: a.ref.add(b.ref), b: b.mul(sumAll(a.ref)) },
      metrics: { before: sumAll(a) },
    });
    const { state, metrics } = await outputsOf(mixed, { a: vector(1, 2), b: vector(1, 1) }, 2);
    expect([...state.a.data, ...state.b.data]).toEqual([5, 6, 15, 15]);
    expect([...metrics.before]).toEqual([3, 5]);
  });

  test("holds whole numbers as whole numbers", async () => {
    const count: StepFunction = ({ n }) => ({
      state: { n: n.add(2) },
      metrics: { half: n.astype(numpy.float32).mul(0.5).sum() },
    });
    const state = { n: { shape: [3], data: Int32Array.of(1, 2, 3) } };
    const compiled = compileKernels(({ n }) => count({ n: n.ref }, { x: n }), { state, data: {}, perStep: {} });
    expect((await compiled.run(state, times(2))).state.n.data).toEqual(Int32Array.of(5, 6, 7));
    compiled.dispose();
  });
});

const network = {
  kernel: normals(6, 3, 4, 4),
  weight: normals(6 * 16, 5),
};
const example = { state: network, data: { image: normals(4, 8 * 8 * 3) }, perStep: { rate: vector() } };
const step: StepFunction = ({ kernel, weight }, { image, rate }) => {
  const { total, gradient } = lossAndGradient(
    (at) => {
      const hidden = relu(conv4s2(image.ref.reshape([4, 8, 8, 3]), at.kernel)).reshape([4, 96]);
      return { total: sumAll(exp(square(matmul(hidden, at.weight)).mul(-1e-3))), parts: {} };
    },
    { kernel: kernel.ref, weight: weight.ref },
  );
  image.dispose();
  const moved = { kernel: kernel.sub(gradient.kernel.mul(rate.ref)), weight: weight.sub(gradient.weight.mul(rate)) };
  return { state: moved, metrics: { total } };
};
const data = { image: normals(9, 8 * 8 * 3) };
const inputs = (first: number, steps: number): StepInputs => ({
  data,
  indices: {
    shape: [steps, 4],
    data: Int32Array.from({ length: 4 * steps }, (_, i) => (7 * (4 * first + i)) % 9),
  },
  perStep: { rate: { shape: [steps], data: Float32Array.from({ length: steps }, (_, k) => 1e-2 / (first + k + 1)) } },
});

describe("a network on images", () => {
  test("gives the same bits however many steps a call does", async () => {
    const compiled = compileKernels(step, { ...example, perStep: { rate: { shape: [], data: Float32Array.of(0) } } });
    const whole = await compiled.run(network, inputs(0, 12));
    let state: HostTree = network;
    const losses: number[] = [];
    for (const [first, steps] of [
      [0, 1],
      [1, 4],
      [5, 7],
    ]) {
      const part = await compiled.run(state, inputs(first, steps));
      state = part.state;
      losses.push(...part.metrics.total);
    }
    compiled.dispose();
    expect(state).toEqual(whole.state);
    expect(losses).toEqual([...whole.metrics.total]);
    expect(new Set(losses).size).toBe(12);
  });
});

describe("the memory", () => {
  const scale = (size: number) => {
    const state = { a: { shape: [size], data: new Float32Array(size).fill(1) } };
    const half = fixed([size], new Float32Array(size).fill(0.5));
    return {
      state,
      step: compileKernels(({ a }) => ({ state: { a: a.mul(half.ref) }, metrics: {} }), {
        state,
        data: {},
        perStep: {},
      }),
    };
  };

  test("serves steps by turns, also when it has grown meanwhile", async () => {
    const small = scale(10);
    const first = await small.step.run(small.state, times(1));
    const large = scale(300_000);
    const both = await Promise.all([small.step.run(first.state, times(1)), large.step.run(large.state, times(3))]);
    expect(both.map(({ state }) => [...new Set(state.a.data)])).toEqual([[0.25], [0.125]]);
    small.step.dispose();
    expect((await large.step.run(large.state, times(1))).state.a.data[299_999]).toBe(0.5);
    large.step.dispose();
  });
});

describe("refused", () => {
  test("row numbers outside the data", async () => {
    const example = {
      state: { a: vector(0) },
      data: { x: { shape: [2, 1], data: Float32Array.of(1, 2) } },
      perStep: {},
    };
    const compiled = compileKernels(({ a }, { x }) => ({ state: { a: a.add(x.sum()) }, metrics: {} }), example);
    const data = { x: { shape: [3, 1], data: Float32Array.of(1, 2, 4) } };
    const rows = (...numbers: number[]) => ({ shape: [1, 2], data: Int32Array.from(numbers) });
    const { state } = await compiled.run(example.state, { data, indices: rows(2, 0), perStep: {} });
    expect([...state.a.data]).toEqual([5]);
    for (const outside of [3, -1])
      await expect(compiled.run(example.state, { data, indices: rows(0, outside), perStep: {} })).rejects.toThrow(
        `"x" has no row ${outside}: its 3 rows are numbered from 0`,
      );
    compiled.dispose();
  });

  test("what has no kernel, so that the library runs it", () => {
    const sorts: StepFunction = ({ a }) => ({ state: { a: numpy.sort(a) }, metrics: {} });
    expect(() => compileKernels(sorts, { state: { a: vector(2, 1) }, data: {}, perStep: {} })).toThrow(NoKernel);
  });

  test("other shapes than it was compiled for, and a step that was disposed of", async () => {
    const compiled = compileKernels(({ a }) => ({ state: { a: a.mul(2) }, metrics: {} }), {
      state: { a: vector(1, 2) },
      data: {},
      perStep: {},
    });
    await expect(compiled.run({ a: vector(1) }, nothing)).rejects.toThrow(/compiled with "a" of \[2\], not of \[1\]/);
    await expect(compiled.run({}, nothing)).rejects.toThrow(UsageError);
    compiled.dispose();
    await expect(compiled.run({ a: vector(1, 2) }, nothing)).rejects.toThrow(/disposed/);
  });
});
