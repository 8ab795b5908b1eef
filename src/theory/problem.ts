/**
 * A coding problem in its smallest form: full-rank coordinates of the factors that matter (docs/theory.md, section 1).
 * Constant factors go, the members of a group become an orthonormal basis of their span, and factors that the target
 * does not use go too; what is left out of the input is still charged for, through the inverse of the input's Gram matrix.
 */

import { InputError, UsageError } from "../math/errors.js";
import { inversePositive, symmetricEigen, tryCholesky } from "../math/linearAlgebra.js";
import { identity, type Matrix, matrix, multiply, scale, submatrix, transpose } from "../math/matrix.js";
import { checkFactorSizes, checkPriceSizes } from "./checkSizes.js";
import type { ConvexBody } from "./convexBody.js";
import type { CodingProblem, Support } from "./types.js";

/** Directions of a group or a whole support that hold less than this part of the largest variance count as absent. */
const RELATIVE_RANK = 1e-10;

/** Of whole supports where errors have a price: what parts factors weighs as 1 over their variance there, which costs twice the digits. */
const SOFT_RANK = 1e-8;

/** Factors that are linear functions of one another, or nearly so. */
export class DependentFactors extends InputError {
  constructor(
    readonly names: readonly string[],
    /** "linearly dependent", or how nearly. */
    readonly how: string,
  ) {
    super(`the factors ${names.join(", ")} are ${how}: leave one out, or declare them one group`);
  }
}

export interface Prices {
  readonly alpha: number;
  readonly lambdaIn: number;
  readonly lambdaOut: number;
  /** Infinity for an exact prediction. */
  readonly gamma: number;
}

/** d = the number of reduced coordinates. */
export interface ReducedProblem extends Prices {
  readonly dimension: number;
  /** [points x d] centred; their hull is that of all samples */
  readonly points: Matrix;
  /** What limits the biases, where it is not the hull of the points: they are then points of it, farthest along each axis. */
  readonly body?: ConvexBody;
  /** Sigma [d x d] */
  readonly covariance: Matrix;
  /** G_in^{-1} [d x d] */
  readonly inputCost: Matrix;
  /** G = G_out [d x d] */
  readonly targetGram: Matrix;
  /** Blocks of coordinates that count as one factor; singletons unless grouped. */
  readonly groups: readonly (readonly number[])[];
  /** Names of the factors of each block. */
  readonly groupNames: readonly (readonly string[])[];
  /** [factors x d]: a row u of the reduced code is basis u in factor coordinates */
  readonly basis: Matrix;
  /** Names of factors left out: constant, or not needed by the target. */
  readonly dropped: readonly string[];
}

/** Throws UsageError on prices out of range, InputError on factors that no code can tell apart. */
export function reduceProblem(problem: CodingProblem): ReducedProblem {
  const prices = checkedPrices(problem);
  const { support } = problem;
  checkFactorSizes(support);
  const blocks = blocksOf(problem).map((members) => ({ members, axes: spanOf(support, members) }));
  const alive = blocks.filter((block) => block.axes.length > 0);
  if (alive.length === 0) throw new InputError("every factor is constant: there is nothing to encode");
  const all = matrixOfColumns(alive.flatMap((block) => block.axes));
  requireIndependent(congruence(all, support.covariance), support, alive, prices.gamma);
  const gramOf = (mixing: Matrix | undefined, name: string): Matrix => mixedGram(mixing, all, support, name);
  const targetGram = gramOf(problem.targetMixing, "target");
  const inputCost = invertInput(gramOf(problem.inputMixing, "input"));
  let at = 0;
  const placed = alive.map((block) => ({ ...block, indices: block.axes.map(() => at++) }));
  const largest = Math.max(...placed.flatMap((b) => b.indices.map((i) => targetGram.data[i * all.columns + i])));
  if (!(largest > 0)) throw new InputError("the target mixing is zero: the target needs no factor");
  const needed = placed.filter((b) => b.indices.some((i) => targetGram.data[i * all.columns + i] > 1e-24 * largest));
  const indices = needed.flatMap((block) => block.indices);
  const basis = matrixOfColumns(needed.flatMap((block) => block.axes));
  let next = 0;
  return {
    ...prices,
    dimension: indices.length,
    points: multiply(support.points, basis),
    covariance: congruence(basis, support.covariance),
    inputCost: submatrix(inputCost, indices),
    targetGram: submatrix(targetGram, indices),
    groups: needed.map((block) => block.axes.map(() => next++)),
    groupNames: needed.map((block) => block.members.map((member) => support.names[member])),
    basis,
    dropped: namesOutside(support, needed),
  };
}

interface Block {
  readonly members: readonly number[];
  readonly axes: readonly Float64Array[];
}

function namesOutside(support: Support, kept: readonly Block[]): string[] {
  const inside = new Set(kept.flatMap((block) => block.members));
  return support.names.filter((_, i) => !inside.has(i));
}

function checkedPrices(problem: CodingProblem): Prices {
  const { alpha = 1, lambdaIn = 1, lambdaOut = 1, gamma = Number.POSITIVE_INFINITY } = problem;
  const positive: [string, number][] = [
    ["alpha", alpha],
    ["lambdaOut", lambdaOut],
    ["gamma", gamma],
  ]; // prettier-ignore
  for (const [name, value] of positive) {
    if (!(value > 0)) throw new UsageError(`${name} is a positive number, not ${value}`);
  }
  if (!(alpha < Infinity && lambdaOut < Infinity)) throw new UsageError("alpha and lambdaOut are finite");
  if (!(lambdaIn >= 0 && lambdaIn < Infinity)) {
    throw new UsageError(`lambdaIn is zero or a positive number, not ${lambdaIn}`);
  }
  checkPriceSizes([...positive, ["lambdaIn", lambdaIn]]);
  return { alpha, lambdaIn, lambdaOut, gamma };
}

