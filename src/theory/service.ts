/**
 * The least activity with which a nonnegative linear code serves every variable as well as another code does (docs/test.md):
 *     F(v) = min { C(mu) : T_i(mu) <= v_i for every variable i },  T_i = tr((Q^-1)_ii) over the coordinates of variable i.
 * By Sion's minimax theorem F(v) = max over w >= 0, sum w = 1, of D(w) = E*(G)^2 / 4 with G = diag(w_i / v_i), E* the certified
 * optimum at alpha = lambda_out = 1, lambda_in = 0. D is concave, its gradient is D T_i(mu*) / v_i over sum_j w_j T_j(mu*) / v_j, so
 * that the largest of these ratios r_i bounds F <= D max r_i.
 */
import { inversePositive } from "../math/linearAlgebra.js";
import { diagonal, type Matrix } from "../math/matrix.js";
import { sum } from "../math/statistics.js";
import { axisColumns } from "./axisColumns.js";
import { type Column, codeGram, columnsSpan, generateColumns, totalEnergy, weigh } from "./optimum.js";
import type { ReducedProblem } from "./problem.js";
import { rescale, type ScaledProblem } from "./scaled.js";
import { neuronsOf, type Prepared, prepare } from "./solve.js";
import type { Neuron, SolverOptions, Support } from "./types.js";

/** Variables that are to be served, each a group of coordinates whose covariance is the identity. */
export interface Variables {
  readonly support: Support;
  /** Coordinates of every variable, in order. */
  readonly groups: readonly (readonly number[])[];
}

/** What serving so well costs at least. */
export interface LeastActivity {
  /** A code attains this. */
  readonly activity: number;
  /** No nonnegative linear code needs less. */
  readonly lowerBound: number;
  /** Price of the squared readout weights of every variable at which that is so, w_i / v_i [variables] */
  readonly importances: Float64Array;
  /** Of a code that attains it. */
  readonly neurons: readonly Neuron[];
}

/** Weights of the best code of known neurons, for some importances. */
interface Weighted {
  readonly energy: number;
  readonly masses: Float64Array;
  /** T_i of a code of such masses, [variables] up to a common factor */
  readonly readouts: Float64Array;
}

/** Relative difference of the two bounds at which a search ends. */
const CLOSE = 1e-7;
/** The same, where only known neurons are asked. */
const ROUGHLY = 1e-5;
const MOST_ROUNDS = 40;
const MOST_POWER = 64;

/** Finds cheapest codes for any importances of the same variables, and remembers the neurons that it met. */
export class Service {
  readonly #prepared: Prepared;
  readonly #groups: readonly (readonly number[])[];
  #known: Column[];

  /** Throws InputError on variables that no code can tell apart. */
  constructor({ support, groups }: Variables, options: SolverOptions = {}) {
    this.#groups = groups;
    this.#prepared = prepare({ support, groups, lambdaIn: 0 }, { tolerance: 1e-7, ...options });
    this.#known = axisColumns(this.#prepared.scaled, this.#prepared.oracle);
  }

