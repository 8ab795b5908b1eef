import { describe, expect, test } from "vitest";
import { compileStep } from "./compilers.node.js";
import { lax } from "./library.js";
import type { StepExample, StepFunction } from "./protocols.js";

const matrix = { shape: [2, 2], data: Float32Array.of(4, 2, 2, 5) };
const example: StepExample = { state: { a: matrix }, data: {}, perStep: {} };
const once = { data: {}, perStep: {}, indices: { shape: [1, 0], data: new Int32Array(0) } };

const factorise: StepFunction = ({ a }) => ({ state: { a: lax.linalg.cholesky(a) }, metrics: {} });
const double: StepFunction = ({ a }) => ({ state: { a: a.mul(2) }, metrics: {} });

describe("auto", () => {
  test("takes the native engine for a step that can be lowered", async () => {
    const { compiled, reason } = await compileStep(double, example);
    expect(compiled.backend).toBe("native");
    expect(reason).not.toBe("");
    compiled.dispose();
  });

  test("falls back to WebAssembly, saying what could not be lowered, and the step runs", async () => {
    const { compiled, reason } = await compileStep(factorise, example);
    expect(compiled.backend).toBe("wasm");
    expect(reason).toMatch(/cannot run "cholesky"/);
    const { state } = await compiled.run({ a: matrix }, once);
    [2, 0, 1, 2].forEach((value, i) => {
      expect(state.a.data[i]).toBeCloseTo(value, 5);
    });
    compiled.dispose();
  });
});

test("native, asked for by name, is refused where it cannot run the step", async () => {
  await expect(compileStep(factorise, example, "native")).rejects.toThrow(/cannot run "cholesky"/);
});
