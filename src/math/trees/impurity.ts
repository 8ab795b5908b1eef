/**
 * Impurities of a set of labels, times the number of its rows, kept up to date as rows come and go.
 *
 * Entropy: n H = n ln n - sum_k c_k ln c_k. Gini: n G = n - sum_k c_k^2 / n. Breiman et al. 1984; scikit-learn's `entropy` is in
 * bits, which changes no cut and no normalised importance.
 */
import { countLogTable } from "../information/index.js";

export type Criterion = "entropy" | "gini";

/** A measure of purity: what a count contributes, and the impurity that a sum of contributions leaves. */
export interface Impurity {
  /** Contribution of a class with this count [counts 0 .. rows] */
  readonly contribution: Float64Array;
  /** Impurity times rows, from the number of rows and the sum of contributions. */
  readonly of: (rows: number, contributions: number) => number;
}

/** The impurity of sets of up to `rows` rows. */
export function impurity(criterion: Criterion, rows: number): Impurity {
  if (criterion === "entropy") {
    const contribution = countLogTable(rows);
    return { contribution, of: (n, contributions) => contribution[n] - contributions };
  }
  return {
    contribution: Float64Array.from({ length: rows + 1 }, (_, count) => count * count),
    of: (n, contributions) => n - contributions / n,
  };
}
