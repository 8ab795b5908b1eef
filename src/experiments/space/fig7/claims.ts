/** The claims of `fig7` as inequalities over seeds. */
import { mean, meanDefined } from "../../../math/statistics.js";
import { type PairedDifference, pairedDifference } from "../../../math/statisticsPaired.js";
import type { JobResult, Verdict } from "../../../protocols.js";
import { judged } from "../../frame/claims.js";
import { keyOf } from "../../frame/fields.js";
import { countTypes, PURE } from "../factorMeasures.js";
import { type HomeStep, homeSteps } from "../homeSteps.js";
import { describePredictions, homePrediction } from "../homeTheory.js";
import { type FactorValues, factorResults } from "../measures.js";
import { patchCorrelations, seriesIn } from "./patches.js";
import type { Fig7Settings } from "./settings.js";

const JUDGEABLE = { seeds: 5, probabilities: 4, updates: 2000 } as const;

export type Step = HomeStep<FactorValues>;

export const stepsOf = (results: readonly JobResult[]): Step[] => homeSteps(factorResults(results));

export const selectivities = ({ results }: Step): number[] =>
  results.map(({ values }) => countTypes(values).selectivity);

export function fig7Verdicts(results: readonly JobResult[], settings: Fig7Settings): Verdict[] {
  const steps = stepsOf(results);
  return [fallsVerdict(steps, settings), mixesVerdict(steps, settings), locksVerdict(steps, settings)];
}

const enough = (steps: readonly Step[], { updates }: Fig7Settings): boolean =>
  steps.length >= JUDGEABLE.probabilities && steps[0].results.length >= JUDGEABLE.seeds && updates >= JUDGEABLE.updates;

const settingsLine = ({ units, updates, seeds }: Fig7Settings): string =>
  `selectivity: mean over active neurons of the largest share of tuning power in one factor, probed with both factors independent; ` +
  `${units} neurons, ${updates} updates, ${seeds.length} seeds`;

/** No step up that is larger than its error, and the fall from first to last is. */
function fallsVerdict(steps: readonly Step[], settings: Fig7Settings): Verdict {
  const changes = steps.slice(1).map((step, i) => pairedDifference(selectivities(step), selectivities(steps[i])));
  const whole =
    steps.length > 1 ? pairedDifference(selectivities(steps[steps.length - 1]), selectivities(steps[0])) : undefined;
  const holds = changes.every(({ interval }) => !(interval[0] > 0)) && whole !== undefined && whole.interval[1] < 0;
  return {
    id: "fig7.selectivity-falls",
    claim: "Selectivity falls as the object is at its home more often.",
    criterion:
      "no step between neighbouring probabilities whose 95 % interval of the mean change lies above 0, and that of the whole change below 0",
    measured: steps.length === 0 ? "nothing was trained" : describeSteps(steps, whole),
    met: judged(enough(steps, settings), holds),
    settings: settingsLine(settings),
    values: steps.flatMap((step) =>
      selectivities(step).map((value, i) => ({ label: `home ${step.atHome}, seed ${step.results[i].seed}`, value })),
    ),
    notes: [
      "Student's intervals, seed by seed. Codes of probability 1 are probed outside what they were trained on.",
      `Beside it, ${describePredictions(predictionsOf(steps, settings))}. There mixing can only save energy; here mixed neurons also help to read places from the mean over objects.`,
    ],
  };
}

/** What the linear theory says at each probability. */
export const predictionsOf = (steps: readonly Step[], { weightEnergy, activityEnergy }: Fig7Settings) =>
  steps.map(({ atHome }) => homePrediction(atHome, weightEnergy / activityEnergy));

function describeSteps(steps: readonly Step[], whole: PairedDifference | undefined): string {
  const means = steps.map((step) => `${mean(selectivities(step)).toFixed(3)} at ${step.atHome}`);
  const change = whole
    ? `; whole change ${whole.mean.toFixed(3)} [${whole.interval.map((end) => end.toFixed(3)).join(", ")}]`
    : "";
  return `means ${means.join(", ")}${change}`;
}

/** Mean over active neurons of the correlation of patches around the object; NaN for a code that was not kept. */
export const patchesOf = ({ results }: Step): number[] =>
  results.map(({ seed, values, arrays }) => {
    const series = seriesIn(arrays);
    return series
      ? meanDefined(patchCorrelations(series, values.active, keyOf(seed, "objects of patches")))
      : Number.NaN;
  });

function locksVerdict(steps: readonly Step[], settings: Fig7Settings): Verdict {
  const [first, last] = [steps[0], steps[steps.length - 1]];
  const ends = steps.length > 1 && first.atHome === 0 && last.atHome === 1;
  const difference = ends ? pairedDifference(patchesOf(last), patchesOf(first)) : undefined;
  return {
    id: "fig7.fields-lock-to-objects",
    claim: "Where the object is always at its home, fields lock to objects.",
    criterion:
      "correlation of patches around the object between its places, mean over active neurons, higher at probability 1 than at 0: 95 % interval of the mean paired difference above 0",
    measured: difference
      ? `${steps.map((step) => `${mean(patchesOf(step)).toFixed(3)} at ${step.atHome}`).join(", ")}; difference ${difference.mean.toFixed(3)} [${difference.interval.map((end) => end.toFixed(3)).join(", ")}]`
      : "probabilities 0 and 1 were not both trained",
    met: judged(
      enough(steps, settings) && difference !== undefined,
      difference !== undefined && difference.interval[0] > 0,
    ),
    settings: `patches of 5/16 of the box a side around eight places; ${settingsLine(settings)}`,
    notes: ["Places of the object other than its home are outside what codes of probability 1 were trained on."],
  };
}

const MOST_PURE = 0.1;

function mixesVerdict(steps: readonly Step[], settings: Fig7Settings): Verdict {
  const fixed = steps.find(({ atHome }) => atHome === 1)?.results ?? [];
  const pure = fixed.map(({ values }) => countTypes(values).pureShare);
  return {
    id: "fig7.fixed-object-mixes",
    claim: "Where the object is always at its home, neurons respond to position and object together.",
    criterion: `at probability 1, in every seed at most ${100 * MOST_PURE} % of active neurons with more than ${100 * PURE} % of their tuning power in one factor`,
    measured:
      fixed.length === 0
        ? "probability 1 was not trained"
        : `share of pure neurons ${Math.min(...pure).toFixed(2)} to ${Math.max(...pure).toFixed(2)}`,
    met: judged(
      enough(steps, settings) && fixed.length > 0,
      pure.every((share) => share <= MOST_PURE),
    ),
    settings: settingsLine(settings),
    values: fixed.map(({ seed }, i) => ({ label: `seed ${seed}`, value: pure[i] })),
    notes: ["Expected of any code: the two factors are one in training."],
  };
}
