import { lax, numpy } from "@jax-js/jax";
import { test } from "vitest";
import {
  expectAgreement,
  expectAgreementWithGradients,
  normals,
  wholes,
} from "../../../../test/support/nativeReference.js";

test("sorted values along either axis", async () => {
  await expectAgreementWithGradients((x) => numpy.sort(x, 1), normals(4, 7));
  await expectAgreement((x) => numpy.sort(x.mul(-2), 0), normals(4, 7));
});

test("sorting order, ties in their given order", async () => {
  await expectAgreement((x) => numpy.argsort(x), wholes(4, 3, 40));
});

test("the largest few and where they are", async () => {
  await expectAgreementWithGradients((x) => lax.topK(x, 3)[0], normals(4, 7));
  await expectAgreement((x) => lax.topK(x, 3)[1], normals(4, 7));
});
