/**
 * Are there cell types at all? Whether neurons' selectivities cluster, or are spread at random.
 *
 * PAIRS: Raposo, Kaufman and Churchland, "A category-free neural population supports evolving demands during decision-making",
 * Nat. Neurosci. 17, 1784 (2014). Each neuron is a vector of coefficients; for each, the mean angle to its `neighbours`
 * nearest neurons is taken; clustered populations have small angles. Raposo et al. compare with spherical Gaussian vectors, which
 * calls every population clustered whose factors are coded with unequal strength. ePAIRS: Hirokawa, Vaughan, Masset, Ott and
 * Kepecs, "Frontal cortex neuron types categorically encode single decision variables", Nature 576, 446 (2019), draws from a
 * Gaussian with the population's mean and covariance. These are estimates, which makes the test timid: at 5 % it rejects 2 % of
 * 40 Gaussian neurons (`elliptical-estimated`). The default, `elliptical`, conditions on them: every draw has the very mean and
 * covariance of the population, which are sufficient statistics of the Gaussian, so the test is exact. Statistic: median angle; index = (median of the null -
 * observed) / median of the null; p = (1 + # of draws at least as clustered) / (1 + N), one-sided.
 *
 * Coefficients of a recording: least squares of each unit, brought to mean 0 and deviation 1, on all factors at once, numbers so
 * scaled, angles as cosine and sine, categories by indicators of all levels but the first. The published analyses use
 * regressors and dimensions of their own tasks.
 */
import { InputError } from "../math/errors.js";
import { fitLinear } from "../math/leastSquares.js";
import { columnsAt, gram, type Matrix, matrix, multiply, scale, transpose } from "../math/matrix.js";
import { orthonormalAdditions, pivotedCholesky } from "../math/orthogonal.js";
import { fold, type Key, normal, key as rootKey, split } from "../math/random.js";
import { mean, median, standardDeviation } from "../math/statistics.js";
import type { Factor, Json, Representation } from "../protocols.js";
import { unitActivity, varyingUnits } from "../representation/index.js";
import { columnOf, mainEffects, occurringLevels } from "./factorDesign.js";
import { factorTarget } from "./factorTarget.js";

export interface CellTypeOptions {
  /** Nearest neurons whose angles are averaged. */
  readonly neighbours: number;
  readonly draws: number;
  /** Vectors given the population's mean and covariance, drawn with them (ePAIRS), or without (PAIRS). */
  readonly null: "elliptical" | "elliptical-estimated" | "spherical";
}

/** Three neighbours; the elliptical null of ePAIRS. */
export const cellTypeDefaults: CellTypeOptions = { neighbours: 3, draws: 500, null: "elliptical" };

export interface CellTypeTest {
  /** Median over neurons of the mean angle to the nearest neurons, radians. */
  readonly angle: number;
  /** Median of the same under the null. */
  readonly nullAngle: number;
  /** 0 for a random population, towards 1 for perfect clusters, below 0 for vectors that keep apart. */
  readonly index: number;
  readonly p: number;
  readonly settings: Readonly<Record<string, Json>>;
}

/**
 * Tests vectors [neurons x coefficients] for clusters of directions. Throws InputError for fewer than 10 neurons, two coefficients or
 * more neighbours than there are.
 */
export function cellTypeTest(
  coefficients: Matrix,
  options: Partial<CellTypeOptions> = {},
  key: Key = rootKey(0),
): CellTypeTest {
  const all: CellTypeOptions = { ...cellTypeDefaults, ...options };
  const { rows, columns } = coefficients;
  if (rows < 10) throw new InputError(`too few neurons to ask for types: ${rows}, and at least 10 are needed`);
  if (columns < 2) throw new InputError("a single coefficient has no direction: give two factors or more");
  if (!(all.neighbours >= 1 && all.neighbours < rows)) {
    throw new InputError(`${rows} neurons do not have ${all.neighbours} neighbours each`);
  }
  const draw =
    all.null === "spherical"
      ? sphericalSampler(rows, columns)
      : ellipticalSampler(coefficients, all.null === "elliptical");
  const angle = medianAngle(coefficients, all.neighbours);
  const nulls = Float64Array.from(split(key, all.draws), (drawKey) => medianAngle(draw(drawKey), all.neighbours));
  const nullAngle = median(nulls);
  return {
    angle,
    nullAngle,
    index: (nullAngle - angle) / nullAngle,
    p: (1 + nulls.filter((value) => value <= angle).length) / (1 + all.draws),
    settings: { ...all, neurons: rows, coefficients: columns },
  };
}

