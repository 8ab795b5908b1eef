/**
 * When a linear code is no optimum of rectified neurons (docs/theory.md, section 10). Lowering a bias clips the points where the neuron is at
 * zero. With R of the linear optimum, that pays unless at every tight direction u, with p_f the probability and s_f the mean of those points,
 *     -p_f u'R Sigma^{-1} s_f >= alpha h(u).
 * Of one factor, on its cheaper side h: lambda_in >= alpha (v / p - v - h^2) / (G_in^{-1})_ii, infinite where the extreme has no probability.
 */
import { apply, cholesky, choleskySolve, dot } from "../../math/linearAlgebra.js";
import { transpose } from "../../math/matrix.js";
import { congruence, type ReducedProblem } from "../problem.js";
import type { Optimum } from "../types.js";
import type { Cloud, FactorThreshold, LinearThreshold } from "./protocols.js";

/** Part of the range within which a point counts as being at the extreme. */
const AT_EXTREME = 1e-7;

/** `linear` is the linear optimum at the same prices, in the units of the factors. */
export function linearThreshold(problem: ReducedProblem, cloud: Cloud, linear: Optimum): LinearThreshold {
  const points = pointsOf(problem, cloud);
  const dual = congruence(problem.basis, linear.dual);
  const factor = cholesky(problem.covariance);
  const ratios = linear.neurons.map(({ direction, gain, bias }) => {
    const u = apply(transpose(problem.basis), direction).map((value) => gain * value);
    const { probability, mean } = extremeOf(cloud, points, u, bias);
    const pull = dot(apply(dual, u), choleskySolve(factor, mean));
    return (-probability * pull) / (cloud.alpha * bias);
  });
  return { ratio: Math.min(...ratios), factors: factorThresholds(problem, cloud, points) };
}

/** Points [points][d] in reduced coordinates, about the mean. */
function pointsOf({ dimension }: ReducedProblem, { inputs, lower }: Cloud): Float64Array[] {
  return Array.from({ length: inputs.rows }, (_, t) =>
    apply(lower, inputs.data.slice(t * (dimension + 1), t * (dimension + 1) + dimension)),
  );
}

/** The points where u.s = -bias: their probability and mean; 0 where rows of weight zero alone limit the bias. */
function extremeOf(
  { masses }: Cloud,
  points: readonly Float64Array[],
  u: Float64Array,
  bias: number,
): { readonly probability: number; readonly mean: Float64Array } {
  const mean = new Float64Array(u.length);
  let probability = 0;
  points.forEach((point, t) => {
    if (Math.abs(dot(u, point) + bias) > AT_EXTREME * bias) return;
    probability += masses[t];
    for (let i = 0; i < mean.length; i++) mean[i] += masses[t] * point[i];
  });
  return { probability, mean: mean.map((value) => (probability > 0 ? value / probability : 0)) };
}

function factorThresholds(problem: ReducedProblem, cloud: Cloud, points: readonly Float64Array[]): FactorThreshold[] {
  return problem.groups.flatMap((group, at) => {
    if (group.length > 1) return [];
    const [i] = group;
    return { factor: problem.groupNames[at].join("+"), ...factorThreshold(problem, cloud, points, i) };
  });
}

/** On the side where the neuron is cheaper; the lower threshold where both are equally cheap. */
function factorThreshold(
  problem: ReducedProblem,
  cloud: Cloud,
  points: readonly Float64Array[],
  i: number,
): Omit<FactorThreshold, "factor"> {
  const d = problem.dimension;
  const variance = problem.covariance.data[i * d + i];
  const price = problem.inputCost.data[i * d + i];
  const sides = [1, -1].map((side) => {
    const axis = Float64Array.from({ length: d }, (_, j) => (j === i ? side : 0));
    const bias = problem.points.data.reduce(
      (most, value, at) => (at % d === i ? Math.max(most, -side * value) : most),
      0,
    );
    const { probability } = extremeOf(cloud, points, axis, bias);
    const least = (cloud.alpha * (variance / probability - variance - bias * bias)) / price;
    return { bias, probability, lambdaIn: probability > 0 ? Math.max(0, least) : Infinity };
  });
  const cheapest = Math.min(...sides.map(({ bias }) => bias));
  const tied = sides.filter(({ bias }) => bias <= cheapest * (1 + AT_EXTREME));
  const { probability, lambdaIn } = tied.sort((a, b) => a.lambdaIn - b.lambdaIn)[0];
  return { probability, lambdaIn };
}
