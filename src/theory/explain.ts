/**
 * Why a code mixes, in the factors' own words (docs/theory.md, section 5; Dorrell et al. 2025 on missing corners). Let m_i
 * be factor i's cheap extreme. Single-factor neurons need the point F e_i / m_i inside conv(S), so for every pair
 *     min s_j <= F_ij / m_i <= max s_j   among the points with s_i = m_i.
 * Necessary, not sufficient: when no pair fails, the side of the hull that cuts deepest is reported instead.
 */
import { apply, dot, quadraticForm } from "../math/linearAlgebra.js";
import type { Matrix } from "../math/matrix.js";
import { facetTest, neededPoint } from "./modularity.js";
import { smallestBias } from "./price.js";
import type { ReducedProblem } from "./problem.js";
import { ranges } from "./scaled.js";
import type { PairReach, Support, WorstFacet } from "./types.js";

/** A point counts as being at an extreme within this part of the range. */
const AT_EXTREME = 1e-9;

/** All pairs of single factors at each cheap extreme (both when they tie). `form` is F. */
export function pairReaches(problem: ReducedProblem, support: Support, form: Matrix): PairReach[] {
  const { low, high } = ranges(problem.points);
  const single = problem.groups.filter((group) => group.length === 1).map(([i]) => i);
  return single.flatMap((i) => {
    const tied = Math.abs(low[i] - high[i]) <= AT_EXTREME * (low[i] + high[i]);
    const bottom = tied || low[i] < high[i] ? [pairsAt(problem, support, form, i, -low[i], single)] : [];
    const top = tied || high[i] < low[i] ? [pairsAt(problem, support, form, i, high[i], single)] : [];
    return [...bottom, ...top].flat();
  });
}

function pairsAt(
  problem: ReducedProblem,
  support: Support,
  form: Matrix,
  i: number,
  extreme: number,
  others: readonly number[],
): PairReach[] {
  const { points } = problem;
  const d = points.columns;
  const { low, high } = ranges(points);
  const slack = AT_EXTREME * (low[i] + high[i]);
  const there: number[] = [];
  for (let row = 0; row < points.rows; row++) {
    if (Math.abs(points.data[row * d + i] - extreme) <= slack) there.push(row);
  }
  const needed = neededPoint(form, i, extreme);
  const own = originalIndex(problem, i);
  return others
    .filter((j) => j !== i)
    .map((j) => {
      const values = there.map((row) => points.data[row * d + j]);
      const least = Math.min(...values);
      const most = Math.max(...values);
      const margin = AT_EXTREME * (low[j] + high[j]);
      const other = originalIndex(problem, j);
      const mean = support.mean[other];
      return {
        factors: [support.names[own], support.names[other]],
        side: extreme < 0 ? "minimum" : "maximum",
        extreme: extreme + support.mean[own],
        reachFound: [least + mean, most + mean],
        reachNeeded: needed[j] + mean,
        holds: needed[j] >= least - margin && needed[j] <= most + margin,
      } as const;
    });
}

/** The factor that a coordinate of a single-factor block stands for. */
function originalIndex({ basis }: ReducedProblem, coordinate: number): number {
  for (let factor = 0; factor < basis.rows; factor++) {
    if (basis.data[factor * basis.columns + coordinate] !== 0) return factor;
  }
  return -1;
}

/** Facets of clouds with more points than this are not listed; a witness direction serves instead. */
const mostPoints = (d: number): number => (d <= 2 ? 1e6 : d === 3 ? 5000 : d === 4 ? 300 : 0);

/**
 * The facet with the largest n'Fn / o^2; where facets are too many, the supporting plane of `witness`, a direction u with
 * h(u)^2 < u'Fu. Null when nothing fails.
 */
export function worstFacet(
  problem: ReducedProblem,
  support: Support,
  form: Matrix,
  witness: Float64Array | undefined,
): WorstFacet | null {
  if (problem.points.rows <= mostPoints(problem.dimension) && problem.dimension > 1) {
    const test = facetTest(problem.points, form);
    if (test.worst > 1) return facetOf(problem, support, form, test.normal, test.offset);
  }
  if (witness === undefined) return null;
  const size = Math.sqrt(dot(witness, witness));
  const normal = witness.map((value) => -value / size);
  return facetOf(problem, support, form, normal, smallestBias(problem.points, witness) / size);
}

function facetOf(
  problem: ReducedProblem,
  support: Support,
  form: Matrix,
  normal: Float64Array,
  offset: number,
): WorstFacet {
  const factors = apply(problem.basis, normal);
  const largest = Math.max(...factors.map(Math.abs));
  return {
    factors: support.names.filter((_, i) => Math.abs(factors[i]) > 1e-6 * largest),
    normal: [...factors],
    offset,
    needed: Math.sqrt(Math.max(0, quadraticForm(form, normal))),
  };
}
