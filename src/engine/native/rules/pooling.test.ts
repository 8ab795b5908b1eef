import { lax, numpy } from "@jax-js/jax";
import { describe, test } from "vitest";
import { expectAgreementWithGradients, normals } from "../../../../test/support/nativeReference.js";
import type { Tensor } from "../../protocols.js";

const cases: Record<string, { shape: number[]; window: number[]; strides: number[] }> = {
  "side by side": { shape: [2, 6, 8], window: [2, 2], strides: [2, 2] },
  overlapping: { shape: [2, 7, 7], window: [3, 3], strides: [2, 2] },
  "with gaps": { shape: [9], window: [2], strides: [3] },
  "with a rest": { shape: [3, 8], window: [3], strides: [2] },
};

describe.each(Object.entries(cases))("windows %s", (_, { shape, window, strides }) => {
  test("maximum and mean", async () => {
    const pooled = (x: Tensor, reduce: (values: Tensor) => Tensor) => lax.reduceWindow(x, reduce, window, strides);
    await expectAgreementWithGradients((x) => pooled(x, (values) => numpy.max(values)), normals(...shape));
    await expectAgreementWithGradients((x) => pooled(x.mul(-2), (values) => numpy.mean(values)), normals(...shape));
  });
});
