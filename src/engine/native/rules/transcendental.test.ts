import { lax, nn, numpy, scipySpecial } from "@jax-js/jax";
import { describe, test } from "vitest";
import {
  expectAgreement,
  expectAgreementWithGradients,
  normals,
  positives,
  type TensorFunction,
} from "../../../../test/support/nativeReference.js";

const functions: Record<string, TensorFunction> = {
  exp: (x) => numpy.exp(x),
  log: (x) => numpy.log(x),
  sqrt: (x) => numpy.sqrt(x),
  sin: (x) => numpy.sin(x),
  cos: (x) => numpy.cos(x),
  arcsin: (x) => numpy.arcsin(x.mul(0.7)),
  arctan: (x) => numpy.arctan(x),
  tanh: (x) => numpy.tanh(x),
  sigmoid: (x) => nn.sigmoid(x),
  softplus: (x) => nn.softplus(x),
  erf: (x) => lax.erf(x),
  erfc: (x) => scipySpecial.erfc(x),
  gelu: (x) => nn.gelu(x),
  elu: (x) => nn.elu(x.sub(0.6)),
  "logarithm of a softmax": (x) => nn.logSoftmax(x),
};

describe.each(Object.entries(functions))("%s", (_, f) => {
  test("value and gradient", async () => {
    await expectAgreementWithGradients(f, positives(3, 4));
    await expectAgreementWithGradients((x) => f(x.transpose()), positives(2, 5));
  });
});

test("rounding", async () => {
  await expectAgreement((x) => numpy.floor(x.ref.mul(5)).add(numpy.ceil(x.mul(3))), normals(4, 3));
});

test("of constants", async () => {
  await expectAgreement(
    (x) =>
      numpy
        .exp(numpy.full([3], 0.5))
        .mul(numpy.sqrt(numpy.array(2)))
        .add(x),
    normals(3),
  );
});
