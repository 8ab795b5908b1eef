/**
 * A second solver of another kind: prices by golden section from their definition, on a grid of directions, and alternating
 * minimisation mu_j <- mu_j sqrt(u_j'R u_j / c_j) (docs/theory.md, section 3), which falls at every step.
 */
import { expect, test } from "vitest";
import { matrix } from "../../math/matrix.js";
import { fold, key, normal, uniformStream } from "../../math/random.js";
import { reduceProblem } from "../problem.js";
import { supportFromSamples } from "../support.js";
import { tolerantEstimate } from "./estimate.js";
import { reducedRows } from "./tolerantProblem.js";

const DIRECTIONS = 240;
const ROWS = 40;

interface Prices {
  readonly alpha: number;
  readonly lambdaIn: number;
  readonly lambdaOut: number;
  readonly rare: number;
}

/** min over b of alpha E (x + b)^2 + beta E max(-(x + b), 0)^2, by golden section. */
function leastActivity(values: Float64Array, { alpha, rare }: Prices): number {
  const cost = (b: number): number => {
    let sum = 0;
    for (const x of values) sum += (x + b) ** 2 * (x + b < 0 ? 1 + 1 / rare : 1);
    return (alpha * sum) / values.length;
  };
  const golden = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [-10, 10];
  for (let step = 0; step < 45; step++) {
    const [a, b] = [high - golden * (high - low), low + golden * (high - low)];
    if (cost(a) < cost(b)) high = b;
    else low = a;
  }
  return cost((low + high) / 2);
}

/** Least energy of codes along the grid: C + lambda_out tr(Q^-1). */
function leastEnergy(data: Float64Array, prices: Prices): number {
  const lines = Array.from({ length: DIRECTIONS }, (_, j) => {
    const angle = (2 * Math.PI * j) / DIRECTIONS;
    const [x, y] = [Math.cos(angle), Math.sin(angle)];
    const values = Float64Array.from({ length: ROWS }, (_, row) => x * data[2 * row] + y * data[2 * row + 1]);
    return { x, y, price: leastActivity(values, prices) + prices.lambdaIn };
  });
  let masses = lines.map(() => 1 / DIRECTIONS);
  let energy = Infinity;
  for (let step = 0; step < 1500; step++) {
    let [a, b, c, cost] = [0, 0, 0, 0];
    lines.forEach(({ x, y, price }, j) => {
      a += masses[j] * x * x;
      b += masses[j] * x * y;
      c += masses[j] * y * y;
      cost += masses[j] * price;
    });
    const det = a * c - b * b;
    energy = 2 * Math.sqrt((cost * prices.lambdaOut * (a + c)) / det);
    // R = lambda_out Q^-2
    const [p, q, r] = [c / det, -b / det, a / det];
    masses = lines.map(({ x, y, price }, j) => {
      const [u, v] = [p * x + q * y, q * x + r * y];
      return masses[j] * Math.sqrt((prices.lambdaOut * (u * u + v * v)) / price);
    });
  }
  return energy;
}

test("agrees on fifty random problems", () => {
  for (let k = 0; k < 50; k++) {
    const next = uniformStream(fold(key(51), k));
    const price = (): number => 10 ** (2 * next() - 1);
    const prices = { alpha: price(), lambdaIn: price(), lambdaOut: price(), rare: 10 ** (-2.5 * next()) };
    const skew = 3 * next();
    const data = normal(fold(key(52), k), 2 * ROWS).map((value) => Math.exp(skew * 0.3 * value));
    const samples = matrix(ROWS, 2, data);
    const reduced = reduceProblem({ support: supportFromSamples(samples), ...prices });
    const found = tolerantEstimate(reduced, reducedRows(reduced, samples), prices.rare, { tolerance: 1e-5 });
    const second = leastEnergy(data, prices);
    expect(second, `problem ${k}`).toBeGreaterThanOrEqual(found.lowerBound * (1 - 1e-9));
    expect(second / found.energy - 1, `problem ${k}`).toBeLessThan(1e-3);
  }
});
