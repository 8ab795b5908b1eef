/** Every metric by name: the choices of the command line, the lab and the reports. */
import { betaVae, betaVaeDefaults } from "./betaVae.js";
import { cinfom, cinfomDefaults } from "./cinfom.js";
import { dci, dciDefaults } from "./dci.js";
import { type MetricEntry, metricEntry } from "./entry.js";
import { explicitness, explicitnessDefaults } from "./explicitness.js";
import { factorVae, factorVaeDefaults } from "./factorVae.js";
import { infomec, infomecDefaults } from "./infomec.js";
import { irs, irsDefaults } from "./irs.js";
import { linearCinfom, linearCinfomDefaults } from "./linearCinfom.js";
import { linearDecoding, linearDecodingDefaults } from "./linearDecoding.js";
import { mig, migDefaults, migOf } from "./mig.js";
import { energyWeightedMir, energyWeightedMirOf, mir, mirDefaults, mirOf } from "./mir.js";
import { modularity, modularityDefaults, modularityOf } from "./modularity.js";
import { informationDefaults, mutualInformation, mutualInformationOf } from "./mutualInformation.js";
import { participationRatio, participationRatioDefaults } from "./participationRatio.js";
import { sap, sapDefaults } from "./sap.js";
import { sparseness, sparsenessDefaults } from "./sparseness.js";
import { totalCorrelation } from "./totalCorrelation.js";
import { wassersteinCorrelation } from "./wassersteinCorrelation.js";

/** Draws of a null or interval where a score takes milliseconds, tenths of a second, seconds. */
export const DRAWS = { fast: 500, moderate: 100, slow: 20 } as const;

/** Scores of single units are moved by turning the population, and by parting it from the factors. */
const single = ["rotation", "factors"] as const;

const whittington =
  'Whittington, Dorrell, Ganguli and Behrens, "Disentanglement with biological constraints: a theory of functional cell types", ICLR 2023, A.1';

const ridgeway = "Ridgeway and Mozer, Learning deep disentangled embeddings with the F-statistic loss, NeurIPS 2018";

const range =
  "Dorrell, Hsu, Hollingsworth, Lee, Wu, Finn, Latham, Behrens and Whittington, Range, not independence, drives modularity in biologically inspired representations, ICLR 2025";

const locatello =
  "Locatello, Bauer, Lucic, Raetsch, Gelly, Schoelkopf and Bachem, Challenging common assumptions in the unsupervised learning of disentangled representations, ICML 2019";

const informationChoices = {
  estimator: ["histogram", "ksg", "ksg2"],
  binning: ["equal-width", "quantile", "levels"],
  correction: ["none", "miller-madow", "shuffle"],
} as const;

