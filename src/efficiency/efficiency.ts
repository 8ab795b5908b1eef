/** All numbers of efficiency, each where it means what it says, with the reasons where it does not. */
import { dot } from "../math/linearAlgebra.js";
import { sum } from "../math/statistics.js";
import { listed } from "../math/words.js";
import type { LeastActivity, Service } from "../theory/index.js";
import { optimumOfAny } from "./anyCode.js";
import { scalingOf } from "./checks.js";
import { plainMeasure } from "./corrected.js";
import { intervalOf, notEncoded, type Redrawn, readoutsOf } from "./estimate.js";
import { encodedInPart } from "./levels.js";
import type { Tuning } from "./neurons.js";
import type { Efficiency, Measured, Null, TestOptions, Trials } from "./protocols.js";

/** Categories need a direction of activity for each of their levels; numbers only one. */
function encodingAdvice({ variables }: Trials, lost: readonly string[]): string {
  const [category] = variables.filter(({ name, coordinates }) => lost.includes(name) && coordinates.length > 1);
  const asNumber = category
    ? `If the levels of ${category.name} are numbers that neurons follow linearly, add --kinds ${category.name}=continuous; else record`
    : "Record";
  return `${asNumber} more neurons or trials, or leave it out with --factors`;
}

interface Found {
  readonly service: Service;
  readonly estimate: Measured;
  /** Undefined where a variable is not encoded. */
  readonly readouts: Float64Array | undefined;
  readonly best: LeastActivity;
  readonly gains: Float64Array;
  readonly means: Float64Array;
  readonly tunings: readonly Tuning[];
  readonly again: Redrawn;
  readonly nulls: readonly Null[];
}

/** Linear share of tuning below which linear codes say nothing of a population. */
const LINEAR = 0.8;
const NOTHING: Pick<Efficiency, "eta" | "interval" | "bias" | "p" | "standardised" | "allocation" | "uncorrected"> = {
  eta: null,
  interval: null,
  bias: null,
  p: null,
  standardised: null,
  allocation: null,
  uncorrected: null,
};

export function efficiencyOf(trials: Trials, found: Found, options: TestOptions): Efficiency {
  const { estimate, tunings, nulls, again } = found;
  const linearShare = dot(trials.support.covariance.data, estimate.gram.data) / sum(tunings.map(({ total }) => total));
  const scaling = scalingOf(trials);
  const all = notEncoded(trials, estimate.gram, again.grams);
  const grams = { gram: estimate.gram, drawn: again.grams };
  const inPart = all.map((v) => encodedInPart(trials, v, grams));
  const lost = all.filter((_, i) => inPart[i] === undefined).map((v) => trials.variables[v].name);
  const refused = [
    ...inPart.filter((words) => words !== undefined),
    ...(lost.length > 0
      ? [
          `${listed(lost)} not encoded: nothing in this population separates ${lost.length === 1 ? "it" : "them"} from noise and from the ` +
            `other variables, so that no activity would be enough. ${encodingAdvice(trials, lost)}`,
        ]
      : []),
    ...(scaling.kind === "normalised" && !options.areRates
      ? [
          `${scaling.words}: activity was normalised neuron by neuron, and efficiency compares rates in common units; give rates (Hz, counts), ` +
            "or --rates if these are",
        ]
      : []),
  ];
  const bent =
    linearShare < LINEAR
      ? [
          `only ${percent(linearShare)} of tuning is linear in the variables (rectified or bent): only "any" applies, and it does not prefer ` +
            "pure neurons; reading a variable as categorical (--kinds) makes any shape linear",
        ]
      : [];
  const reserve =
    scaling.kind === "below zero" && !options.areRates
      ? [
          `${scaling.words}: noise around low rates does that, but if activity is dF/F, every neuron has units of its own and efficiency ` +
            "means nothing (--rates says that these are rates)",
        ]
      : [];
  const isCommon = refused.length === 0;
  const common = { nulls, linearShare, reasons: [...refused, ...bent, ...reserve] };
  const grade = refused.length + bent.length > 0 ? "refused" : reserve.length > 0 ? "with reserve" : "trusted";
  const ofAny = isCommon ? anyOf(trials, found) : null;
  const baseline = isCommon ? baselineOf(trials, found) : null;
  if (grade === "refused" || found.readouts === undefined)
    return { ...NOTHING, ...common, grade: "refused", any: ofAny, baseline };
  return { ...numbers(trials, found, found.readouts), ...common, grade, any: ofAny, baseline };
}

const percent = (share: number): string => `${Math.round(100 * share)} %`;

function numbers(trials: Trials, found: Found, readouts: Float64Array) {
  const { service, estimate, best, gains, again, nulls } = found;
  const eta = best.lowerBound / estimate.activity;
  const drawn = intervalOf(eta, again.etas, trials.units);
  const equal = new Float64Array(readouts.length).fill(1);
  const standardised = service.optimum(equal).lowerBound ** 2 / (4 * estimate.activity * sum(readouts));
  const plain = plainMeasure(trials, gains);
  const plainReadouts = readoutsOf(trials, plain.gram);
  return {
    eta,
    interval: drawn?.interval ?? null,
    bias: drawn?.bias ?? null,
    p: nulls[0].p,
    standardised,
    allocation: standardised / eta,
    uncorrected: plainReadouts ? service.leastActivity(plainReadouts).lowerBound / plain.activity : null,
  };
}

/** E*_any^2 / (4 C T) with the mean squared rate as it was recorded, noise of trials taken off. */
function anyOf(trials: Trials, { best, readouts, tunings }: Found): number | null {
  if (readouts === undefined) return null;
  const importances = new Float64Array(trials.coordinates.columns);
  trials.variables.forEach(({ coordinates }, v) => {
    for (const i of coordinates) importances[i] = best.importances[v];
  });
  const { lowerBound } = optimumOfAny(trials, importances);
  const recorded = sum(tunings.map(({ meanSquare }) => meanSquare));
  return lowerBound ** 2 / (4 * recorded * sum(readouts.map((readout, v) => readout * best.importances[v])));
}

/** Activity of the linear part of tuning with recorded mean rates, over that with the least. */
function baselineOf({ support }: Trials, { estimate, means }: Found): number {
  const varying = dot(support.covariance.data, estimate.gram.data);
  return (varying + dot(means, means)) / estimate.activity;
}
