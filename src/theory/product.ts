/**
 * Ranges that are products, e.g. a box x a simplex x a circle, are solved part by part. Let all joint extremes of the parts be present
 * and no price or target couple them. Then h(u) = sum_g h_g(u_g), and since u_g.s + h_g >= 0 in every part,
 *     E (sum_g u_g.s + h_g)^2 >= sum_g E (u_g.s + h_g)^2,  so  c(u) >= sum_g c_g(u_g),
 * however the parts are correlated: E* is the sum of the parts' optima, and their duals in blocks prove it.
 */

import { quadraticForm } from "../math/linearAlgebra.js";
import type { Matrix } from "../math/matrix.js";
import { matrix, submatrix } from "../math/matrix.js";
import { axisColumns } from "./axisColumns.js";
import { boxOracle } from "./boxOracle.js";
import { cloudOracle } from "./cloudOracle.js";
import { hullOf } from "./convexBody.js";
import { generateColumns, type Limits, type ScaledOptimum } from "./optimum.js";
import type { Oracle } from "./oracle.js";
import type { ReducedProblem } from "./problem.js";
import { boxOf, type ScaledProblem } from "./scaled.js";

/** Entries of a coupling smaller than this, against the diagonal, count as none. */
const COUPLED = 1e-12;

/** Coordinates of each part, two at least; undefined where the range is no product, or the parts are coupled. */
export function productParts(problem: ReducedProblem): readonly (readonly number[])[] | undefined {
  if (problem.body !== undefined) return undefined;
  const couplings = [problem.targetGram, problem.inputCost];
  if (problem.gamma < Infinity) couplings.push(problem.covariance);
  const parts = components(problem.groups, couplings);
  return parts.length > 1 && hasAllCombinations(problem.points, parts) ? parts : undefined;
}

/** Groups joined where any coupling has an entry between them. */
function components(groups: ReducedProblem["groups"], couplings: readonly Matrix[]): number[][] {
  const coupled = (a: readonly number[], b: readonly number[]): boolean =>
    couplings.some(({ data, columns }) =>
      a.some((i) =>
        b.some(
          (j) => Math.abs(data[i * columns + j]) > COUPLED * Math.sqrt(data[i * columns + i] * data[j * columns + j]),
        ),
      ),
    );
  let parts: number[][] = [];
  for (const group of groups) {
    const touching = parts.filter((part) => coupled(part, group));
    parts = [...parts.filter((part) => !touching.includes(part)), [...touching.flat(), ...group]];
  }
  return parts.map((part) => part.sort((a, b) => a - b));
}

/** Whether every combination of the parts' extremes is among the points. */
function hasAllCombinations(points: Matrix, parts: readonly (readonly number[])[]): boolean {
  const numbered = parts.map((part) => extremesAmong(points, part));
  const total = numbered.reduce((product, { count }) => product * count, 1);
  if (total > points.rows) return false;
  const seen = new Set<number>();
  for (let row = 0; row < points.rows; row++) {
    let code = 0;
    for (const { numbers, count } of numbered) code = numbers[row] < 0 || code < 0 ? -1 : code * count + numbers[row];
    if (code >= 0) seen.add(code);
  }
  return seen.size === total;
}

/** The number of each row's projection among the part's extremes: both ends of one coordinate, all different points of several. */
function extremesAmong(
  points: Matrix,
  part: readonly number[],
): { readonly numbers: Int32Array; readonly count: number } {
  const d = points.columns;
  const numbers = new Int32Array(points.rows).fill(-1);
  const ranges = part.map((i) => {
    let [low, high] = [Infinity, -Infinity];
    for (let row = 0; row < points.rows; row++) {
      low = Math.min(low, points.data[row * d + i]);
      high = Math.max(high, points.data[row * d + i]);
    }
    return { low, size: high - low };
  });
  const known = new Map<string, number>();
  for (let row = 0; row < points.rows; row++) {
    const place = part.map((i, k) => Math.round(((points.data[row * d + i] - ranges[k].low) / ranges[k].size) * 1e9));
    if (part.length === 1 && place[0] !== 0 && place[0] !== 1e9) continue;
    const name = place.join();
    const number = known.get(name) ?? known.size;
    known.set(name, number);
    numbers[row] = number;
  }
  return { numbers, count: known.size };
}

