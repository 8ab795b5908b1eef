/**
 * Linear networks trained on a fixed set of factor values, full batch, beside the certified optimum of the very loss they
 * are trained on. Nonnegativity is exact (every bias the smallest legal one), so no network can fall below the optimum;
 * or soft, a penalty, when a strength is given.
 */
import { z } from "zod";
import { adam } from "../../engine/optimisers.js";
import { constant, cosine } from "../../engine/schedules.js";
import { identity, type Matrix, multiply, transpose } from "../../math/matrix.js";
import type { Key } from "../../math/random.js";
import { linearNetwork } from "../../models/linearNetwork.js";
import { tightLinearNetwork } from "../../models/tightLinearNetwork.js";
import {
  activityEnergy,
  nonnegativity,
  squaredError,
  squaredNegativity,
  weightEnergy,
} from "../../objectives/index.js";
import type { Backend, Dataset } from "../../protocols.js";
import { type CodingProblem, supportFromSamples } from "../../theory/index.js";
import type { TrainingPlan } from "../../training/index.js";
import { whole } from "../frame/fields.js";

/** Settings that all studies on fixed points share. */
export const pointFields = {
  activityEnergy: z.number().positive().default(1).describe("price of activity"),
  weightEnergy: z.number().positive().default(0.1).describe("price of weights, input and output"),
  prediction: z.number().positive().default(30).describe("weight of the squared error"),
  code: whole(1).default(64).describe("units of the code"),
  updates: whole(1).default(10_000).describe("updates of the weights, full batch"),
  learningRate: z.number().positive().default(0.02).describe("first step size of Adam, falling as half a cosine to 0"),
};

export const pointSchema = z.object(pointFields);
export type PointSettings = z.infer<typeof pointSchema>;

/** What is learned: the target is y = A_out s, the input the factors s themselves. */
export interface PointTask {
  /** [points x 2] */
  readonly samples: Matrix;
  /** A_out [targets x 2]; identity (an autoencoder) by default. */
  readonly targetMixing?: Matrix;
}

/** The coding problem whose optimum is the least possible value of the training loss. */
export function problemOf({ samples, targetMixing }: PointTask, settings: PointSettings): CodingProblem {
  return {
    support: supportFromSamples(samples),
    ...(targetMixing && { targetMixing }),
    alpha: settings.activityEnergy,
    lambdaIn: settings.weightEnergy,
    lambdaOut: settings.weightEnergy,
    gamma: settings.prediction,
  };
}

/** Nonnegativity as a penalty on negative activity, or on its square. */
export interface Softness {
  readonly kind: "plain" | "squared";
  readonly strength: number;
}

/** A training on all points at once; nonnegativity is exact where no `softness` is given. */
export function pointPlan(task: PointTask, settings: PointSettings, key: Key, softness?: Softness): TrainingPlan {
  const data = datasetOf(task);
  const factors = task.samples.columns;
  const shape = { inputs: factors, code: settings.code, outputs: task.targetMixing?.rows ?? factors };
  return {
    model: softness === undefined ? tightLinearNetwork(shape) : linearNetwork(shape),
    objective: [
      { term: squaredError(), strength: constant(settings.prediction) },
      {
        term: softness?.kind === "squared" ? squaredNegativity() : nonnegativity(),
        strength: constant(softness?.strength ?? 0),
      },
      { term: activityEnergy(), strength: constant(settings.activityEnergy) },
      { term: weightEnergy(), strength: constant(settings.weightEnergy) },
    ],
    optimiser: adam({ learningRate: cosine(settings.learningRate) }),
    data,
    batch: "all",
    steps: settings.updates,
    key,
  };
}

/** The points as a data set, for training on all of them and for measuring the code there. */
export function datasetOf({ samples, targetMixing = identity(samples.columns) }: PointTask): Dataset {
  const target = multiply(samples, transpose(targetMixing));
  const factors = Array.from({ length: samples.columns }, (_, factor) => ({
    name: `factor ${factor + 1}`,
    kind: "continuous" as const,
    values: Float64Array.from({ length: samples.rows }, (_, i) => samples.data[i * samples.columns + factor]),
  }));
  return {
    count: samples.rows,
    input: Float32Array.from(samples.data),
    target: Float32Array.from(target.data),
    factors,
  };
}

/** Seconds on one core of trainings on `points` samples, measured with 64 units. */
export const trainingSeconds = (trainings: number, points: number, settings: PointSettings, backend: Backend): number =>
  trainings * (0.1 + (settings.updates * (backend === "native" ? 0.045 + points * 3e-4 : 0.32 + points * 5e-4)) / 1000);
