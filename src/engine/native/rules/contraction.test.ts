import { grad, numpy, vmap } from "@jax-js/jax";
import fc from "fast-check";
import { describe, test } from "vitest";
import {
  expectAgreement,
  expectAgreementWithGradients,
  gradient,
  normals,
  RUNS,
  type TensorFunction,
  wholes,
} from "../../../../test/support/nativeReference.js";
import type { Tensor } from "../../protocols.js";

const matmul: TensorFunction = (a, b) => numpy.matmul(a, b);
const sizes = fc.tuple(...([1, 2, 3, 4] as const).map(() => fc.integer({ min: 1, max: 5 })));

describe("matrix products of random sizes", () => {
  const layouts: Record<string, (a: Tensor, b: Tensor) => Tensor> = {
    "as they lie": matmul,
    "left transposed": (a, b) => matmul(a.transpose().reshape([b.shape[0], -1]).transpose(), b),
    "both transposed": (a, b) => matmul(b.transpose(), a.transpose()),
    "result transposed": (a, b) => matmul(a, b).transpose(),
    "left flipped": (a, b) => matmul(numpy.flip(a, 0), b),
    "summed axis flipped": (a, b) => matmul(numpy.flip(a, 1), b),
    scaled: (a, b) => matmul(a.mul(-2), b.mul(3)),
    "with a bias": (a, b) => matmul(a, b.ref).add(b.sum(0)),
    "less a bias": (a, b) => matmul(a, b.ref).mul(3).sub(b.sum(0).mul(2)),
    "added to a matrix": (a, b) => matmul(a.ref, b.ref).add(a.sum(1, { keepdims: true }).mul(b.sum(0))),
    "read twice": (a, b) => {
      const c = matmul(a, b);
      return c.ref.add(1).mul(c);
    },
  };

  test.each(Object.entries(layouts))("%s", async (_, f) => {
    const property = fc.asyncProperty(sizes, ([rows, depth, columns]) =>
      expectAgreementWithGradients(f, normals(rows, depth), normals(depth, columns)),
    );
    await fc.assert(property, RUNS);
  });
});

describe("batches", () => {
  test("batch by batch, one matrix for all, either side", async () => {
    const property = fc.asyncProperty(sizes, async ([batch, rows, depth, columns]) => {
      await expectAgreementWithGradients(matmul, normals(batch, rows, depth), normals(batch, depth, columns));
      await expectAgreementWithGradients(matmul, normals(batch, rows, depth), normals(depth, columns));
      await expectAgreementWithGradients(matmul, normals(rows, depth), normals(batch, depth, columns));
      await expectAgreementWithGradients(matmul, normals(2, batch, rows, depth), normals(batch, depth, columns));
    });
    await fc.assert(property, RUNS);
  });

  test("a batch stored last", async () => {
    const f: TensorFunction = (a, b) => matmul(a.transpose([2, 0, 1]), b.transpose([2, 1, 0]));
    await expectAgreementWithGradients(f, normals(3, 4, 2), normals(5, 4, 2));
  });

  test("many networks in one step", async () => {
    const network = (weight: Tensor, x: Tensor) => numpy.tanh(matmul(x, weight));
    await expectAgreementWithGradients((w, x) => vmap(network, [0, null])(w, x), normals(4, 3, 5), normals(6, 3));
    await expectAgreementWithGradients((w, x) => vmap(network, [0, 0])(w, x), normals(4, 3, 5), normals(4, 6, 3));
  });
});

test("vectors: inner, outer, matrix times vector, vector times matrix", async () => {
  await expectAgreementWithGradients((a, b) => numpy.dot(a, b), normals(7), normals(7));
  await expectAgreementWithGradients((a, b) => numpy.outer(a, b), normals(7), normals(5));
  await expectAgreementWithGradients(matmul, normals(4, 3), normals(3));
  await expectAgreementWithGradients(matmul, normals(4), normals(4, 3));
  await expectAgreementWithGradients((a, b) => numpy.inner(a, b), normals(4, 3), normals(5, 3));
  await expectAgreementWithGradients((a, b) => numpy.vecdot(a, b), normals(4, 3), normals(4, 3));
});

test("products that share their operands with sums", async () => {
  await expectAgreementWithGradients((a, b) => numpy.dot(a, numpy.broadcastTo(b, [3])), normals(4, 3), normals(1));
  await expectAgreement(matmul, wholes(5, 3, 4), wholes(5, 4, 2));
});

test("three axes against two", async () => {
  await expectAgreementWithGradients((a, b) => numpy.tensordot(a, b, 1), normals(2, 3, 4), normals(4, 5));
});

describe("gradients of gradients, which the library's own jit gets wrong", () => {
  const inner = (x: Tensor) => numpy.sum(numpy.tanh(matmul(x.ref, x.transpose())));
  const penalty: TensorFunction = (x) => numpy.square(grad(inner)(x));

  test.each([
    [2, 3],
    [4, 4],
    [4, 16],
    [8, 2],
    [8, 16],
    [16, 8],
  ])("%i x %i", async (rows, columns) => {
    const x = normals(rows, columns);
    const small = { ...x, data: x.data.map((value) => value / 4) };
    await expectAgreement(gradient(penalty), small);
  });
});
