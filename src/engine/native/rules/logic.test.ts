import { nn, numpy } from "@jax-js/jax";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  expectAgreement,
  expectAgreementWithGradients,
  normals,
  positives,
  RUNS,
  shapes,
  type TensorFunction,
  wholes,
} from "../../../../test/support/nativeReference.js";
import { relu } from "../../ops.js";
import type { Tensor } from "../../protocols.js";

const comparisons: Record<string, TensorFunction> = {
  less: (a, b) => a.less(b),
  "less or equal": (a, b) => a.lessEqual(b),
  greater: (a, b) => a.greater(b),
  "greater or equal": (a, b) => a.greaterEqual(b),
  equal: (a, b) => a.equal(b),
  "not equal": (a, b) => a.notEqual(b),
};

describe.each(Object.entries(comparisons))("%s", (_, f) => {
  test("of floats and of whole numbers", async () => {
    const property = fc.asyncProperty(shapes, async (shape) => {
      await expectAgreement(f, normals(...shape), normals(...shape));
      await expectAgreement(f, wholes(3, ...shape), wholes(3, ...shape));
    });
    await fc.assert(property, RUNS);
  });

  test("of a whole number with a literal", async () => {
    await expectAgreement((a) => f(a, numpy.array(2)), wholes(5, 3, 4));
    await expectAgreement((a) => f(numpy.array(2), a), wholes(5, 3, 4));
  });

  test("with zero, through factors of either sign", async () => {
    for (const factor of [2, -2]) {
      await expectAgreement((a) => f(a.mul(factor), numpy.array(0)), normals(3, 4));
      await expectAgreement((a) => f(numpy.array(0), a.mul(factor)), normals(3, 4));
    }
  });
});

test("bools are equal or not", async () => {
  await expectAgreement((a, b) => a.greater(0).equal(b.greater(0)), normals(5, 4), normals(4));
  await expectAgreement((a, b) => a.greater(0).notEqual(b.greater(0)), normals(5, 4), normals(4));
});

const positive = (x: Tensor) => x.greater(0.5);

const choices: Record<string, TensorFunction> = {
  "between tensors": (x, y) => numpy.where(positive(x.ref), x, y),
  "between a tensor and a number": (x, y) => numpy.where(positive(x.ref), x, 3).mul(y),
  "between a scaled tensor and zero": (x, y) => numpy.where(positive(x.ref), x.mul(-3), 0).mul(y),
  "between zero and a scaled tensor": (x, y) => numpy.where(positive(x.ref), 0, x.mul(-3)).mul(y),
  "between tensors of one factor": (x, y) => numpy.where(positive(x.ref), x.mul(-3), y.mul(-3)),
  "between tensors of two factors": (x, y) => numpy.where(positive(x.ref), x.mul(2), y.mul(5)),
  "between numbers": (x, y) => numpy.where(positive(x), 2, 5).mul(y),
  "between zero and a number": (x, y) => numpy.where(positive(x), 0, -3).mul(y),
  "between a number and zero": (x, y) => numpy.where(positive(x), 2.5, 0).add(y),
  "between zero and a number, repeated": (x, y) => numpy.where(positive(x.slice([0, 1])), 0, 3).add(y),
  "under a constant condition": (x, y) => numpy.where(numpy.ones([4, 3]).greater(0), x, y),
  "relu written as a choice": (x, y) => relu(x.sub(0.6)).mul(relu(y.neg().add(0.6))),
  "the negative part as a choice": (x, y) => numpy.where(x.ref.sub(0.6).greaterEqual(0), 0, x.sub(0.6)).mul(y),
  "relu by the other question": (x, y) =>
    numpy.where(x.ref.greater(0.5), x, 0).add(numpy.where(y.ref.greater(0), y, 0)),
  "relu of the library": (x, y) => nn.relu(x.sub(0.6)).mul(nn.relu(y.neg().add(0.6))),
};

describe("choices", () => {
  test.each(Object.entries(choices))("%s", async (_, f) => {
    await expectAgreementWithGradients(f, positives(4, 3), positives(4, 3));
    await expectAgreementWithGradients((x, y) => f(x.transpose(), y), positives(3, 4), positives(4, 3));
  });
});

test("a choice keeps infinities out of the branch not taken", async () => {
  await expectAgreement((x) => numpy.where(x.ref.greater(0), numpy.log(x), 0), {
    shape: [4],
    data: Float32Array.of(-1, 0, 1, 2),
  });
});

/** As far from 0 as numbers go, and as near as processors take without delay. */
const EXTREMES = { shape: [8], data: Float32Array.of(-3e38, -1, -1.2e-38, -0, 0, 1.2e-38, 1, 3e38) };

test.each(["greater", "greaterEqual", "less", "lessEqual"] as const)(
  "%s than 0, as a number and as a choice",
  async (asked) => {
    await expectAgreement((x) => numpy.where(x[asked](0), 1, 0), EXTREMES);
    await expectAgreement((x) => numpy.where(x[asked](0), 0, 1), EXTREMES);
    await expectAgreement((x) => numpy.where(numpy.zeros([8])[asked](x), 2, 0), EXTREMES);
    await expectAgreement((x, y) => numpy.where(x[asked](0), y, 0), EXTREMES, normals(8));
    await expectAgreement((x, y) => numpy.where(x[asked](0), 0, y), EXTREMES, normals(8));
  },
);

test("a layer that is rectified already is rectified no further, and never below 0", async () => {
  const layer = (x: Tensor) => relu(x.sub(0.6));
  await expectAgreementWithGradients((x, y) => relu(layer(x)).mul(y), positives(4, 3), positives(4, 3));
  await expectAgreementWithGradients((x, y) => relu(layer(x).neg()).add(y), positives(4, 3), positives(4, 3));
  await expectAgreement((x, y) => numpy.where(layer(x).greaterEqual(0), y, 5), positives(4, 3), positives(4, 3));
  await expectAgreement((x, y) => numpy.where(layer(x).less(0), 5, y), positives(4, 3), positives(4, 3));
});

test("relu passes a NaN on, on either engine", async () => {
  const x = { shape: [4], data: Float32Array.of(-1, Number.NaN, 2, -0) };
  await expectAgreement((values) => numpy.isnan(relu(values)), x);
  await expectAgreement((values) => numpy.where(numpy.isnan(values.ref), 7, relu(values)), x);
});

test("conversions cut fractions off and count bools as 0 and 1", async () => {
  await expectAgreement((x) => x.mul(5).astype(numpy.int32), normals(4, 3));
  await expectAgreement((x) => x.astype(numpy.float32).mul(0.5), wholes(9, 4));
  await expectAgreement((x) => x.greater(0).astype(numpy.float32).sum(0), normals(4, 3));
  await expectAgreement((x) => x.astype(numpy.bool), wholes(2, 6));
});

test("and, or, exclusive or", async () => {
  const pair = [normals(6), normals(6)] as const;
  await expectAgreement((a, b) => numpy.logicalAnd(a.greater(0), b.greater(0)), ...pair);
  await expectAgreement((a, b) => numpy.logicalOr(a.greater(0), b.greater(0)), ...pair);
  await expectAgreement((a, b) => numpy.logicalXor(a.greater(0), b.greater(0)), ...pair);
  await expectAgreement((a, b) => numpy.bitwiseAnd(a, b), wholes(64, 6), wholes(64, 6));
});

test("double-precision numbers are refused by name", async () => {
  await expect(
    expectAgreement((x) => x.astype(numpy.float64).mul(2).astype(numpy.float32), normals(3)),
  ).rejects.toThrow(/"float64".*float32, int32, uint32 or bool/);
});
