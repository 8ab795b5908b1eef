/**
 * A quick look at what mixing saves, to choose which changes are worth a certified answer: the best code of some pure and mixed neurons
 * over the best of the pure ones alone. No more than a look: the neurons are few, and the verdict is never taken from it.
 */
import { NumericalError } from "../../math/errors.js";
import { inversePositive } from "../../math/linearAlgebra.js";
import { type Matrix, matrix, submatrix } from "../../math/matrix.js";
import { leastEnergy, type PricedNeuron } from "../../theory/index.js";
import type { Conditions } from "../protocols.js";

/** Coordinates of every level of every variable [variables][levels][coordinates]: of a category one less than levels. */
function coordinatesOf({ variables }: Conditions): number[][][] {
  return variables.map(({ kind, values, period = 1 }) =>
    Array.from(values, (value, level) => {
      if (kind === "continuous") return [value];
      if (kind === "circular")
        return [Math.cos((2 * Math.PI * value) / period), Math.sin((2 * Math.PI * value) / period)];
      return Array.from({ length: values.length - 1 }, (_, own) => (own === level ? 1 : 0));
    }),
  );
}

/** Neurons that are looked at, unit size in the coordinates of a variable; pure ones and mixtures of two or three variables. */
export interface Candidates {
  readonly coordinates: readonly (readonly (readonly number[])[])[];
  readonly blocks: readonly (readonly number[])[];
  /** Of every variable, from 0. */
  readonly pure: readonly (readonly (readonly number[])[])[];
}

const ANGLES = 8;

export function candidatesOf(table: Conditions): Candidates {
  const coordinates = coordinatesOf(table);
  let at = 0;
  const blocks = coordinates.map(([first]) => first.map(() => at++));
  const pure = table.variables.map(({ kind, values }) => {
    if (kind === "continuous") return [[1], [-1]];
    if (kind === "circular")
      return Array.from({ length: ANGLES }, (_, k) => [
        Math.cos((2 * Math.PI * k) / ANGLES),
        Math.sin((2 * Math.PI * k) / ANGLES),
      ]);
    const size = values.length - 1;
    const indicators = [
      ...Array.from({ length: size }, (_, own) => Array.from({ length: size }, (__, i) => (i === own ? 1 : 0))),
      new Array<number>(size).fill(-1),
    ];
    return [...indicators, ...indicators.map((one) => one.map((value) => -value))];
  });
  return { coordinates, blocks, pure };
}

/** About the part of the energy that mixing saves; NaN where variables cannot be told apart. */
export function screened(table: Conditions, { coordinates, blocks, pure }: Candidates): number {
  const d = blocks.flat().length;
  const { points, covariance } = momentsOf(table, coordinates, d);
  const priced = (u: Float64Array): PricedNeuron => ({ direction: u, price: priceOf(u, points, covariance) });
  const spread = blocks.map((block) => Math.sqrt(block.reduce((sum, i) => sum + covariance.data[i * d + i], 0)));
  if (spread.some((value) => !(value > 1e-12))) return Number.NaN;
  const placed = (parts: readonly (readonly [number, readonly number[], number])[]) => {
    const u = new Float64Array(d);
    for (const [v, direction, size] of parts)
      blocks[v].forEach((at, i) => {
        u[at] = (size * direction[i]) / spread[v];
      });
    return priced(u);
  };
  const alone = pure.flatMap((own, v) => own.map((direction) => placed([[v, direction, 1]])));
  const mixed = mixtures(pure).map(([a, one, b, other, size]) =>
    placed([
      [a, one, 1],
      [b, other, size],
    ]),
  );
  try {
    const gram = targets(covariance, blocks);
    return leastEnergy(alone, gram).energy / leastEnergy([...alone, ...mixed], gram).energy - 1;
  } catch (error) {
    // Variables that these conditions make linearly dependent have no optimum.
    if (error instanceof NumericalError) return Number.NaN;
    throw error;
  }
}

/** Mixtures of two variables that are looked at, about: more would take longer than they tell. */
const MIXTURES = 400;

function mixtures(pure: Candidates["pure"]) {
  const all = pure.flatMap((own, a) =>
    pure
      .slice(a + 1)
      .flatMap((others, offset) =>
        own.flatMap((one) =>
          others.flatMap((other) => [0.5, 1, 2].map((size) => [a, one, a + 1 + offset, other, size] as const)),
        ),
      ),
  );
  const stride = Math.ceil(all.length / MIXTURES);
  return all.filter((_, i) => i % stride === 0);
}

function momentsOf({ cells, counts, variables }: Conditions, coordinates: Candidates["coordinates"], d: number) {
  const width = variables.length;
  const points = matrix(counts.length, d);
  const centre = new Float64Array(d);
  const total = counts.reduce((sum, count) => sum + count, 0);
  for (let t = 0; t < counts.length; t++) {
    let at = 0;
    for (let v = 0; v < width; v++)
      for (const value of coordinates[v][cells[t * width + v]]) {
        points.data[t * d + at] = value;
        centre[at++] += (counts[t] * value) / total;
      }
  }
  const covariance = matrix(d, d);
  for (let t = 0; t < counts.length; t++) {
    for (let i = 0; i < d; i++) points.data[t * d + i] -= centre[i];
    for (let i = 0; i < d; i++)
      for (let j = 0; j < d; j++)
        covariance.data[i * d + j] += (counts[t] * points.data[t * d + i] * points.data[t * d + j]) / total;
  }
  return { points, covariance };
}

function priceOf(u: Float64Array, { data, rows, columns: d }: Matrix, covariance: Matrix): number {
  let lowest = 0;
  for (let t = 0; t < rows; t++) {
    let value = 0;
    for (let i = 0; i < d; i++) value += u[i] * data[t * d + i];
    if (value < lowest) lowest = value;
  }
  let square = 0;
  for (let i = 0; i < d; i++) for (let j = 0; j < d; j++) square += u[i] * covariance.data[i * d + j] * u[j];
  return square + lowest * lowest;
}

/** Sigma^-1 of every variable's coordinates. */
function targets(covariance: Matrix, blocks: Candidates["blocks"]): Matrix {
  const out = matrix(covariance.rows, covariance.rows);
  for (const block of blocks) {
    const inverse = inversePositive(submatrix(covariance, block));
    block.forEach((row, i) => {
      block.forEach((column, j) => {
        out.data[row * out.columns + column] = inverse.data[i * block.length + j];
      });
    });
  }
  return out;
}
