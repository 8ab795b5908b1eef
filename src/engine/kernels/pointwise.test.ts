import { describe, expect, test } from "vitest";
import { run } from "../../../test/support/kernels.js";
import { type Chain, type ChainOperation, defineChain, wordOf } from "./pointwise.js";

const floats = { attributes: {}, from: "float32", to: "float32" } as const;
const truths = { attributes: {}, from: "float32", to: "bool" } as const;
const memory = (input: number) => ({ kind: "memory", input }) as const;
const result = (operation: number) => ({ kind: "result", operation }) as const;
const constant = (value: number) => ({ kind: "constant", word: wordOf(value, "float32") }) as const;

/** What one operation makes of two vectors of five: a whole vector and a single number. */
function computed(operation: ChainOperation, ...inputs: readonly (readonly number[])[]): number[] {
  const chain: Chain = { dims: [5], inputs: inputs.map(() => [1]), operations: [operation], outputs: [0] };
  const arrays = [...inputs.map((values) => Float32Array.from(values)), new Float32Array(5)];
  return [...run((assembly) => defineChain(assembly, chain), arrays)[inputs.length]];
}

const none = Number.NaN;
const infinity = Number.POSITIVE_INFINITY;

describe("operators", () => {
  test.each([
    ["Relu", [-1, 0, 2, none, -infinity], [0, 0, 2, none, 0]],
    ["Neg", [1, -2, 0, none, infinity], [-1, 2, -0, none, -infinity]],
    ["Abs", [-1, 2, -0, none, -infinity], [1, 2, 0, none, infinity]],
    ["Sqrt", [4, 0, -1, none, infinity], [2, 0, none, none, infinity]],
    ["Reciprocal", [4, 0, -2, none, infinity], [0.25, infinity, -0.5, none, 0]],
    ["Floor", [1.5, -1.5, 2, none, infinity], [1, -2, 2, none, infinity]],
  ])("%s", (type, values, expected) => {
    expect(computed({ ...floats, type, operands: [memory(0)] }, values)).toEqual(expected);
  });

  test.each([
    ["Max", [1, 3, none, 2, -1], [2, 1, 1, none, -1], [2, 3, none, none, -1]],
    ["Min", [1, 3, none, 2, -1], [2, 1, 1, none, -1], [1, 1, none, none, -1]],
    ["Div", [1, 3, 1, none, 0], [2, -1, 0, 1, 0], [0.5, -3, infinity, none, none]],
  ])("%s: NaN stays NaN on either side", (type, a, b, expected) => {
    expect(computed({ ...floats, type, operands: [memory(0), memory(1)] }, a, b)).toEqual(expected);
  });

  test("a steep ramp tells the sign, and NaN", () => {
    const attributes = { alpha: { kind: "float", value: 3e38 }, beta: { kind: "float", value: 0 } } as const;
    const step = { ...floats, type: "HardSigmoid", attributes, operands: [memory(0)] };
    expect(computed(step, [1e-30, -1e-30, 0, none, 5])).toEqual([1, 0, 0, none, 1]);
  });

  test("a choice by a comparison, in one chain", () => {
    const compare: ChainOperation = { ...truths, type: "Less", operands: [memory(0), constant(0)] };
    const choose: ChainOperation = { ...floats, type: "Where", operands: [result(0), constant(-1), memory(0)] };
    const chain: Chain = { dims: [5], inputs: [[1]], operations: [compare, choose], outputs: [1] };
    const arrays = [Float32Array.of(-3, 4, 0, -5, 6), new Float32Array(5)];
    expect([...run((assembly) => defineChain(assembly, chain), arrays)[1]]).toEqual([-1, 4, 0, -1, 6]);
  });
});

test("what repeats along any axis is read again", () => {
  const sum: ChainOperation = { ...floats, type: "Add", operands: [memory(0), memory(1)] };
  const total: ChainOperation = { ...floats, type: "Add", operands: [result(0), memory(2)] };
  const dims = [2, 3, 5];
  const inputs = [
    [15, 5, 1],
    [0, 1, 0],
    [1, 0, 0],
  ];
  const chain: Chain = { dims, inputs, operations: [sum, total], outputs: [0, 1] };
  const whole = Float32Array.from({ length: 30 }, (_, i) => i);
  const arrays = [whole, Float32Array.of(100, 200, 300), Float32Array.of(1000, 2000), whole.slice(), whole.slice()];
  const [, , , sums, totals] = run((assembly) => defineChain(assembly, chain), arrays);
  const middle = (i: number) => 100 * (1 + (Math.floor(i / 5) % 3));
  expect([...sums]).toEqual(Array.from(whole, (value, i) => value + middle(i)));
  expect([...totals]).toEqual(Array.from(whole, (value, i) => value + middle(i) + (i < 15 ? 1000 : 2000)));
});
