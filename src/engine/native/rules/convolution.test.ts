import { lax } from "@jax-js/jax";
import { describe, test } from "vitest";
import {
  expectAgreementWithGradients,
  normals,
  type TensorFunction,
} from "../../../../test/support/nativeReference.js";
import type { Tensor } from "../../protocols.js";

interface Case {
  readonly x: readonly number[];
  readonly w: readonly number[];
  readonly strides: number[];
  readonly padding: [number, number][];
  readonly options?: Parameters<typeof lax.convGeneralDilated>[4];
}

const cases: Record<string, Case> = {
  "one axis": { x: [2, 3, 12], w: [5, 3, 5], strides: [1], padding: [[2, 2]] },
  "one axis, stride 3": { x: [2, 3, 13], w: [5, 3, 4], strides: [3], padding: [[1, 0]] },
  "3 x 3": {
    x: [2, 3, 6, 7],
    w: [4, 3, 3, 3],
    strides: [1, 1],
    padding: [
      [1, 1],
      [1, 1],
    ],
  },
  "4 x 4, stride 2": {
    x: [2, 3, 8, 8],
    w: [4, 3, 4, 4],
    strides: [2, 2],
    padding: [
      [1, 1],
      [1, 1],
    ],
  },
  "stride that leaves a rest": {
    x: [2, 2, 8, 8],
    w: [3, 2, 3, 3],
    strides: [2, 2],
    padding: [
      [1, 1],
      [0, 1],
    ],
  },
  "negative padding": {
    x: [2, 2, 8, 8],
    w: [3, 2, 3, 3],
    strides: [1, 1],
    padding: [
      [-1, 1],
      [0, -2],
    ],
  },
  "dilated kernel": {
    x: [2, 2, 9, 9],
    w: [3, 2, 3, 3],
    strides: [1, 1],
    padding: [
      [2, 2],
      [0, 0],
    ],
    options: { rhsDilation: [2, 1] },
  },
  "transposed, stride 2": {
    x: [2, 3, 4, 4],
    w: [4, 3, 4, 4],
    strides: [1, 1],
    padding: [
      [2, 2],
      [2, 2],
    ],
    options: { lhsDilation: [2, 2] },
  },
  "many channels, stride that leaves a rest": {
    x: [2, 5, 8, 9],
    w: [3, 5, 3, 4],
    strides: [2, 2],
    padding: [
      [1, 1],
      [0, 1],
    ],
  },
  "many channels, negative padding": {
    x: [2, 4, 8, 8],
    w: [3, 4, 3, 3],
    strides: [1, 1],
    padding: [
      [-1, 1],
      [0, -2],
    ],
  },
  "many channels, dilated kernel": {
    x: [2, 4, 9, 9],
    w: [3, 4, 3, 3],
    strides: [1, 1],
    padding: [
      [2, 2],
      [0, 0],
    ],
    options: { rhsDilation: [2, 1] },
  },
  "many channels, stride beyond the kernel": {
    x: [2, 4, 9, 9],
    w: [3, 4, 2, 2],
    strides: [3, 3],
    padding: [
      [1, 0],
      [2, 1],
    ],
  },
  "transposed, many channels, no square": {
    x: [3, 8, 4, 6],
    w: [9, 8, 4, 4],
    strides: [1, 1],
    padding: [
      [2, 2],
      [2, 2],
    ],
    options: { lhsDilation: [2, 2] },
  },
  "transposed, uneven padding": {
    x: [2, 3, 5, 5],
    w: [4, 3, 3, 3],
    strides: [1, 1],
    padding: [
      [1, 2],
      [1, 2],
    ],
    options: { lhsDilation: [2, 2] },
  },
  "transposed, padded beyond the kernel": {
    x: [2, 3, 3, 3],
    w: [4, 3, 2, 2],
    strides: [1, 1],
    padding: [
      [3, 2],
      [2, 4],
    ],
    options: { lhsDilation: [2, 3] },
  },
  "transposed, with a stride": {
    x: [2, 1, 5],
    w: [3, 1, 3],
    strides: [2],
    padding: [[1, 1]],
    options: { lhsDilation: [3] },
  },
  grouped: {
    x: [2, 4, 6, 6],
    w: [6, 2, 3, 3],
    strides: [1, 1],
    padding: [
      [1, 1],
      [1, 1],
    ],
    options: { featureGroupCount: 2 },
  },
  "grouped, stride 2": {
    x: [2, 4, 6, 6],
    w: [6, 2, 4, 4],
    strides: [2, 2],
    padding: [
      [1, 1],
      [1, 1],
    ],
    options: { featureGroupCount: 2 },
  },
};

describe.each(Object.entries(cases))("%s", (_, { x, w, strides, padding, options }) => {
  const f: TensorFunction = (image, kernel) => lax.convGeneralDilated(image, kernel, strides, padding, options);

  test("value and gradients", async () => {
    await expectAgreementWithGradients(f, normals(...x), normals(...w));
  });

  test("scaled, stored in another order", async () => {
    const order = [x.length - 1, ...x.slice(1).keys()];
    const inverse = order.map((_axis, i) => order.indexOf(i));
    const stored = order.map((axis) => x[axis]);
    const g = (image: Tensor, kernel: Tensor) => f(image.transpose(inverse).mul(-2), kernel.mul(3));
    await expectAgreementWithGradients(g, normals(...stored), normals(...w));
  });
});
