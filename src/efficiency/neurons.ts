/**
 * Which variables drive single neurons (docs/test.md): a linear model of levels, F tests of every variable beside the others and of what
 * is not a sum over variables, against the spread of trials of one condition; and shares of the variance of tuning, from which what noise
 * alone gives is taken off. Rival: `measure`, which permutes and cross-validates; here as many tests as neurons and variables must take
 * no longer than a moment.
 */
import { fisherTail } from "../math/distributions.js";
import { falseDiscoveryRate } from "../math/falseDiscovery.js";
import { choleskySolve, dot, inversePositive, quadraticForm, tryCholesky } from "../math/linearAlgebra.js";
import { type Matrix, matrix, submatrix } from "../math/matrix.js";
import { sum } from "../math/statistics.js";
import type { Conditions, Trials } from "./protocols.js";

/** Indicators of all levels but the first of every variable, centred over trials. */
interface LevelModel {
  /** [conditions x columns] */
  readonly design: Matrix;
  readonly variables: readonly VariableModel[];
  /** Cholesky factor of X'X over trials [columns x columns] */
  readonly lower: Matrix;
}

/** The part of a model that is one variable's. */
interface VariableModel {
  readonly columns: readonly number[];
  /** Weights of squared effects in the F test: the inverse of their block of (X'X)^-1 [columns x columns] */
  readonly precision: Matrix;
  /** Their block of X'X [columns x columns] */
  readonly moments: Matrix;
  /** What noise of variance 1 adds to the sum of squares over trials. */
  readonly byNoise: number;
}

export interface Tuning {
  readonly p: { readonly tuned: number; readonly variables: readonly number[]; readonly interaction: number };
  /** Variances of what a neuron owes to every variable, and to interactions, noise taken off: rate squared. */
  readonly variances: readonly number[];
  readonly interaction: number;
  /** Variance of the means of conditions, noise taken off, which may come out below zero. */
  readonly total: number;
  /** Mean over trials of the squared mean rate of their condition, noise taken off. */
  readonly meanSquare: number;
  /** Mean variance of the trials of one condition. */
  readonly noise: number;
}

/** What is needed of a neuron's trials. */
export interface CellSums {
  /** Of its rates in every condition [conditions] */
  readonly sums: Float64Array;
  /** Of its squared rates over all trials. */
  readonly squares: number;
}

/** Tuning of every neuron. Conditions that a sum over variables fits whatever the data have no interaction: its p is NaN. */
export const tuningOf = (trials: Trials): Tuning[] => tuningOfCells(trials)(cellSums(trials));

/** The same of sums over the trials of every condition, for any number of neurons in the same conditions. */
export function tuningOfCells(table: Conditions): (neurons: readonly CellSums[]) => Tuning[] {
  const rows = sum(table.counts);
  const model = levelModel(table, rows);
  return (neurons) => neurons.map((neuron) => tuningOfOne(table.counts, rows, model, neuron));
}

function levelModel({ variables, counts, cells }: Conditions, rows: number): LevelModel {
  let at = 0;
  const wanted = variables.map(({ values }) => Array.from({ length: values.length - 1 }, () => at++));
  const design = matrix(counts.length, at);
  for (let t = 0; t < counts.length; t++)
    variables.forEach((_, v) => {
      const level = cells[t * variables.length + v];
      if (level > 0) design.data[t * at + wanted[v][level - 1]] = 1;
    });
  for (let j = 0; j < at; j++) {
    let mean = 0;
    for (let t = 0; t < counts.length; t++) mean += (counts[t] * design.data[t * at + j]) / rows;
    for (let t = 0; t < counts.length; t++) design.data[t * at + j] -= mean;
  }
  const kept = independentColumns(momentsOf(design, counts));
  const place = new Map(kept.map((column, i) => [column, i]));
  const columns = wanted.map((own) => own.flatMap((column) => place.get(column) ?? []));
  const small = matrix(counts.length, kept.length);
  for (let t = 0; t < counts.length; t++)
    kept.forEach((column, i) => {
      small.data[t * kept.length + i] = design.data[t * at + column];
    });
  const moments = momentsOf(small, counts);
  const lower = tryCholesky(moments) ?? moments;
  const inverse = inversePositive(moments);
  return { design: small, variables: columns.map((own) => variableModel(own, moments, inverse)), lower };
}