/** Coefficients of every unit that varies, for `cellTypeTest` [units x coefficients]. */
export function factorCoefficients(representation: Representation): Matrix {
  const everything = Int32Array.from({ length: representation.conditions }, (_, i) => i);
  const columns = representation.factors.flatMap(regressors);
  const units = varyingUnits(representation).map((unit) => standardised(unitActivity(representation, unit)));
  return transpose(fitLinear(columnsAt(columns, everything), columnsAt(units, everything)).coefficients);
}

function regressors(factor: Factor): readonly Float64Array[] {
  const target = factorTarget(factor);
  if (target.of === "numbers") return target.columns.map(standardised);
  const levels = [occurringLevels(factor, 1)];
  return mainEffects(levels)[0].map((indicator) => columnOf(indicator, levels, factor.values.length));
}

function standardised(values: Float64Array): Float64Array {
  const [centre, deviation] = [mean(values), standardDeviation(values, 0)];
  return values.map((value) => (value - centre) / deviation);
}

const sphericalSampler = (rows: number, columns: number) => (key: Key) =>
  matrix(rows, columns, normal(key, rows * columns));

/** Gaussian vectors with the mean and covariance of the population: of every draw itself, or of the law it is drawn from. */
function ellipticalSampler({ rows, columns, data }: Matrix, exact: boolean): (key: Key) => Matrix {
  const means = Float64Array.from({ length: columns }, (_, j) => mean(data.filter((_value, at) => at % columns === j)));
  const centred = matrix(
    rows,
    columns,
    data.map((value, at) => value - means[at % columns]),
  );
  const root = pivotedCholesky(scale(gram(centred), 1 / (rows - 1))); // [rank x columns]
  const spread = exact ? exactSpread : (key: Key) => matrix(rows, root.rows, normal(key, rows * root.rows));
  return (key) => {
    const drawn = multiply(spread(key, rows, root.rows), root);
    return matrix(
      rows,
      columns,
      drawn.data.map((value, at) => value + means[at % columns]),
    );
  };
}

/** Gaussian vectors [rows x columns], given that their mean is 0 and their covariance the identity. */
function exactSpread(key: Key, rows: number, columns: number): Matrix {
  const constant = new Float64Array(rows).fill(1 / Math.sqrt(rows));
  const drawn = Array.from({ length: columns }, (_, j) => normal(fold(key, j), rows));
  const axes = orthonormalAdditions(drawn, [constant]);
  const everyRow = Int32Array.from({ length: rows }, (_, i) => i);
  return scale(columnsAt(axes, everyRow), Math.sqrt(rows - 1));
}

/** Median over rows of the mean angle to the nearest other rows; rows of zeros are left out. */
function medianAngle(vectors: Matrix, neighbours: number): number {
  const directions = unitRows(vectors);
  const cosines = multiply(directions, transpose(directions));
  const count = directions.rows;
  return median(
    Array.from({ length: count }, (_, i) => {
      const others = cosines.data.slice(i * count, (i + 1) * count);
      others[i] = -2;
      const nearest = others.sort().subarray(-neighbours);
      return mean(nearest.map((cosine) => Math.acos(Math.max(-1, Math.min(1, cosine)))));
    }),
  );
}

function unitRows({ rows, columns, data }: Matrix): Matrix {
  const all = Array.from({ length: rows }, (_, i) => data.subarray(i * columns, (i + 1) * columns));
  const kept = all.map((row) => ({ row, norm: Math.hypot(...row) })).filter(({ norm }) => norm > 0);
  return matrix(
    kept.length,
    columns,
    Float64Array.from(kept.flatMap(({ row, norm }) => Array.from(row, (v) => v / norm))),
  );
}
