import { jit, numpy } from "@jax-js/jax";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { InputError } from "../math/errors.js";
import { key, normal } from "../math/random.js";
import { lossAndGradient } from "./gradient.js";
import { log, relu, square, sumAll } from "./ops.js";
import { adam, clipGlobalNorm, dropTiny, type Optimiser, sgd } from "./optimisers.js";
import { fromSafetensors, toSafetensors } from "./safetensors.js";
import { constant, cosine, linearSecondHalf } from "./schedules.js";
import { startEngine } from "./start.js";
import type { HostTree, Tensor } from "./tensor.js";
import { compileWasm } from "./wasm.js";

beforeAll(startEngine);

const vector = (values: readonly number[]) => numpy.array([...values]);
const tensor = (data: Float32Array) => ({ shape: [data.length], data });

describe("operations", () => {
  test("relu has derivative 0 at 0", () => {
    const { gradient } = lossAndGradient(({ x }) => ({ total: sumAll(relu(x)), parts: {} }), { x: vector([-1, 0, 2]) });
    expect([...gradient.x.dataSync()]).toEqual([0, 0, 1]);
  });

  test("the logarithm is good to 1e-6, its derivative is 1 / x, and its limits are kept", () => {
    const values = Array.from({ length: 4000 }, (_, i) => 1e-6 * 1.008 ** i);
    const compute = jit((x: Tensor) => {
      const { gradient } = lossAndGradient((at) => ({ total: sumAll(log(at.x)), parts: {} }), { x: x.ref });
      return [log(x), gradient.x];
    });
    const [logarithm, slope] = compute(vector(values)).map((tensor) => tensor.dataSync());
    for (const [i, value] of Float32Array.from(values).entries()) {
      expect(Math.abs(logarithm[i] - Math.log(value))).toBeLessThan(1e-6 * Math.max(1, Math.abs(Math.log(value))));
      expect(slope[i] * value).toBeCloseTo(1, 5);
    }
    const limits = [...log(vector([0, Number.POSITIVE_INFINITY, -1, 1])).dataSync()];
    expect(limits).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, Number.NaN, expect.closeTo(0, 6)]);
  });

  test("a sum of 10 million equal numbers keeps six digits when it has two axes", () => {
    const x = numpy.full([2500, 4000], 0.1);
    expect(sumAll(x).item() / 1_000_000).toBeCloseTo(1, 5);
  });
});

/** Runs an optimiser on the gradient sequence given, compiled, and returns the parameters after each step. */
async function follow(optimiser: Optimiser, gradients: readonly (readonly number[])[]): Promise<number[][]> {
  const names = Object.keys(optimiser.scalars(1, 1));
  const step = await compileWasm(
    (state, batch) => {
      const moments = Object.fromEntries(optimiser.moments.map((name) => [name, state[name]]));
      const scalars = Object.fromEntries(names.map((name) => [name, batch[name]]));
      const update = optimiser.update(batch.gradient, moments, scalars);
      return { state: { parameters: state.parameters.sub(update.change), ...update.moments }, metrics: {} };
    },
    { state: {}, data: {}, perStep: {} },
  );
  const zero = () => tensor(new Float32Array(gradients[0].length));
  let state: HostTree = { parameters: zero(), ...Object.fromEntries(optimiser.moments.map((name) => [name, zero()])) };
  const path: number[][] = [];
  for (const [index, gradient] of gradients.entries()) {
    const scalars = optimiser.scalars(index + 1, gradients.length);
    const perStep = Object.fromEntries(
      names.map((name) => [name, { shape: [1], data: Float32Array.of(scalars[name]) }]),
    );
    const given = { shape: [1, gradient.length], data: Float32Array.from(gradient) };
    const inputs = {
      data: {},
      indices: { shape: [1, 0], data: new Int32Array(0) },
      perStep: { ...perStep, gradient: given },
    };
    ({ state } = await step.run(state, inputs));
    path.push([...state.parameters.data]);
  }
  return path;
}

const gradients = Array.from({ length: 12 }, (_, index) => [...normal(key(index), 3)]);

describe("optimisers", () => {
  test("adam follows Algorithm 1 of Kingma and Ba, written out in float64", async () => {
    const path = await follow(adam({ learningRate: constant(0.1) }), gradients);
    const theta = [0, 0, 0];
    const m = [0, 0, 0];
    const v = [0, 0, 0];
    gradients.forEach((gradient, index) => {
      for (let i = 0; i < 3; i++) {
        m[i] = 0.9 * m[i] + 0.1 * gradient[i];
        v[i] = 0.999 * v[i] + 0.001 * gradient[i] ** 2;
        const mHat = m[i] / (1 - 0.9 ** (index + 1));
        const vHat = v[i] / (1 - 0.999 ** (index + 1));
        theta[i] -= (0.1 * mHat) / (Math.sqrt(vHat) + 1e-8);
        expect(path[index][i]).toBeCloseTo(theta[i], 5);
      }
    });
  });

  test("heavy-ball momentum: a constant gradient of 1 gives velocities 1, 1.9, 2.71", async () => {
    const path = await follow(sgd({ learningRate: constant(1) }), [[1], [1], [1]]);
    expect(path.map(([x]) => x)).toEqual([-1, expect.closeTo(-2.9, 5), expect.closeTo(-5.61, 5)]);
  });

  test("clipping shortens a long gradient and leaves a short or zero one", async () => {
    const plain = sgd({ learningRate: constant(1), momentum: 0 });
    const path = await follow(clipGlobalNorm(1, plain), [
      [3, 4],
      [0.3, 0.4],
      [0, 0],
    ]);
    const expected = [
      [-0.6, -0.8],
      [-0.9, -1.2],
      [-0.9, -1.2],
    ];
    path.flat().forEach((value, i) => {
      expect(value).toBeCloseTo(expected.flat()[i], 5);
    });
  });

  test("what is tiny is dropped: adam moves as ever where gradients are not, and stays where they are", async () => {
    const tiny = gradients.map(([x, y]) => [x, y, 1e-20]);
    const [plain, kept] = [
      adam({ learningRate: constant(0.1) }),
      dropTiny(1e-18, adam({ learningRate: constant(0.1) })),
    ];
    const [ever, without] = [await follow(plain, tiny), await follow(kept, tiny)];
    expect(without.map(([x, y]) => [x, y])).toEqual(ever.map(([x, y]) => [x, y]));
    expect(without.every(([, , z]) => z === 0)).toBe(true);
    expect(ever.every(([, , z]) => z < 0)).toBe(true);
  });
});

