/**
 * Supports of factors: what the theory needs of a sample, gathered in one pass and bounded memory (docs/theory.md,
 * section 1). A row of weight zero adds nothing to mean and covariance but still limits where neurons stay nonnegative.
 */
import { InputError } from "../math/errors.js";
import { linearProgram } from "../math/linearProgram.js";
import { type Matrix, matrix } from "../math/matrix.js";
import { discardInterior, distinctRows } from "./extremes.js";
import type { Support } from "./types.js";

export interface SampleOptions {
  /** [rows], nonnegative, any scale; uniform by default. */
  readonly weights?: ArrayLike<number>;
  /** [factors]; s1, s2, ... by default. */
  readonly names?: readonly string[];
}

/**
 * Factors of a problem at most. The covariance and every constraint of the search hold factors x factors numbers, and the time of
 * the search grows faster still.
 */
const MOST_FACTORS = 400;

/** Throws InputError for more factors than can be searched. */
export function requireFewFactors(count: number): void {
  if (count <= MOST_FACTORS) return;
  throw new InputError(
    `${count} factors are more than the ${MOST_FACTORS} for which a code can be searched: the search compares every pair of ` +
      "them. Are rows and columns exchanged? Otherwise choose fewer factors with --columns",
  );
}

/** The support of samples [rows x factors]. Throws InputError on values that are not finite, bad weights or no rows. */
export function supportFromSamples(samples: Matrix, options: SampleOptions = {}): Support {
  const accumulator = new SupportAccumulator(samples.columns, options.names);
  accumulator.add(samples, options.weights);
  return accumulator.finish();
}

/**
 * The support with the given corners [points x factors], measured from the mean of the distribution, and its covariance,
 * e.g. a uniform cube: its corners and I/12. Throws InputError when the mean (the origin) is not inside.
 */
export function supportFromVertices(vertices: Matrix, covariance: Matrix, names?: readonly string[]): Support {
  const d = vertices.columns;
  requireFewFactors(d);
  if (covariance.rows !== d || covariance.columns !== d) {
    throw new InputError(
      `vertices of ${d} factors need a ${d} x ${d} covariance, not ${covariance.rows} x ${covariance.columns}`,
    );
  }
  requireFinite(vertices, "vertices");
  requireFinite(covariance, "covariance");
  requireSymmetric(covariance);
  requireMeanInside(vertices);
  const points = selectRows(vertices, distinctRows(vertices, Array(vertices.rows).keys()));
  return { names: namesFor(d, names), mean: new Float64Array(d), covariance, points, samples: 0 };
}

function requireSymmetric(covariance: Matrix): void {
  const d = covariance.rows;
  for (let i = 0; i < d; i++) {
    for (let j = 0; j < i; j++) {
      const a = covariance.data[i * d + j];
      const b = covariance.data[j * d + i];
      if (Math.abs(a - b) > 1e-9 * (Math.abs(a) + Math.abs(b))) throw new InputError("the covariance is not symmetric");
    }
  }
}

function requireMeanInside(vertices: Matrix): void {
  const d = vertices.columns;
  const program = matrix(d + 1, vertices.rows);
  for (let k = 0; k < vertices.rows; k++) {
    for (let i = 0; i < d; i++) program.data[i * vertices.rows + k] = vertices.data[k * d + i];
    program.data[d * vertices.rows + k] = 1;
  }
  const target = new Float64Array(d + 1);
  target[d] = 1;
  const onEdge = Array.from({ length: d }, (_, i) => program.data.subarray(i * vertices.rows, (i + 1) * vertices.rows));
  const flat = onEdge.some((row) => row.some((x) => x !== 0) && (row.every((x) => x >= 0) || row.every((x) => x <= 0)));
  if (flat || linearProgram(program, target, new Float64Array(vertices.rows)) === undefined) {
    throw new InputError("the mean is not inside the given vertices: subtract the factors' mean from them first");
  }
}

function requireFinite(a: Matrix, what: string): void {
  const at = a.data.findIndex((value) => !Number.isFinite(value));
  if (at < 0) return;
  const row = Math.floor(at / a.columns) + 1;
  const place = `row ${row}, column ${(at % a.columns) + 1}`;
  throw new InputError(`${what}: ${place} is ${a.data[at]}, expected a finite number; drop or repair that row`);
}

function namesFor(count: number, names?: readonly string[]): readonly string[] {
  const given = names ?? Array.from({ length: count }, (_, i) => `s${i + 1}`);
  if (given.length !== count) throw new InputError(`${count} factors have ${count} names, not ${given.length}`);
  return given;
}

/** Standard deviations of a covariance [d x d]. */
export const spreadsOf = ({ rows, columns, data }: Matrix): number[] =>
  Array.from({ length: rows }, (_, i) => Math.sqrt(data[i * columns + i]));

/** The numbered rows of `a`. */
export function selectRows(a: Matrix, rows: Int32Array): Matrix {
  const out = matrix(rows.length, a.columns);
  rows.forEach((row, at) => {
    out.data.set(a.data.subarray(row * a.columns, (row + 1) * a.columns), at * a.columns);
  });
  return out;
}

/** Points waiting to be reduced to those that can matter, at most. */
const BUFFER = 1 << 16;
/** Numbers held after that, at most: 64 MB, and some times that while solving. */
const MOST_HELD = 1 << 23;

