/** Information of every unit about the factor that it knows best, nats; how it is estimated stands in informationMatrix.ts. */

import { DRAWS, metricEntry, OF_UNITS } from "./entry.js";
import {
  type InformationMetric,
  type InformationOptions,
  informationChoices,
  informationDefaults,
  ofMemory,
} from "./informationMatrix.js";

/** As a metric: the score is the mean over units of the information each has about the factor it knows best, nats. */
export const mutualInformationOf: InformationMetric<InformationOptions> = (source, options, key) => {
  const { units, factors, data, settings } = source.information(options, key);
  const best = Float64Array.from({ length: units }, (_, unit) =>
    Math.max(...data.subarray(unit * factors, (unit + 1) * factors)),
  );
  return {
    metric: "mutualInformation",
    score: best.reduce((total, value) => total + value, 0) / units,
    perUnit: best,
    matrix: { rows: units, columns: factors, data },
    settings,
  };
};

/** `mutualInformationOf` of a representation in memory. */
export const mutualInformation = ofMemory(mutualInformationOf);

/** As the command line and the reports know it. */
export const mutualInformationEntry = metricEntry({
  metric: mutualInformation,
  fromInformation: mutualInformationOf,
  title: "Information about the best factor",
  citation: "Cover and Thomas, Elements of Information Theory, 2nd edition, eq. 2.28; plug-in estimate",
  draws: DRAWS.fast,
  against: OF_UNITS,
  binned: "information",
  meaning: "mean over units of the information about the factor each knows best, in nats",
  defaults: informationDefaults,
  choices: informationChoices,
});
