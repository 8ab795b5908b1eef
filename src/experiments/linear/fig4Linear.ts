/**
 * Whittington et al. 2023, Fig. 4A-B: a linear autoencoder.
 *
 * x = y = W e in 50 dimensions, W standard normal, factors e uniform on [0, 1]^6; a code of 10 linear units. The paper's
 * parameter count (1570) shows a second, unused head of 10 units, which is left out here. Published: 300,000 updates of Adam at
 * 1e-4, batches of 64. Here 40,000 updates at up to 3e-3, the least number that passes the rule of bench/updates.ts
 * (0.3 % above the objective of three times as many; 20,000 miss it by a little: 2.1 %).
 */
import { autoencodingMixture } from "../../tasks/linearMixture.js";
import { keyOf } from "../frame/fields.js";
import { entangledVerdict } from "./claims.js";
import { linearExperiment } from "./experiment.js";
import type { DrawTask } from "./study.js";

const DATA_DIMENSIONS = 50;

export const drawTask: DrawTask = (seed, { factors }) =>
  autoencodingMixture(keyOf(seed, "task"), factors, DATA_DIMENSIONS);

export const fig4Linear = linearExperiment({
  id: "fig4-linear",
  title: "Linear autoencoder: which constraints make neurons pure?",
  source: "Whittington et al. 2023, Fig. 4A-B",
  claim:
    "A linear autoencoder disentangles the factors of its data under nonnegativity, activity energy and weight energy " +
    "together; without any one of the three its code is less pure.",
  version: 1,
  drawTask,
  defaults: {
    code: 10,
    batch: 64,
    updates: 40_000,
    learningRate: 3e-3,
    schedule: "linear-second-half",
    nonnegativity: 0.5,
    activityEnergy: 5e-3,
    weightEnergy: 1e-3,
    nullDraws: 100,
  },
  cost: { update: { wasm: 0.08, native: 0.08 }, measure: 1.5 },
  published: { learningRate: 1e-4 },
  least: 0.1,
  verdict: entangledVerdict,
  recorded: {
    "fig4-linear.beats-no-nonnegativity": "reproduced",
    "fig4-linear.beats-no-activity-energy": "reproduced",
    "fig4-linear.beats-no-weight-energy": "reproduced",
    "fig4-linear.beats-none": "reproduced",
    "fig4-linear.reaches-the-optimum": "beyond the paper",
    "fig4-linear.unconstrained-is-entangled": "reproduced",
  },
});
