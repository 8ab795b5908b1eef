/**
 * What is left uncoded where squared error has a price gamma (docs/theory.md, section 5). A code of nothing costs lambda_out tr(G K^{-1}), K in
 * proportion to 1 / gamma. The loss is convex in the code, so nothing is optimal exactly where no neuron saves more than it costs there,
 * u'Lu <= c(u) for L = K^{-1} G K^{-1}, which grows as gamma^2.
 */
import { inversePositive, symmetrise } from "../math/linearAlgebra.js";
import { combine, type Matrix, multiply, trace, transpose } from "../math/matrix.js";
import { congruence, type ReducedProblem, softGram } from "./problem.js";
import { gramOf } from "./softPrediction.js";
import { deadlineOf, type PreparedSearch } from "./solve.js";
import type { Neuron, Silence } from "./types.js";

/** Part of a factor's variance below which it counts as not predicted. */
const PREDICTED = 0.01;

/** Below this part of its cost nobody asks what a neuron saves. */
const LEAST_PULL = 1e-30;

/** Null for an exact prediction, of which nothing may be left out. */
export function silenceOf(prepared: PreparedSearch, neurons: readonly Neuron[]): Silence | null {
  const { scaled, oracle, reduced } = prepared;
  if (reduced.gamma === Infinity) return null;
  const inverse = inversePositive(scaled.soft);
  const pull = symmetrise(multiply(multiply(inverse, scaled.gram), inverse));
  const deadline = deadlineOf(prepared, "purity");
  return {
    ...whetherSilent((threshold) => oracle.search(pull, threshold, deadline).bound, reduced.gamma),
    energy: scaled.unit * trace(multiply(scaled.gram, inverse)),
    leftOut: leftOut(reduced, neurons),
  };
}

/** By what neurons save at most, in times of what they cost, where nothing is coded; `boundAbove` a threshold is known only where it is larger. */
export function whetherSilent(
  boundAbove: (threshold: number) => number,
  gamma: number,
): Pick<Silence, "isSilent" | "noneBelow"> {
  let [threshold, bound] = [1, boundAbove(1)];
  const isSilent = bound <= 1;
  while (bound <= threshold && threshold > LEAST_PULL) {
    threshold /= 4;
    // Where the time is up, what was proven before holds.
    bound = Math.min(bound, boundAbove(threshold));
  }
  return { isSilent, noneBelow: gamma / Math.sqrt(bound) };
}

/** With P = Q + K the code's best readout misses P^{-1} K s. */
function leftOut(reduced: ReducedProblem, neurons: readonly Neuron[]): string[] {
  const soft = softGram(reduced);
  const missed = multiply(inversePositive(combine(gramOf(reduced, neurons), soft, 1, 1)), soft);
  return groupsLeftOut(reduced, diagonalOf(congruence(transpose(missed), reduced.covariance)));
}

/** Groups of coordinates of which a code predicts nearly nothing, by the variance that it misses of every coordinate [d]. */
export function groupsLeftOut({ covariance, groups, groupNames }: ReducedProblem, missed: ArrayLike<number>): string[] {
  const variances = diagonalOf(covariance);
  const sum = (of: ArrayLike<number>, group: readonly number[]) => group.reduce((all, i) => all + of[i], 0);
  return groups.flatMap((group, at) =>
    sum(missed, group) > (1 - PREDICTED) * sum(variances, group) ? [groupNames[at].join("+")] : [],
  );
}

const diagonalOf = ({ rows, data }: Matrix): Float64Array =>
  Float64Array.from({ length: rows }, (_, i) => data[i * (rows + 1)]);

const digits = (value: number): string => String(Number(value.toPrecision(3)));

/** Three digits, not rounded up: what is said of everything below it stays true. */
function floored(value: number): string {
  if (!(value > 0)) return "0";
  const step = 10 ** (Math.floor(Math.log10(value)) - 2);
  return digits(Math.floor(value / step) * step);
}

/** That the best code is none, and from where on that may change. */
export const silentText = ({ noneBelow }: Pick<Silence, "noneBelow">, gamma: number): string =>
  `silent: at gamma ${digits(gamma)} no neuron pays for itself, so the best code is none; none pays below gamma ${floored(noneBelow)}`;

/** A line where some factors are coded and others are not. */
export const leftOutNotes = ({ isSilent, leftOut }: Silence, gamma: number): string[] =>
  isSilent || leftOut.length === 0
    ? []
    : [`left unpredicted, since at gamma ${digits(gamma)} its error costs less than a neuron: ${leftOut.join(", ")}`];