/** Declared groups and the remaining factors, each alone, in order of their first member. */
function blocksOf(problem: CodingProblem): number[][] {
  const count = problem.support.names.length;
  const groups = (problem.groups ?? []).map((group) => [...group]);
  const seen = new Set<number>();
  for (const member of groups.flat()) {
    if (!(Number.isInteger(member) && member >= 0 && member < count)) {
      throw new UsageError(`a group names factor ${member}, but factors are numbered 0 to ${count - 1}`);
    }
    if (seen.has(member)) throw new UsageError(`factor ${problem.support.names[member]} is in two groups`);
    seen.add(member);
  }
  const alone = Array.from({ length: count }, (_, i) => i).filter((i) => !seen.has(i));
  return [...groups.filter((group) => group.length > 0), ...alone.map((i) => [i])].sort((a, b) => a[0] - b[0]);
}

/** Orthonormal axes [factors] of the span of a block's factors: none when constant, the unit axis for a single factor. */
function spanOf(support: Support, members: readonly number[]): Float64Array[] {
  const count = support.names.length;
  const inner = submatrix(support.covariance, members);
  const { values, vectors } = symmetricEigen(inner);
  const largest = values[values.length - 1];
  const floor = constantVariance(support, members);
  const kept = [...values.keys()].filter((k) => values[k] > Math.max(RELATIVE_RANK * largest, floor));
  if (kept.length === members.length) {
    return members.map((member) => Float64Array.from({ length: count }, (_, i) => (i === member ? 1 : 0)));
  }
  return kept.map((k) => {
    const axis = new Float64Array(count);
    members.forEach((member, i) => {
      axis[member] = vectors.data[i * members.length + k];
    });
    return axis;
  });
}

/** Variance that rounding alone can give a constant factor of this size. */
function constantVariance(support: Support, members: readonly number[]): number {
  const size = Math.max(...members.map((member) => Math.abs(support.mean[member])));
  return (1e-14 * size) ** 2;
}

/** Refuses factors that are linear functions of one another (correlation matrix of relative rank below 1e-10, or 1e-8 where errors have a price). */
function requireIndependent(covariance: Matrix, support: Support, blocks: readonly Block[], gamma: number): void {
  const n = covariance.rows;
  const correlation = matrix(n, n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const size = Math.sqrt(covariance.data[i * n + i] * covariance.data[j * n + j]);
      correlation.data[i * n + j] = covariance.data[i * n + j] / size;
    }
  }
  const { values, vectors } = symmetricEigen(correlation);
  const part = values[0] / values[n - 1];
  if (part > (gamma < Infinity ? SOFT_RANK : RELATIVE_RANK)) return;
  let at = 0;
  const names = blocks
    .filter((block) => block.axes.some(() => Math.abs(vectors.data[at++ * n]) > 1e-3))
    .flatMap((block) => block.members.map((member) => support.names[member]));
  const nearly = `linearly dependent but for ${part.toExponential(0)} of their variance, too little to price its error (gamma)`;
  throw new DependentFactors(names, part > RELATIVE_RANK ? nearly : "linearly dependent");
}

/** Gram matrix of a mixing in reduced coordinates; identity mixing when none is given. */
function mixedGram(mixing: Matrix | undefined, basis: Matrix, support: Support, name: string): Matrix {
  if (mixing === undefined) return identityGram(basis);
  if (mixing.columns !== support.names.length) {
    throw new InputError(
      `the ${name} mixing has ${mixing.columns} columns, but there are ${support.names.length} factors: one column each`,
    );
  }
  if (!mixing.data.every(Number.isFinite)) throw new InputError(`the ${name} mixing holds a value that is not finite`);
  const mixed = multiply(mixing, basis);
  return multiply(transpose(mixed), mixed);
}

const identityGram = (basis: Matrix): Matrix => multiply(transpose(basis), basis);

function invertInput(gram: Matrix): Matrix {
  const n = gram.rows;
  const sizes = Array.from({ length: n }, (_, i) => Math.sqrt(gram.data[i * n + i]));
  const relative = matrix(n, n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) relative.data[i * n + j] = gram.data[i * n + j] / (sizes[i] * sizes[j]);
  }
  const blind = !sizes.every((size) => size > 0) || tryCholesky(relative) === undefined;
  if (blind || symmetricEigen(relative).values[0] < 1e-12) {
    throw new InputError("the input mixing is singular: the input does not determine the factors, so no code can");
  }
  const inverse = inversePositive(relative);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) inverse.data[i * n + j] /= sizes[i] * sizes[j];
  return inverse;
}

/** K = (lambda_out / gamma) Sigma^{-1}, what a soft prediction adds to Q; zero when the prediction is exact. */
export function softGram(problem: ReducedProblem): Matrix {
  if (problem.gamma === Infinity) return scale(identity(problem.dimension), 0);
  return scale(inversePositive(problem.covariance), problem.lambdaOut / problem.gamma);
}

/** B' a B. */
export const congruence = (b: Matrix, a: Matrix): Matrix => multiply(multiply(transpose(b), a), b);

function matrixOfColumns(columns: readonly Float64Array[]): Matrix {
  const out = matrix(columns[0].length, columns.length);
  columns.forEach((column, j) => {
    for (let i = 0; i < column.length; i++) out.data[i * columns.length + j] = column[i];
  });
  return out;
}
