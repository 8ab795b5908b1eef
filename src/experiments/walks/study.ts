/**
 * Recurrent networks that path-integrate in closed loop in a small room with an object: settings in common and plans. Rectified
 * units read out by softmax, from free start codes (`path-integration`), or linear units with soft nonnegativity, read out by squared
 * error, that are given the object alone (`reward-room`, Dorrell et al. 2025, Fig. 4).
 */
import { z } from "zod";
import { adam } from "../../engine/optimisers.js";
import { constant, cosineTo, risingFirstHalf } from "../../engine/schedules.js";
import { recurrentCode } from "../../models/index.js";
import {
  activityEnergy,
  nonnegativity,
  softmaxCrossEntropy,
  squaredError,
  weightEnergy,
} from "../../objectives/index.js";
import { MOVES, roomPlaces, roomWalks, startInputs } from "../../tasks/space/roomWalks.js";
import type { StreamedPlan, WeightedTerm } from "../../training/index.js";
import { ABLATIONS, type Arm, type Constraint, strengthIn } from "../frame/arms.js";
import { keyOf } from "../frame/fields.js";
import { NO_ENERGIES } from "../space/study.js";

const [NO_NONNEGATIVITY, NO_ACTIVITY_ENERGY, NO_WEIGHT_ENERGY] = ABLATIONS;

export const WALK_ABLATIONS: readonly Arm[] = [NO_NONNEGATIVITY, NO_ENERGIES, NO_ACTIVITY_ENERGY, NO_WEIGHT_ENERGY];

const whole = (least: number) => z.int().min(least);
const strength = (value: number, what: string) => z.number().min(0).default(value).describe(`strength of ${what}`);

export interface WalkDefaults {
  readonly side: number;
  readonly units: number;
  readonly moves: number;
  readonly walks: number;
  readonly updates: number;
  readonly learningRate: number;
  readonly prediction: number;
  readonly nonnegativity: number;
  readonly activityEnergy: number;
  readonly weightEnergy: number;
}

export const walkFields = (defaults: WalkDefaults) => ({
  side: whole(3).default(defaults.side).describe("places along a side of the periodic room"),
  units: whole(2).default(defaults.units).describe("neurons"),
  moves: whole(1).default(defaults.moves).describe("moves of a walk in training"),
  walks: whole(1).default(defaults.walks).describe("walks per update"),
  updates: whole(1).default(defaults.updates).describe("updates of the weights"),
  learningRate: z
    .number()
    .positive()
    .default(defaults.learningRate)
    .describe("first step size of Adam, falling as half a cosine to 3 %"),
  prediction: strength(defaults.prediction, "telling place and displacement"),
  nonnegativity: strength(defaults.nonnegativity, "soft nonnegativity; rectified units need none"),
  activityEnergy: strength(defaults.activityEnergy, "the energy of activity"),
  weightEnergy: strength(defaults.weightEnergy, "the energy of weights"),
});

const walkSchema = z.object(
  walkFields({
    side: 3,
    units: 2,
    moves: 1,
    walks: 1,
    updates: 1,
    learningRate: 1,
    prediction: 1,
    nonnegativity: 0,
    activityEnergy: 0,
    weightEnergy: 0,
  }),
);
export type WalkSettings = z.infer<typeof walkSchema>;

/** Which of the two networks. */
export interface WalkNetwork {
  readonly rectified: boolean;
  /** Whether walks start anywhere, from free codes; else at place 0. */
  readonly startAnywhere: boolean;
}

/** Rectification is the rectified network's nonnegativity: without it its units are linear. */
export const activationOf = ({ rectified }: WalkNetwork, arm: Arm): "relu" | "linear" =>
  rectified && !arm.removed.includes("nonnegativity") ? "relu" : "linear";

export interface WalkCondition extends WalkNetwork {
  readonly arm: Arm;
  /** Probability that the object is at its home. */
  readonly atHome: number;
}

export function walkPlan(settings: WalkSettings, condition: WalkCondition, seed: number): StreamedPlan {
  const { side, units, moves } = settings;
  const room = { ...settings, ...condition };
  const model = recurrentCode({
    starts: startInputs(room),
    moves: MOVES.length,
    steps: moves,
    units,
    outputs: 2 * roomPlaces(side),
    activation: activationOf(condition, condition.arm),
    chargeStarts: !condition.startAnywhere,
  });
  return {
    model,
    stream: roomWalks(room, keyOf(seed, "walks")),
    objective: objectiveOf(settings, condition),
    optimiser: adam({ learningRate: cosineTo(settings.learningRate, 0.03) }),
    steps: settings.updates,
    key: keyOf(seed, "training"),
  };
}

/** Energies rise over the first half of training, from a tenth, so that the room is learned before it is made cheap. */
function objectiveOf(settings: WalkSettings, { arm, rectified }: WalkCondition): WeightedTerm[] {
  const places = roomPlaces(settings.side);
  const of = (constraint: Constraint) => strengthIn(arm, constraint, settings[constraint]);
  const predictions = rectified
    ? [
        softmaxCrossEntropy({ name: "place", columns: [0, places] }),
        softmaxCrossEntropy({ name: "displacement", columns: [places, 2 * places] }),
      ]
    : [squaredError()];
  return [
    ...predictions.map((term) => ({ term, strength: constant(settings.prediction) })),
    { term: nonnegativity(), strength: risingFirstHalf(of("nonnegativity"), 0.1) },
    { term: activityEnergy(), strength: risingFirstHalf(of("activityEnergy"), 0.1) },
    { term: weightEnergy(), strength: risingFirstHalf(of("weightEnergy"), 0.1) },
  ];
}
