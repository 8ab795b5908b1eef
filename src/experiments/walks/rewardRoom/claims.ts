/** The claims of `reward-room` as inequalities over seeds. */
import { mean } from "../../../math/statistics.js";
import { pairedDifference } from "../../../math/statisticsPaired.js";
import type { JobResult, Verdict } from "../../../protocols.js";
import { digits, judged, spread } from "../../frame/claims.js";
import { type HomeStep, homeSteps } from "../../space/homeSteps.js";
import { describePredictions, homePrediction } from "../../space/homeTheory.js";
import { type WalkValues, walkResults } from "../job.js";
import { leastRoomEnergy } from "./optimum.js";
import type { RewardRoomSettings } from "./settings.js";

type Step = HomeStep<WalkValues>;

/** By probability that the reward is fixed: the numbers behind Fig. 4 of Dorrell et al. 2025, as their program holds them. */
export const PUBLISHED: readonly (readonly [atHome: number, cinfom: number])[] = [
  [0, 0.965],
  [0.25, 0.955],
  [0.5, 0.959],
  [0.75, 0.948],
  [1, 0.617],
];

const MODULAR = 0.94;
const LEAST_RIGHT = 0.99;
const JUDGEABLE = { seeds: 3, updates: 20_000 } as const;

export const rewardSteps = (results: readonly JobResult[]): Step[] => homeSteps(walkResults(results));

export const cinfoms = ({ results }: Step): number[] => results.map(({ values }) => values.cinfom);

/** What the linear theory says at each probability. */
export const predictionsOf = (steps: readonly Step[], { weightEnergy, activityEnergy }: RewardRoomSettings) =>
  steps.map(({ atHome }) => homePrediction(atHome, weightEnergy / activityEnergy));

export function rewardRoomVerdicts(results: readonly JobResult[], settings: RewardRoomSettings): Verdict[] {
  const steps = rewardSteps(results);
  return [knows(steps, settings), modular(steps, settings), mixes(steps, settings), reachesOptimum(steps, settings)];
}

const enough = (steps: readonly Step[], { updates }: RewardRoomSettings): boolean =>
  steps.length > 0 && steps[0].results.length >= JUDGEABLE.seeds && updates >= JUDGEABLE.updates;

const settingsLine = ({ side, units, updates, seeds }: RewardRoomSettings): string =>
  `linear CInfoM of numbers of place and displacement, every place of the ${side} x ${side} room once with the reward at each place in ` +
  `turn (at probability 1 at its home only); ${units} neurons, ${updates} updates, ${seeds.length} seeds`;

function knows(steps: readonly Step[], settings: RewardRoomSettings): Verdict {
  const worst = steps.flatMap(({ results }) => results.map(({ values }) => Math.min(...values.accuracy)));
  return {
    id: "reward-room.knows",
    claim: "The networks know place and displacement from their moves alone.",
    criterion: `both right in at least ${100 * LEAST_RIGHT} % of cases, for every seed and probability`,
    measured: worst.length === 0 ? "nothing was trained" : `the rarer of the two right: ${spread(worst)}`,
    met: judged(
      enough(steps, settings),
      worst.every((right) => right >= LEAST_RIGHT),
    ),
    settings: settingsLine(settings),
  };
}

const perSeed = (steps: readonly Step[]) =>
  steps.flatMap((step) =>
    cinfoms(step).map((value, i) => ({ label: `fixed ${step.atHome}, seed ${step.results[i].seed}`, value })),
  );

