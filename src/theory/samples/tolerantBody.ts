/**
 * Nonnegativity that tolerates what is rare (docs/theory.md, section 9). With the penalty beta E max(-z, 0)^2 in place of z >= 0
 * a neuron with row u costs
 *     c(u) = min_b alpha E (u.s + b)^2 + beta E max(-(u.s + b), 0)^2 + lambda_in u'G_in^-1 u
 *          = alpha (u' Sigma u + H(u)^2) + lambda_in u'G_in^-1 u,
 *     H(u)^2 = min_b b^2 + E max(-(u.s + b), 0)^2 / p0,   p0 = alpha / beta.
 * H is the support function of a rounded hull: writing max(-z, 0)^2 as the greatest -2 t z - t^2 over t >= 0 and exchanging minimum
 * and maximum, H(u) = max -u.y over y = E[q s] with q >= 0 and (E q)^2 + p0 E q^2 <= 1. A point of probability p alone keeps
 * 1 / sqrt(1 + p0 / p) of its distance from the mean; p0 -> 0 gives the hull itself.
 */
import type { ConvexBody, Reached } from "../convexBody.js";

/** Centred rows [rows x d] by column, and their probabilities, which sum to 1. */
export interface WeightedRows {
  /** [d] of [rows] */
  readonly columns: readonly Float64Array[];
  /** [rows]; equal ones where undefined */
  readonly weights: Float64Array | undefined;
}

const SIGNS = [1, -1];

/** The rounded hull of rows at tolerance p0 = alpha / beta. */
export class TolerantBody implements ConvexBody {
  readonly #rows: WeightedRows;
  readonly #rare: number;
  /** Of the rows with u.s + b < 0: their numbers, u.s and probabilities. */
  readonly #active: Int32Array;
  readonly #values: Float64Array;
  readonly #masses: Float64Array;
  readonly #projected: Float64Array;

  constructor(rows: WeightedRows, rare: number) {
    const count = rows.columns[0].length;
    this.#rows = rows;
    this.#rare = rare;
    this.#active = new Int32Array(count);
    this.#values = new Float64Array(count);
    this.#masses = new Float64Array(count).fill(1 / count);
    this.#projected = new Float64Array(count);
  }

  bias(u: Float64Array): number {
    this.#project(u);
    return this.#solve(1).bias;
  }

  /** The smaller of H(u) and H(-u). */
  leastReach(u: Float64Array): number {
    this.#project(u);
    const reaches = SIGNS.map((sign) => {
      const { bias, count } = this.#solve(sign);
      return this.#reachOf(bias, count);
    });
    return Math.min(...reaches);
  }

  farthest(u: Float64Array): Reached {
    this.#project(u);
    const { bias, count } = this.#solve(1);
    const most = this.#reachOf(bias, count);
    if (!(most > 0)) return { most: 0, point: undefined };
    const { columns } = this.#rows;
    const point = new Float64Array(columns.length);
    for (let k = 0; k < count; k++) {
      const part = (-(this.#values[k] + bias) * this.#masses[k]) / (this.#rare * most);
      for (let i = 0; i < point.length; i++) point[i] += part * columns[i][this.#active[k]];
    }
    return { most, point };
  }

  #reachOf(bias: number, count: number): number {
    let square = 0;
    for (let k = 0; k < count; k++) square += (this.#values[k] + bias) ** 2 * this.#masses[k];
    return Math.sqrt(bias * bias + square / this.#rare);
  }

  /**
   * The root of p0 b + E min(u.s + b, 0), which rises and is concave in b: Newton's steps from b = 0 go up to it and end after
   * finitely many, with ever fewer rows below zero.
   */
  #solve(sign: number): { readonly bias: number; readonly count: number } {
    const [values, masses, active] = [this.#values, this.#masses, this.#active];
    let count = this.#collect(sign);
    for (;;) {
      let mass = 0;
      let sum = 0;
      for (let k = 0; k < count; k++) {
        mass += masses[k];
        sum += masses[k] * values[k];
      }
      const bias = count === 0 ? 0 : -sum / (this.#rare + mass);
      let left = 0;
      for (let k = 0; k < count; k++) {
        if (values[k] + bias >= 0) continue;
        values[left] = values[k];
        masses[left] = masses[k];
        active[left++] = active[k];
      }
      if (left === count) return { bias, count };
      count = left;
    }
  }

  #project(u: Float64Array): void {
    const { columns } = this.#rows;
    const projected = this.#projected;
    const n = projected.length;
    projected.fill(0);
    for (let i = 0; i < columns.length; i++) {
      const column = columns[i];
      const weight = u[i];
      if (weight !== 0) for (let row = 0; row < n; row++) projected[row] += weight * column[row];
    }
  }

  /** Rows in which the sign times u.s is negative. */
  #collect(sign: number): number {
    const { weights } = this.#rows;
    const projected = this.#projected;
    let count = 0;
    for (let row = 0; row < projected.length; row++) {
      const value = sign * projected[row];
      if (value >= 0) continue;
      this.#values[count] = value;
      if (weights !== undefined) this.#masses[count] = weights[row];
      this.#active[count++] = row;
    }
    return count;
  }
}
