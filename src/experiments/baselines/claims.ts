/** The claims of `baselines`, on MIR; the other metrics stand beside it in the notes. */
import { pairedDifference } from "../../math/statisticsPaired.js";
import type { Verdict } from "../../protocols.js";
import { digits, judged, spread } from "../frame/claims.js";
import {
  type Coded,
  codesOf,
  METHOD_LABELS,
  type Method,
  medianOf,
  SCORE_LABELS,
  SCORES,
  type TaskName,
} from "./measures.js";
import type { BaselineSettings } from "./settings.js";

interface Judging {
  readonly results: readonly Coded[];
  readonly enough: boolean;
  readonly settings: string;
}

export function baselineClaims(results: readonly Coded[], chosen: BaselineSettings): Verdict[] {
  const judging: Judging = {
    results,
    enough: results.length > 0 && chosen.updates >= 20_000 && chosen.seeds.length >= 3,
    settings:
      `${chosen.code} units; ${chosen.updates} updates of ${chosen.batch}; MIR of ${chosen.evaluationSamples} fresh samples, ${chosen.bins} ` +
      `bins; ${chosen.seeds.length} seeds`,
  };
  return [
    beatsVerdict(judging, "linear", "networks", ["unconstrained", "sparse", "dropout"]),
    beatsVerdict(judging, "linear", "pca-and-nmf", ["pca", "nmf"]),
    icaVerdict(judging),
    beatsVerdict(judging, "nonlinear", "networks", ["unconstrained", "sparse", "dropout"]),
    beatsVerdict(judging, "nonlinear", "fitted-codes", ["pca", "nmf", "ica"]),
    reconstructsVerdict(judging),
  ];
}

/** MIR of the constrained network minus that of another method, seed by seed. */
function leads(results: readonly Coded[], task: TaskName, method: Method) {
  const of = (one: Method) => codesOf(results, task, one).map(({ mir }) => mir.score);
  return pairedDifference(of("constrained"), of(method));
}

function beatsVerdict(
  { results, enough, settings }: Judging,
  task: TaskName,
  name: string,
  rivals: readonly Method[],
): Verdict {
  const against = rivals.map((method) => ({ method, ...leads(results, task, method) }));
  const seeds = codesOf(results, task, "constrained").map(({ seed }) => seed);
  const labels = rivals.map((method) => METHOD_LABELS[method]).join(", ");
  return {
    id: `baselines.${task}-beats-${name}`,
    claim: `On ${task} data the constrained autoencoder has a purer code than: ${labels}.`,
    criterion: "MIR(all constraints) - MIR(each of them) > 0 in every seed",
    measured: against
      .map(
        ({ method, median, differences, positive }) =>
          `${METHOD_LABELS[method]} ${digits(median)} (least ${digits(Math.min(...differences))}; ${positive} of ${seeds.length})`,
      )
      .join(", "),
    met: judged(
      enough && seeds.length > 0,
      against.every(({ positive }) => positive === seeds.length),
    ),
    settings,
    values: against.flatMap(({ method, differences }) =>
      seeds.map((seed, i) => ({ label: `${METHOD_LABELS[method]}, seed ${seed}`, value: differences[i] })),
    ),
    notes: [table(results, task, ["constrained", ...rivals])],
  };
}

/** Medians of every metric. */
const table = (results: readonly Coded[], task: TaskName, methods: readonly Method[]): string =>
  SCORES.map(
    (name) =>
      `${SCORE_LABELS[name]}: ` +
      methods
        .map((method) => `${METHOD_LABELS[method]} ${digits(medianOf(codesOf(results, task, method), name), 2)}`)
        .join(", "),
  ).join(". ");

/** Independent non-Gaussian factors, mixed linearly, are what ICA is for. */
function icaVerdict({ results, enough, settings }: Judging): Verdict {
  const { differences, median, positive } = leads(results, "linear", "ica");
  const seeds = codesOf(results, "linear", "ica").map(({ seed }) => seed);
  return {
    id: "baselines.ica-does-as-well-on-linear-data",
    claim: "On linear mixtures of independent factors ICA has as pure a code as the constrained autoencoder.",
    criterion: "MIR(all constraints) - MIR(ICA) <= 0.05 in every seed",
    measured: `difference ${digits(median)} in the median, greatest ${digits(Math.max(...differences))}; constraints ahead in ${positive}`,
    met: judged(
      enough && seeds.length > 0,
      differences.every((difference) => difference <= 0.05),
    ),
    settings,
    values: seeds.map((seed, i) => ({ label: `seed ${seed}`, value: differences[i] })),
    notes: [table(results, "linear", ["constrained", "ica"])],
  };
}

/** A pure code is worth nothing if it tells little of the data. */
function reconstructsVerdict({ results, enough, settings }: Judging): Verdict {
  const constrained = results.filter(({ method }) => method === "constrained");
  const explained = constrained.map((one) => one.explained);
  return {
    id: "baselines.constrained-reconstruct",
    claim: "The constrained autoencoders do their task.",
    criterion: "at least 0.9 of the data's variance reconstructed in every seed, on both kinds of data",
    measured: `share ${spread(explained)}`,
    met: judged(
      enough && constrained.length > 0,
      explained.every((share) => share >= 0.9),
    ),
    settings,
    values: constrained.map(({ task, seed }, i) => ({ label: `${task}, seed ${seed}`, value: explained[i] })),
  };
}
