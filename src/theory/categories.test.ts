import { expect, test } from "vitest";
import { categoryEnergy, categoryProblem } from "./categories.js";
import { checkedOptimum } from "./checked.fixture.js";
import type { CodingProblem, Neuron } from "./types.js";

const PRICES = { alpha: 1.3, lambdaIn: 0.4, lambdaOut: 0.7 };

const equal = (levels: number): CodingProblem => categoryProblem(new Array(levels).fill(1 / levels));

/** Activity of a neuron in each level. */
const inEachLevel = ({ support }: CodingProblem, { direction, gain, bias }: Neuron): number[] =>
  direction.map((_, level) =>
    direction.reduce((sum, weight, k) => sum + gain * weight * ((k === level ? 1 : 0) - support.mean[k]), bias),
  );

test.each([2, 3, 4, 5, 6, 7])("%i equally probable levels cost what the closed form says", (levels) => {
  const optimum = checkedOptimum({ ...equal(levels), ...PRICES }, { tolerance: 1e-8 });
  expect(optimum.status).toBe("certified");
  expect(optimum.energy / categoryEnergy(levels, PRICES)).toBeCloseTo(1, 8);
});

test("the solver finds the code of eight levels too, though its own bound is wider there", () => {
  const optimum = checkedOptimum({ ...equal(8), ...PRICES });
  expect(optimum.energy / categoryEnergy(8, PRICES)).toBeCloseTo(1, 7);
  expect(optimum.lowerBound).toBeLessThanOrEqual(categoryEnergy(8, PRICES));
});

test.each([3, 5])("of %i levels each has a neuron of its own, of the gain that the closed form says", (levels) => {
  const problem = { ...equal(levels), ...PRICES };
  const { neurons } = checkedOptimum(problem, { tolerance: 1e-9 });
  const others = levels - 1;
  const squared = Math.sqrt((others * PRICES.lambdaOut) / (PRICES.alpha + others * PRICES.lambdaIn));
  const active = neurons.map((neuron) => inEachLevel(problem, neuron).map((value) => value ** 2));
  const expected = Array.from({ length: levels }, (_, level) => level);
  expect(active.map((values) => values.indexOf(Math.max(...values))).sort()).toEqual(expected);
  for (const values of active) {
    const sorted = values.toSorted((a, b) => b - a);
    expect(sorted[0]).toBeCloseTo(squared, 3);
    expect(sorted[1]).toBeLessThan(1e-3 * squared);
  }
});

/** Least cost with one neuron for each level: minimum over squared gains q of a formula that needs no solver. */
function onePerLevel(probabilities: readonly number[], { alpha, lambdaIn, lambdaOut }: typeof PRICES): number {
  const levels = probabilities.length;
  const cost = (q: readonly number[]) => {
    const sum = q.reduce((total, value) => total + 1 / value, 0);
    const shares = q.reduce((total, value) => total + (1 / (value * sum)) ** 2, 0);
    const own = q.map((value, k) => value * (alpha * probabilities[k] + (lambdaIn * (levels - 1)) / levels));
    return own.reduce((total, value) => total + value, 0) + lambdaOut * sum * (1 - shares);
  };
  let best = probabilities.map(() => 1);
  for (let step = 0.5; step > 1e-6; ) {
    const moved = best.flatMap((_, k) =>
      [1 + step, 1 / (1 + step)].map((factor) => best.map((value, i) => (i === k ? value * factor : value))),
    );
    const better = moved.filter((q) => cost(q) < cost(best)).sort((a, b) => cost(a) - cost(b))[0];
    if (better === undefined) step /= 2;
    else best = better;
  }
  return cost(best);
}

test("levels of unequal probability are cheaper with mixed neurons, by as much as another solver found", () => {
  const prices = { alpha: 1, lambdaIn: 0.02, lambdaOut: 0.3 };
  const probabilities = [0.314, 0.54, 0.146];
  const { energy, status } = checkedOptimum({ ...categoryProblem(probabilities), ...prices });
  expect(status).toBe("certified");
  const single = onePerLevel(probabilities, prices);
  // 1.448994 and 1.478552 for probabilities of which these are the first three digits.
  expect([energy, single]).toEqual([expect.closeTo(1.449, 3), expect.closeTo(1.4786, 3)]);
  expect(single / energy - 1).toBeGreaterThan(0.005);
  const equally = [1 / 3, 1 / 3, 1 / 3];
  expect(onePerLevel(equally, prices) / categoryEnergy(3, prices)).toBeCloseTo(1, 9);
});

test("a single level is nothing to tell apart", () => {
  expect(() => categoryEnergy(1, PRICES)).toThrow(/at least 2/);
  expect(() => categoryProblem([1])).toThrow(/at least 2/);
});
