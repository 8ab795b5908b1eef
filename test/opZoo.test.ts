/**
 * Every operation that models and objectives are written in: on random shapes, value and gradient, the native engine against
 * the tensor library's own uncompiled evaluation, to 1e-5 of the largest entry.
 */
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import * as convolution from "../src/engine/convolution.js";
import * as flattening from "../src/engine/flatten.js";
import { nativeAvailable } from "../src/engine/native/index.node.js";
import * as ops from "../src/engine/ops.js";
import { startEngine } from "../src/engine/start.js";
import { tracingFor } from "../src/engine/target.js";
import type { HostTensor, Tensor } from "../src/engine/tensor.js";
import {
  expectAgreementWithGradients,
  normals,
  positives,
  RUNS,
  type TensorFunction,
  withoutKernel,
} from "./support/nativeReference.js";

beforeAll(startEngine);

interface Specimen {
  readonly apply: TensorFunction;
  /** Arguments from four sizes of 1 to 9: rows, depth, columns, and one to spare. */
  draw(rows: number, depth: number, columns: number, spare: number): HostTensor[];
}

const matrices = (rows: number, depth: number): HostTensor[] => [normals(rows, depth)];
const cubes = (rows: number, depth: number, columns: number): HostTensor[] => [normals(rows, depth, columns)];
/** The same mathematics on both sides: uncompiled, the library misreads cut-outs of rearranged images. */
const asNative =
  (apply: TensorFunction): TensorFunction =>
  (...inputs: Tensor[]) =>
    tracingFor("native", () => apply(...inputs));

/** By the names under which `ops.ts` and `convolution.ts` export them. */
const zoo: Readonly<Record<string, Specimen>> = {
  matmul: { apply: ops.matmul, draw: (m, k, n) => [normals(m, k), normals(k, n)] },
  square: { apply: ops.square, draw: cubes },
  absolute: { apply: ops.absolute, draw: cubes },
  cos: { apply: ops.cos, draw: cubes },
  exp: { apply: ops.exp, draw: cubes },
  sin: { apply: ops.sin, draw: cubes },
  softplus: { apply: ops.softplus, draw: cubes },
  sqrt: { apply: (x) => ops.sqrt(x.add(0.1)), draw: (m, k) => [positives(m, k)] },
  squaredDistances: { apply: ops.squaredDistances, draw: matrices },
  stackRows: {
    apply: (...tensors) => ops.stackRows(tensors),
    draw: (m, k, n, spare) => [normals(m, n), normals(k, n), normals(spare, n)],
  },
  stackColumns: {
    apply: (...tensors) => ops.stackColumns(tensors),
    draw: (m, k, n, spare) => [normals(m, n), normals(m, k), normals(m, spare)],
  },
  roll: {
    apply: (x) => ops.roll(ops.roll(x, 1, 1), -2, 2),
    draw: (m, k, n, spare) => [normals(m, k + 1, n + 2, spare)],
  },
  fixed: {
    apply: (x) =>
      x.mul(
        ops.fixed(
          [1, x.shape[1]],
          Float32Array.from({ length: x.shape[1] }, (_, i) => 1 + i / 2),
        ),
      ),
    draw: matrices,
  },
  logSumExp: { apply: ops.logSumExp, draw: cubes },
  held: { apply: (x) => ops.held(x.ref).mul(x), draw: cubes },
  straightThrough: {
    apply: (x, y) => ops.straightThrough(ops.square(x), y),
    draw: (m, k) => [normals(m, k), normals(m, k)],
  },
  nearestValue: { apply: ops.nearestValue, draw: (m, k, n) => [normals(m, k), normals(k, n)] },
  relu: { apply: ops.relu, draw: cubes },
  negativePart: { apply: ops.negativePart, draw: cubes },
  log: { apply: ops.log, draw: (m, k) => [positives(m, k)] },
  sumAll: { apply: (x) => ops.sumAll(x), draw: (m, k, n) => [positives(m, 40 * k, n)] },
  batchMean: { apply: ops.batchMean, draw: (m, k, n) => [positives(m, k, n)] },
  maximumOverRows: { apply: ops.maximumOverRows, draw: matrices },
  flatten: {
    apply: (...tensors) => flattening.flatten(tensors),
    draw: (m, k, n, spare) => [normals(m, k), normals(n), normals(spare, m)],
  },
  conv4s2: {
    apply: asNative(convolution.conv4s2),
    draw: (m, k, n, spare) => [normals(m, 2 * k, 2 * n, spare), normals(n, spare, 4, 4)],
  },
  deconv4s2: {
    apply: asNative(convolution.deconv4s2),
    draw: (m, k, n, spare) => [normals(m, k, n, spare), normals(spare, k, 4, 4)],
  },
};

/** Exports that are no operations. */
const OTHERS = ["disposeAll"];

test("holds every operation", () => {
  const exported = [ops, convolution, flattening].flatMap(Object.keys).filter((name) => !OTHERS.includes(name));
  expect(Object.keys(zoo).sort()).toEqual(exported.sort());
});

const size = fc.integer({ min: 1, max: 9 });
const sizes = fc.tuple(size, size, size, size);

/** Row counts that are multiples of 4, in which the library's compiled second derivatives are wrong. */
const JIT_BUG: [number, number, number, number][] = [
  [4, 4, 4, 4],
  [8, 2, 4, 1],
  [8, 16, 8, 3],
];

describe.runIf((await nativeAvailable()).available).each(Object.entries(zoo))("%s", (_, { apply, draw }) => {
  test("random shapes, alone and inside a network", async () => {
    // What follows an operation decides how its result is laid out, and what the gradient has to go through.
    const inside: TensorFunction = (...inputs) => ops.square(apply(...inputs).mul(-2)).add(1);
    const property = fc.asyncProperty(sizes, async (drawn) => {
      await expectAgreementWithGradients(apply, ...draw(...drawn));
      await expectAgreementWithGradients(inside, ...draw(...drawn));
    });
    await fc.assert(property, { ...RUNS, numRuns: 6 });
  });

  test("the shapes of the library's bug", async () => {
    for (const shape of JIT_BUG) await expectAgreementWithGradients(apply, ...draw(...shape));
  });
});

test("every operation has kernels of our own", () => {
  expect([...withoutKernel]).toEqual([]);
});
