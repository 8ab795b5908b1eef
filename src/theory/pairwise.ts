/**
 * Closed forms for pairs of factors (docs/theory.md, section 5). On a box support the condition h(u)^2 >= u'Fu becomes one
 * inequality per pair; for uncorrelated factors and an orthonormal input it is an angle between columns of the target mixing.
 */
import type { Matrix } from "../math/matrix.js";
import type { Box } from "./scaled.js";

export interface PairRule {
  readonly pair: readonly [number, number];
  /** F_ij */
  readonly found: number;
  /** Largest F_ij that the box allows, and the most negative. */
  readonly allowed: readonly [number, number];
  readonly holds: boolean;
}

/**
 * Per pair of a box [-low, high]: sigma_i sigma_j F_ij <= beta_i beta_j + sqrt((beta_i^2 - b_i^2)(beta_j^2 - b_j^2)) for
 * every sign pattern, beta_i the range on side sigma_i and b_i the smaller one. Exact for two factors and, when the box is
 * symmetric (the root vanishes), for any number; necessary otherwise.
 */
export function boxPairRules(form: Matrix, box: Box): PairRule[] {
  const d = form.rows;
  const rules: PairRule[] = [];
  for (let i = 0; i < d; i++) {
    for (let j = i + 1; j < d; j++) {
      const same = Math.min(allowance(box, i, j, 1, 1), allowance(box, i, j, -1, -1));
      const opposite = Math.min(allowance(box, i, j, 1, -1), allowance(box, i, j, -1, 1));
      const found = form.data[i * d + j];
      const holds = found <= same * (1 + 1e-9) && -found <= opposite * (1 + 1e-9);
      rules.push({ pair: [i, j], found, allowed: [-opposite, same], holds });
    }
  }
  return rules;
}

function allowance({ low, high }: Box, i: number, j: number, signI: number, signJ: number): number {
  const betaI = signI > 0 ? low[i] : high[i];
  const betaJ = signJ > 0 ? low[j] : high[j];
  const spareI = betaI ** 2 - Math.min(low[i], high[i]) ** 2;
  const spareJ = betaJ ** 2 - Math.min(low[j], high[j]) ** 2;
  return betaI * betaJ + Math.sqrt(spareI * spareJ);
}

/** Sufficient for modularity on any box, exact on symmetric ones: |F_ij| <= beta_i beta_j for every sign pattern. */
export function boxIsModular(form: Matrix, { low, high }: Box): boolean {
  const d = form.rows;
  for (let i = 0; i < d; i++) {
    for (let j = i + 1; j < d; j++) {
      const found = form.data[i * d + j];
      const same = Math.min(low[i] * low[j], high[i] * high[j]);
      const opposite = Math.min(low[i] * high[j], high[i] * low[j]);
      if (found > same * (1 + 1e-9) || -found > opposite * (1 + 1e-9)) return false;
    }
  }
  return true;
}

/** Centred independent factor: variance and half-range. */
export interface SymmetricFactor {
  readonly variance: number;
  readonly halfRange: number;
}

/**
 * Largest |cosine| between two target columns at which single-factor neurons stay optimal: alpha b_i b_j / sqrt(c_i c_j),
 * c_i = alpha (v_i + b_i^2) + lambda_in, for uncorrelated factors on a symmetric box and an orthonormal input. Uniform
 * factors of unit range: (1/4) / (1/3 + lambda_in / alpha), so 3/4 as lambda_in vanishes. Sharpens Whittington et al. 2023,
 * theorem 2, which asks for orthogonal columns (cosine 0).
 */
export function cosineThreshold(alpha: number, lambdaIn: number, first: SymmetricFactor, second = first): number {
  const priceOf = ({ variance, halfRange }: SymmetricFactor): number =>
    alpha * (variance + halfRange * halfRange) + lambdaIn;
  return (alpha * first.halfRange * second.halfRange) / Math.sqrt(priceOf(first) * priceOf(second));
}
