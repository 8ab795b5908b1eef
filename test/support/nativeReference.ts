/** A function of tensors run by the native engine, and by our own kernels, against the tensor library's uncompiled evaluation. */
import { grad, numpy } from "@jax-js/jax";
import fc from "fast-check";
import { expect } from "vitest";
import { compileNative, nativeAvailable } from "../../src/engine/native/index.node.js";
import { product } from "../../src/engine/native/view.js";
import { compileKernels, NoKernel } from "../../src/engine/portable/index.js";
import type { Compile, HostTensor, Tensor } from "../../src/engine/protocols.js";
import { startEngine } from "../../src/engine/start.js";
import { fold, key, normal, uniform } from "../../src/math/random.js";

/** Consumes its arguments. */
export type TensorFunction = (...inputs: Tensor[]) => Tensor;

/** Largest difference allowed, relative to the largest entry of the reference. */
const TOLERANCE = 1e-5;

let drawn = 0;

/** Standard normal numbers, different at every call, the same in every run. */
export function normals(...shape: number[]): HostTensor {
  return { shape, data: Float32Array.from(normal(fold(key(1), drawn++), product(shape))) };
}

/** Numbers uniform on [0.2, 1.2): where logarithms, roots and quotients are tame. */
export function positives(...shape: number[]): HostTensor {
  return { shape, data: Float32Array.from(uniform(fold(key(2), drawn++), product(shape)), (u) => u + 0.2) };
}

/** Whole numbers from 0 to below - 1. */
export function wholes(below: number, ...shape: number[]): HostTensor {
  return { shape, data: Int32Array.from(uniform(fold(key(3), drawn++), product(shape)), (u) => Math.floor(u * below)) };
}

const isInteger = ({ data }: HostTensor): boolean => data instanceof Int32Array;

const onDevice = (tensor: HostTensor): Tensor =>
  numpy.array(tensor.data, {
    shape: [...tensor.shape],
    dtype: isInteger(tensor) ? numpy.int32 : numpy.float32,
  });

/** bool results are compared as numbers. */
const comparable = (tensor: Tensor): Tensor => (tensor.dtype === "bool" ? tensor.astype(numpy.int32) : tensor);

function eager(f: TensorFunction, inputs: readonly HostTensor[]): HostTensor {
  const result = comparable(f(...inputs.map(onDevice)));
  const shape = [...result.shape];
  const data = result.dataSync();
  return { shape, data: data instanceof Int32Array ? data.slice() : Float32Array.from(data) };
}

/** The function as a step: inputs arrive once per step, the result is the next state. */
async function computed(
  compile: Compile,
  f: TensorFunction,
  inputs: readonly HostTensor[],
  like: HostTensor,
): Promise<HostTensor> {
  const perStep = Object.fromEntries(inputs.map((input, i) => [`x${i}`, input]));
  const batched = Object.fromEntries(inputs.map((input, i) => [`x${i}`, { ...input, shape: [1, ...input.shape] }]));
  const blank = { shape: like.shape, data: like.data.map(() => 0) };
  const step = await compile(
    (state, batch) => {
      state.result.dispose();
      return { state: { result: comparable(f(...inputs.map((_, i) => batch[`x${i}`]))) }, metrics: {} };
    },
    { state: { result: blank }, data: {}, perStep },
  );
  const indices = { shape: [1, 0], data: new Int32Array(0) };
  const { state } = await step.run({ result: blank }, { data: {}, indices, perStep: batched });
  step.dispose();
  return state.result;
}

/** Fails unless both give the same shape and, to 1e-5 of the largest entry, the same numbers. */
export async function expectAgreement(f: TensorFunction, ...inputs: HostTensor[]): Promise<void> {
  await startEngine();
  const expected = eager(f, inputs);
  await expectOfAll(f, inputs, expected);
}

/** What has no kernel, as it was met. */
export const withoutKernel = new Set<string>();

const hasNative = (await nativeAvailable()).available;

async function expectOfAll(f: TensorFunction, inputs: readonly HostTensor[], expected: HostTensor): Promise<void> {
  if (hasNative) expectClose(await computed(compileNative, f, inputs, expected), expected, "native");
  try {
    const byKernels: Compile = async (step, example) => compileKernels(step, example);
    expectClose(await computed(byKernels, f, inputs, expected), expected, "kernels");
  } catch (error) {
    if (!(error instanceof NoKernel)) throw error;
    withoutKernel.add(error.message);
  }
}

/** Entry by entry against a formula in float64, for what the library itself computes to fewer than five digits. */
export async function expectFormula(
  f: TensorFunction,
  formula: (...values: number[]) => number,
  ...inputs: HostTensor[]
): Promise<void> {
  await startEngine();
  const data = inputs[0].data.map((_, i) => formula(...inputs.map((input) => input.data[i])));
  const expected = { shape: inputs[0].shape, data };
  await expectOfAll(f, inputs, expected);
}

function expectClose(found: HostTensor, expected: HostTensor, engine: string): void {
  expect(found.shape).toEqual(expected.shape);
  const largest = Math.max(1e-3, ...Array.from(expected.data, Math.abs));
  const off = Array.from(expected.data).findIndex(
    (value, i) => !(Math.abs(value - found.data[i]) <= TOLERANCE * largest),
  );
  if (off >= 0) expect.fail(`entry ${off}: ${engine} ${found.data[off]}, expected ${expected.data[off]}`);
}

/** Derivative of the sum of squares of `f` with respect to one argument. */
export function gradient(f: TensorFunction, argument = 0): TensorFunction {
  return grad((...inputs: Tensor[]) => numpy.sum(numpy.square(f(...inputs))), { argnums: argument });
}

/** The value, and the gradient with respect to every float argument. */
export async function expectAgreementWithGradients(f: TensorFunction, ...inputs: HostTensor[]): Promise<void> {
  await expectAgreement(f, ...inputs);
  for (const [argument, input] of inputs.entries()) {
    if (!isInteger(input)) await expectAgreement(gradient(f, argument), ...inputs);
  }
}

/** Shapes of 1 to 3 axes, axes of length 1 included. */
export const shapes = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 3 });

/** Each run of a property builds sessions, so a few must do. */
export const RUNS = { numRuns: 12, seed: 1 } as const;
