import { numpy } from "@jax-js/jax";
import { expect, test, vi } from "vitest";
import { matmul, sumAll } from "./ops.js";
import type { StepFunction } from "./protocols.js";
import { compileWasm } from "./wasm.js";

const step: StepFunction = ({ x }, { noise }) => {
  const next = matmul(x.ref, numpy.exp(x.mul(-0.1)))
    .mul(0.01)
    .add(noise);
  return { state: { x: next.ref }, metrics: { sum: sumAll(next) } };
};

const square = (value: number) => ({
  shape: [8, 8],
  data: Float32Array.from({ length: 64 }, (_, i) => value + i / 64),
});

const inputs = (steps: number) => ({
  data: {},
  indices: { shape: [steps, 0], data: new Int32Array(0) },
  perStep: { noise: { shape: [steps], data: Float32Array.from({ length: steps }, (_, k) => k / 10) } },
});

test("a kernel is instantiated once, however often it is launched, and gives the same numbers", async () => {
  const original = WebAssembly.Instance;
  const made = vi.fn();
  const counted = new Proxy(original, {
    construct(Instance, [module, imports]: [WebAssembly.Module, WebAssembly.Imports?]) {
      made();
      return new Instance(module, imports);
    },
  });
  const compiled = await compileWasm(step, { state: {}, data: {}, perStep: {} });
  const first = await compiled.run({ x: square(0) }, inputs(3));
  Reflect.set(WebAssembly, "Instance", counted);
  try {
    const again = await compiled.run({ x: square(0) }, inputs(3));
    expect(made).not.toHaveBeenCalled();
    expect(again).toEqual(first);
  } finally {
    Reflect.set(WebAssembly, "Instance", original);
  }
  const other = await compiled.run({ x: square(1) }, inputs(3));
  expect(other).not.toEqual(first);
});

test("others who instantiate modules never meet it, also after a step that throws", async () => {
  const original = WebAssembly.Instance;
  const failing = await compileWasm(
    () => {
      throw new RangeError("no step");
    },
    { state: {}, data: {}, perStep: {} },
  );
  await expect(failing.run({ x: square(0) }, inputs(1))).rejects.toThrow("no step");
  expect(WebAssembly.Instance).toBe(original);
});