  /** E* of importances g [variables], and a lower bound on it. */
  optimum(importances: ArrayLike<number>): { readonly energy: number; readonly lowerBound: number } {
    const scaled = this.#scaled(importances);
    const { tolerance, seconds } = this.#prepared;
    const limits = { tolerance, deadline: performance.now() + 1000 * seconds };
    const best = generateColumns(scaled, [this.#prepared.oracle], this.#known, limits);
    this.#remember(best.columns, best.masses);
    return { energy: scaled.unit * best.energy, lowerBound: scaled.unit * Math.max(0, best.lowerBound) };
  }

  /** F(v) for v [variables]: certified by the search for neurons unless `known` limits it to those met before. */
  leastActivity(readouts: ArrayLike<number>, { known = false } = {}): LeastActivity {
    let [attained, lowerBound] = [Infinity, 0];
    let found = this.#climb(readouts, known ? ROUGHLY : CLOSE);
    for (let round = 0; round < MOST_ROUNDS; round++) {
      attained = Math.min(attained, found.activity);
      if (known) break;
      const proven = this.optimum(found.importances).lowerBound ** 2 / 4;
      lowerBound = Math.max(lowerBound, proven);
      if (attained - lowerBound <= 10 * CLOSE * attained) break;
      found = this.#climb(readouts, CLOSE, found.importances);
    }
    return {
      activity: attained,
      lowerBound,
      importances: found.importances,
      neurons: this.#neurons(found.importances),
    };
  }

  /** The best importances for codes of known neurons. */
  #climb(readouts: ArrayLike<number>, close: number, start?: Float64Array) {
    let shares = normalised(
      start?.map((g, i) => g * readouts[i]) ?? this.#groups.map((group, i) => this.#price(group) / readouts[i]),
    );
    let best = { activity: Infinity, importances: shares };
    let [before, power] = [0, 2];
    for (let step = 0; step < 300; step++) {
      const importances = shares.map((share, i) => share / readouts[i]);
      const { energy, readouts: served } = this.#weighted(importances);
      const value = energy ** 2 / 4;
      const total = sum(shares.map((share, i) => (share * served[i]) / readouts[i]));
      const ratios = shares.map((_, i) => served[i] / readouts[i] / total);
      const most = Math.max(...ratios);
      if (value * most < best.activity) best = { activity: value * most, importances };
      if (most - 1 < close) break;
      // pure codes are met in one step at power 2; a variable that is served more than asked fades the faster, the longer it is
      power =
        value < before * (1 - 1e-12) ? Math.max(0.5, power / 2) : Math.min(MOST_POWER, power * (step > 8 ? 1.2 : 1));
      before = value;
      shares = normalised(shares.map((share, i) => Math.max(1e-12, share * ratios[i] ** power)));
    }
    return best;
  }

  /** What purity would pay for a variable: the cheaper sign of each of its coordinates. */
  #price = (group: readonly number[]): number => sum(group.map((i) => 1 / this.#prepared.scaled.toRow[i] ** 2));

  #weighted(importances: ArrayLike<number>): Weighted {
    const scaled = this.#scaled(importances);
    const { masses } = weigh(scaled, this.#known);
    const inverse = inversePositive(codeGram(this.#known, masses));
    const size = scaled.dimension;
    const readouts = Float64Array.from(this.#groups, (group) =>
      sum(group.map((i) => inverse.data[i * size + i] / scaled.toRow[i] ** 2)),
    );
    return { energy: scaled.unit * totalEnergy(scaled, this.#known, masses), masses, readouts };
  }

  #neurons(importances: ArrayLike<number>): Neuron[] {
    const scaled = this.#scaled(importances);
    return neuronsOf(this.#prepared.reduced, scaled, this.#known, weigh(scaled, this.#known).masses);
  }

  #remember(columns: readonly Column[], masses: Float64Array): void {
    const total = sum(masses);
    const used = columns.filter((column, j) => masses[j] > 1e-9 * total && !this.#known.some((k) => isSame(k, column)));
    const known = [...this.#known, ...used];
    if (columnsSpan(this.#prepared.scaled, known)) this.#known = known;
  }

  /** The same problem with other importances: neither prices nor points depend on them. */
  #scaled(importances: ArrayLike<number>): ScaledProblem {
    const { scaled, reduced } = this.#prepared;
    return withGram(scaled, reduced, this.#groups, importances);
  }
}

function withGram(
  scaled: ScaledProblem,
  reduced: ReducedProblem,
  groups: Variables["groups"],
  importances: ArrayLike<number>,
): ScaledProblem {
  const entries = new Float64Array(reduced.dimension);
  groups.forEach((group, i) => {
    for (const at of group) entries[at] = importances[i];
  });
  const gram: Matrix = rescale(
    diagonal(entries),
    scaled.toRow.map((factor) => 1 / factor),
  );
  let mean = 0;
  for (let i = 0; i < reduced.dimension; i++) mean += gram.data[i * reduced.dimension + i] / reduced.dimension;
  const unit = Math.sqrt(mean);
  return { ...scaled, gram: rescale(gram, new Float64Array(reduced.dimension).fill(1 / unit)), unit };
}

const isSame = (a: Column, b: Column): boolean => {
  let [product, first, second] = [0, 0, 0];
  a.direction.forEach((value, i) => {
    product += value * b.direction[i];
    first += value * value;
    second += b.direction[i] ** 2;
  });
  return product > (1 - 1e-9) * Math.sqrt(first * second);
};

function normalised(values: ArrayLike<number>): Float64Array {
  const total = sum(values);
  return Float64Array.from(values, (value) => value / total);
}
