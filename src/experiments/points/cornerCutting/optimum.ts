/** The certified optimum of a square with cut corners: critical cuts, and the phase diagram of cut and correlation. */
import { type Matrix, matrix } from "../../../math/matrix.js";
import type { JobResult } from "../../../protocols.js";
import { predictNeurons, type Support, supportFromSamples } from "../../../theory/index.js";
import { type Cut, cutCorners, keep, squareGrid } from "../sets.js";

/** Cuts from 0.2 to 0.45 in steps of 0.005; each critical cut lies well inside. */
const SCANNED = Array.from({ length: 51 }, (_, k) => (40 + k) / 200);

/** Weights of a point on the diagonal against 1 elsewhere. */
const WEIGHTS = [1, 3, 10, 100, 1e3, 1e4, 1e6];

const PHASE_CUTS = Array.from({ length: 17 }, (_, k) => k / 20);
const PHASE_CORRELATIONS = Array.from({ length: 17 }, (_, k) => (k - 8) / 10);

type Arrays = JobResult["arrays"];

const asArray = (values: readonly number[]) => ({ shape: [values.length], data: Float64Array.from(values) });

/** Prices of every solve here; for an autoencoder of the factors themselves the verdict does not depend on them. */
const PRICES = { alpha: 1, lambdaIn: 0.1, lambdaOut: 0.1 };

/** Whether any mixed neuron pays (1) or none (0); NaN where that could not be decided. */
function mixes(support: Support): number {
  const { strict } = predictNeurons({ support, ...PRICES });
  return strict === "undecided" ? Number.NaN : Number(strict === "mixed");
}

/** For each of these cuts whether the optimum mixes. */
export function scanCuts(which: Cut, grid: number, cuts: readonly number[] = SCANNED): Arrays {
  const square = squareGrid(grid);
  const mixed = cuts.map((cut) => mixes(supportFromSamples(cutCorners(square, which, cut))));
  return { cuts: asArray(cuts), mixed: asArray(mixed) };
}

/** For each weight of the diagonal of the whole square the correlation, and whether the optimum mixes. */
export function scanWeights(grid: number): Arrays {
  const square = squareGrid(grid);
  const onDiagonal = (i: number) => Math.abs(square.data[2 * i] - square.data[2 * i + 1]) < 1e-9;
  const supports = WEIGHTS.map((weight) => {
    const weights = Float64Array.from({ length: square.rows }, (_, i) => (onDiagonal(i) ? weight : 1));
    return supportFromSamples(square, { weights });
  });
  return {
    weights: asArray(WEIGHTS),
    correlations: asArray(supports.map(correlationOf)),
    mixed: asArray(supports.map(mixes)),
  };
}

const correlationOf = ({ covariance: { data } }: Support): number => data[1] / Math.sqrt(data[0] * data[3]);

/**
 * Energy saved by mixing, (E_modular - E*) / E*, at every cut and correlation [correlations x cuts]; `natural` is the
 * correlation [cuts] that each cut gives uniform points by itself.
 */
export function phaseDiagram(which: Cut, grid: number): Arrays {
  const square = squareGrid(grid);
  const columns = PHASE_CUTS.map((cut) => {
    const samples = cutCorners(square, which, cut);
    return PHASE_CORRELATIONS.map((correlation) => {
      const { energy } = predictNeurons({ support: withCorrelation(samples, correlation), ...PRICES });
      return Math.max(0, energy.modular / energy.optimal - 1);
    });
  });
  const saving = PHASE_CORRELATIONS.flatMap((_, row) => columns.map((column) => column[row]));
  return {
    cuts: asArray(PHASE_CUTS),
    correlations: asArray(PHASE_CORRELATIONS),
    natural: asArray(PHASE_CUTS.map((cut) => correlationOf(supportFromSamples(cutCorners(square, which, cut))))),
    saving: { shape: [PHASE_CORRELATIONS.length, PHASE_CUTS.length], data: Float64Array.from(saving) },
  };
}

/**
 * The same points with weight added to the diagonal, or to the antidiagonal, as much as gives the factors this correlation;
 * the hull stays. (Cutting corners correlates factors by itself, so zero may need weight too.)
 */
export function withCorrelation(samples: Matrix, correlation: number): Support {
  const whole = supportFromSamples(samples);
  const sign = correlation > correlationOf(whole) ? 1 : -1;
  const offLine = (x: number, y: number) => (sign > 0 ? x - y : x + y - 1);
  const line = supportFromSamples(keep(samples, (x, y) => Math.abs(offLine(x, y)) < 1e-9));
  let [low, high] = [0, 1 - 1e-9];
  for (let step = 0; step < 50; step++) {
    const middle = (low + high) / 2;
    if (sign * correlationOf(mixture(whole, line, middle)) < sign * correlation) low = middle;
    else high = middle;
  }
  return mixture(whole, line, low);
}

/** A share of the weight on `added`, the rest on `base`; the hull is that of `base`, which holds `added`. */
function mixture(base: Support, added: Support, share: number): Support {
  const mean = base.mean.map((value, i) => (1 - share) * value + share * added.mean[i]);
  const d = mean.length;
  const covariance = matrix(d, d);
  for (let i = 0; i < d; i++) {
    for (let j = 0; j < d; j++) {
      const second = ({ covariance: c, mean: m }: Support) => c.data[i * d + j] + m[i] * m[j];
      covariance.data[i * d + j] = (1 - share) * second(base) + share * second(added) - mean[i] * mean[j];
    }
  }
  const points = matrix(base.points.rows, d);
  points.data.set(base.points.data.map((value, k) => value + base.mean[k % d] - mean[k % d]));
  return { ...base, mean, covariance, points };
}
