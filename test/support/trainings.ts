/** A small training of every model, for tests that compare engines, runs and processes. */
import { adam } from "../../src/engine/optimisers.js";
import { constant, cosine } from "../../src/engine/schedules.js";
import { key } from "../../src/math/random.js";
import { deepAutoencoder, linearNetwork, maskedAutoencoder, mlp, tightLinearNetwork } from "../../src/models/index.js";
import { activityEnergy, nonnegativity, squaredError, weightEnergy } from "../../src/objectives/index.js";
import type { Model } from "../../src/protocols.js";
import { supervisedMixture } from "../../src/tasks/linearMixture.js";
import type { TrainingPlan } from "../../src/training/index.js";

const FACTORS = 4;
const sides = { inputs: FACTORS, outputs: FACTORS };

/**
 * Trained on streams of places or images, or on trials, not on samples: their engines are compared in src/experiments/space/space.test.ts,
 * walk.test.ts and patterns.test.ts beside it and src/models/imageModels.test.ts.
 */
export const STREAMED: readonly string[] = [
  "spatialCode",
  "recurrentCode",
  "recurrentNetwork",
  "cuedRecall",
  "patternFormation",
  "convAutoencoder",
  "convVae",
  "imageDecoder",
  "imageEncoder",
];

/** By the name of the function that makes them. A test compares the names with those in `src/models`. */
export const models: Readonly<Record<string, readonly Model[]>> = {
  linearNetwork: [linearNetwork({ ...sides, code: 16 }), linearNetwork({ ...sides, code: 7 })],
  deepAutoencoder: [deepAutoencoder({ inputs: FACTORS, encoder: [12, 9], code: 5 })],
  maskedAutoencoder: [maskedAutoencoder({ inputs: 1, encoder: [9], code: 3, outputs: FACTORS })],
  tightLinearNetwork: [tightLinearNetwork({ ...sides, code: 16 })],
  mlp: [
    mlp({
      ...sides,
      hidden: [
        { name: "first", units: 16, activation: "relu" },
        { name: "second", units: 12, activation: "relu" },
        { name: "third", units: 9 },
      ],
    }),
  ],
};

/** `seed` draws task, data, weights and minibatches. */
export function smallTraining(model: Model, steps: number, seed = 5): TrainingPlan {
  return {
    model,
    objective: [
      { term: squaredError(), strength: constant(1) },
      { term: nonnegativity(), strength: constant(2) },
      { term: activityEnergy(), strength: constant(1e-3) },
      { term: weightEnergy(), strength: constant(1e-4) },
    ],
    optimiser: adam({ learningRate: cosine(1e-2) }),
    data: supervisedMixture(key(seed), FACTORS).sample(key(seed + 1), 300),
    batch: 32,
    steps,
    key: key(seed),
  };
}
