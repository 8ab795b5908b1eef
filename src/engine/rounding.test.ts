import { expect, test } from "vitest";
import { compileWasm, matmul, type StepFunction } from "./index.js";
import { roundsOnce } from "./rounding.js";

// [a b] [c d]^T with b d = -(1 + 2^-11): 2^-24 where a c is added unrounded.
test("a product of matrices on the wasm engine is rounded as the probe says", async () => {
  const row = [1 + 2 ** -12, 1];
  const column = [1 + 2 ** -12, -(1 + 2 ** -11)];
  const size = 8;
  const tensor = (values: readonly number[], shape: readonly number[]) => ({ shape, data: Float32Array.from(values) });
  const rows = Array.from({ length: size }, () => [row[1], row[0]]).flat();
  const columns = [1, 0].flatMap((k) => Array.from({ length: size }, () => column[k]));
  const state = {
    left: tensor(rows, [size, 2]),
    right: tensor(columns, [2, size]),
    product: tensor(new Array<number>(size * size).fill(1), [size, size]),
  };
  const multiply: StepFunction = ({ left, right, product }) => {
    product.dispose();
    return { state: { left, right, product: matmul(left.ref, right.ref) }, metrics: {} };
  };
  const step = await compileWasm(multiply, { state, data: {}, perStep: {} });
  const inputs = { data: {}, indices: { shape: [1, 0], data: new Int32Array(0) }, perStep: {} };
  const product = (await step.run(state, inputs)).state.product.data;
  step.dispose();
  expect(new Set(product)).toEqual(new Set([roundsOnce() ? 2 ** -24 : 0]));
});
