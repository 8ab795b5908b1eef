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
import { matmul, square } from "../../ops.js";
import type { Tensor } from "../../protocols.js";
import { product, range } from "../view.js";

const movements: Record<string, TensorFunction> = {
  "reversed axes": (x) => x.transpose(),
  "one row": (x) => x.reshape([-1]),
  "a new last axis": (x) => x.reshape([...x.shape, 1]),
  "transposed, then one row": (x) => x.transpose().reshape([-1]),
  "flipped, then one row": (x) => numpy.flip(x, 0).reshape([-1]),
  "repeated, then one row": (x) => numpy.broadcastTo(x, [3, ...x.shape]).reshape([-1]),
  "without its first": (x) => x.reshape([-1]).slice([Math.min(1, product(x.shape) - 1)]),
  "flipped and cut": (x) => numpy.flip(x, x.ndim - 1).slice([0, Math.ceil(x.shape[0] / 2)]),
  "cut, transposed and repeated": (x) =>
    numpy.broadcastTo(x.slice([0, 1]).transpose(), [2, ...x.shape.slice(1).reverse(), 1]),
  padded: (x) => numpy.pad(x, 2),
  "transposed and padded": (x) => numpy.pad(x.transpose(), { 0: [1, 2] }),
  "repeated and padded": (x) => numpy.pad(numpy.broadcastTo(x, [2, ...x.shape]), 1),
  "joined with itself": (x) => numpy.concatenate([x.ref, x.ref.mul(2), x], x.ndim - 1),
  "joined with its transpose, as rows": (x) => numpy.concatenate([x.ref.reshape([-1]), x.transpose().reshape([-1])]),
  "stacked scaled": (x) => numpy.stack([x.ref.mul(-3), x.mul(-3)]),
};

describe.each(Object.entries(movements))("%s", (_, f) => {
  test("value and gradient", async () => {
    await fc.assert(
      fc.asyncProperty(shapes, (shape) => expectAgreementWithGradients(f, normals(...shape))),
      RUNS,
    );
  });
});

test("split into unequal pieces along any axis", async () => {
  const f: TensorFunction = (x) => {
    const [a, b, c] = numpy.split(x, [1, 3], 1);
    return numpy.concatenate([c, a.mul(2), b.neg()], 1);
  };
  await expectAgreementWithGradients(f, normals(3, 5));
  await expectAgreementWithGradients((x) => f(x.transpose()), normals(5, 3));
});

test("a vector cut into named parameters and its gradient joined again", async () => {
  const f: TensorFunction = (vector) => {
    const weight = vector.ref.slice([0, 12]).reshape([3, 4]);
    const bias = vector.slice([12, 16]);
    return numpy.matmul(numpy.ones([2, 3]), weight).add(bias);
  };
  await expectAgreementWithGradients(f, normals(16));
});

test("overlapping cuts of one vector, two of them from the same place", async () => {
  const f: TensorFunction = (x) => {
    const [short, long, rest] = [x.ref.slice([0, 2]), x.ref.slice([0, 3]), x.slice([3, 5])];
    return numpy.concatenate([short.mul(2), rest, long]);
  };
  await expectAgreementWithGradients(f, normals(5));
});

test("moments of a sequence, each by itself, wherever their axis lies", async () => {
  const moments = (x: Tensor, axis: number): Tensor[] =>
    Array.from({ length: x.shape[axis] }, (_, t) => x.ref.slice(...range(axis).map((): [] => []), t));
  const summed = (x: Tensor, axis: number): Tensor => {
    const [first, ...others] = moments(x, axis);
    x.dispose();
    return others.reduce((sum, moment, t) => sum.mul(t + 0.5).add(square(moment)), first);
  };
  await expectAgreementWithGradients((x, w) => matmul(summed(x, 1), w), normals(4, 3, 5), normals(5, 2));
  await expectAgreementWithGradients((x) => summed(x, 1), normals(2, 3, 4, 5));
  await expectAgreementWithGradients((x) => summed(x, 2), normals(2, 3, 4, 5));
  await expectAgreementWithGradients((x) => summed(x, 2), normals(2, 3, 4));
  await expectAgreementWithGradients((x) => summed(x, 0), normals(3, 4));
  await expectAgreementWithGradients((x) => summed(x.transpose([0, 2, 1]).mul(-2), 1), normals(2, 3, 4));
});

test("whole numbers and bools move too", async () => {
  await expectAgreement((x) => numpy.flip(x.transpose(), 0).reshape([-1]), wholes(9, 3, 4));
  await expectAgreement((x) => numpy.pad(x.greater(0).transpose(), 1), normals(3, 4));
  await expectAgreement((x) => numpy.concatenate([x.ref, x.mul(2)], 0), wholes(9, 3, 4));
});

test("triangles and diagonals", async () => {
  await expectAgreementWithGradients((x) => numpy.tril(x.ref).add(numpy.triu(x, 1).mul(2)), normals(4, 4));
  await expectAgreementWithGradients((x) => numpy.diagonal(x), normals(4, 4));
});

test("many parts, which the library joins a few at a time", async () => {
  const f: TensorFunction = (x) =>
    numpy.concatenate(
      Array.from({ length: 19 }, (_, i) => x.ref.slice([], [0, 1 + (i % 3)]).mul(i - 4)).concat([x]),
      1,
    );
  await expectAgreementWithGradients(f, normals(2, 3));
});
