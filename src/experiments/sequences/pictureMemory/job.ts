/** One network that holds two pictures in order. */
import { z } from "zod";
import { matrix } from "../../../math/matrix.js";
import { type RecurrentNetworkOptions, recurrentNetwork, runRecurrentNetwork } from "../../../models/index.js";
import type { JobContext } from "../../../protocols.js";
import { DELAY_ENDS, type PictureTrials, picturesInOrder, SECOND_CUE } from "../../../tasks/sequences/pictures.js";
import { allTrials } from "../../../tasks/sequences/sequences.js";
import { parametersOf } from "../../../training/index.js";
import { curveArrays, shaped } from "../../frame/arrays.js";
import { score } from "../../frame/measures.js";
import { trainJob } from "../../frame/trainJob.js";
import { activeOf, type CategoryReading, type Coded, meanShare, readingOf } from "../categoryReading.js";
import { risingObjective, sequencePlan } from "../study.js";
import { ACTIVE, favourite, type Kind, kindOf, visualCells } from "./measures.js";
import { type PictureSettings, SHOWN } from "./settings.js";

export type ShownPairs = (typeof SHOWN)[number];

export const measures = z.object({
  shown: z.enum(SHOWN),
  /** Active units at the end of the first delay. */
  firstActive: z.number(),
  /** And at the end of the second: in all, those that follow the first picture, the second, and both. */
  active: z.number(),
  first: z.number(),
  second: z.number(),
  both: z.number(),
  /** Units that hold a picture after it was shown, whatever its rank. */
  visual: z.number(),
  /** Part of units' tuning in the second delay that is to their main rank, mean. */
  share: score,
  error: z.number(),
  /** Activity and weights in the published loss's units: sums over all trials and steps. */
  energy: z.number(),
});

export type PictureValues = z.infer<typeof measures>;

const RANKS = [0, 1];

export function picturePlan(shown: ShownPairs, seed: number, settings: PictureSettings) {
  const trials = picturesInOrder(settings.pictures, shown);
  const { inputs, outputs, steps } = trials;
  const options: RecurrentNetworkOptions = {
    inputs,
    outputs,
    steps,
    units: settings.units,
    activation: "linear",
    matrices: Array.from({ length: steps }, (_, step) => Number(step === SECOND_CUE)),
  };
  const plan = sequencePlan({
    model: recurrentNetwork(options),
    stream: allTrials(trials),
    objective: risingObjective(settings),
    updates: settings.updates,
    learningRate: settings.learningRate,
    lastRate: 0.01,
    clip: 1,
    seed,
  });
  return { plan, options, trials };
}

export async function runPictures(shown: ShownPairs, seed: number, settings: PictureSettings, context: JobContext) {
  const { plan, options, trials } = picturePlan(shown, seed, settings);
  const { state, curve } = await trainJob(plan, context);
  const { code } = runRecurrentNetwork(parametersOf(plan, state), options, trials.input);
  const codes = Array.from({ length: trials.steps }, (_, step) => codeAt(step, code, trials, settings.units));
  const [firstDelay, secondDelay] = DELAY_ENDS.map((step) => readingOf(codes[step], RANKS));
  const active = activeOf(codes[DELAY_ENDS[1]], ACTIVE);
  const count = (kind: Kind): number => active.filter((unit) => kindOf(secondDelay.parts[unit]) === kind).length;
  const last = (name: string): number => curve.values[name][curve.steps.length - 1];
  const values: z.input<typeof measures> = {
    shown,
    firstActive: activeOf(codes[DELAY_ENDS[0]], ACTIVE).length,
    active: active.length,
    first: count("first"),
    second: count("second"),
    both: count("both"),
    visual: visualCells(firstDelay, secondDelay, active).length,
    share: meanShare(secondDelay, active),
    error: last("prediction"),
    energy: publishedEnergy(last("activityEnergy"), last("weightEnergy"), trials, settings),
  };
  const arrays = {
    parts: shaped([active.length, RANKS.length], Float32Array.from(active.flatMap((unit) => secondDelay.parts[unit]))),
    liked: likedOverTime(codes, secondDelay, active),
    ...curveArrays(curve),
  };
  return { values, arrays };
}

/** What the picture that a unit likes most in the second delay does to it as the first and as the second [units x 2 x steps]. */
function likedOverTime(codes: readonly Coded[], delay: CategoryReading, units: readonly number[]) {
  const readings = codes.map((coded) => readingOf(coded, RANKS));
  const values = units.flatMap((unit) => {
    const [first, second] = delay.parts[unit];
    const picture = favourite(delay.effects[unit][Number(second > first)]);
    return RANKS.flatMap((rank) => readings.map(({ effects }) => effects[unit][rank][picture]));
  });
  return shaped([units.length, RANKS.length, codes.length], Float32Array.from(values));
}

/** Rows of one step, and which pictures they are about. */
function codeAt(step: number, code: Float64Array, { trials, pictures, pairs }: PictureTrials, units: number): Coded {
  const rows = trials * units;
  return {
    code: matrix(trials, units, code.slice(step * rows, (step + 1) * rows)),
    variables: RANKS.map((rank) => pairs.map((pair) => pair[rank])),
    levels: pictures,
  };
}

/** Theirs sums activity over trials and steps where ours takes the mean; weights at the price that ours has beside that. */
const publishedEnergy = (
  activity: number,
  weights: number,
  { trials, steps }: PictureTrials,
  settings: PictureSettings,
): number => trials * steps * (activity + (settings.weightEnergy / settings.activityEnergy) * weights);
