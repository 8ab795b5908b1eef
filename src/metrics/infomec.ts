/**
 * InfoMEC: modularity, explicitness and compactness in terms of information.
 *
 * Hsu, Dorrell, Whittington, Wu and Finn, "Disentanglement via latent quantization", NeurIPS 2023, section 4. With the normalised
 * information NMI_nf = I(a_n; e_f) / H(e_f): InfoM and InfoC are the modularity and compactness of NMI over active units
 * (largestShares.ts), InfoE the mean share of a factor that a linear readout of all units finds (predictiveInformation.ts).
 *
 * Every factor is a set of labels, as published, H its plug-in entropy. Continuous and circular factors are cut into `bins` of
 * equal width for that; `continuousFactors: "values"` estimates their information without bins and still divides by the entropy
 * of the bins, and then NMI may exceed 1. Their readout is linear regression, or logistic on the bins. I is Ross's estimator
 * (neighbourInformation.ts: scaling, jitter 1e-10, cut at zero); for `latents: "discrete"` the plug-in on the units' levels.
 *
 * The programs of the authors differ. Options left at null follow the convention:
 *
 * | convention | neighbours | active units | repeats, noise | NMI |
 * |---|---|---|---|---|
 * | `latent-quantization` (infomec.py of github.com/kylehkhsu/latent_quantization; the default) | 10 | range > 1/20 of the largest; all that vary if discrete | 1, 0 | |
 * | `latent-quantization-log` (its training log) | 3 | range > 1/8 | 1, 0 | |
 * | `tripod` (github.com/kylehkhsu/tripod) | 10 | interquartile range > 1/10 | 1, 0 | |
 * | `modular` (github.com/kylehkhsu/modular, Dorrell et al., ICLR 2025) | 2 | range > 1/10 | 2, 0.01 | cut at 1 |
 *
 * tripod compares the interquartile range of discrete latents with 0.1 itself, since they lie in [-1, 1]; here it stays relative.
 */
import { InputError } from "../math/errors.js";
import { entropy, type Labels, levelLabels, mutualInformationTable } from "../math/information/index.js";
import { matrix } from "../math/matrix.js";
import { fold, type Key, key as rootKey } from "../math/random.js";
import { mean } from "../math/statistics.js";
import type { Json, Metric, Representation } from "../protocols.js";
import { unitActivity } from "../representation/index.js";
import { type ActiveRule, activeLatents } from "./activeLatents.js";
import { DRAWS, metricEntry, OF_UNITS } from "./entry.js";
import { factorTarget } from "./factorTarget.js";
import { type Binning, factorLabels, informationChoices, informationDefaults } from "./informationMatrix.js";
import { largestShares } from "./largestShares.js";
import { type LatentNoise, standardised, withLatentNoise } from "./latentNoise.js";
import {
  type FactorReading,
  neighbourDefaults,
  neighbourEstimator,
  neighbourTable,
  readFactors,
} from "./neighbourInformation.js";
import { oneHot } from "./oneHot.js";
import {
  labelReadout,
  numberReadout,
  type Readout,
  type ReadoutOptions,
  readoutDefaults,
} from "./predictiveInformation.js";
import { readyInputs } from "./readyInputs.js";

interface Convention extends ActiveRule, LatentNoise {
  readonly neighbours: number;
  /** Cut the normalised information at 1. */
  readonly clip: boolean;
}

const plain = { duplicates: 1, noise: 0, clip: false, activeBy: "range" } as const;

export const conventions = {
  "latent-quantization": { ...plain, neighbours: 10, activeFraction: 1 / 20 },
  "latent-quantization-log": { ...plain, neighbours: 3, activeFraction: 1 / 8 },
  tripod: { ...plain, neighbours: 10, activeBy: "interquartile-range", activeFraction: 1 / 10 },
  modular: { neighbours: 2, activeBy: "range", activeFraction: 1 / 10, duplicates: 2, noise: 1e-2, clip: true },
} as const satisfies Readonly<Record<string, Convention>>;

export interface InfomecOptions extends ReadoutOptions {
  readonly convention: keyof typeof conventions;
  /** Neighbours of Ross's estimator; null for the convention's. */
  readonly neighbours: number | null;
  readonly activeBy: "convention" | ActiveRule["activeBy"];
  /** null for the convention's. */
  readonly activeFraction: number | null;
  /** null for the convention's. */
  readonly duplicates: number | null;
  /** null for the convention's. */
  readonly noise: number | null;
  /** Size of the noise that breaks ties, in standard deviations. */
  readonly jitter: number;
  readonly latents: "continuous" | "discrete";
  readonly continuousFactors: "bins" | "values";
  readonly continuousReadout: "regression" | "logistic";
  /** Bins of continuous and circular factors. */
  readonly bins: number;
  /** Of continuous factors. */
  readonly binning: Binning;
}

/** The convention of the published code for latent quantization, which decides whatever is null. */
export const infomecDefaults: InfomecOptions = {
  convention: "latent-quantization",
  neighbours: null,
  activeBy: "convention",
  activeFraction: null,
  duplicates: null,
  noise: null,
  jitter: neighbourDefaults.jitter,
  latents: "continuous",
  continuousFactors: "bins",
  continuousReadout: "regression",
  bins: informationDefaults.bins,
  binning: informationDefaults.binning,
  ...readoutDefaults,
};