function modular(steps: readonly Step[], settings: RewardRoomSettings): Verdict {
  const some = steps.filter(({ atHome }) => atHome < 1);
  const means = some.map((step) => mean(cinfoms(step)));
  return {
    id: "reward-room.random-rewards-separate",
    claim: "Where rewards are at random places at least now and then, place and reward have their own neurons.",
    criterion: `mean linear CInfoM over ${MODULAR} at every probability below 1`,
    measured:
      means.length === 0
        ? "nothing was trained"
        : some.map(({ atHome }, i) => `${digits(means[i])} at ${atHome}`).join(", "),
    met: judged(
      enough(steps, settings) && some.length > 0,
      means.every((value) => value > MODULAR),
    ),
    settings: settingsLine(settings),
    values: perSeed(some),
    notes: [
      `Published: ${PUBLISHED.map(([p, value]) => `${value} at ${p}`).join(", ")}.`,
      `Beside it, ${describePredictions(predictionsOf(steps, settings))}.`,
    ],
  };
}

function mixes(steps: readonly Step[], settings: RewardRoomSettings): Verdict {
  const fixed = steps.find(({ atHome }) => atHome === 1);
  const rest = steps.filter(({ atHome }) => atHome < 1);
  const falls = fixed ? rest.map((step) => pairedDifference(cinfoms(fixed), cinfoms(step))) : [];
  return {
    id: "reward-room.fixed-reward-mixes",
    claim: "Where the reward never moves, neurons mix.",
    criterion:
      "linear CInfoM at probability 1 below that at every other: 95 % interval of the mean paired difference below 0",
    measured: !fixed
      ? "probability 1 was not trained"
      : `${digits(mean(cinfoms(fixed)))} at 1; differences ${falls.map((fall) => digits(fall.mean)).join(", ")}`,
    met: judged(
      enough(steps, settings) && falls.length > 0,
      falls.every(({ interval }) => interval[1] < 0),
    ),
    settings: settingsLine(settings),
    values: fixed ? perSeed([fixed]) : [],
    notes: ["Expected of any code: there the two factors are one."],
  };
}

/** How far above its floor a training may end. */
const ABOVE = 0.05;
/** Points of the learning curve, from the last, over which energies and errors of single batches are averaged. */
const AVERAGED = 10;

/** Mean of the last points of a learning curve. */
const atEnd = ({ arrays }: Step["results"][number], name: string): number =>
  mean(Array.from(arrays[`curve.${name}`].data, Number).slice(-AVERAGED));

/** Activity and weights at their prices, over the least that a network of the same error could pay. */
function aboveFloor(result: Step["results"][number], settings: RewardRoomSettings): number {
  const { activityEnergy, weightEnergy } = settings;
  const paid = activityEnergy * atEnd(result, "activityEnergy") + weightEnergy * atEnd(result, "weightEnergy");
  return paid / leastRoomEnergy(settings, atEnd(result, "prediction")) - 1;
}

function reachesOptimum(steps: readonly Step[], settings: RewardRoomSettings): Verdict {
  const some = steps.filter(({ atHome }) => atHome < 1);
  const values = some.flatMap((step) =>
    step.results.map((result) => ({
      label: `fixed ${step.atHome}, seed ${result.seed} (%)`,
      value: 100 * aboveFloor(result, settings),
    })),
  );
  const percents = values.map(({ value }) => value);
  return {
    id: "reward-room.reaches-the-optimum",
    claim:
      "Where rewards are at random places at least now and then, training ends near the least energy that theory knows in closed form.",
    criterion: `activity and weights at their prices at most ${100 * ABOVE} % above the floor of the network's own error, for every seed and probability below 1`,
    measured: percents.length === 0 ? "nothing was trained" : `above the floor ${spread(percents, 1)} %`,
    met: judged(
      enough(steps, settings) && some.length > 0,
      percents.every((value) => value <= 100 * ABOVE),
    ),
    settings: `means of the last ${AVERAGED} of 200 points of the learning curve; ${settings.moves} moves, ${settings.updates} updates, ${settings.seeds.length} seeds`,
    values,
    notes: [
      `The floor with exact prediction is ${digits(leastRoomEnergy(settings), 4)}. It may be passed: nonnegativity is a plain penalty, and walks from one place do not spread evenly.`,
    ],
  };
}
