/**
 * Modularity: does each unit know one factor only?
 *
 * Ridgeway and Mozer, "Learning deep disentangled embeddings with the F-statistic loss", NeurIPS 2018, section 4.2: a unit's
 * information is compared with the template that keeps its best factor alone,
 *   m_n = 1 - sum_{f not best} I(a_n; e_f)^2 / (I(a_n; e_best)^2 (F - 1)),   modularity = mean_n m_n.
 *
 * Estimator as in disentanglement_lib: 20 equal-width bins, plug-in. The authors' code (f-statistic-loss-nips-2018) also bins
 * into 20 but leaves out joint cells below 1e-4, and prints the mean of 1 - m_n under the name modularity. Units that know
 * nothing: 0 in disentanglement_lib (the default, `zero`), undefined in the authors' code; `leave-out` averages over the
 * others. Finite samples give every unit some information about every factor, so a perfect code scores a little below 1.
 */
import { meanDefined } from "../math/statistics.js";
import { DRAWS, metricEntry, OF_UNITS } from "./entry.js";
import {
  type InformationMetric,
  type InformationOptions,
  informationChoices,
  informationDefaults,
  ofMemory,
} from "./informationMatrix.js";
import { RIDGEWAY_2018 } from "./sources.js";

export interface ModularityOptions extends InformationOptions {
  /** What units without information count for. */
  readonly deadUnits: "zero" | "leave-out";
}

/** Information as published; dead units score 0. */
export const modularityDefaults: ModularityOptions = { ...informationDefaults, deadUnits: "zero" };

/** Less information than this, in nats, is the rounding of none. */
const NOTHING = 1e-12;

/**
 * m_n of every unit from its information about every factor [units x factors]; NaN for units without information, and where
 * there is one factor only.
 */
export function unitModularity(information: Float64Array, factors: number): Float64Array {
  return Float64Array.from({ length: information.length / factors }, (_, unit) => {
    const row = information.subarray(unit * factors, (unit + 1) * factors);
    const squares = row.map((value) => value * value);
    const best = Math.max(...squares);
    const others = squares.reduce((sum, value) => sum + value, 0) - best;
    return best > NOTHING * NOTHING ? 1 - others / (best * (factors - 1)) : Number.NaN;
  });
}

/** Modularity. `perUnit` is m_n, NaN for dead units; `matrix` the information in nats. */
export const modularityOf: InformationMetric<ModularityOptions> = (source, options, key) => {
  const all = { ...modularityDefaults, ...options };
  const { units, factors, data, settings } = source.information(all, key);
  const varying = new Set(source.varying());
  const perUnit = unitModularity(data, factors).map((value, unit) => (varying.has(unit) ? value : Number.NaN));
  const live = perUnit.filter((value) => !Number.isNaN(value)).length;
  const zero = all.deadUnits === "zero" && factors > 1;
  return {
    metric: "modularity",
    score: meanDefined(zero ? perUnit.map((value) => value || 0) : perUnit),
    perUnit,
    matrix: { rows: units, columns: factors, data },
    settings: { ...settings, deadUnits: all.deadUnits, liveUnits: live, units },
    ...(factors < 2 && { notes: ["undefined: modularity needs at least two factors"] }),
    ...(factors > 1 && live === 0 && { notes: ["no unit knows anything about any factor"] }),
  };
};

/** `modularityOf` of a representation in memory. */
export const modularity = ofMemory(modularityOf);

/** As the command line and the reports know it. */
export const modularityEntry = metricEntry({
  metric: modularity,
  fromInformation: modularityOf,
  title: "Modularity of units",
  citation: `${RIDGEWAY_2018}, section 4.2`,
  draws: DRAWS.fast,
  against: OF_UNITS,
  binned: "information",
  meaning: "1 where every unit knows one factor only, 0 where it knows all equally well",
  defaults: modularityDefaults,
  choices: { ...informationChoices, deadUnits: ["zero", "leave-out"] },
});
