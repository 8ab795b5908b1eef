/**
 * Linear models of indicators, and what each of their axes finds in values of the conditions.
 *
 * With the columns X = Q R (Q orthonormal, R upper triangular), that is Q' v, which solves R' z = X' v (Golub and Van Loan, Matrix
 * Computations, 4th ed., section 5.2). Indicators are constant on groups of conditions, so X' v are sums over groups: first over
 * conditions with all levels alike, then over those of every level or pair of levels. That takes an addition for every condition, and
 * few more, where Q' v takes a multiplication for every condition and column.
 */
import type { Labels } from "../math/information/index.js";
import { dot } from "../math/linearAlgebra.js";
import { independentAdditions } from "../math/orthogonal.js";
import { columnOf, type Indicator } from "./factorDesign.js";

/** Orders of the conditions that are looked at side by side. */
export const LANES = 4;

/** Orthonormal axes, made of columns in their order. */
export interface NestedModel {
  /** [axes][conditions] */
  readonly axes: readonly Float64Array[];
  /** Number of the column that each axis was made of, ascending: columns that say nothing new have none [axes] */
  readonly from: readonly number[];
  /** Writes the inner products of all axes with the values [conditions] in LANES orders to `out` [axes x LANES]. */
  readonly along: (values: Float64Array, orders: readonly Int32Array[], out: Float64Array) => void;
}

/** The model of these indicators of levels [factors], each of which is the label of every condition. */
export function nestedModel(
  indicators: readonly Indicator[],
  levels: readonly Labels[],
  conditions: number,
): NestedModel {
  const columns = indicators.map((indicator) => columnOf(indicator, levels, conditions));
  const { axes, from } = independentAdditions(columns);
  const sums = groupSums(
    from.map((column) => indicators[column]),
    levels,
  );
  const solve = triangularSolver(
    axes,
    from.map((column) => columns[column]),
  );
  return {
    axes,
    from,
    along: (values, orders, out) => {
      sums(values, orders, out);
      solve(out);
    },
  };
}

/** Combinations of levels in groups: those with the same levels of none, one or two factors. */
interface Grouping {
  readonly factors: readonly number[];
  /** Number of its first cell among those of all groupings. */
  readonly first: number;
  /** Cell of every combination [combinations] */
  readonly cells: Int32Array;
}

/** A function that writes the inner products of the indicators with values in LANES orders to `out` [indicators x LANES]. */
function groupSums(indicators: readonly Indicator[], levels: readonly Labels[]) {
  const together = combinations(levels);
  const groupings = groupingsOf(indicators, together.levels);
  const cellsOf = indicators.map((indicator) => Int32Array.from(cellsWhere(indicator, groupings, levels)));
  const cells = groupings.reduce((sum, { factors }) => sum + cellCount(factors, levels), 0);
  const ofCombinations = new Float64Array(LANES * together.count);
  const sums = new Float64Array(LANES * cells);
  return (values: Float64Array, orders: readonly Int32Array[], out: Float64Array): void => {
    ofCombinations.fill(0);
    sums.fill(0);
    addInOrders(together.of, values, orders, ofCombinations);
    for (const grouping of groupings) addToCells(grouping.cells, ofCombinations, sums);
    for (let column = 0; column < cellsOf.length; column++) addCells(cellsOf[column], sums, out, LANES * column);
  };
}

/** The combinations of levels that occur, numbered as they come. */
function combinations(levels: readonly Labels[]) {
  let of = new Int32Array(levels[0].values.length); // [conditions]
  for (const { values, levels: count } of levels) {
    const numbers = new Map<number, number>();
    of = of.map((combination, condition) => {
      const pair = combination * count + values[condition];
      const number = numbers.get(pair) ?? numbers.size;
      numbers.set(pair, number);
      return number;
    });
  }
  const count = of.reduce((most, combination) => Math.max(most, combination + 1), 0);
  const one = new Int32Array(count); // a condition of each
  for (let condition = 0; condition < of.length; condition++) one[of[condition]] = condition;
  const inCombinations = levels.map((own) => ({
    levels: own.levels,
    values: Uint16Array.from(one, (at) => own.values[at]),
  }));
  return { of, count, levels: inCombinations };
}

const cellCount = (factors: readonly number[], levels: readonly Labels[]): number =>
  factors.reduce((count, factor) => count * levels[factor].levels, 1);