/** The options with what the convention says in place of null. Throws InputError for a fraction outside [0, 1). */
export function resolveConvention(options: InfomecOptions): Convention {
  const by = conventions[options.convention];
  const discrete = options.latents === "discrete" && options.convention === "latent-quantization";
  const activeFraction = options.activeFraction ?? (discrete ? 0 : by.activeFraction);
  if (!(activeFraction >= 0 && activeFraction < 1)) {
    throw new InputError(`activeFraction is at least 0 and below 1, not ${activeFraction}`);
  }
  return {
    neighbours: options.neighbours ?? by.neighbours,
    activeBy: options.activeBy === "convention" ? by.activeBy : options.activeBy,
    activeFraction,
    duplicates: options.duplicates ?? by.duplicates,
    noise: options.noise ?? by.noise,
    clip: by.clip,
  };
}

/** InfoM, InfoE and InfoC; the score is InfoM, `matrix` NMI, `perUnit` and `perFactor` the shares behind InfoM and InfoC. */
export const infomec: Metric<InfomecOptions> = (representation, options, key = rootKey(0)) => {
  const all: InfomecOptions = { ...infomecDefaults, ...options };
  const chosen = resolveConvention(all);
  const active = activeLatents(representation, chosen);
  const prepared = all.latents === "discrete" ? representation : withLatentNoise(representation, chosen, key);
  const labels = prepared.factors.map((factor) =>
    factorLabels(factor, { ...informationDefaults, bins: all.bins, binning: all.binning }),
  );
  const table = normalisedInformation(prepared, labels, all, chosen, key);
  const shares = largestShares(table, active);
  const readouts = readFactorsOut(prepared, labels, all);
  const { modularity: infoM, compactness: infoC, perUnit, perFactor } = shares;
  return {
    metric: "infomec",
    score: infoM,
    parts: { infoM, infoE: mean(readouts.map(({ share }) => share)), infoC },
    perUnit,
    perFactor,
    matrix: { rows: representation.units, columns: labels.length, data: table },
    settings: { ...settingsOf(representation, all, chosen), activeUnits: active.filter(Boolean).length },
    notes: [...shares.notes, ...readoutNotes(representation, readouts)],
  };
};

function normalisedInformation(
  prepared: Representation,
  labels: readonly Labels[],
  all: InfomecOptions,
  { neighbours, clip }: Convention,
  key: Key,
): Float64Array {
  const nats =
    all.latents === "discrete"
      ? mutualInformationTable(latentLevels(prepared), labels)
      : neighbourTable(prepared, readingsOf(prepared, labels, all, key), { neighbours, jitter: all.jitter }, key);
  const entropies = labels.map((values) => entropy(values));
  return nats.map((value, at) => Math.min(clip ? 1 : Infinity, Math.max(0, value) / entropies[at % labels.length]));
}

const latentLevels = (representation: Representation): Labels[] =>
  Array.from({ length: representation.units }, (_, unit) => levelLabels(unitActivity(representation, unit)));

const readingsOf = (
  { factors }: Representation,
  labels: readonly Labels[],
  { continuousFactors, jitter }: InfomecOptions,
  key: Key,
): FactorReading[] =>
  continuousFactors === "values"
    ? readFactors(factors, jitter, fold(key, "values"))
    : labels.map((values) => ({ labels: values }));

function readFactorsOut(prepared: Representation, labels: readonly Labels[], all: InfomecOptions): Readout[] {
  const x =
    all.latents === "discrete"
      ? oneHot(latentLevels(prepared), prepared.conditions)
      : matrix(prepared.conditions, prepared.units, standardised(prepared).activity);
  const inputs = readyInputs(x, all.l2);
  return prepared.factors.map((factor, f) => {
    const target = factorTarget(factor);
    return target.of === "classes" || all.continuousReadout === "logistic"
      ? labelReadout(inputs, labels[f], all)
      : numberReadout(inputs, target.columns, all);
  });
}

const settingsOf = (
  { conditions, units, factors }: Representation,
  { balanced, l2, iterations, tolerance, ...all }: InfomecOptions,
  chosen: Convention,
): Record<string, Json> => ({
  ...all,
  ...chosen,
  estimators: factors.map((factor) => {
    if (all.latents === "discrete") return "histogram";
    return all.continuousFactors === "values" ? neighbourEstimator(factor) : "ross";
  }),
  readout: { balanced, l2, iterations, tolerance, null: balanced ? "ln of the number of classes" : "entropy" },
  samples: conditions,
  units,
  factorKinds: factors.map(({ kind }) => kind),
});

function readoutNotes({ factors }: Representation, readouts: readonly Readout[]): string[] {
  const unfinished = factors.filter((_, f) => !readouts[f].converged).map(({ name }) => name);
  return unfinished.length === 0
    ? []
    : [`the readout of ${unfinished.join(", ")} stopped before its optimum: raise iterations`];
}

/** As the command line and the reports know it. */
export const infomecEntry = metricEntry({
  metric: infomec,
  title: "InfoMEC: modularity, explicitness and compactness",
  citation:
    "Hsu, Dorrell, Whittington, Wu and Finn, Disentanglement via latent quantization, NeurIPS 2023, section 4; information by Ross, PLoS ONE 9, e87357, 2014",
  draws: DRAWS.slow,
  against: OF_UNITS,
  binned: "factors",
  meaning: "InfoM: 1 where every active unit is informative about one factor only, 0 where about all equally",
  parts: {
    infoM: "1 where every active unit is informative about one factor only, 0 where about all equally",
    infoE: "share of the uncertainty about each factor that a linear readout of all units takes away; 1 for all",
    infoC: "1 where a single active unit is informative about each factor, 0 where all units alike",
  },
  defaults: infomecDefaults,
  choices: {
    convention: ["latent-quantization", "latent-quantization-log", "tripod", "modular"],
    activeBy: ["convention", "range", "interquartile-range"],
    latents: ["continuous", "discrete"],
    continuousFactors: ["bins", "values"],
    continuousReadout: ["regression", "logistic"],
    binning: informationChoices.binning,
  },
});
