import { jit, numpy } from "@jax-js/jax";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { expectAgreementWithGradients, normals, RUNS } from "../../test/support/nativeReference.js";
import { conv4s2, deconv4s2 } from "./convolution.js";
import { lossAndGradient } from "./gradient.js";
import { sumAll } from "./ops.js";
import { startEngine } from "./start.js";
import { tracingFor } from "./target.js";
import type { HostTensor, Tensor, TensorTree } from "./tensor.js";

beforeAll(startEngine);

type Operation = (x: Tensor, w: Tensor) => Tensor;

const onDevice = ({ shape, data }: HostTensor): Tensor => numpy.array(data, { shape: [...shape] });

/** The formula of `conv4s2`, entry by entry in float64. */
function convolved(x: HostTensor, w: HostTensor): number[] {
  const [batch, height, width, channels] = x.shape;
  const outputs = w.shape[0];
  const y: number[] = [];
  const pixel = (n: number, i: number, j: number, c: number) =>
    i < 0 || j < 0 || i >= height || j >= width ? 0 : x.data[((n * height + i) * width + j) * channels + c];
  for (let n = 0; n < batch; n++)
    for (let i = 0; i < height / 2; i++)
      for (let j = 0; j < width / 2; j++)
        for (let o = 0; o < outputs; o++) {
          let sum = 0;
          for (let c = 0; c < channels; c++)
            for (let k = 0; k < 4; k++)
              for (let l = 0; l < 4; l++)
                sum += pixel(n, 2 * i + k - 1, 2 * j + l - 1, c) * w.data[((o * channels + c) * 4 + k) * 4 + l];
          y.push(sum);
        }
  return y;
}

/** The formula of `deconv4s2`: every entry of x spreads its kernel. */
function spread(x: HostTensor, w: HostTensor): number[] {
  const [batch, height, width, channels] = x.shape;
  const outputs = w.shape[1];
  const y = new Array<number>(batch * 4 * height * width * outputs).fill(0);
  for (let n = 0; n < batch; n++)
    for (let u = 0; u < height; u++)
      for (let v = 0; v < width; v++)
        for (let c = 0; c < channels; c++)
          for (let o = 0; o < outputs; o++)
            for (let k = 0; k < 4; k++)
              for (let l = 0; l < 4; l++) {
                const [i, j] = [2 * u + k - 1, 2 * v + l - 1];
                if (i < 0 || j < 0 || i >= 2 * height || j >= 2 * width) continue;
                const at = ((n * 2 * height + i) * 2 * width + j) * outputs + o;
                const value = x.data[((n * height + u) * width + v) * channels + c];
                y[at] += value * w.data[((c * outputs + o) * 4 + k) * 4 + l];
              }
  return y;
}

interface Sizes {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly outputs: number;
}

const small = (most: number) => fc.integer({ min: 1, max: most });
const sizes = fc.record({ batch: small(2), height: small(3), width: small(3), channels: small(3), outputs: small(3) });

const operations = [
  {
    name: "conv4s2",
    apply: conv4s2,
    reference: convolved,
    draw: ({ batch, height, width, channels, outputs }: Sizes) => [
      normals(batch, 2 * height, 2 * width, channels),
      normals(outputs, channels, 4, 4),
    ],
  },
  {
    name: "deconv4s2",
    apply: deconv4s2,
    reference: spread,
    draw: ({ batch, height, width, channels, outputs }: Sizes) => [
      normals(batch, height, width, channels),
      normals(channels, outputs, 4, 4),
    ],
  },
];

/**
 * Each form as its engine runs it: compiled for WebAssembly (read entry by entry, uncompiled, the library gets cut-outs of
 * rearranged images wrong), and as plain operations where the native engine would lower them.
 */
const forms: Readonly<Record<"wasm" | "native", (f: Operation) => Operation>> = {
  wasm: (f) => jit(f),
  native: (f) => (x, w) => tracingFor("native", () => f(x, w)),
};

const numbers = (tensor: Tensor): number[] => [...tensor.dataSync()];

describe.each(operations)("$name", ({ apply, reference, draw }) => {
  describe.each(Object.entries(forms))("in the form for %s", (_, form) => {
    test("the formula", () => {
      fc.assert(
        fc.property(sizes, (drawn) => {
          const [x, w] = draw(drawn);
          const expected = reference(x, w);
          const found = numbers(form(apply)(onDevice(x), onDevice(w)));
          expect(found).toHaveLength(expected.length);
          for (const [i, value] of found.entries()) expect(value).toBeCloseTo(expected[i], 4);
        }),
        RUNS,
      );
    });

    // The operation is linear in each argument, so a difference over any distance is the exact derivative.
    test("both gradients against differences", () => {
      const [x, w] = draw({ batch: 2, height: 3, width: 2, channels: 2, outputs: 3 });
      const weights = normals(reference(x, w).length);
      const total = (at: HostTensor, kernel: HostTensor) =>
        reference(at, kernel).reduce((sum, value, i) => sum + value * weights.data[i], 0);
      const loss = (at: TensorTree) => ({
        total: sumAll(apply(at.x, at.w).reshape([-1]).mul(onDevice(weights))),
        parts: {},
      });
      const gradient = (name: "x" | "w") =>
        numbers(form((x, w) => lossAndGradient(loss, { x, w }).gradient[name])(onDevice(x), onDevice(w)));
      const moved = ({ shape, data }: HostTensor, at: number) => ({ shape, data: data.with(at, data[at] + 1) });
      for (const [at, slope] of gradient("x").entries()) {
        expect(slope).toBeCloseTo(total(moved(x, at), w) - total(x, w), 3);
      }
      for (const [at, slope] of gradient("w").entries()) {
        expect(slope).toBeCloseTo(total(x, moved(w, at)) - total(x, w), 3);
      }
    });
  });

  test("lowered to the native engine, value and gradients", async () => {
    await fc.assert(
      fc.asyncProperty(sizes, (drawn) => expectAgreementWithGradients(forms.native(apply), ...draw(drawn))),
      RUNS,
    );
  });
});

test("what does not fit is refused with the shapes", () => {
  const image = (...shape: number[]) => numpy.zeros(shape);
  expect(() => conv4s2(image(1, 5, 4, 2), image(3, 2, 4, 4))).toThrow(/even sides, not one of 5 x 4/);
  expect(() => conv4s2(image(1, 4, 4, 3), image(3, 2, 4, 4))).toThrow(/not \[1,4,4,3\] and \[3,2,4,4\]/);
  expect(() => deconv4s2(image(1, 4, 4, 2), image(2, 3, 3, 3))).toThrow(/\[channels x outputs x 4 x 4\]/);
});