/** As few groupings as tell all indicators apart: the pairs that occur, and the other factors by twos. */
function groupingsOf(indicators: readonly Indicator[], levels: readonly Labels[]): Grouping[] {
  const factorsOf = (indicator: Indicator) => indicator.map(({ factor }) => factor);
  const pairs = new Map(
    indicators.filter(({ length }) => length === 2).map((pair) => [factorsOf(pair).join(), factorsOf(pair)]),
  );
  const paired = new Set([...pairs.values()].flat());
  const alone = [...new Set(indicators.flatMap(factorsOf))].filter((factor) => !paired.has(factor));
  const together = [...pairs.values(), ...byTwos(alone, levels)];
  let first = 0;
  return (together.length > 0 ? together : [[]]).map((factors) => {
    const grouping = { factors, first, cells: cellsOfCombinations(factors, levels, first) };
    first += cellCount(factors, levels);
    return grouping;
  });
}

/** Two factors in one grouping, where that has no more cells than there are combinations. */
function byTwos(factors: readonly number[], levels: readonly Labels[]): number[][] {
  const out: number[][] = [];
  for (const factor of factors) {
    const last = out.at(-1);
    if (last?.length === 1 && cellCount([...last, factor], levels) <= levels[factor].values.length) last.push(factor);
    else out.push([factor]);
  }
  return out;
}

function cellsOfCombinations(factors: readonly number[], levels: readonly Labels[], first: number): Int32Array {
  const cells = new Int32Array(levels[0].values.length);
  for (const factor of factors) {
    const { values, levels: count } = levels[factor];
    for (let i = 0; i < cells.length; i++) cells[i] = cells[i] * count + values[i];
  }
  return cells.map((cell) => first + cell);
}

/** The cells on which an indicator is 1, of the first grouping that has all of its factors. */
function cellsWhere(indicator: Indicator, groupings: readonly Grouping[], levels: readonly Labels[]): number[] {
  const { factors, first } =
    groupings.find((one) => indicator.every(({ factor }) => one.factors.includes(factor))) ?? groupings[0];
  return factors
    .reduce(
      (cells, factor) => {
        const wanted = indicator.find((one) => one.factor === factor)?.level;
        const { levels: count } = levels[factor];
        const taken = Array.from({ length: count }, (_, level) => level).filter((level) => (wanted ?? level) === level);
        return cells.flatMap((cell) => taken.map((level) => cell * count + level));
      },
      [0],
    )
    .map((cell) => first + cell);
}

function addInOrders(
  combination: Int32Array,
  values: Float64Array,
  [first, second, third, fourth]: readonly Int32Array[],
  sums: Float64Array,
): void {
  for (let i = 0; i < combination.length; i++) {
    const to = LANES * combination[i];
    sums[to] += values[first[i]];
    sums[to + 1] += values[second[i]];
    sums[to + 2] += values[third[i]];
    sums[to + 3] += values[fourth[i]];
  }
}

function addToCells(cells: Int32Array, values: Float64Array, sums: Float64Array): void {
  for (let i = 0; i < cells.length; i++) {
    const to = LANES * cells[i];
    const at = LANES * i;
    sums[to] += values[at];
    sums[to + 1] += values[at + 1];
    sums[to + 2] += values[at + 2];
    sums[to + 3] += values[at + 3];
  }
}

function addCells(cells: Int32Array, sums: Float64Array, out: Float64Array, to: number): void {
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  for (let i = 0; i < cells.length; i++) {
    const at = LANES * cells[i];
    s0 += sums[at];
    s1 += sums[at + 1];
    s2 += sums[at + 2];
    s3 += sums[at + 3];
  }
  out[to] = s0;
  out[to + 1] = s1;
  out[to + 2] = s2;
  out[to + 3] = s3;
}

/** A function that solves R' z = s in place for LANES right-hand sides s [columns x LANES], where the columns are Q R. */
function triangularSolver(axes: readonly Float64Array[], columns: readonly Float64Array[]) {
  const size = axes.length;
  const triangle = new Float64Array((size * (size + 1)) / 2);
  for (let k = 0, at = 0; k < size; k++) for (let i = 0; i <= k; i++) triangle[at++] = dot(axes[i], columns[k]);
  return (s: Float64Array): void => {
    for (let k = 0, at = 0; k < size; k++) {
      solveRow(triangle, at, k, s);
      at += k + 1;
    }
  };
}

function solveRow(triangle: Float64Array, start: number, k: number, s: Float64Array): void {
  const own = LANES * k;
  let s0 = s[own];
  let s1 = s[own + 1];
  let s2 = s[own + 2];
  let s3 = s[own + 3];
  for (let i = 0, at = 0; i < k; i++, at += LANES) {
    const factor = triangle[start + i];
    s0 -= factor * s[at];
    s1 -= factor * s[at + 1];
    s2 -= factor * s[at + 2];
    s3 -= factor * s[at + 3];
  }
  const diagonal = triangle[start + k];
  s[own] = s0 / diagonal;
  s[own + 1] = s1 / diagonal;
  s[own + 2] = s2 / diagonal;
  s[own + 3] = s3 / diagonal;
}
