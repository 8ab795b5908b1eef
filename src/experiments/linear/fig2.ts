/**
 * Whittington et al. 2023, Fig. 2: a shallow linear supervised network.
 *
 * Factors e uniform on [0, 1]^6; input x = O e with O random orthogonal, target y = W e with W standard normal; one linear
 * hidden layer of 188 units. The paper: with nonnegativity, activity energy and weight energy each unit carries a single
 * factor; removing any one of them entangles the code. Published: 300,000 updates of Adam at 3e-3, batches of 128.
 * 20,000 updates pass the rule of bench/updates.ts (1.1 % above the objective of three times as many; 10,000 do not: 8.5 %).
 */
import type { Experiment } from "../../protocols.js";
import { supervisedMixture } from "../../tasks/linearMixture.js";
import { keyOf, THREE_SEEDS } from "../frame/fields.js";
import { ablationVerdicts, floorVerdict, nonnegativityVerdict } from "./claims.js";
import { linearFigures } from "./figures.js";
import { runLinearJob } from "./job.js";
import { type DrawTask, linearJobs, linearSeconds, linearSettings } from "./study.js";

export const drawTask: DrawTask = (seed, { factors }) => supervisedMixture(keyOf(seed, "task"), factors);

const settings = linearSettings({
  code: 188,
  batch: 128,
  updates: 20_000,
  learningRate: 3e-3,
  schedule: "linear-second-half",
  nonnegativity: 2,
  activityEnergy: 1e-3,
  weightEnergy: 1e-4,
  nullDraws: 40,
});

const claims = { prefix: "fig2", judgeable: { updates: 20_000, seeds: 3 }, least: 0 };
const source = "Whittington et al. 2023, Fig. 2";

export const fig2: Experiment<typeof settings> = {
  id: "fig2",
  title: "Shallow linear network: which constraints make neurons pure?",
  source,
  claim:
    "A linear network trained with nonnegativity, activity energy and weight energy grows neurons that each carry one " +
    "factor; without any one of the three its code is entangled.",
  version: 1,
  settings,
  sizes: {
    quick: { seeds: [0], updates: 1000, samples: 20_000, nullDraws: 20 },
    start: { seeds: THREE_SEEDS },
    full: { updates: 300_000, schedule: "constant" },
  },
  expectedSeconds: (chosen, backend) =>
    linearSeconds(chosen, backend, { update: { wasm: 0.6, native: 0.12 }, measure: 14 }),
  jobs: linearJobs,
  runJob: (job, chosen, context) => runLinearJob(drawTask, job, chosen, context),
  check: (results, chosen) => [
    ...ablationVerdicts(results, chosen, claims),
    floorVerdict(results, chosen, claims),
    nonnegativityVerdict(results, chosen, claims),
  ],
  figures: (results) => linearFigures(results, "fig2", source),
  recorded: {
    "fig2.beats-no-nonnegativity": "reproduced",
    "fig2.beats-no-activity-energy": "reproduced",
    "fig2.beats-no-weight-energy": "reproduced",
    "fig2.beats-none": "reproduced",
    "fig2.reaches-the-optimum": "beyond the paper",
    "fig2.nonnegativity-is-essential": "reproduced",
  },
};
