/**
 * The pattern-formation model of Whittington et al. 2023 (Fig. 6, 7, A.9): settings and plans. The published strengths are 1e-2 (places),
 * 1e-1 (objects), 1e-2 (moves), 40 (path integration), 1e-2 (nonnegativity), 1e-3 (activity), 1e-7 (weights). With them, and what the paper
 * leaves open as here, the code collapsed to a constant, which path-integrates without error: places were at chance (5.54 nats of
 * 5.55) after 450 updates. So path integration is far weaker here, in proportion, and rises over the first half of training.
 *
 * What decided on seed 0, in some ten trials of 600 to 2000 updates: a longest step of 1 lets no object reach further than its own place
 * (moves 2.5 of 2.77 nats), one of 10 does (0.9 to 1.5); places are learned at a strength of 3 beside moves of 3 (0.5 nats, moves 2.5), but not
 * beside moves of 15 (5.55 nats, moves 0.9 to 1.5). No setting tried learned both.
 */
import { z } from "zod";
import { adam } from "../../engine/optimisers.js";
import { constant, cosineTo, risingFirstHalf, startingAfter } from "../../engine/schedules.js";
import { PATTERN_COLUMNS, patternFormation } from "../../models/index.js";
import {
  activityEnergy,
  columnMean,
  nonnegativity,
  placeCrossEntropy,
  sigmoidCrossEntropyOf,
  weightEnergy,
} from "../../objectives/index.js";
import type { Backend } from "../../protocols.js";
import { objectWorlds, WORLD_SIDE } from "../../tasks/space/objectWorlds.js";
import type { StreamedPlan } from "../../training/index.js";
import { type Arm, type Constraint, FULL, strengthIn } from "../frame/arms.js";
import { keyOf } from "../frame/fields.js";
import { FACTOR_ABLATIONS } from "../space/study.js";

const whole = (least: number) => z.int().min(least);
const positive = (value: number, what: string) => z.number().positive().default(value).describe(what);
const strength = (value: number, what: string) => z.number().min(0).default(value).describe(`strength of ${what}`);

export const patternFields = {
  units: whole(2).default(32).describe("neurons"),
  worlds: whole(1).default(4).describe("worlds per update"),
  steps: whole(0).default(8).describe("steps in which a code forms"),
  rate: positive(0.1, "size of a path-integration step"),
  longest: positive(10, "longest change of a code in one step by either pull"),
  updates: whole(1).default(1500).describe("updates of the weights"),
  learningRate: positive(0.005, "first step size of Adam, falling as half a cosine to 2 %"),
  places: strength(5, "telling the place"),
  objects: strength(20, "telling objects"),
  actions: strength(10, "telling the moves to the nearest object"),
  pathIntegration: strength(2, "path integration, reached after half of training"),
  objectsAfter: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .describe("share of training before objects, and the moves to them, are asked for"),
  throughFormation: z.boolean().default(true).describe("whether gradients go through the formation of codes"),
  nonnegativity: strength(1, "nonnegativity"),
  activityEnergy: strength(0.01, "the energy of activity"),
  weightEnergy: strength(1e-5, "the energy of readout weights"),
  fieldShuffles: whole(20).default(199).describe("field shuffles that each grid score is tested against"),
};

const patternSchema = z.object(patternFields);
export type PatternSettings = z.infer<typeof patternSchema>;

/** One world throughout, and all constraints. */
export const ENTANGLED: Arm = { id: "entangled", label: "one world only", removed: [] };

/** Without nonnegativity f is linear, as in the paper. */
export const modelOf = ({ units, steps, rate, longest, throughFormation }: PatternSettings, arm: Arm) =>
  patternFormation({
    side: WORLD_SIDE,
    units,
    steps,
    rate,
    longest,
    rectified: !arm.removed.includes("nonnegativity"),
    throughFormation,
  });

/** Seconds on one core to train this many of them and to measure them. */
export const patternSeconds = (trainings: number, chosen: PatternSettings, backend: Backend): number => {
  const size = (chosen.units ** 2 * chosen.worlds * (chosen.steps + 2)) / (32 ** 2 * 4 * 10);
  return trainings * (3 + ((backend === "native" ? 16 : 150) * chosen.updates * size) / 1000);
};

export function patternPlan(settings: PatternSettings, arm: Arm, seed: number): StreamedPlan {
  const of = (constraint: Constraint) => constant(strengthIn(arm, constraint, settings[constraint]));
  const late = (value: number) => startingAfter(value, settings.objectsAfter);
  const { object, moves, pathIntegration, place } = PATTERN_COLUMNS;
  return {
    model: modelOf(settings, arm),
    stream: objectWorlds(settings.worlds, arm.id === ENTANGLED.id, keyOf(seed, "worlds")),
    objective: [
      { term: placeCrossEntropy("places", place), strength: constant(settings.places) },
      { term: sigmoidCrossEntropyOf({ name: "objects", columns: [...object] }), strength: late(settings.objects) },
      { term: sigmoidCrossEntropyOf({ name: "actions", columns: [...moves] }), strength: late(settings.actions) },
      {
        term: columnMean("pathIntegration", pathIntegration),
        strength: risingFirstHalf(settings.pathIntegration, 0.05),
      },
      { term: nonnegativity(), strength: of("nonnegativity") },
      { term: activityEnergy(), strength: of("activityEnergy") },
      { term: weightEnergy(), strength: of("weightEnergy") },
    ],
    optimiser: adam({ learningRate: cosineTo(settings.learningRate, 0.02) }),
    steps: settings.updates,
    key: keyOf(seed, "training"),
  };
}

export const allPatternArms: readonly Arm[] = [FULL, ...FACTOR_ABLATIONS, ENTANGLED];
