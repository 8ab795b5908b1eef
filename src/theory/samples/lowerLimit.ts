/**
 * A lower limit of the saving that holds whatever ties: a code mu is fitted to one half of the units, and on the other half its energy
 * E(mu) = 2 sqrt(C T) >= E* is compared with the best modular code's under every choice of the factors' signs; standard errors by the
 * delta method, the smallest limit counts. Both halves take both parts (cross-fitting). Conservative: E(mu) is no optimum there.
 */
import { inversePositive } from "../../math/linearAlgebra.js";
import { multiply, trace } from "../../math/matrix.js";
import { type Key, permutation } from "../../math/random.js";
import { variance } from "../../math/statistics.js";
import { codeGram } from "../optimum.js";
import type { ReducedProblem } from "../problem.js";
import type { SolverOptions } from "../types.js";
import { tolerantEstimate } from "./estimate.js";
import { neuronCost } from "./neuronCost.js";
import type { WeightedRows } from "./tolerantBody.js";
import { centre } from "./tolerantProblem.js";
import { pickRows, rowsOfUnits, type Units, unitCount } from "./units.js";

/** Standard errors of a one-sided limit of 95 %. */
const SURE = 1.6448536269514722;
/** Factors at most: each doubles the choices of signs. */
const MOST_FACTORS = 8;
/** Units at least: each half has to span. */
const FEWEST_UNITS = 20;

/** Lower 95 % limit of (E_modular - E*) / E*, at least 0; null for groups, soft predictions, many factors and few units. */
export function lowerLimit(
  reduced: ReducedProblem,
  rows: WeightedRows,
  units: Units,
  rare: number,
  source: Key,
  options: SolverOptions,
): number | null {
  const single = reduced.groups.every((group) => group.length === 1) && reduced.gamma === Infinity;
  const count = unitCount(units);
  if (!single || reduced.dimension > MOST_FACTORS || count < FEWEST_UNITS) return null;
  const shuffled = permutation(source, count);
  const halves = [shuffled.subarray(0, count >> 1), shuffled.subarray(count >> 1)];
  const folds = [0, 1].map((k) =>
    compareOn(reduced, halfOf(rows, units, halves[k]), halfOf(rows, units, halves[1 - k]), rare, options),
  );
  let least = Infinity;
  for (let signs = 0; signs < 2 ** reduced.dimension; signs++) {
    const [first, second] = folds.map((compare) => compare(signs));
    const error = Math.sqrt(first.variance + second.variance) / 2;
    least = Math.min(least, (first.value + second.value) / 2 - SURE * error);
  }
  return Math.max(0, Math.expm1(least));
}

interface Half {
  readonly rows: WeightedRows;
  /** Rows of each unit [units + 1], in order. */
  readonly starts: Int32Array;
}

function halfOf(rows: WeightedRows, units: Units, chosen: Int32Array): Half {
  const starts = new Int32Array(chosen.length + 1);
  chosen.forEach((unit, at) => {
    starts[at + 1] = starts[at] + units.starts[unit + 1] - units.starts[unit];
  });
  return { rows: centre(pickRows(rows, rowsOfUnits(units, chosen))), starts };
}

interface Compared {
  /** log (E_modular / E(mu)) */
  readonly value: number;
  readonly variance: number;
}

/** The comparison on half `tested` of the code fitted to half `fitted`, by the signs of the modular code's neurons (bits). */
function compareOn(
  reduced: ReducedProblem,
  fitted: Half,
  tested: Half,
  rare: number,
  options: SolverOptions,
): (signs: number) => Compared {
  const { rows, starts } = tested;
  const d = reduced.dimension;
  const code = fittedCode(reduced, fitted.rows, rare, options);
  const costs = code.rows.map((u) => neuronCost(reduced, rows, rare, u));
  const cost = costs.reduce((sum, { price }) => sum + price, 0);
  const ofCode = summed(costs.map(({ byRow }) => byRow));
  const axes = Array.from({ length: 2 * d }, (_, k) => {
    const axis = Float64Array.from({ length: d }, (__, i) => (i === k >> 1 ? (k & 1 ? -1 : 1) : 0));
    return neuronCost(reduced, rows, rare, axis);
  });
  return (signs) => {
    const chosen = Array.from({ length: d }, (_, i) => axes[2 * i + ((signs >> i) & 1)]);
    const weights = chosen.map(({ price }, i) =>
      Math.sqrt((reduced.lambdaOut * reduced.targetGram.data[i * d + i]) / price),
    );
    const modular = chosen.reduce((sum, { price }, i) => sum + 2 * weights[i] * price, 0);
    const influence = ofCode.map((value, row) => {
      const own = chosen.reduce((sum, { byRow }, i) => sum + weights[i] * byRow[row], 0);
      return own / modular - value / (2 * cost);
    });
    const value = Math.log(modular) - Math.log(2 * Math.sqrt(cost * code.readout));
    return { value, variance: varianceOfMean(influence, rows.weights, starts) };
  };
}

/** Rows u of the best code of these rows [d each], and T = lambda_out tr(G Q^-1). */
function fittedCode(reduced: ReducedProblem, rows: WeightedRows, rare: number, options: SolverOptions) {
  const { prepared, best } = tolerantEstimate(reduced, rows, rare, options);
  const { scaled } = prepared;
  const used = best.columns.map((column, j) => ({ ...column, mass: best.masses[j] }));
  const paying = used.filter(({ price, mass }) => price * mass > 1e-9);
  const readout = trace(
    multiply(
      scaled.gram,
      inversePositive(
        codeGram(
          paying,
          paying.map(({ mass }) => mass),
        ),
      ),
    ),
  );
  return {
    rows: paying.map(({ direction, mass }) =>
      direction.map((value, i) => value * scaled.toRow[i] * Math.sqrt(scaled.unit * mass)),
    ),
    readout: scaled.unit * readout,
  };
}

function summed(parts: readonly Float64Array[]): Float64Array {
  const out = new Float64Array(parts[0].length);
  for (const part of parts) for (let row = 0; row < out.length; row++) out[row] += part[row];
  return out;
}

/** Variance of the weighted mean, units drawn independently. */
export function varianceOfMean(values: Float64Array, weights: Float64Array | undefined, starts: Int32Array): number {
  const n = values.length;
  const weightOf = (row: number): number => (weights === undefined ? 1 / n : weights[row]);
  const mean = values.reduce((sum, value, row) => sum + value * weightOf(row), 0);
  const units = starts.length - 1;
  const sums = Float64Array.from({ length: units }, (_, unit) => {
    let total = 0;
    for (let row = starts[unit]; row < starts[unit + 1]; row++) total += (values[row] - mean) * weightOf(row);
    return total;
  });
  return units * variance(sums);
}
