/**
 * Any cloud of two factors: its certified optimum, and autoencoders trained on it. An experiment of our own, and the first
 * page of the lab; `corner-cutting` is the study of a published family of such clouds (Dorrell et al. 2025, Figs. 1 and 2).
 */
import type { Experiment } from "../../../protocols.js";
import { exactFloorVerdict } from "../claims.js";
import { codeFigure } from "../figures.js";
import { pointResult, trainOnPoints } from "../job.js";
import { trainingSeconds } from "../study.js";
import { cloudKey, cloudSamples, type cloudSettings, cloudWords } from "./settings.js";

export const cloud: Experiment<typeof cloudSettings> = {
  ...cloudWords,
  sizes: { quick: { seeds: [0], updates: 1000 }, start: {}, full: { updates: 50_000 } },
  expectedSeconds: (chosen, backend) =>
    trainingSeconds(chosen.seeds.length, cloudSamples(chosen).rows, chosen, backend),
  jobs: ({ seeds }) => seeds.map((seed) => ({ id: `cloud-seed${seed}`, condition: "cloud", seed })),
  async runJob(job, chosen, context) {
    return { job, ...(await trainOnPoints({ samples: cloudSamples(chosen) }, chosen, cloudKey(job.seed), context)) };
  },
  check(results, chosen) {
    const settings = `${cloudSamples(chosen).rows} points; ${chosen.code} units; ${chosen.updates} full-batch updates`;
    const enough = chosen.updates >= 10_000 && results.length >= 3;
    return [exactFloorVerdict(results.map(pointResult), { id: "cloud.reaches-the-optimum", enough, settings })];
  },
  figures: (results) => results.slice(0, 1).map((result) => codeFigure("cloud-code", pointResult(result))),
  recorded: {},
};
