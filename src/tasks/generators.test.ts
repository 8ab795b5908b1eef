import { expect, test } from "vitest";
import { fold, key } from "../math/random.js";
import { mean, variance } from "../math/statistics.js";
import { cubedInputs } from "./cubedInputs.js";
import { supervisedMixture } from "./linearMixture.js";
import { gaussianMatrix } from "./mixing.js";
import { type Rescaling, randomGenerator } from "./randomGenerator.js";

test("cubing changes the inputs alone", () => {
  const plain = supervisedMixture(key(1), 3);
  const [before, after] = [plain, cubedInputs(plain)].map((task) => task.sample(key(2), 50));
  expect(after.target).toEqual(before.target);
  expect(after.factors).toEqual(before.factors);
  for (const [i, value] of before.input.entries()) expect(after.input[i]).toBeCloseTo(value * value * value, 5);
});

const generator = (rescaling: Rescaling) => randomGenerator(key(3), { factors: 4, hidden: 7, outputs: 5, rescaling });

test("standardised data have mean 0 and variance 1 on fresh samples", () => {
  const { input } = generator("standardised").sample(key(9), 20_000);
  for (let column = 0; column < 5; column++) {
    const values = Float64Array.from({ length: 20_000 }, (_, row) => input[row * 5 + column]);
    expect(mean(values)).toBeCloseTo(0, 1);
    expect(variance(values)).toBeCloseTo(1, 1);
  }
});

test("unit data stay in [0, 1] and nearly fill it", () => {
  const { input, target } = generator("unit").sample(key(9), 5000);
  expect(target).toEqual(input);
  for (let column = 0; column < 5; column++) {
    const values = Array.from({ length: 5000 }, (_, row) => input[row * 5 + column]);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    expect(Math.min(...values)).toBeLessThan(0.1);
    expect(Math.max(...values)).toBeLessThanOrEqual(1);
    expect(Math.max(...values)).toBeGreaterThan(0.9);
  }
});

test("the data are an affine image of W_2 relu(W_1 e), written out here", () => {
  const first = gaussianMatrix(fold(key(3), "first layer"), 7, 4);
  const second = gaussianMatrix(fold(key(3), "second layer"), 5, 7);
  const { input, factors } = generator("standardised").sample(key(4), 40);
  const raw = (row: number, output: number) => {
    let sum = 0;
    for (let h = 0; h < 7; h++) {
      let drive = 0;
      for (let f = 0; f < 4; f++) drive += first.data[h * 4 + f] * factors[f].values[row];
      if (drive > 0) sum += second.data[output * 7 + h] * drive;
    }
    return sum;
  };
  for (let output = 0; output < 5; output++) {
    const slope = (input[5 + output] - input[output]) / (raw(1, output) - raw(0, output));
    for (let row = 2; row < 40; row++) {
      const expected = input[output] + slope * (raw(row, output) - raw(0, output));
      expect(input[row * 5 + output]).toBeCloseTo(expected, 3);
    }
  }
});
