/**
 * Mutual information ratio: how much of what a unit knows is about one factor.
 *
 * Whittington, Dorrell, Ganguli and Behrens, "Disentanglement with biological constraints", ICLR 2023, A.1:
 *   r_n = max_f I(a_n; e_f) / sum_f I(a_n; e_f),   MIR = (mean_n r_n - 1/F) / (1 - 1/F) over active units.
 *
 * The paper leaves the estimator and the meaning of "active" open. Here, as in the authors' later code
 * (github.com/kylehkhsu/modular): 20 equal-width bins, and a unit is active if its mean |a| and its total information both
 * exceed 1/20 of the largest. That code also divides I by the entropy of the factor, which matters only where entropies
 * differ and is an option (`perEntropy`); the paper's formula does not.
 *
 * A perfect code scores below 1 on finite samples, because the estimate of no information is above zero: ten independent
 * ten-valued factors copied into ten units score 0.94 at 3000 samples. Compare scores only at equal samples and bins.
 */
import type { Key } from "../math/random.js";
import type { MetricResult, Representation } from "../protocols.js";
import { meanMagnitude } from "../representation/index.js";
import { DRAWS, metricEntry, OF_UNITS } from "./entry.js";
import {
  type InformationMatrix,
  type InformationMetric,
  type InformationOptions,
  informationChoices,
  informationDefaults,
  informationMatrix,
  ofMemory,
} from "./informationMatrix.js";
import { WHITTINGTON_2023 } from "./sources.js";

/** Below which fraction of the largest unit a unit counts as dead and is left out; 0 keeps whatever is above zero. */
export interface DeadUnitRule {
  readonly activityFraction: number;
  readonly informationFraction: number;
}

export interface MirOptions extends InformationOptions, DeadUnitRule {
  /** Divide the information about each factor by the factor's entropy. */
  readonly perEntropy: boolean;
}

/** Units below a twentieth of the largest activity or information are dead, as published. */
export const mirDefaults: Omit<MirOptions, keyof InformationOptions> = {
  activityFraction: 1 / 20,
  informationFraction: 1 / 20,
  perEntropy: false,
};

/** What each unit's row of the information matrix comes to. */
interface UnitInformation {
  /** (r_n - 1/F) / (1 - 1/F); NaN for a unit without information, or with a single factor. [units] */
  readonly ratio: Float64Array;
  /** sum_f I, [units] */
  readonly total: Float64Array;
}

function unitInformation(
  { units, factors, data, factorEntropy }: InformationMatrix,
  perEntropy: boolean,
): UnitInformation {
  const ratio = new Float64Array(units);
  const total = new Float64Array(units);
  for (let unit = 0; unit < units; unit++) {
    let best = 0;
    for (let factor = 0; factor < factors; factor++) {
      const value = data[unit * factors + factor] / (perEntropy ? factorEntropy[factor] : 1);
      total[unit] += value;
      best = Math.max(best, value);
    }
    ratio[unit] = (best / total[unit] - 1 / factors) / (1 - 1 / factors);
  }
  return { ratio, total };
}

const above = (values: Float64Array, fraction: number): boolean[] => {
  const threshold = fraction * values.reduce((most, value) => Math.max(most, value), 0);
  return Array.from(values, (value) => value > threshold);
};

const undefinedNote = (factors: number): readonly string[] =>
  factors < 2 ? ["undefined: a ratio between factors needs at least two factors"] : ["undefined: no unit is active"];

/** MIR. `perUnit` is each active unit's rescaled ratio, NaN for the others; `matrix` the information in nats. */
export const mirOf: InformationMetric<MirOptions> = (source, options, key) =>
  mirFrom(source.information(options, key), source.magnitude(), options);

/** `mirOf` of a representation in memory. */
export const mir = ofMemory(mirOf);

