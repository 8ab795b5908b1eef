/**
 * When does a population split one factor into ON and OFF halves? Rectified networks for a factor that is present often or seldom, beside the
 * certified optimum of their loss (docs/theory.md, section 10). The question, and the answer that dense codes split and sparse ones do not, are
 * those of "Convex Efficient Coding" (Dorrell, Latham and Whittington, ICLR 2026, arXiv 2601.10482), whose settings and thresholds are others.
 *
 * Exact predictions from one linear neuron cost 2 sqrt(lambda (alpha (v + h^2) + lambda)), from an ON/OFF pair 2 sqrt(lambda) (sqrt(c_on) + sqrt(c_off)):
 * the first pays for its bias h, the distance of the mean from the nearer end, the second for two sets of weights.
 */
import type { Backend, Experiment } from "../../../protocols.js";
import { design } from "../../frame/design.js";
import { trainingSeconds } from "../study.js";
import { onOffVerdicts } from "./claims.js";
import { onOffFigures } from "./figures.js";
import { trainPlace } from "./job.js";
import { KINDS, type OnOffSettings, settings } from "./settings.js";

export const onOff: Experiment<typeof settings> = {
  id: "on-off",
  title: "When is a factor split into ON and OFF halves?",
  source: "an experiment of our own, on a question of Dorrell, Latham and Whittington 2026",
  claim:
    "Rectified networks split a dense factor into ON and OFF halves and leave a sparse one whole, where the certified optimum does; what decides is the " +
    "distance of the mean from the nearer end of the range, beside the spread.",
  version: 1,
  settings,
  sizes: {
    quick: { seeds: [0], tenths: [2, 10], weightStrengths: [0.01, 0.1], updates: 500 },
    start: { seeds: [0] },
    full: { updates: 50_000 },
  },
  expectedSeconds: secondsOf,
  choosing: ["tenths"],
  jobs: (chosen) => placesOf(chosen).jobs(chosen.seeds),
  runJob: (job, chosen, context) => trainPlace(job, placesOf(chosen).of(job), chosen, context),
  check: onOffVerdicts,
  figures: onOffFigures,
  recorded: {
    "on-off.optimum-splits-where-a-pair-is-cheaper": "beyond the paper",
    "on-off.networks-split-where-the-optimum-does": "beyond the paper",
    "on-off.dense-splits-sparse-does-not": "beyond the paper",
    "on-off.rare-on-both-sides-splits": "beyond the paper",
    "on-off.reaches-the-optimum": "beyond the paper",
  },
};

function secondsOf(chosen: OnOffSettings, backend: Backend): number {
  const jobs = placesOf(chosen).jobs(chosen.seeds).length;
  const { updates, code, levels, weightStrengths } = chosen;
  const price = { activityEnergy: 1, weightEnergy: 1, prediction: 1, learningRate: 1, updates, code };
  return trainingSeconds(jobs * weightStrengths.length, 10 * levels, price, backend) + 0.3 * jobs;
}

/** One job per kind, rarity and seed: a row of a diagram. */
function placesOf({ tenths }: OnOffSettings) {
  const rows = KINDS.flatMap((kind) => tenths.map((count) => ({ kind, tenths: count })));
  return design(rows, (row) => `${row.kind}-${row.tenths}-tenths`);
}