export const metrics = {
  mir: metricEntry({
    metric: mir,
    fromInformation: mirOf,
    title: "Mutual information ratio",
    citation: whittington,
    draws: DRAWS.fast,
    against: single,
    binned: "information",
    meaning: "1 where every active unit is informative about one factor only, 0 where about all alike",
    defaults: { ...informationDefaults, ...mirDefaults },
    choices: informationChoices,
  }),
  energyWeightedMir: metricEntry({
    metric: energyWeightedMir,
    fromInformation: energyWeightedMirOf,
    title: "Mutual information ratio, weighted by energy",
    citation: `after ${whittington}; the weighting is purecell's own`,
    draws: DRAWS.fast,
    against: single,
    binned: "information",
    meaning: "as the ratio, units weighted by their mean squared activity instead of a rule for dead units",
    defaults: { ...informationDefaults, perEntropy: mirDefaults.perEntropy },
    choices: informationChoices,
  }),
  mutualInformation: metricEntry({
    metric: mutualInformation,
    fromInformation: mutualInformationOf,
    title: "Information about the best factor",
    citation: "Cover and Thomas, Elements of Information Theory, 2nd edition, eq. 2.28; plug-in estimate",
    draws: DRAWS.fast,
    against: single,
    binned: "information",
    meaning: "mean over units of the information about the factor each knows best, in nats",
    defaults: informationDefaults,
    choices: informationChoices,
  }),
  mig: metricEntry({
    metric: mig,
    fromInformation: migOf,
    title: "Mutual information gap",
    citation: "Chen, Li, Grosse and Duvenaud, Isolating sources of disentanglement in VAEs, NeurIPS 2018, eq. 7",
    draws: DRAWS.fast,
    against: single,
    binned: "information",
    meaning: "1 where one unit alone knows all about each factor, 0 where two units know equally much",
    defaults: migDefaults,
    choices: { ...informationChoices, normalisation: ["factor-entropy", "log-levels", "none"] },
  }),
  modularity: metricEntry({
    metric: modularity,
    fromInformation: modularityOf,
    title: "Modularity of units",
    citation: `${ridgeway}, section 4.2`,
    draws: DRAWS.fast,
    against: single,
    binned: "information",
    meaning: "1 where every unit knows one factor only, 0 where it knows all equally well",
    defaults: modularityDefaults,
    choices: { ...informationChoices, deadUnits: ["zero", "leave-out"] },
  }),
  sap: metricEntry({
    metric: sap,
    title: "Separated attribute predictability",
    citation:
      "Kumar, Sattigeri and Balakrishnan, Variational inference of disentangled latent concepts, ICLR 2018, section 3",
    draws: DRAWS.moderate,
    against: single,
    meaning: "mean over factors of how much better the best unit predicts it than the second best; from 0 to 1",
    defaults: sapDefaults,
    choices: { order: ["random", "as-given"], scoring: ["by-kind", "correlation", "classifier"] },
  }),
  dci: metricEntry({
    metric: dci,
    title: "Disentanglement, completeness, informativeness",
    citation:
      "Eastwood and Williams, A framework for the quantitative evaluation of disentangled representations, ICLR 2018",
    draws: DRAWS.slow,
    against: single,
    meaning: "disentanglement: 1 where every unit that matters serves one factor, 0 where it serves all alike",
    parts: {
      disentanglement: "1 where every unit that matters serves one factor, 0 where it serves all alike",
      completeness: "1 where one unit suffices to predict each factor, 0 where all units are needed alike",
      informativeness: "accuracy (categories) or R^2 (numbers) on held-out conditions, mean over factors",
      informativenessTrain: "the same on the conditions that were fitted",
    },
    defaults: dciDefaults,
    choices: {
      order: ["random", "as-given"],
      importances: ["boosting", "forest", "lasso"],
      completenessWeights: ["importance", "uniform"],
      deadUnits: ["keep", "leave-out"],
    },
  }),
  irs: metricEntry({
    metric: irs,
    title: "Interventional robustness score",
    citation:
      "Suter, Miladinovic, Schoelkopf and Bauer, Robustly disentangled causal mechanisms, ICML 2019, eq. 8 to 10",
    draws: DRAWS.moderate,
    against: single,
    binned: "factors",
    meaning: "1 where every unit stays put while its own factor does, 0 where it moves as far as ever",
    defaults: irsDefaults,
    choices: { binning: informationChoices.binning, weights: ["deviation", "equal"] },
  }),
  explicitness: metricEntry({
    metric: explicitness,
    title: "Explicitness",
    citation: `${ridgeway}, section 4.2`,
    draws: DRAWS.moderate,
    against: ["factors"],
    meaning: "1 where a linear classifier of all units tells every level of every factor apart, 0.5 at chance",
    parts: {
      explicitness: "area under the ROC curve on the conditions scored, mean over levels and factors; 0.5 is chance",
      explicitnessTrain: "the same on the conditions that were fitted",
    },
    defaults: explicitnessDefaults,
    choices: { order: ["random", "as-given"], evaluation: ["held-out", "in-sample"] },
  }),
  betaVae: metricEntry({
    metric: betaVae,
    title: "beta-VAE score",
    citation:
      "Higgins et al., beta-VAE: Learning basic visual concepts with a constrained variational framework, ICLR 2017",
    draws: DRAWS.moderate,
    against: single,
    meaning:
      "accuracy of telling which factor was held from how far the units move; 1 over the number of factors is chance",
    parts: { betaVae: "accuracy on fresh points", betaVaeTrain: "accuracy on the points that were fitted" },
    defaults: betaVaeDefaults,
    choices: {},
  }),
  factorVae: metricEntry({
    metric: factorVae,
    title: "FactorVAE score",
    citation: "Kim and Mnih, Disentangling by factorising, ICML 2018, section 4",
    draws: DRAWS.moderate,
    against: single,
    meaning:
      "share of draws in which the unit that moves least says which factor was held; 1 over their number is chance",
    parts: { factorVae: "share of fresh votes", factorVaeTrain: "share of the votes that assigned the units" },
    defaults: factorVaeDefaults,
    choices: {},
  }),
  linearDecoding: metricEntry({
    metric: linearDecoding,
    title: "Linear decoding",
    citation: "Bishop, Pattern Recognition and Machine Learning, sections 3.1.4 and 4.3.4; cross-validated",
    draws: DRAWS.moderate,
    against: ["factors"],
    meaning:
      "R^2 (numbers, angles) or accuracy (categories) of a linear readout on held-out conditions, mean over factors",
    defaults: linearDecodingDefaults,
    choices: { order: ["random", "as-given"] },
  }),
  participationRatio: metricEntry({
    metric: participationRatio,
    title: "Participation ratio",
    citation: "Abbott, Rajan and Sompolinsky 2011; Gao et al., A theory of multineuronal dimensionality, 2017",
    draws: DRAWS.moderate,
    against: [],
    meaning: "number of dimensions that the activity fills, from 1 to the number of units",
    defaults: participationRatioDefaults,
    choices: {},
  }),
  sparseness: metricEntry({
    metric: sparseness,
    title: "Sparseness of activity",
    citation:
      "Treves and Rolls, Network 2, 371 (1991); Vinje and Gallant, Science 287, 1273 (2000); Hoyer, JMLR 5, 1457 (2004)",
    draws: DRAWS.fast,
    against: ["rotation"],
    meaning: "0 where a unit responds alike in all conditions, 1 where in a single one; mean over units",
    parts: {
      trevesRollsLifetime: "Treves and Rolls, over conditions, mean over units",
      trevesRollsPopulation: "Treves and Rolls, over units, mean over conditions",
      hoyerLifetime: "Hoyer, over conditions, mean over units",
      hoyerPopulation: "Hoyer, over units, mean over conditions",
    },
    defaults: sparsenessDefaults,
    choices: { negative: ["refuse", "magnitude"] },
  }),
  infomec: metricEntry({
    metric: infomec,
    title: "InfoMEC: modularity, explicitness and compactness",
    citation:
      "Hsu, Dorrell, Whittington, Wu and Finn, Disentanglement via latent quantization, NeurIPS 2023, section 4; information by Ross, PLoS ONE 9, e87357, 2014",
    draws: DRAWS.slow,
    against: single,
    binned: "factors",
    meaning: "InfoM: 1 where every active unit is informative about one factor only, 0 where about all alike",
    parts: {
      infoM: "1 where every active unit is informative about one factor only, 0 where about all alike",
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
  }),
  cinfom: metricEntry({
    metric: cinfom,
    title: "CInfoM: modularity of information given the other factors",
    citation: range,
    draws: DRAWS.slow,
    against: single,
    meaning:
      "1 where every active unit is informative about one factor only, given all others, 0 where about all alike",
    parts: {
      cinfoM:
        "1 where every active unit is informative about one factor only, given all others, 0 where about all alike",
      cinfoC: "1 where a single active unit is informative about each factor, given all others",
    },
    defaults: cinfomDefaults,
    choices: { activeBy: ["range", "interquartile-range"], latents: ["continuous", "discrete"] },
  }),
  linearCinfom: metricEntry({
    metric: linearCinfom,
    title: "Linear CInfoM: modularity of linear information given the other factors",
    citation: range,
    draws: DRAWS.moderate,
    against: single,
    meaning: "1 where every active unit linearly knows one factor only, given all others, 0 where all alike",
    parts: {
      linearCinfoM: "1 where every active unit linearly knows one factor only, given all others, 0 where all alike",
      linearCinfoC: "1 where a single active unit linearly knows each factor, given all others",
      linearInfoM: "the first without regard to the other factors",
      linearInfoC: "the second without regard to the other factors",
    },
    defaults: linearCinfomDefaults,
    choices: { categorical: ["logistic", "numbers"], activeBy: ["range", "interquartile-range"] },
  }),
  totalCorrelation: metricEntry({
    metric: totalCorrelation,
    title: "Gaussian total correlation of the units",
    citation: locatello,
    draws: DRAWS.moderate,
    against: ["rotation"],
    meaning: "nats that Gaussian units share with each other, 0 where they are uncorrelated; needs no factors",
    defaults: {},
    choices: {},
  }),
  wassersteinCorrelation: metricEntry({
    metric: wassersteinCorrelation,
    title: "Gaussian Wasserstein correlation of the units",
    citation: locatello,
    draws: DRAWS.moderate,
    against: ["rotation"],
    meaning: "squared distance of the units, as Gaussians, from uncorrelated ones; needs no factors",
    parts: {
      wassersteinCorrelation: "squared distance of the units, as Gaussians, from uncorrelated ones",
      share: "the same as a share of the units' variance",
    },
    defaults: {},
    choices: {},
  }),
} as const satisfies Readonly<Record<string, MetricEntry>>;

export type MetricName = keyof typeof metrics;
