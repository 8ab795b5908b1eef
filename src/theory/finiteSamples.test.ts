/**
 * Finite samples of independent factors: strictly mixed nearly always, with little to gain. Two uniform factors; quantiles,
 * probabilities and medians over random draws, each published value compared within the sampling error of `DRAWS` draws.
 */
import { describe, expect, test } from "vitest";
import { type Matrix, matrix } from "../math/matrix.js";
import { fold, key, uniform } from "../math/random.js";
import { facetTest, modularityForm } from "./modularity.js";
import { reduceProblem } from "./problem.js";
import { leastMargin } from "./publishedMargin.fixture.js";
import { supportFromSamples } from "./support.js";
import { worstRatio } from "./worstRatio.fixture.js";

const DRAWS = 600;
/** Standard errors within which a published value must lie. */
const ERRORS = 4;

const draw = (count: number, k: number): Matrix => matrix(count, 2, uniform(fold(fold(key(23), count), k), 2 * count));
const overDraws = (count: number, statistic: (samples: Matrix) => number): number[] =>
  Array.from({ length: DRAWS }, (_, k) => statistic(draw(count, k))).sort((a, b) => a - b);

/** Order statistics between which a quantile lies, with its sampling error, and half a unit of the published digits. */
function expectQuantile(sorted: readonly number[], part: number, published: number, rounding: number): void {
  const error = ERRORS * Math.sqrt(DRAWS * part * (1 - part));
  const at = (rank: number): number => sorted[Math.min(DRAWS - 1, Math.max(0, Math.round(rank)))];
  expect(published).toBeGreaterThan(at(DRAWS * part - error) - rounding);
  expect(published).toBeLessThan(at(DRAWS * part + error) + rounding);
}

/** Largest sqrt(n'Fn) / o over facets: the offset that purity needs over the offset found. */
function facetRatio(samples: Matrix): number {
  const problem = reduceProblem({ support: supportFromSamples(samples) });
  return Math.sqrt(facetTest(problem.points, modularityForm(problem)).worst);
}

describe("finite samples of two uniform factors", () => {
  const margins = overDraws(32, (samples) => leastMargin(samples, 500));
  test.each([
    [0.01, -0.125, 5e-4],
    [0.1, -0.078, 5e-4],
    [0.5, -0.034, 5e-4],
    [0.9, -0.0099, 5e-5],
    [0.99, -0.0023, 5e-5],
  ])("32 points: quantile %s of the least margin", (part, published, rounding) => {
    expectQuantile(margins, part, published, rounding);
  });

  test.each([
    [32, 0.0005],
    [64, 0.001],
    [256, 0.025],
    [1000, 0.22],
  ])("%i points pass to a thousandth of the facets' offsets with probability %s", (count, probability) => {
    const ratios = overDraws(count, facetRatio);
    const passed = ratios.filter((ratio) => ratio <= 1 + 1e-3).length;
    const error = ERRORS * Math.sqrt(DRAWS * probability * (1 - probability));
    expect(Math.abs(passed - DRAWS * probability)).toBeLessThanOrEqual(Math.max(2, error));
    expect(ratios[0]).toBeGreaterThan(1);
  });

  // 0.002 is also published, for 1000 points: 4,000 draws give 0.0030 (0.0029 to 0.0031), a scan of angles 0.0028
  test.each([
    [32, 0.14, 5e-3],
    [64, 0.06, 5e-3],
    [256, 0.013, 5e-4],
  ])("%i points: the median of rho - 1 without a price on input weights is %s", (count, published, rounding) => {
    const stakes = overDraws(count, (samples) => worstRatio({ support: supportFromSamples(samples), lambdaIn: 0 }) - 1);
    expectQuantile(stakes, 0.5, published, rounding);
  });
});
