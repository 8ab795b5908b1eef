/** The least loss of rectified networks on given rows (docs/theory.md, section 10). */
import { UsageError } from "../../math/errors.js";
import { apply } from "../../math/linearAlgebra.js";
import { transpose } from "../../math/matrix.js";
import { type ReducedProblem, reduceProblem } from "../problem.js";
import { solveOptimum } from "../solve.js";
import type { CodingProblem, Optimum } from "../types.js";
import { axisWeights } from "./axes.js";
import { cloudOf } from "./cloud.js";
import { climbingOracle, type RectifiedLimits, rectifiedOptimum, startingUnits } from "./optimum.js";
import { oracleOf } from "./oracle.js";
import type { Cloud, RectifiedOptimum, RectifiedOracle, Rows, Unit } from "./protocols.js";
import { unitOf } from "./unit.js";

/** Coordinates that are searched, at most. */
const MOST_RECTIFIED_COORDINATES = 3;

/**
 * Energy of the best code found, and what no network of one rectified layer can go below; nothing is timed, so that the same rows give the same
 * bits. Relative gap `tolerance` where `status` is "certified". Throws UsageError as `predictRectified` does.
 */
export function rectifiedFloor(
  problem: CodingProblem,
  rows: Rows,
  { tolerance = 1e-6 }: { readonly tolerance?: number } = {},
): Pick<RectifiedOptimum, "energy" | "lowerBound" | "status"> {
  const reduced = reduceToFew(problem);
  const cloud = cloudOf(reduced, rows);
  const linear = solveOptimum(problem, { tolerance, seconds: Number.POSITIVE_INFINITY });
  const limits = { tolerance, deadline: Number.POSITIVE_INFINITY };
  const { energy, lowerBound, status } = searchOptimum(reduced, cloud, oracleOf(cloud), linear, limits);
  return { energy, lowerBound, status };
}

/** Throws UsageError for more than three coordinates. */
export function reduceToFew(problem: CodingProblem): ReducedProblem {
  const reduced = reduceProblem(problem);
  const { dimension, basis } = reduced;
  if (dimension <= MOST_RECTIFIED_COORDINATES) return reduced;
  throw new UsageError(
    `rectified neurons are searched for up to ${MOST_RECTIFIED_COORDINATES} coordinates, and ${basis.rows} coordinates of these factors make ` +
      `${dimension} (an angle counts as two, a category of K levels as K - 1): choose fewer with --columns, or leave out --neurons rectified`,
  );
}

/** From neurons of one factor each and those of the linear optimum on, so that it ends no dearer than these. */
export function searchOptimum(
  reduced: ReducedProblem,
  cloud: Cloud,
  oracle: RectifiedOracle,
  linear: Optimum,
  limits: RectifiedLimits,
): RectifiedOptimum {
  const axes = Array.from({ length: reduced.dimension }, (_, i) => axisWeights(cloud, i));
  const start = [...startingUnits(cloud, axes), ...linearUnits(reduced, cloud, linear)];
  return rectifiedOptimum(cloud, oracle, start, limits, { quick: climbingOracle(cloud), movable: true });
}

/** The neurons of a linear code are rectified ones that are never clipped. */
const linearUnits = (reduced: ReducedProblem, cloud: Cloud, { neurons }: Optimum): Unit[] =>
  neurons.flatMap(({ direction, gain, bias }) => {
    const row = apply(transpose(reduced.basis), direction).map((value) => gain * value);
    return unitOf(cloud, Float64Array.of(...apply(transpose(cloud.lower), row), bias)) ?? [];
  });
