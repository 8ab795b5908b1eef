/**
 * Whittington et al. 2023, Fig. 7: where the object is always in its place, position and the vector from it are the same thing, and
 * neurons respond to both. Here as a continuous function of the probability that the object is at its home (Dorrell et al. 2025 vary
 * it in another model). The code and the loss are those of fig6; conditional means take the correlation into account.
 *
 * At probability 1 nothing can tell the factors apart, so mixing is expected of any code; the values between are the test.
 */
import type { Experiment } from "../../../protocols.js";
import { FULL } from "../../frame/arms.js";
import { SPATIAL_SEEDS } from "../../frame/fields.js";
import { runFactorJob } from "../factorJob.js";
import { homeJobs, spatialSeconds } from "../study.js";
import { fig7Verdicts } from "./claims.js";
import { fig7Figures } from "./figures.js";
import { settings } from "./settings.js";

export const fig7: Experiment<typeof settings> = {
  id: "fig7",
  title: "Objects that stay: when do position and object cells mix?",
  source: "Whittington et al. 2023, Fig. 7",
  claim: "The more often an object is at the same place, the more neurons respond to position and object together.",
  version: 1,
  settings,
  sizes: {
    quick: { seeds: [1000], atHome: [0, 1], updates: 300 },
    start: { seeds: [1000, 1001, 1002], atHome: [0, 0.5, 1] },
    full: { seeds: SPATIAL_SEEDS },
  },
  expectedSeconds: ({ seeds, atHome, ...chosen }, backend) =>
    spatialSeconds(seeds.length * atHome.length, chosen, backend, { update: { wasm: 6, native: 3 }, analysis: 1 }),
  choosing: ["atHome"],
  jobs: ({ seeds, atHome }) => homeJobs(seeds, atHome),
  runJob: (job, chosen, context) =>
    runFactorJob(job, chosen, { arm: FULL, atHome: Number(job.condition), grids: false }, context),
  check: fig7Verdicts,
  figures: fig7Figures,
  recorded: {
    "fig7.selectivity-falls": "reproduced",
    "fig7.fixed-object-mixes": "reproduced",
    "fig7.fields-lock-to-objects": "not reproduced",
  },
};