test("schedules begin at their value and end near 0", () => {
  for (const schedule of [cosine(3), linearSecondHalf(3)]) {
    expect(schedule(1, 1000)).toBe(3);
    expect(schedule(1000, 1000)).toBeLessThan(0.01);
  }
  expect(linearSecondHalf(3)(500, 1000)).toBe(3);
  expect(cosine(3)(501, 1000)).toBeCloseTo(1.5, 12);
});

describe("safetensors", () => {
  const tree: HostTree = {
    weight: { shape: [2, 3], data: Float32Array.of(1, -2, Number.NaN, 3e38, 0, -0) },
    step: { shape: [], data: Int32Array.of(-7) },
    empty: { shape: [0, 4], data: new Float32Array(0) },
  };

  test("what is written is read back, bit for bit, and aligned", () => {
    const bytes = toSafetensors(tree, { kind: "test", é: "ü" });
    expect(Number(new DataView(bytes.buffer).getBigUint64(0, true)) % 8).toBe(0);
    const back = fromSafetensors(bytes);
    expect(back.metadata).toEqual({ kind: "test", é: "ü" });
    expect(back.tree).toEqual(tree);
  });

  test("a view into a larger buffer, as Node reads files, gives the same tensors", () => {
    const bytes = toSafetensors(tree);
    const pool = Buffer.alloc(bytes.length + 64, 7);
    pool.set(bytes, 24);
    expect(fromSafetensors(pool.subarray(24, 24 + bytes.length)).tree).toEqual(tree);
  });

  test("the header is the documented one", () => {
    const bytes = toSafetensors({ a: { shape: [1], data: Float32Array.of(1) } });
    const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
    const header: unknown = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)));
    expect(header).toEqual({ __metadata__: {}, a: { dtype: "F32", shape: [1], data_offsets: [0, 4] } });
    expect([...bytes.subarray(8 + length)]).toEqual([0, 0, 128, 63]);
  });

  test("half floats: written on request, read as float32, four-byte numbers first", () => {
    const mixed: HostTree = {
      a: { shape: [3], data: Float32Array.of(1, 1 / 3, -0) },
      b: { shape: [], data: Int32Array.of(7) },
    };
    const bytes = toSafetensors(mixed, {}, "F16");
    const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
    expect([...bytes.subarray(8 + length)]).toEqual([7, 0, 0, 0, 0, 0x3c, 0x55, 0x35, 0, 0x80]);
    expect(fromSafetensors(bytes).tree).toEqual({
      a: { shape: [3], data: Float32Array.of(1, 0.333251953125, -0) },
      b: mixed.b,
    });
    expect(() => toSafetensors({ a: { shape: [1], data: Float32Array.of(65520) } }, {}, "F16")).toThrow(/65504/);
    const strange = new TextEncoder().encode(
      Buffer.from(toSafetensors(mixed)).toString("latin1").replace("F32", "U16"),
    );
    expect(() => fromSafetensors(strange)).toThrow(InputError);
  });

  test("truncated or altered files are read or refused by an InputError, never otherwise", () => {
    const bytes = toSafetensors(tree);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), fc.nat(bytes.length), (at, value, length) => {
        const mutated = bytes.slice(0, length);
        if (at < length) mutated[at] = value;
        try {
          fromSafetensors(mutated, "mutated");
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
        }
      }),
      { numRuns: 3000 },
    );
    expect(() => fromSafetensors(bytes.slice(0, bytes.length - 1), "cut.safetensors")).toThrow(
      /cut.safetensors: truncated/,
    );
  });
});

test("a compiled step gathers rows, reads per-step values and keeps metrics", async () => {
  const step = await compileWasm(
    (state, batch) => {
      const sum = sumAll(square(batch.rows)).mul(batch.scale);
      return { state: { total: state.total.add(sum.ref) }, metrics: { sum } };
    },
    { state: {}, data: {}, perStep: {} },
  );
  const { state, metrics } = await step.run(
    { total: { shape: [], data: Float32Array.of(1) } },
    {
      data: { rows: { shape: [3, 2], data: Float32Array.of(1, 0, 0, 2, 3, 0) } },
      indices: { shape: [2, 2], data: Int32Array.of(0, 1, 2, 2) },
      perStep: { scale: { shape: [2], data: Float32Array.of(1, 10) } },
    },
  );
  expect([...metrics.sum]).toEqual([5, 180]);
  expect([...state.total.data]).toEqual([186]);
  step.dispose();
});
