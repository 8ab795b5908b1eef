import fc from "fast-check";
import { expect, test } from "vitest";
import { cholesky, pseudoInverse } from "../math/linearAlgebra.js";
import { diagonal, fromRows, identity, type Matrix, matrix, multiply, scale, transpose } from "../math/matrix.js";
import { randomOrthonormalRows } from "../math/orthogonal.js";
import { fold, key, normal } from "../math/random.js";
import { leastPopulationVariance, modularGainsOfTargets } from "./fixedVariance.js";
import { networkEnergy } from "./network.js";
import { supportFromVertices } from "./support.js";

const VARIANCE = 1 / 12;

const random = (seed: number, name: string, rows: number, columns: number): Matrix =>
  matrix(rows, columns, normal(fold(key(seed), name), rows * columns));

const norm = ({ data }: Matrix): number => Math.sqrt(data.reduce((sum, value) => sum + value * value, 0));

/** Columns orthonormal. */
const orthonormal = (seed: number, name: string, rows: number, columns: number): Matrix =>
  transpose(randomOrthonormalRows(fold(key(seed), name), columns, rows));

/** Summed variance of z = F e, and both bounds for the least weights that read D from it. */
function compared(mixing: Matrix, code: Matrix) {
  const weights = multiply(mixing, pseudoInverse(code));
  return {
    found: VARIANCE * norm(code) ** 2,
    ...leastPopulationVariance(mixing, norm(weights), VARIANCE),
  };
}

const seeds = (check: (seed: number) => void) => fc.assert(fc.property(fc.nat(1e6), check), { numRuns: 40 });

test("theorem A.3.2: no population varies less than the bounds say, whatever it codes and whatever is read from it", () => {
  seeds((seed) => {
    const { found, attained, published } = compared(random(seed, "D", 7, 3), random(seed, "F", 5, 3));
    expect(published).toBeLessThan(attained);
    expect(found).toBeGreaterThan(attained * (1 - 1e-9));
  });
});

test("its bound is attained by orthogonal columns of one length and a code that is a rotation of the factors", () => {
  seeds((seed) => {
    const mixing = scale(orthonormal(seed, "D", 6, 3), 1.7);
    const { found, attained, published } = compared(mixing, scale(orthonormal(seed, "F", 5, 3), 0.4));
    expect(found / published).toBeCloseTo(1, 9);
    expect(attained / published).toBeCloseTo(1, 6);
    const stretched = multiply(scale(orthonormal(seed, "F", 5, 3), 0.4), diagonal([1, 1, 2]));
    expect(compared(mixing, stretched).found / published).toBeGreaterThan(1.01);
  });
});

test("for columns that are not orthogonal the published bound is never reached, the sum of singular values is", () => {
  seeds((seed) => {
    // D = U S V' and F = Q S^(1/2) V' with random U, V and Q.
    const singular = [0.5, 1.1, 2.3];
    const turn = orthonormal(seed, "V", 3, 3);
    const mixing = multiply(multiply(orthonormal(seed, "U", 6, 3), diagonal(singular)), transpose(turn));
    const halves = diagonal(singular.map(Math.sqrt));
    const code = multiply(multiply(orthonormal(seed, "Q", 4, 3), halves), transpose(turn));
    const { found, attained, published } = compared(mixing, code);
    expect(found / attained).toBeCloseTo(1, 7);
    // (0.5 + 1.1 + 2.3)^2 against (3 0.5)^2
    expect(attained / published).toBeCloseTo((3.9 / 1.5) ** 2, 6);
  });
});

test("the printed gains of theorem 2 cost more than those of column norms where columns are oblique", () => {
  const gram = fromRows([
    [1, 0.6],
    [0.6, 2],
  ]);
  const targetMixing = transpose(cholesky(gram));
  const weightPrice = 0.3;
  const corners = fromRows([
    [0.5, 0.5],
    [0.5, -0.5],
    [-0.5, 0.5],
    [-0.5, -0.5],
  ]);
  const problem = {
    support: supportFromVertices(corners, scale(identity(2), VARIANCE)),
    targetMixing,
    lambdaIn: 0,
    lambdaOut: weightPrice,
  };
  const energyOf = (gains: ArrayLike<number>) =>
    networkEnergy(problem, {
      inputWeights: diagonal(gains),
      inputBias: Array.from(gains, (gain) => gain / 2),
      outputWeights: multiply(targetMixing, diagonal(Array.from(gains, (gain) => 1 / gain))),
    }).total;
  const ours = modularGainsOfTargets(targetMixing, weightPrice, VARIANCE, 0.5);
  expect([ours[0] ** 2, ours[1] ** 2]).toEqual([expect.closeTo(0.9487, 4), expect.closeTo(1.3416, 4)]);
  // Squared singular values of D: 3/2 -+ sqrt(0.61), either way round.
  const printed = [-1, 1].map((sign) => ((weightPrice * (1.5 + sign * Math.sqrt(0.61))) / (1 / 3)) ** 0.25);
  expect(energyOf(printed)).toBeGreaterThan(1.003 * energyOf(ours));
  expect(energyOf(printed.toReversed())).toBeGreaterThan(energyOf(printed));
  for (const change of [0.99, 1.01]) {
    expect(energyOf([change * ours[0], ours[1]])).toBeGreaterThan(energyOf(ours));
    expect(energyOf([ours[0], change * ours[1]])).toBeGreaterThan(energyOf(ours));
  }
});