function mirFrom(
  information: InformationMatrix,
  magnitude: Float64Array,
  options: Partial<MirOptions> = {},
): MetricResult {
  const { activityFraction, informationFraction, perEntropy } = { ...mirDefaults, ...options };
  const { ratio, total } = unitInformation(information, perEntropy);
  const loud = above(magnitude, activityFraction);
  const informed = above(total, informationFraction);
  const perUnit = ratio.map((value, unit) => (loud[unit] && informed[unit] ? value : Number.NaN));
  const kept = perUnit.filter((value) => !Number.isNaN(value));
  return {
    metric: "mir",
    score: kept.reduce((sum, value) => sum + value, 0) / kept.length,
    perUnit,
    matrix: { rows: information.units, columns: information.factors, data: information.data },
    settings: {
      ...information.settings,
      activityFraction,
      informationFraction,
      perEntropy,
      activeUnits: kept.length,
      units: information.units,
    },
    ...(kept.length === 0 && { notes: undefinedNote(information.factors) }),
  };
}

/** MIR under one dead-unit rule. */
export interface MirAtRule extends DeadUnitRule {
  readonly score: number;
  readonly activeUnits: number;
}

/** MIR with both fractions of the dead-unit rule at each of `fractions`, from one information matrix. */
export function mirByRule(
  representation: Representation,
  fractions: readonly number[] = [0.01, 0.05, 0.2],
  options: Partial<MirOptions> = {},
  key?: Key,
): MirAtRule[] {
  const information = informationMatrix(representation, options, key);
  const magnitude = meanMagnitude(representation);
  return fractions.map((fraction) => {
    const rule = { activityFraction: fraction, informationFraction: fraction };
    const { score, perUnit = new Float64Array() } = mirFrom(information, magnitude, { ...options, ...rule });
    return { ...rule, score, activeUnits: perUnit.filter((value) => !Number.isNaN(value)).length };
  });
}

export interface EnergyWeightedMirOptions extends InformationOptions {
  readonly perEntropy: boolean;
}

/**
 * MIR that needs no dead-unit rule: the mean of r_n over all units, weighted by the energy each spends,
 * w_n = mean a_n^2. A silent unit has no say because it spends nothing. Units without any information have no ratio and are
 * left out. Ours; not a published variant.
 */
export const energyWeightedMirOf: InformationMetric<EnergyWeightedMirOptions> = (source, options, key) => {
  const information = source.information(options, key);
  const perEntropy = options?.perEntropy ?? mirDefaults.perEntropy;
  const { ratio } = unitInformation(information, perEntropy);
  const energy = source.energy();
  let weighted = 0;
  let weight = 0;
  for (let unit = 0; unit < ratio.length; unit++) {
    if (Number.isNaN(ratio[unit])) continue;
    weighted += energy[unit] * ratio[unit];
    weight += energy[unit];
  }
  return {
    metric: "energyWeightedMir",
    score: weighted / weight,
    perUnit: ratio,
    matrix: { rows: information.units, columns: information.factors, data: information.data },
    settings: { ...information.settings, perEntropy, weights: "mean squared activity" },
    ...(weight === 0 && { notes: undefinedNote(information.factors) }),
  };
};

/** `energyWeightedMirOf` of a representation in memory. */
export const energyWeightedMir = ofMemory(energyWeightedMirOf);

/** As the command line and the reports know it. */
export const mirEntry = metricEntry({
  metric: mir,
  fromInformation: mirOf,
  title: "Mutual information ratio",
  citation: WHITTINGTON_2023,
  draws: DRAWS.fast,
  against: OF_UNITS,
  binned: "information",
  meaning: "1 where every active unit is informative about one factor only, 0 where about all equally",
  defaults: { ...informationDefaults, ...mirDefaults },
  choices: informationChoices,
});

/** As the command line and the reports know it. */
export const energyWeightedMirEntry = metricEntry({
  metric: energyWeightedMir,
  fromInformation: energyWeightedMirOf,
  title: "Mutual information ratio, weighted by energy",
  citation: `after ${WHITTINGTON_2023}; the weighting is purecell's own`,
  draws: DRAWS.fast,
  against: OF_UNITS,
  binned: "information",
  meaning: "the ratio with units weighted by their mean squared activity, in place of a rule for dead units",
  defaults: { ...informationDefaults, perEntropy: mirDefaults.perEntropy },
  choices: informationChoices,
});
