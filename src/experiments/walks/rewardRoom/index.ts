/**
 * Dorrell et al. 2025 (Range, not independence, drives modularity), Fig. 4: place and reward. In a small periodic room with one reward a
 * linear network with soft nonnegativity and energies must tell place and displacement from the reward while it moves blindly. Where
 * the reward is at random places at least now and then, neurons are modular; where it never moves, place and displacement are one and
 * the same, and neurons mix. Their program: github.com/kylehkhsu/modular, Grid_Warp_Train.
 *
 * Theirs: 64 units, 25 moves, 10 walks, error tolerated up to 0.001, energies 0.1 and 0.01, 8.5 million updates. Here: 10 moves, 32 walks,
 * squared error without tolerance, and energies ten times as strong, with which 20,000 updates are enough; at the published strengths
 * neurons are still mixed by then, at an objective within 10 % of the published one.
 */
import type { Experiment, Job } from "../../../protocols.js";
import { FULL } from "../../frame/arms.js";
import { SPATIAL_SEEDS } from "../../frame/fields.js";
import { homeJobs } from "../../space/study.js";
import { runWalkJob } from "../job.js";
import { rewardRoomVerdicts } from "./claims.js";
import { rewardRoomFigures } from "./figures.js";
import { settings } from "./settings.js";

export const rewardRoom: Experiment<typeof settings> = {
  id: "reward-room",
  title: "Place and reward: neurons mix only where the reward never moves",
  source: "Dorrell et al. 2025, Fig. 4",
  claim: "Place and reward are coded by separate neurons as soon as rewards are sometimes at random places.",
  version: 1,
  settings,
  sizes: {
    quick: { seeds: [1000], atHome: [0, 1], updates: 500 },
    start: { seeds: [1000, 1001, 1002], atHome: [0, 0.5, 1] },
    full: { seeds: SPATIAL_SEEDS },
  },
  expectedSeconds: ({ seeds, atHome, updates, units, walks, moves }, backend) => {
    const size = (units ** 2 * walks * (moves + 1)) / (64 ** 2 * 32 * 11);
    return seeds.length * atHome.length * (1 + ((backend === "native" ? 0.8 : 8) * updates * size) / 1000);
  },
  choosing: ["atHome"],
  jobs: ({ seeds, atHome }): readonly Job[] => homeJobs(seeds, atHome),
  runJob: (job, chosen, context) =>
    runWalkJob(
      job,
      chosen,
      { arm: FULL, atHome: Number(job.condition), rectified: false, startAnywhere: false },
      context,
    ),
  check: rewardRoomVerdicts,
  figures: rewardRoomFigures,
  recorded: {
    "reward-room.knows": "beyond the paper",
    "reward-room.random-rewards-separate": "reproduced",
    "reward-room.fixed-reward-mixes": "reproduced",
    "reward-room.reaches-the-optimum": "beyond the paper",
  },
};
