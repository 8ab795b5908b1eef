/**
 * Any cloud of two factors: its certified optimum, and autoencoders trained on it. An experiment of our own, and the first
 * page of the lab; `corner-cutting` is the study of a published family of such clouds (Dorrell et al. 2025, Figs. 1 and 2).
 */
import type { Experiment } from "../../../protocols.js";
import { exactFloorVerdict, isProven } from "../claims.js";
import { codeFigure } from "../figures.js";
import { pointResult, trainOnPoints } from "../job.js";
import { trainingSeconds } from "../study.js";
import { trainRectified } from "./rectified.js";
import { cloudKey, cloudSamples, type cloudSettings, cloudWords } from "./settings.js";

export const cloud: Experiment<typeof cloudSettings> = {
  ...cloudWords,
  sizes: { quick: { seeds: [0], updates: 1000 }, start: {}, full: { updates: 50_000 } },
  expectedSeconds: (chosen, backend) =>
    trainingSeconds(chosen.seeds.length, cloudSamples(chosen).rows, chosen, backend),
  jobs: ({ seeds }) => seeds.map((seed) => ({ id: `cloud-seed${seed}`, condition: "cloud", seed })),
  async runJob(job, chosen, context) {
    const train = chosen.neurons === "rectified" ? trainRectified : trainOnPoints;
    return { job, ...(await train({ samples: cloudSamples(chosen) }, chosen, cloudKey(job.seed), context)) };
  },
  check(results, chosen) {
    const { neurons, code, updates } = chosen;
    const found = results.map(pointResult);
    // The search for rectified neurons is one of bounded time: what it could not prove is no floor to be judged by.
    const proven = neurons === "linear" || found.every(isProven);
    const kind = neurons === "linear" ? "" : `${neurons} `;
    const settings = `${cloudSamples(chosen).rows} points; ${code} ${kind}units; ${updates} full-batch updates`;
    const enough = updates >= 10_000 && found.length >= 3 && proven;
    return [exactFloorVerdict(found, { id: "cloud.reaches-the-optimum", enough, settings })];
  },
  figures: (results) => results.slice(0, 1).map((result) => codeFigure("cloud-code", pointResult(result))),
  recorded: {},
};
