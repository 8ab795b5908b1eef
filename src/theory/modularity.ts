/**
 * When single-factor neurons are optimal (docs/theory.md, section 5). With R_ii = c_i, R_ij = G_ij sqrt(c_i c_j / (G_ii G_jj))
 * and F = (R - lambda_in G_in^{-1}) / alpha - Sigma:  modular is optimal iff h(u)^2 >= u'Fu for all u.
 * For diagonal G_in and G_out this is the condition of Dorrell et al. 2025: F_ij = -Sigma_ij, F_ii = b_i^2.
 */
import { InputError } from "../math/errors.js";
import { IncrementalHull } from "../math/hullIncremental.js";
import { apply, quadraticForm, symmetricEigen, unit } from "../math/linearAlgebra.js";
import { combine, type Matrix, rowOf } from "../math/matrix.js";
import { shapeOf } from "./growingPolytope.js";
import { type ModularSaving, modularSavingForm } from "./modular.js";
import type { Column } from "./optimum.js";
import type { Oracle } from "./oracle.js";
import { smallestBias } from "./price.js";
import type { ReducedProblem } from "./problem.js";
import type { ScaledProblem } from "./scaled.js";

/** F [d x d]; every group must be a single factor. */
export function modularityForm(problem: ReducedProblem): Matrix {
  const bare = combine(
    modularSavingForm(problem),
    problem.inputCost,
    1 / problem.alpha,
    -problem.lambdaIn / problem.alpha,
  );
  return combine(bare, problem.covariance, 1, -1);
}

/** h(u)^2 - u'Fu for a direction: negative at any u proves that mixing pays. */
export const modularityMargin = (problem: ReducedProblem, form: Matrix, u: ArrayLike<number>): number =>
  smallestBias(problem.points, u) ** 2 - quadraticForm(form, u);

export interface FacetTest {
  /** Largest n'Fn / o^2 over the hull's facets (outward unit normal n, offset o). */
  readonly worst: number;
  readonly normal: Float64Array;
  readonly offset: number;
  /** True: no facet fails and F >= 0, so modular is optimal. False: some facet fails, so it is not. Otherwise undecided. */
  readonly modular: boolean | undefined;
}

/** Relative margin within which a facet counts as touching. */
const MARGIN = 1e-9;

/** The condition on facets: exact for positive semidefinite F, one-sided otherwise. Throws InputError on a flat cloud. */
export function facetTest(points: Matrix, form: Matrix): FacetTest {
  const facets = facetsOf(points);
  let worst = { value: -Infinity, normal: new Float64Array(points.columns), offset: 0 };
  for (const { normal, offset } of facets) {
    const value = quadraticForm(form, normal) / (offset * offset);
    if (value > worst.value) worst = { value, normal: Float64Array.from(normal), offset };
  }
  const { values } = symmetricEigen(form);
  const definite = values[0] >= -1e-12 * Math.max(...values.map(Math.abs));
  const fails = worst.value > 1 + MARGIN;
  return {
    worst: worst.value,
    normal: worst.normal,
    offset: worst.offset,
    modular: fails ? false : definite ? true : undefined,
  };
}

/** Facets of the hull of centred points, built where the cloud is round. */
function facetsOf(points: Matrix): { readonly normal: Float64Array; readonly offset: number }[] {
  const rows = Array.from({ length: points.rows }, (_, row) => rowOf(points, row));
  const shape = shapeOf(rows);
  const hull = shape && IncrementalHull.of(rows.map(shape.point));
  if (shape === undefined || hull === undefined) {
    throw new InputError("the factors lie in a flat subspace: some are linearly dependent");
  }
  return hull.facets.map(({ normal, offset }) => {
    const turned = shape.toDirection(normal);
    return { normal: unit(turned), offset: offset / Math.hypot(...turned) };
  });
}

export interface StrictVerdict {
  readonly verdict: "modular" | "mixed" | "undecided";
  /** Direction that would save energy [d, problem coordinates]; undefined when none was found. */
  readonly witness: Float64Array | undefined;
}

/** Asks the oracle whether any direction beats the best modular code, at its own saving form R. */
export function strictVerdict(
  scaled: ScaledProblem,
  oracle: Oracle,
  saving: ModularSaving | undefined,
  deadline: number,
): StrictVerdict {
  if (saving === undefined) return { verdict: "undecided", witness: undefined };
  const { form, slack } = saving;
  const threshold = 1 + slack;
  const { bound, found } = oracle.search(form, threshold, deadline);
  if (found.length > 0) return { verdict: "mixed", witness: toProblem(scaled, found[0].direction) };
  return { verdict: bound <= threshold ? "modular" : "undecided", witness: undefined };
}

/** Mixed, since a code of `columns` is cheaper than the best modular one: one of them has u'Ru > c(u), the worst is returned. */
export function provenByCode(
  scaled: ScaledProblem,
  saving: ModularSaving | undefined,
  columns: readonly Column[],
): StrictVerdict {
  if (saving === undefined) return { verdict: "mixed", witness: undefined };
  const { form } = saving;
  const ratio = ({ direction, price }: Column): number => quadraticForm(form, direction) / price;
  const worst = columns.reduce((most, column) => (ratio(column) > ratio(most) ? column : most));
  return { verdict: "mixed", witness: toProblem(scaled, worst.direction) };
}

const toProblem = ({ toRow }: ScaledProblem, direction: Float64Array): Float64Array =>
  direction.map((value, i) => value * toRow[i]);

/** The point F e_i / m_i that must lie in the hull, for extreme m_i of factor i [d]. */
export function neededPoint(form: Matrix, factor: number, extreme: number): Float64Array {
  const axis = new Float64Array(form.rows);
  axis[factor] = 1 / extreme;
  return apply(form, axis);
}
