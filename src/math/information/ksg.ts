/**
 * Mutual information of two continuous variables from the distances to nearest neighbours, in nats: Kraskov, Stoegbauer and
 * Grassberger, "Estimating mutual information", Phys. Rev. E 69, 066138 (2004).
 *
 * With the largest of the two distances as the metric, e_i the distance of sample i to its k-th neighbour,
 *   algorithm 1 (eq. 8): I = psi(k) + psi(n) - < psi(n_x + 1) + psi(n_y + 1) >, n_x others strictly closer than e_i along x;
 *   algorithm 2 (eq. 9): I = psi(k) - 1/k + psi(n) - < psi(n_x) + psi(n_y) >, n_x others within the smallest rectangle around
 *   i that holds its k neighbours, sides included.
 * The first has the smaller variance, the second the smaller bias in many dimensions. scikit-learn's `mutual_info_regression`
 * is the first. Either is near zero, of either sign, for independent variables.
 */
import { digammaTable } from "../distributions.js";
import { InputError } from "../errors.js";
import { type Coordinate, countWithin, separation } from "./coordinate.js";
import { checkNeighbours, type Neighbours, nearestNeighbours } from "./nearest.js";

export type KsgAlgorithm = 1 | 2;

/** I(X; Y) in nats; may be below zero. Throws InputError for unequal lengths or too few samples. */
export function ksgInformation(x: Coordinate, y: Coordinate, neighbours: number, algorithm: KsgAlgorithm = 1): number {
  const samples = x.values.length;
  if (samples !== y.values.length) {
    throw new InputError(`variables of ${samples} and ${y.values.length} samples have no joint distribution`);
  }
  checkNeighbours(neighbours, samples);
  const psi = digammaTable(samples);
  const nearest = nearestNeighbours(x, y, neighbours);
  const counts = algorithm === 1 ? countsWithinDistance : countsWithinRectangle;
  let total = 0;
  for (let sample = 0; sample < samples; sample++) {
    total += counts(x, sample, nearest, psi) + counts(y, sample, nearest, psi);
  }
  return psi[neighbours] - (algorithm === 2 ? 1 / neighbours : 0) + psi[samples] - total / samples;
}

/** psi(n_x + 1), strictly closer than the last neighbour. */
const countsWithinDistance = (along: Coordinate, sample: number, { distance }: Neighbours, psi: Float64Array): number =>
  psi[countWithin(along, sample, distance[sample]) + 1];

/** psi(n_x), no further than the furthest of the neighbours along this variable. */
function countsWithinRectangle(along: Coordinate, sample: number, { samples }: Neighbours, psi: Float64Array): number {
  const { values, period } = along;
  const neighbours = samples.length / values.length;
  let side = 0;
  for (let k = 0; k < neighbours; k++) {
    side = Math.max(side, separation(values[sample], values[samples[sample * neighbours + k]], period));
  }
  return psi[countWithin(along, sample, side, true)];
}
