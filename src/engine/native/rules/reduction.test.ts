import { numpy } from "@jax-js/jax";
import fc from "fast-check";
import { describe, test } from "vitest";
import {
  expectAgreement,
  expectAgreementWithGradients,
  normals,
  RUNS,
  shapes,
  type TensorFunction,
  wholes,
} from "../../../../test/support/nativeReference.js";
import { sumAll } from "../../ops.js";

const reductions: Record<string, TensorFunction> = {
  "sum of all": (x) => numpy.sum(x),
  "sum over the first axis": (x) => x.sum(0),
  "sum over the last axis": (x) => x.sum(-1),
  "sum over a transposed axis": (x) => x.transpose().sum(0),
  "sum over a flipped axis": (x) => numpy.flip(x, 0).sum(-1),
  "sum over a repeated axis": (x) => numpy.broadcastTo(x, [3, ...x.shape]).sum(0),
  "sums of sums": (x) => x.sum(0, { keepdims: true }).sum(-1),
  "mean of a scaled tensor": (x) => numpy.mean(x.mul(-3), 0),
  "sum of squares": (x) => numpy.sum(numpy.square(x)),
  "sums of squares by column": (x) => numpy.square(x.transpose()).sum(-1),
  "sum of squares of a scaled repeated tensor": (x) =>
    numpy.sum(numpy.square(numpy.broadcastTo(x.mul(-2), [3, ...x.shape]))),
  maximum: (x) => numpy.max(x, 0),
  "maximum of the negative": (x) => numpy.max(x.neg(), -1),
  minimum: (x) => numpy.min(x.mul(3), 0),
  variance: (x) => numpy.mean(numpy.square(x.ref.sub(numpy.mean(x, 0, { keepdims: true }))), 0),
};

describe.each(Object.entries(reductions))("%s", (_, f) => {
  test("value and gradient", async () => {
    await fc.assert(
      fc.asyncProperty(shapes, (shape) => expectAgreementWithGradients(f, normals(...shape))),
      RUNS,
    );
  });
});

test("product", async () => {
  await expectAgreement((x) => numpy.prod(x, 1), normals(3, 4));
  await expectAgreement((x) => numpy.prod(numpy.broadcastTo(x, [3, 4, 2]), 0), normals(4, 2));
});

test("a long sum taken in pieces is one reduction", async () => {
  await expectAgreementWithGradients((x) => sumAll(numpy.square(x)), normals(12, 300));
});

test("a partial sum that is read twice", async () => {
  await expectAgreementWithGradients(
    (x) => {
      const rows = x.sum(1);
      return rows.ref.sum(0).mul(rows);
    },
    normals(3, 4),
  );
});

test("all, any and counts", async () => {
  await expectAgreement((x) => numpy.any(x.greater(1), 0), normals(3, 4));
  await expectAgreement((x) => numpy.all(x.greater(-1), 1), normals(3, 4));
  await expectAgreement((x) => x.sum(0), wholes(9, 3, 4));
  await expectAgreement((x) => numpy.argmax(x, 1), normals(3, 4));
  await expectAgreement((x) => numpy.cumsum(x, 1), normals(3, 4));
});

test("sums over many rows, also of more than one axis, transposed and scaled", async () => {
  await expectAgreementWithGradients((x) => x.sum(0), normals(40, 7));
  await expectAgreementWithGradients((x) => x.mul(-3).sum([0, 1]).mul(2), normals(5, 6, 3));
  await expectAgreementWithGradients((x) => x.transpose().sum(-1), normals(40, 7));
  await expectAgreementWithGradients((x) => x.sum(0), normals(300, 2));
});