/** A part of a product with its own oracle. */
interface Part {
  readonly coordinates: readonly number[];
  readonly problem: ScaledProblem;
  readonly oracle: Oracle;
}

export interface Product {
  readonly parts: readonly (readonly number[])[];
  /** Of the whole: exact for forms without entries between the parts, as all are here. */
  readonly oracle: Oracle;
  optimum(limits: Limits): ScaledOptimum;
}

export function productOf(scaled: ScaledProblem, parts: readonly (readonly number[])[]): Product {
  const all = parts.map((coordinates) => partOf(scaled, coordinates));
  return { parts, oracle: joinedOracle(scaled, all), optimum: (limits) => joinedOptimum(scaled, all, limits) };
}

function partOf(whole: ScaledProblem, coordinates: readonly number[]): Part {
  const seen = new Map<string, Float64Array>();
  for (const point of whole.points) {
    const shadow = Float64Array.from(coordinates, (i) => point[i]);
    seen.set(shadow.map((value) => Math.round(value * 1e9)).join(), shadow);
  }
  const points = [...seen.values()];
  const pick = (values: Float64Array): Float64Array => Float64Array.from(coordinates, (i) => values[i]);
  const problem: ScaledProblem = {
    dimension: coordinates.length,
    base: submatrix(whole.base, coordinates),
    points,
    body: undefined,
    box: boxOf(points),
    gram: submatrix(whole.gram, coordinates),
    soft: submatrix(whole.soft, coordinates),
    variance: pick(whole.variance),
    unit: whole.unit,
    toRow: pick(whole.toRow),
  };
  const oracle = problem.box === undefined ? cloudOracle(problem) : boxOracle(problem.base, problem.box);
  return { coordinates, problem, oracle };
}

/** A direction of the whole that is one of a part. */
const embed = (dimension: number, coordinates: readonly number[], u: Float64Array): Float64Array => {
  const out = new Float64Array(dimension);
  coordinates.forEach((i, k) => {
    out[i] = u[k];
  });
  return out;
};

function joinedOracle(whole: ScaledProblem, parts: readonly Part[]): Oracle {
  const hull = hullOf(whole.points);
  const d = whole.dimension;
  return {
    price: (u) => quadraticForm(whole.base, u) + hull.farthest(u).most ** 2,
    search(r, threshold, deadline) {
      const searches = parts.map(({ coordinates, oracle }) => {
        const { bound, found } = oracle.search(submatrix(r, coordinates), threshold, deadline);
        return { bound, found: found.map((item) => ({ ...item, direction: embed(d, coordinates, item.direction) })) };
      });
      const found = searches.flatMap((search) => search.found).sort((a, b) => b.ratio - a.ratio);
      return { bound: Math.max(...searches.map(({ bound }) => bound)), found };
    },
    tight(r, level, deadline) {
      const sets = parts.map(({ coordinates, oracle }) => {
        const set = oracle.tight?.(submatrix(r, coordinates), level, deadline);
        return set && { ...set, directions: set.directions.map((u) => embed(d, coordinates, u)) };
      });
      const known = sets.filter((set) => set !== undefined);
      if (known.length < sets.length) return undefined;
      return { directions: known.flatMap((set) => set.directions), flat: known.some((set) => set.flat) };
    },
  };
}

function joinedOptimum(whole: ScaledProblem, parts: readonly Part[], limits: Limits): ScaledOptimum {
  const d = whole.dimension;
  const optima = parts.map(({ problem, oracle }) =>
    generateColumns(problem, [oracle], axisColumns(problem, oracle), { ...limits, tolerance: limits.tolerance / 2 }),
  );
  const dual = matrix(d, d);
  optima.forEach((own, p) => {
    const { coordinates } = parts[p];
    coordinates.forEach((i, a) => {
      coordinates.forEach((j, b) => {
        dual.data[i * d + j] = own.dual.data[a * coordinates.length + b];
      });
    });
  });
  return {
    columns: optima.flatMap((own, p) =>
      own.columns.map(({ direction, price }) => ({ direction: embed(d, parts[p].coordinates, direction), price })),
    ),
    masses: Float64Array.from(optima.flatMap(({ masses }) => [...masses])),
    dual,
    energy: optima.reduce((sum, { energy }) => sum + energy, 0),
    lowerBound: optima.reduce((sum, own) => sum + own.lowerBound, 0),
    rounds: Math.max(...optima.map(({ rounds }) => rounds)),
  };
}