function variableModel(columns: readonly number[], moments: Matrix, inverse: Matrix): VariableModel {
  const spread = submatrix(inverse, columns);
  const own = submatrix(moments, columns);
  return { columns, precision: inversePositive(spread), moments: own, byNoise: dot(spread.data, own.data) };
}

function momentsOf({ data, columns }: Matrix, counts: Int32Array): Matrix {
  const out = matrix(columns, columns);
  for (let t = 0; t < counts.length; t++)
    for (let i = 0; i < columns; i++) {
      const own = counts[t] * data[t * columns + i];
      for (let j = 0; j < columns; j++) out.data[i * columns + j] += own * data[t * columns + j];
    }
  return out;
}

/** Columns that earlier ones do not already span, in order. */
function independentColumns(moments: Matrix): number[] {
  const n = moments.columns;
  const left = moments.data.slice();
  const kept: number[] = [];
  for (let j = 0; j < n; j++) {
    if (!(left[j * n + j] > 1e-9 * moments.data[j * n + j])) continue;
    kept.push(j);
    for (let i = j + 1; i < n; i++) {
      const factor = left[i * n + j] / left[j * n + j];
      for (let k = j; k < n; k++) left[i * n + k] -= factor * left[j * n + k];
    }
  }
  return kept;
}

/** Sums of the rates of every neuron in every condition, and its squares over all trials. */
function cellSums({ units, rows, condition, counts, activity }: Trials): CellSums[] {
  const sums = Array.from({ length: units }, () => new Float64Array(counts.length));
  const squares = new Float64Array(units);
  for (let row = 0, at = 0; row < rows; row++)
    for (let k = 0; k < units; k++, at++) {
      sums[k][condition[row]] += activity[at];
      squares[k] += activity[at] * activity[at];
    }
  return sums.map((own, k) => ({ sums: own, squares: squares[k] }));
}

function tuningOfOne(
  counts: Int32Array,
  rows: number,
  { design, variables, lower }: LevelModel,
  { sums, squares }: CellSums,
): Tuning {
  const size = design.columns;
  const products = new Float64Array(size);
  let [total, between] = [0, 0];
  for (let t = 0; t < counts.length; t++) {
    for (let j = 0; j < size; j++) products[j] += design.data[t * size + j] * sums[t];
    total += sums[t];
    between += sums[t] ** 2 / counts[t];
  }
  const effects = choleskySolve(lower, products);
  const constant = total ** 2 / rows;
  const explained = dot(effects, products);
  const within = Math.max(0, squares - between);
  const degrees = { within: rows - counts.length, interaction: counts.length - 1 - size };
  const noise = within / degrees.within;
  const bend = Math.max(0, between - constant - explained);
  const test = (squared: number, numerator: number) =>
    numerator > 0 ? fisherTail(squared / numerator / Math.max(noise, 1e-300), numerator, degrees.within) : Number.NaN;
  const ofVariables = variables.map(({ columns, precision, moments, byNoise }) => {
    const values = Float64Array.from(columns, (column) => effects[column]);
    return {
      p: test(quadraticForm(precision, values), columns.length),
      variance: (quadraticForm(moments, values) - byNoise * noise) / rows,
    };
  });
  return {
    p: {
      tuned: test(explained + bend, counts.length - 1),
      variables: ofVariables.map(({ p }) => p),
      interaction: test(bend, degrees.interaction),
    },
    variances: ofVariables.map(({ variance }) => Math.max(0, variance)),
    interaction: Math.max(0, (bend - degrees.interaction * noise) / rows),
    total: (between - constant - (counts.length - 1) * noise) / rows,
    meanSquare: (between - counts.length * noise) / rows,
    noise,
  };
}

/** q of all tests of one kind over all neurons, by Benjamini and Hochberg. */
export function discoveries(tunings: readonly Tuning[]) {
  const variables = tunings[0].variances.length;
  const among = falseDiscoveryRate(tunings.flatMap(({ p }) => p.variables));
  return {
    tuned: falseDiscoveryRate(tunings.map(({ p }) => p.tuned)),
    variables: tunings.map((_, k) => Array.from(among.subarray(k * variables, (k + 1) * variables))),
    interaction: falseDiscoveryRate(tunings.map(({ p }) => p.interaction)),
  };
}