/** Gathers mean, covariance and extreme points from rows that arrive in pieces. */
export class SupportAccumulator {
  readonly #factors: number;
  readonly #names: readonly string[];
  /** Numbers held after a reduction, at most. */
  readonly #mostHeld: number;
  /** First row: all sums are about it, so that large means cost no digits. */
  #origin: Float64Array | undefined;
  #rows = 0;
  #weight = 0;
  readonly #sum: Float64Array;
  readonly #products: Float64Array;
  /** Rows not yet known to be interior, about the origin. */
  #buffer: Float64Array;
  #held = 0;

  /** `mostHeld`: numbers kept of the points at or near the hull. Throws InputError for more of them, and for too many factors. */
  constructor(factors: number, names?: readonly string[], mostHeld = MOST_HELD) {
    requireFewFactors(factors);
    this.#factors = factors;
    this.#names = namesFor(factors, names);
    this.#mostHeld = mostHeld;
    this.#sum = new Float64Array(factors);
    this.#products = new Float64Array(factors * factors);
    this.#buffer = new Float64Array(0);
  }

  /** Adds rows [rows x factors]. Throws InputError on values that are not finite and on negative weights. */
  add(rows: Matrix, weights?: ArrayLike<number>): void {
    if (rows.columns !== this.#factors) {
      throw new InputError(`expected ${this.#factors} factors in every row, found ${rows.columns}`);
    }
    if (weights !== undefined && weights.length !== rows.rows) {
      throw new InputError(`${rows.rows} rows need ${rows.rows} weights, not ${weights.length}`);
    }
    requireFinite(rows, "factors");
    if (rows.rows === 0) return;
    this.#origin ??= rows.data.slice(0, this.#factors);
    this.#addMoments(rows, weights);
    for (let from = 0; from < rows.rows; from += BUFFER) this.#hold(rows, from, Math.min(rows.rows, from + BUFFER));
    this.#rows += rows.rows;
  }

  /** The support so far. Throws InputError when there are no rows, or all weights are zero. */
  finish(): Support {
    const d = this.#factors;
    if (this.#origin === undefined) throw new InputError("there are no rows of factors");
    if (!(this.#weight > 0)) throw new InputError("all weights are zero: some row has to count");
    this.#reduce();
    const shift = this.#sum.map((value) => value / this.#weight);
    const covariance = matrix(d, d);
    for (let i = 0; i < d; i++) {
      for (let j = 0; j < d; j++) {
        const product = this.#products[Math.max(i, j) * d + Math.min(i, j)];
        covariance.data[i * d + j] = product / this.#weight - shift[i] * shift[j];
      }
    }
    const points = this.#buffer.slice(0, this.#held * d);
    for (let k = 0; k < points.length; k++) points[k] -= shift[k % d];
    const origin = this.#origin;
    const mean = shift.map((value, i) => value + origin[i]);
    return { names: this.#names, mean, covariance, points: matrix(this.#held, d, points), samples: this.#rows };
  }

  #addMoments(rows: Matrix, weights?: ArrayLike<number>): void {
    const d = this.#factors;
    const origin = this.#origin ?? this.#sum;
    const x = new Float64Array(d);
    for (let row = 0; row < rows.rows; row++) {
      const weight = weights === undefined ? 1 : weights[row];
      if (!(weight >= 0 && weight < Infinity)) {
        throw new InputError(
          `the weight of row ${this.#rows + row + 1} is ${weight}, expected zero or a positive number`,
        );
      }
      if (weight === 0) continue;
      this.#weight += weight;
      for (let i = 0; i < d; i++) {
        x[i] = rows.data[row * d + i] - origin[i];
        this.#sum[i] += weight * x[i];
        for (let j = 0; j <= i; j++) this.#products[i * d + j] += weight * x[i] * x[j];
      }
    }
  }

  #hold(rows: Matrix, from: number, to: number): void {
    const d = this.#factors;
    const origin = this.#origin ?? this.#sum;
    if ((this.#held + to - from) * d > this.#buffer.length) this.#reduce();
    const needed = (this.#held + to - from) * d;
    if (needed > this.#buffer.length) {
      const larger = new Float64Array(this.#held === 0 ? needed : 2 * needed);
      larger.set(this.#buffer.subarray(0, this.#held * d));
      this.#buffer = larger;
    }
    const out = this.#buffer;
    for (let row = from, at = this.#held * d; row < to; row++) {
      for (let i = 0; i < d; i++) out[at++] = rows.data[row * d + i] - origin[i];
    }
    this.#held += to - from;
  }

  #reduce(): void {
    const d = this.#factors;
    const kept = discardInterior(matrix(this.#held, d, this.#buffer.subarray(0, this.#held * d)));
    let at = 0;
    for (const row of kept) {
      this.#buffer.copyWithin(at * d, row * d, (row + 1) * d);
      at++;
    }
    this.#held = kept.length;
    if (this.#held * d > this.#mostHeld) {
      throw new InputError(
        `more than ${Math.floor(this.#mostHeld / d)} samples lie at or near the hull of ${d} factors: take fewer factors, ` +
          "or a random part of the rows",
      );
    }
  }
}
