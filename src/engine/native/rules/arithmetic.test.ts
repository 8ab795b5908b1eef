import { numpy } from "@jax-js/jax";
import fc from "fast-check";
import { describe, test } from "vitest";
import {
  expectAgreement,
  expectAgreementWithGradients,
  expectFormula,
  gradient,
  normals,
  positives,
  RUNS,
  shapes,
  type TensorFunction,
  wholes,
} from "../../../../test/support/nativeReference.js";
import type { Tensor } from "../../protocols.js";

const binary: Record<string, TensorFunction> = {
  add: (a, b) => a.add(b),
  subtract: (a, b) => a.sub(b),
  multiply: (a, b) => a.mul(b),
  divide: (a, b) => a.div(b),
  maximum: (a, b) => numpy.maximum(a, b),
  minimum: (a, b) => numpy.minimum(a, b),
};

describe.each(Object.entries(binary))("%s", (_, f) => {
  test("equal shapes, any layout", async () => {
    const property = fc.asyncProperty(shapes, (shape) =>
      expectAgreementWithGradients(f, normals(...shape), positives(...shape)),
    );
    await fc.assert(property, RUNS);
  });

  test("broadcasts rows, columns and scalars", async () => {
    await expectAgreementWithGradients(f, normals(4, 3), positives(3));
    await expectAgreementWithGradients(f, normals(4, 1), positives(1, 3));
    await expectAgreementWithGradients(f, normals(2, 4, 3), positives(4, 1));
    await expectAgreementWithGradients(f, normals(4, 3), positives());
  });

  test("operands stored in different orders", async () => {
    const crossed: TensorFunction = (a, b) => f(a.transpose(), b);
    await expectAgreementWithGradients(crossed, normals(4, 3), positives(3, 4));
    const reversed: TensorFunction = (a, b) => f(numpy.flip(a, 1), b);
    await expectAgreementWithGradients(reversed, normals(4, 3), positives(4, 3));
  });
});

describe("constant factors are carried along and merged", () => {
  const cases: Record<string, TensorFunction> = {
    "3x + 3y": (x, y) => x.mul(3).add(y.mul(3)),
    "3x - 3y": (x, y) => x.mul(3).sub(y.mul(3)),
    "y - x": (x, y) => y.sub(x),
    "-x - y": (x, y) => x.neg().sub(y),
    "2x + 5y": (x, y) => x.mul(2).add(y.mul(5)),
    "-2x + row of 5y": (x, y) => x.mul(-2).add(y.mul(5).sum(0)),
    "x + x": (x, y) => x.ref.add(x).mul(y),
    "2x - 5x": (x, y) => x.ref.mul(2).sub(x.mul(5)).add(y),
    "3 - 2x": (x, y) => x.mul(-2).add(3).mul(y),
    "1e-20 x + y": (x, y) => x.mul(1e-20).add(y),
    "3x / -2y": (x, y) => x.mul(3).div(y.mul(-2)),
    "2 / x": (x, y) => numpy.reciprocal(x.mul(0.5)).mul(y),
    "x / 7": (x, y) => x.div(7).add(y),
    "a reciprocal used twice": (x, y) => {
      const inverse = numpy.reciprocal(x);
      return inverse.ref.mul(y).add(inverse);
    },
    "max(-2x, 0)": (x, y) => numpy.maximum(x.sub(0.7).mul(-2), 0).mul(y),
    "min(-2x, 0)": (x, y) => numpy.minimum(x.sub(0.7).mul(-2), 0).mul(y),
    "max(x, 0.5)": (x, y) => numpy.maximum(x, 0.5).mul(y),
    "max(-x, -y)": (x, y) => numpy.maximum(x.neg(), y.neg()),
    "0 x + y": (x, y) => x.mul(0).add(y),
    "0 x + 0 y": (x, y) => x.ref.mul(0).add(y.mul(0)).add(x),
    "0 x - 0 y": (x, y) => x.mul(0).sub(y.ref.mul(0)).sub(y),
  };

  test.each(Object.entries(cases))("%s", async (_, f) => {
    await expectAgreementWithGradients(f, positives(4, 3), positives(4, 3));
  });
});

test("constants fold", async () => {
  const f = (x: Tensor) =>
    numpy
      .ones([2, 3])
      .mul(4)
      .add(numpy.full([3], 2))
      .div(numpy.full([2, 1], 8))
      .mul(x);
  await expectAgreement(f, normals(2, 3));
});

test("whole numbers: arithmetic, division that cuts off, remainder with the dividend's sign", async () => {
  const [a, b] = [wholes(40, 3, 4), wholes(6, 4)];
  const centred = (x: Tensor) => x.sub(numpy.array(20).astype(numpy.int32));
  const above = (x: Tensor) => x.add(numpy.array(1).astype(numpy.int32));
  await expectAgreement((x, y) => centred(x).mul(y.ref).sub(y), a, b);
  await expectAgreement((x, y) => numpy.floorDivide(x, above(y)), a, b);
  await expectAgreement((x, y) => numpy.remainder(centred(x), above(y)), a, b);
  await expectAgreement((x, y) => numpy.maximum(x.neg(), y), a, b);
});

test("floats: division that cuts off, remainder", async () => {
  await expectAgreement((x, y) => numpy.trunc(x.mul(5).div(y)), normals(3, 4), positives(4));
  await expectAgreement((x, y) => numpy.fmod(x.mul(5), y), normals(3, 4), positives(4));
});

// The library's logarithm is off by up to 1.2e-5, and with it its powers.
test("powers by a number and by a tensor", async () => {
  const byNumber: TensorFunction = (x) => numpy.power(x, 2.5);
  await expectFormula(byNumber, (x) => x ** 2.5, positives(3, 4));
  await expectFormula(gradient(byNumber), (x) => 5 * x ** 4, positives(3, 4));
  const [x, y] = [positives(3, 4), normals(3, 4)];
  const byTensor: TensorFunction = (base, exponent) => numpy.power(base, exponent);
  await expectFormula(byTensor, (b, e) => b ** e, x, y);
  await expectFormula(gradient(byTensor, 0), (b, e) => 2 * e * b ** (2 * e - 1), x, y);
  await expectFormula(gradient(byTensor, 1), (b, e) => 2 * Math.log(b) * b ** (2 * e), x, y);
  await expectFormula(
    (base) => numpy.power(base, 3),
    (b) => b ** 3,
    normals(3, 4),
  );
});

test("a multiple of a tensor times a single number, of either sign and on either side", async () => {
  await expectAgreementWithGradients((x, size) => x.mul(0.3).mul(size), normals(4, 3), positives());
  await expectAgreementWithGradients((x, size) => size.mul(x.mul(-2)).add(1), normals(4, 3), positives());
  await expectAgreementWithGradients((x, size) => x.mul(0).mul(size), normals(4, 3), positives());
});
