/**
 * Total correlation of the units, if they were Gaussian with their covariance C; D its diagonal. Needs no factors.
 *   TC = (ln det D - ln det C) / 2, nats (Watanabe, IBM J. Res. Dev. 4, 66, 1960), 0 for uncorrelated units;
 * as in Locatello, Bauer, Lucic, Raetsch, Gelly, Schoelkopf and Bachem, "Challenging common assumptions in the unsupervised learning of
 * disentangled representations", ICML 2019, appendix (disentanglement_lib, unsupervised metrics).
 * Units that never vary are left out; where the others are linearly dependent, TC is infinite: NaN.
 */
import { tryCholesky } from "../math/linearAlgebra.js";
import { type Matrix, matrix } from "../math/matrix.js";
import type { Metric } from "../protocols.js";
import { DRAWS, metricEntry } from "./entry.js";
import { LOCATELLO_2019 } from "./sources.js";
import { covarianceSettings, diagonalOf, type NoOptions, unitCovariance } from "./unitCovariance.js";

/** Gaussian total correlation of the units, nats. */
export const totalCorrelation: Metric<NoOptions> = (representation) => {
  const covariance = unitCovariance(representation);
  const score = gaussianTotalCorrelation(covariance);
  const notes = Number.isNaN(score) ? ["undefined: the units are linearly dependent, or none varies"] : [];
  return { metric: "totalCorrelation", score, settings: covarianceSettings(representation, covariance), notes };
};

/** What is left of a unit's variance by the others must exceed this share of it. */
const DEPENDENT = 1e-12;

/** TC of a covariance [units x units], nats: by the Cholesky factor of the correlations. NaN where it is singular. */
export function gaussianTotalCorrelation(covariance: Matrix): number {
  const deviation = diagonalOf(covariance).map(Math.sqrt);
  const { rows } = covariance;
  if (rows === 0) return Number.NaN;
  const correlations = matrix(
    rows,
    rows,
    covariance.data.map((value, at) => value / (deviation[Math.floor(at / rows)] * deviation[at % rows])),
  );
  const lower = tryCholesky(correlations);
  const left = lower === undefined ? [] : [...diagonalOf(lower)];
  if (left.length === 0 || left.some((value) => value * value < DEPENDENT)) return Number.NaN;
  return left.reduce((sum, value) => sum - Math.log(value), 0);
}

/** As the command line and the reports know it. */
export const totalCorrelationEntry = metricEntry({
  metric: totalCorrelation,
  title: "Gaussian total correlation of the units",
  citation: LOCATELLO_2019,
  draws: DRAWS.moderate,
  against: ["rotation"],
  meaning: "nats that Gaussian units share with each other, 0 where they are uncorrelated; needs no factors",
  defaults: {},
  choices: {},
});
