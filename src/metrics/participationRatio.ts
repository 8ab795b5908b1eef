/**
 * Participation ratio: how many dimensions the population's activity fills.
 *
 * With C the covariance of the units over conditions and l its eigenvalues, PR = (sum l)^2 / sum l^2 = (tr C)^2 / tr C^2: 1 where
 * all units move together, N where N units vary alike and independently. Abbott, Rajan and Sompolinsky, "Interactions between
 * intrinsic and stimulus-evoked activity", 2011; Gao et al., "A theory of multineuronal dimensionality", 2017. It grows with the
 * number of conditions towards its value, and depends on the scale of the units; `standardise` gives each variance 1. Factors
 * play no part. Constant units add nothing; of constants alone it is undefined.
 */
import { gram } from "../math/matrix.js";
import type { Metric } from "../protocols.js";
import { centredActivity, varyingUnits } from "../representation/index.js";
import { DRAWS, metricEntry } from "./entry.js";

export interface ParticipationRatioOptions {
  /** Give every unit variance 1 first. */
  readonly standardise: boolean;
}

/** Units in their own scale. */
export const participationRatioDefaults: ParticipationRatioOptions = { standardise: false };

/** Participation ratio, in dimensions. */
export const participationRatio: Metric<ParticipationRatioOptions> = (representation, options) => {
  const { standardise } = { ...participationRatioDefaults, ...options };
  const { units, conditions } = representation;
  const live = varyingUnits(representation);
  const { data } = gram(centredActivity(representation));
  const scale = (unit: number) => (standardise ? 1 / Math.sqrt(data[unit * units + unit]) : 1);
  let trace = 0;
  let squares = 0;
  for (const i of live) {
    trace += data[i * units + i] * scale(i) ** 2;
    for (const j of live) squares += (data[i * units + j] * scale(i) * scale(j)) ** 2;
  }
  return {
    metric: "participationRatio",
    score: trace ** 2 / squares,
    settings: { standardise, samples: conditions, liveUnits: live.length, units },
    ...(live.length === 0 && { notes: ["undefined: every unit is constant"] }),
  };
};

/** As the command line and the reports know it. */
export const participationRatioEntry = metricEntry({
  metric: participationRatio,
  title: "Participation ratio",
  citation: "Abbott, Rajan and Sompolinsky 2011; Gao et al., A theory of multineuronal dimensionality, 2017",
  draws: DRAWS.moderate,
  against: [],
  meaning: "number of dimensions that the activity fills, from 1 to the number of units",
  defaults: participationRatioDefaults,
  choices: {},
});
