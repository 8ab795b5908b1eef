/**
 * Dorrell et al. 2025 (arXiv 2410.06232), Fig. 1d: on random sets of points, does theory's energy gain predict how mixed a
 * trained linear autoencoder's neurons are?
 *
 * Published: 32 points uniform on the unit square; linear autoencoders with 16 units, soft nonnegativity, a million epochs;
 * half of the sets pass the condition at 500 angles (found by rejection, about 2000 draws each), half do not. Here: the same
 * sets by the same rule from our own keys, nonnegativity exact, and the certified optimum beside every network. No random set
 * is strictly modular (a finite sample has no flat side at its extremes), so theory is asked for energies, not for a yes or no.
 */
import { fold, key as rootKey } from "../../../math/random.js";
import type { Experiment, Job } from "../../../protocols.js";
import { trainOnPoints } from "../job.js";
import { uniformPoints } from "../sets.js";
import { trainingSeconds } from "../study.js";
import { angularMargin, firstPassing } from "./angularMargin.js";
import { rangeFig1dVerdicts } from "./claims.js";
import { rangeFig1dFigures } from "./figures.js";
import { ANY, NEARLY_MODULAR } from "./measures.js";
import { type Fig1dSettings, settings } from "./settings.js";

const conditionOf = (seed: number): string => (seed % 2 === 0 ? NEARLY_MODULAR : ANY);

export const rangeFig1d: Experiment<typeof settings> = {
  id: "range-fig1d",
  title: "Theory's energy gain predicts mixing on random points",
  source: "Dorrell et al. 2025, Fig. 1d",
  claim:
    "The more energy mixed neurons save according to theory, the more mixed are the neurons of a trained linear autoencoder; " +
    "where they save next to nothing neurons are pure.",
  version: 1,
  settings,
  sizes: {
    quick: { seeds: [0, 1, 2, 3], updates: 1000 },
    start: { seeds: Array.from({ length: 20 }, (_, seed) => seed) },
    full: { seeds: Array.from({ length: 100 }, (_, seed) => seed), updates: 50_000 },
  },
  expectedSeconds: (chosen, backend) =>
    0.4 * chosen.seeds.length + trainingSeconds(chosen.seeds.length, chosen.points, chosen, backend),
  jobs: ({ seeds }) => seeds.map((seed) => ({ id: `set${seed}`, condition: conditionOf(seed), seed })),
  async runJob(job, chosen, context) {
    const samples = pointsOf(job, chosen);
    const trained = await trainOnPoints({ samples }, chosen, fold(rootKey(job.seed), "training"), context);
    return { job, ...trained, values: { ...trained.values, publishedGain: -angularMargin(samples) } };
  },
  check: rangeFig1dVerdicts,
  figures: (results) => rangeFig1dFigures(results),
  recorded: {
    "range-fig1d.gain-predicts-mixing": "reproduced",
    "range-fig1d.nearly-modular-is-pure": "reproduced",
    "range-fig1d.reaches-the-optimum": "beyond the paper",
  },
};

export function pointsOf({ condition, seed }: Job, { points }: Fig1dSettings) {
  const key = fold(rootKey(seed), "points");
  return condition === NEARLY_MODULAR ? firstPassing(key, points) : uniformPoints(fold(key, 0), points);
}
