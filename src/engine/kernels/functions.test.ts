import { expect, test } from "vitest";
import { Assembly, type Code, get, type Locals, load, set, store } from "./assembler.js";
import { cosine, exponential, logarithm, sine } from "./functions.js";

/** A function of four numbers at once, on any. */
function computed(write: (locals: Locals, x: Code) => Code): (values: readonly number[]) => number[] {
  const assembly = new Assembly(false);
  const run = assembly.define("run", ["i32"], (locals, at) => {
    const x = locals.make("v128");
    return [set(x, load.v128(get(at))), store.v128(get(at), write(locals, get(x)))];
  });
  const memory = new WebAssembly.Memory({ initial: 1 });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(assembly.bytes({ run })), { env: { memory } });
  const four = new Float32Array(memory.buffer, 64, 4);
  return (values) =>
    values.flatMap((value) => {
      four.fill(value);
      if (typeof exports.run === "function") exports.run(64);
      return [four[3]];
    });
}

const float = Math.fround;

/** Numbers from `first` on, each `ratio` times the one before. */
const geometric = (first: number, ratio: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => float(first * ratio ** i));

const stepped = (first: number, step: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => float(first + step * i));

test("the exponential is good to 2e-7, from the smallest number to the largest", () => {
  const values = stepped(-87, 0.0173, 10_150);
  const exp = computed(exponential);
  for (const [i, found] of exp(values).entries()) {
    const expected = Math.exp(values[i]);
    expect(Math.abs(found - expected)).toBeLessThanOrEqual(2e-7 * expected);
  }
  const { POSITIVE_INFINITY: infinity, NaN: none } = Number;
  expect(exp([0, 1000, infinity, -1000, -infinity, none])).toEqual([1, infinity, infinity, 0, 0, none]);
  expect(exp([-100])[0] / Math.exp(-100)).toBeCloseTo(1, 1);
});

test("the logarithm is good to 2e-7, also of denormal numbers, and keeps its limits", () => {
  const values = geometric(1e-41, 1.0213, 8000).filter(Number.isFinite);
  const log = computed(logarithm);
  for (const [i, found] of log(values).entries()) {
    const expected = Math.log(values[i]);
    expect(Math.abs(found - expected)).toBeLessThanOrEqual(2e-7 * Math.max(Math.abs(expected), 1e-6));
  }
  const { NEGATIVE_INFINITY, POSITIVE_INFINITY, NaN: none } = Number;
  expect(log([1, 0, POSITIVE_INFINITY, -1, none])).toEqual([0, NEGATIVE_INFINITY, POSITIVE_INFINITY, none, none]);
});

test("sine and cosine are good to 1.5e-7 up to a thousand turns", () => {
  const values = stepped(-6300, 0.7431, 17_000);
  const [sines, cosines] = [computed(sine)(values), computed(cosine)(values)];
  for (const [i, value] of values.entries()) {
    expect(Math.abs(sines[i] - Math.sin(value))).toBeLessThan(1.5e-7);
    expect(Math.abs(cosines[i] - Math.cos(value))).toBeLessThan(1.5e-7);
  }
  expect(Number.isNaN(computed(sine)([Number.NaN])[0])).toBe(true);
});
