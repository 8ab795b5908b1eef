/**
 * Q* is unique but the neurons that make it up need not be: sizes and selectivity are properties of a representation
 * (docs/theory.md, section 3). Over {mu >= 0 on the tight directions, sum_j mu_j u_j u_j' = Q*}, a linear program finds the
 * least and greatest share of squared gain on each neuron's main factor, and its corners are codes of few neurons
 * (at most d(d+1)/2).
 */
import { dot, quadraticForm } from "../math/linearAlgebra.js";
import { linearProgram } from "../math/linearProgram.js";
import { matrix } from "../math/matrix.js";
import { fold, key, uniform } from "../math/random.js";
import { type Column, codeGram, columnsSpan, type ScaledOptimum, totalEnergy, weigh } from "./optimum.js";
import type { Oracle } from "./oracle.js";
import type { ScaledProblem } from "./scaled.js";
import { cosine } from "./tightSet.js";

export interface Representations {
  readonly columns: readonly Column[];
  /** [columns] masses of the code with the fewest neurons found */
  readonly fewest: Float64Array;
  /** Least and greatest share; NaN when the optimum is not certified. */
  readonly minimum: number;
  readonly maximum: number;
  readonly continuum: boolean;
}

/** u'Lu / c(u) above this counts as tight. */
const TIGHT = 1 - 1e-5;
/** Relative energy that a representation may lose against the optimum. */
const SLACK = 5e-7;
/** Tight directions nearer to one another than this cosine count as one. */
const SAME = 1 - 1e-6;
/** Corners of the set of optimal codes that are looked at for few neurons. */
const CORNERS = 24;

/** `share(u)` is the part of a direction's squared gain that lies on its main factor. */
export function representations(
  problem: ScaledProblem,
  oracle: Oracle,
  best: ScaledOptimum,
  share: (u: Float64Array) => number,
  deadline: number,
): Representations {
  const columns = tightColumns(oracle, best, deadline);
  const weighed = columnsSpan(problem, columns) ? weigh(problem, columns).masses : undefined;
  if (weighed === undefined || totalEnergy(problem, columns, weighed) > best.energy * (1 + SLACK)) {
    return { columns: best.columns, fewest: best.masses, minimum: Number.NaN, maximum: Number.NaN, continuum: false };
  }
  const shares = columns.map(({ direction }) => share(direction));
  const weight = columns.map(({ direction }) => sizeOf(problem, direction));
  const corner = cornerFinder(problem, columns, weighed);
  const whole = dot(weighed, weight);
  const lowest = corner(shares.map((value, j) => value * weight[j]));
  const highest = corner(shares.map((value, j) => -value * weight[j]));
  const scored = (masses: Float64Array): number =>
    masses.reduce((sum, mass, j) => sum + mass * weight[j] * shares[j], 0) / whole;
  const random = Array.from({ length: CORNERS }, (_, k) =>
    performance.now() > deadline ? lowest : corner(uniform(fold(key(0), k), columns.length)),
  );
  const few = [lowest, highest, ...random].sort((a, b) => countNeurons(a, columns) - countNeurons(b, columns))[0];
  return {
    ...polished(problem, columns, few, weighed, best),
    minimum: Math.min(1, scored(lowest)),
    maximum: Math.min(1, scored(highest)),
    continuum: columns.length > 3 * problem.dimension * problem.dimension,
  };
}

/** The columns that `few` uses with their own best masses, or all of them when that loses energy. */
function polished(
  problem: ScaledProblem,
  columns: readonly Column[],
  few: Float64Array,
  weighed: Float64Array,
  best: ScaledOptimum,
): Pick<Representations, "columns" | "fewest"> {
  const largest = columns.reduce((most, { price }, j) => Math.max(most, price * few[j]), 0);
  const used = columns.filter(({ price }, j) => price * few[j] > 1e-7 * largest);
  const masses = columnsSpan(problem, used) ? weigh(problem, used).masses : undefined;
  if (masses === undefined || totalEnergy(problem, used, masses) > best.energy * (1 + SLACK)) {
    return { columns, fewest: weighed };
  }
  return { columns: used, fewest: masses };
}

/** Neurons that pay a visible part of the cost. */
export function countNeurons(masses: Float64Array, columns: readonly Column[]): number {
  const total = columns.reduce((sum, { price }, j) => sum + price * masses[j], 0);
  return columns.filter(({ price }, j) => price * masses[j] > 1e-6 * total).length;
}

/** Squared gain per unit mass, factors measured in standard deviations: sum_i u_i^2 Sigma_ii, up to a constant. */
const sizeOf = (problem: ScaledProblem, u: Float64Array): number =>
  u.reduce((sum, value, i) => sum + value * value * problem.variance[i], 0);

/** Tight directions among the columns and those that the oracle finds at the optimum; each once. */
function tightColumns(oracle: Oracle, best: ScaledOptimum, deadline: number): Column[] {
  const ratio = (column: Column): number => quadraticForm(best.dual, column.direction) / column.price;
  const { found } = oracle.search(best.dual, TIGHT, deadline);
  const tight = [...found, ...best.columns]
    .filter((column) => ratio(column) > TIGHT)
    .sort((a, b) => ratio(b) - ratio(a));
  const kept: Column[] = [];
  for (const column of tight)
    if (!kept.some((other) => cosine(other.direction, column.direction) > SAME)) kept.push(column);
  return kept;
}

/** Minimises a cost over all codes with the Gram matrix of `weighed`; falls back on `weighed` itself. */
function cornerFinder(problem: ScaledProblem, columns: readonly Column[], weighed: Float64Array) {
  const d = problem.dimension;
  const target = codeGram(columns, weighed);
  const rows = (d * (d + 1)) / 2;
  const program = matrix(rows, columns.length);
  const bounds = new Float64Array(rows);
  const scales = columns.map(({ price }) => 1 / price);
  let row = 0;
  for (let i = 0; i < d; i++) {
    for (let k = i; k < d; k++, row++) {
      bounds[row] = target.data[i * d + k];
      columns.forEach(({ direction }, j) => {
        program.data[row * columns.length + j] = direction[i] * direction[k] * scales[j];
      });
    }
  }
  return (cost: ArrayLike<number>): Float64Array => {
    const solution = linearProgram(
      program,
      bounds,
      scales.map((scale, j) => cost[j] * scale),
      1e-9,
    ); // prettier-ignore
    const masses = solution?.x.map((value, j) => value * scales[j]);
    if (masses === undefined) return weighed;
    const loss = totalEnergy(problem, columns, masses) / totalEnergy(problem, columns, weighed) - 1;
    return Math.abs(loss) < 1e-5 ? masses : weighed;
  };
}
