/**
 * Wasserstein correlation of the units, if they were Gaussian with their covariance C; D its diagonal. Needs no factors.
 *   W = 2 tr C - 2 tr (C^(1/2) D C^(1/2))^(1/2), in squared units of activity: the squared 2-Wasserstein distance of N(0, C) and
 *   N(0, D), 0 for uncorrelated units; and W / tr C, free of units. D^(1/2) C D^(1/2) has the same eigenvalues, and D no need of a
 *   decomposition;
 * as in Locatello, Bauer, Lucic, Raetsch, Gelly, Schoelkopf and Bachem, "Challenging common assumptions in the unsupervised learning of
 * disentangled representations", ICML 2019, appendix (disentanglement_lib, unsupervised metrics).
 * Units that never vary are left out.
 */
import { symmetricEigenvalues } from "../math/linearAlgebra.js";
import { type Matrix, matrix, trace } from "../math/matrix.js";
import type { Metric } from "../protocols.js";
import { DRAWS, metricEntry } from "./entry.js";
import { LOCATELLO_2019 } from "./sources.js";
import { covarianceSettings, diagonalOf, type NoOptions, unitCovariance } from "./unitCovariance.js";

/** Wasserstein correlation of the units, and as a share of their variance. */
export const wassersteinCorrelation: Metric<NoOptions> = (representation) => {
  const covariance = unitCovariance(representation);
  const distance = covariance.rows > 0 ? gaussianWasserstein(covariance) : Number.NaN;
  return {
    metric: "wassersteinCorrelation",
    score: distance,
    parts: { wassersteinCorrelation: distance, share: distance / trace(covariance) },
    settings: covarianceSettings(representation, covariance),
    notes: covariance.rows > 0 ? [] : ["undefined: no unit varies"],
  };
};

/** Squared 2-Wasserstein distance of the Gaussian with this covariance from that with its diagonal. */
export function gaussianWasserstein(covariance: Matrix): number {
  const { rows, columns, data } = covariance;
  const deviations = diagonalOf(covariance).map(Math.sqrt);
  const scaled = data.map((value, at) => deviations[Math.floor(at / columns)] * value * deviations[at % columns]);
  const between = symmetricEigenvalues(matrix(rows, columns, scaled)).map((value) => Math.sqrt(Math.max(0, value)));
  return Math.max(0, 2 * trace(covariance) - 2 * between.reduce((sum, value) => sum + value, 0));
}

/** As the command line and the reports know it. */
export const wassersteinCorrelationEntry = metricEntry({
  metric: wassersteinCorrelation,
  title: "Gaussian Wasserstein correlation of the units",
  citation: LOCATELLO_2019,
  draws: DRAWS.moderate,
  against: ["rotation"],
  meaning: "squared distance of the units, as Gaussians, from uncorrelated ones; needs no factors",
  parts: {
    wassersteinCorrelation: "squared distance of the units, as Gaussians, from uncorrelated ones",
    share: "the same as a share of the units' variance",
  },
  defaults: {},
  choices: {},
});
