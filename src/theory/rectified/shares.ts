/**
 * How pure the optimal codes are (docs/theory.md, section 10). P^{-1}Y, hence B, is the same at every optimum, and the optimal codes are
 * {mu >= 0 on the units with |B'z|^2 = c : sum_j mu_j z_j z_j'B = what it is at one of them}: a polytope, on which a share of squared gain, such as
 * that on each neuron's main factor, is a ratio of linear functions. Two linear programs find its ends (Charnes and Cooper 1962).
 */
import { dot } from "../../math/linearAlgebra.js";
import { linearProgram, type ProgramSolution } from "../../math/linearProgram.js";
import { type Matrix, matrix, rowOf } from "../../math/matrix.js";
import { pivotedCholesky } from "../../math/orthogonal.js";
import { rowOfWeights } from "./axes.js";
import type { Cloud, RectifiedOptimum, RectifiedOracle, Unit } from "./protocols.js";
import { clippedPoints, isSame, usedUnits } from "./unit.js";

export interface Shares {
  /** Least and greatest over the optimal codes of the units found; undefined where the optimum is not certified. */
  readonly range: readonly [least: number, most: number] | undefined;
  /** Of the code found: part of the cost that falls on units whose input is below zero at some point. */
  readonly rectified: number;
  /** Units that make up an optimal code by themselves, as few as were seen. */
  readonly few: readonly Unit[];
}

/** A unit of cost 1 that saves less than this part of its cost is not in any optimal code. */
const TIGHT = 1 - 1e-5;
const MOST_TIGHT = 200;
/** Relative size below which a combination of constraints is rounding. */
const INDEPENDENT = 1e-10;

/** `partsOf` a unit: what its share is of. */
export function sharesOf(
  cloud: Cloud,
  oracle: RectifiedOracle,
  optimum: RectifiedOptimum,
  partsOf: (unit: Unit) => Parts,
  deadline: number,
): Shares {
  const { dual, status } = optimum;
  const used = usedUnits(optimum);
  const total = used.reduce((sum, { mass }) => sum + mass, 0);
  const clipped = used.filter(({ unit }) => clippedPoints(cloud, unit).length > 0);
  const rectified = clipped.reduce((sum, { mass }) => sum + mass, 0) / total;
  const unknown = { range: undefined, rectified, few: used.map(({ unit }) => unit) };
  if (status !== "certified") return unknown;
  const { found } = oracle.search(dual, TIGHT, deadline, MOST_TIGHT);
  const other = found.filter((unit) => !used.some((own) => isSame(unit, own.unit)));
  const tight = [...used.map(({ unit }) => unit), ...other];
  // Shares do not depend on the scale of the masses, rounding in the linear programs does.
  const mass = Float64Array.from(tight, (_, j) => (used.at(j)?.mass ?? 0) / total);
  const parts = tight.map(partsOf);
  const ends = endsOf(featuresOf(cloud, tight, dual), mass, parts);
  if (ends === undefined) return unknown;
  const few = ends.map(({ x }) => tight.filter((_, j) => x[j] > 0)).sort((a, b) => a.length - b.length)[0];
  return { range: [Math.max(0, ends[0].value), Math.min(1, -ends[1].value)], rectified, few };
}

/** Squared gain of a unit: the part that is asked for, and all. */
export interface Parts {
  readonly part: number;
  readonly all: number;
}

/** Squared gain on the main factor, factors measured in standard deviations. `groups`: coordinates that count as one factor; `variances` of the coordinates. */
export function mainParts(
  cloud: Cloud,
  { weights }: Unit,
  { groups, variances }: { readonly groups: readonly (readonly number[])[]; readonly variances: Float64Array },
): Parts {
  const row = rowOfWeights(cloud, weights);
  const each = groups.map((group) => group.reduce((sum, i) => sum + row[i] * row[i] * variances[i], 0));
  return { part: Math.max(...each), all: each.reduce((a, b) => a + b, 0) };
}

/** What each unit adds to K B, along independent combinations of its entries [independent x units]. */
function featuresOf({ masses }: Cloud, units: readonly Unit[], dual: Matrix): Matrix {
  const inner = matrix(units.length, units.length);
  const seen = units.map(({ activity }) => seenOf(dual, activity));
  const means = units.map(({ activity }) => dot(masses, activity));
  units.forEach(({ activity }, i) => {
    for (let j = 0; j <= i; j++) {
      const overlap = units[j].activity.reduce((sum, value, t) => sum + masses[t] * value * activity[t], 0);
      const value = (overlap - means[i] * means[j]) * dot(seen[i], seen[j]);
      inner.data[i * units.length + j] = value;
      inner.data[j * units.length + i] = value;
    }
  });
  return pivotedCholesky(inner, INDEPENDENT);
}

/** B'z [outputs] */
function seenOf({ columns, data }: Matrix, activity: Float64Array): Float64Array {
  const out = new Float64Array(columns);
  for (let t = 0; t < activity.length; t++) {
    for (let k = 0; k < columns; k++) out[k] += data[t * columns + k] * activity[t];
  }
  return out;
}

/** Where part / all is least and greatest over y >= 0 with features y = s features mass and all . y = 1, s >= 0. */
function endsOf(
  features: Matrix,
  mass: Float64Array,
  parts: readonly Parts[],
): readonly [ProgramSolution, ProgramSolution] | undefined {
  const { rows, columns } = features;
  const constraints = matrix(rows + 1, columns + 1);
  for (let k = 0; k < rows; k++) {
    const feature = rowOf(features, k);
    constraints.data.set(feature, k * (columns + 1));
    constraints.data[k * (columns + 1) + columns] = -dot(feature, mass);
  }
  const whole = parts.reduce((sum, { all }, j) => sum + all * mass[j], 0);
  parts.forEach(({ all }, j) => {
    constraints.data[rows * (columns + 1) + j] = all / whole;
  });
  const right = new Float64Array(rows + 1);
  right[rows] = 1;
  const asked = Float64Array.from([...parts.map(({ part }) => part / whole), 0]);
  const least = linearProgram(constraints, right, asked, 1e-6);
  const most = linearProgram(
    constraints,
    right,
    asked.map((value) => -value),
    1e-6,
  );
  return least && most && [least, most];
}
