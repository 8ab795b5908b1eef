/**
 * How selectivity depends on the number of units, the number of factors, noise in the input, and correlation of the factors with and
 * without missing corners. An experiment of our own with the linear network of Whittington et al. 2023, Fig. 2, but with
 * orthonormal targets: then pure neurons are optimal for any number of independent factors (their Theorem 2), and whatever a
 * network does otherwise is due to what is varied. One thing is varied at a time, around six factors and 48 units. Both energies are
 * ten times as strong as in Fig. 2, in the same ratio, so that trainings of this length end near the optimum.
 */
import { experiment } from "../frame/experiment.js";
import { THREE_SEEDS } from "../frame/fields.js";
import { costOn } from "../frame/seconds.js";
import { claims } from "./claims.js";
import { figures } from "./figures.js";
import { runPlace } from "./job.js";
import { measures, placesOf } from "./measures.js";
import { settings } from "./settings.js";

/** Milliseconds per update with 48 units; seconds to make the data and to measure a code. */
const COST = { native: 0.08, wasm: 0.07, rest: 0.5 };

export const noiseAndSize = experiment({
  id: "noise-and-size",
  title: "Selectivity against units, factors, noise and correlation",
  source: "an experiment of our own, with the networks of Whittington et al. 2023, Fig. 2",
  claim:
    "Neurons stay pure for any number of independent factors, with noise in the input, and for correlated factors as long as all " +
    "combinations of their extremes occur.",
  version: 1,
  settings,
  sizes: {
    quick: { seeds: [0], updates: 500, unitCounts: [6], factorCounts: [3], noises: [0.2], correlations: [0.6] },
    start: { seeds: THREE_SEEDS },
    full: { seeds: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], updates: 100_000 },
  },
  choosing: ["unitCounts", "factorCounts", "noises", "correlations"],
  design: placesOf,
  expectedSeconds: (chosen, backend) =>
    placesOf(chosen).jobs(chosen.seeds).length * (COST.rest + (chosen.updates * costOn(COST, backend)) / 1000),
  measures,
  run: runPlace,
  claims,
  figures,
  recorded: {
    "noise-and-size.pure-at-any-units": "beyond the paper",
    "noise-and-size.too-few-units-drop-factors": "beyond the paper",
    "noise-and-size.pure-at-any-factors": "beyond the paper",
    "noise-and-size.pure-at-any-noise": "beyond the paper",
    "noise-and-size.noise-lowers-the-score": "beyond the paper",
    "noise-and-size.pure-at-any-correlation": "reproduced",
    "noise-and-size.missing-corners-mix": "reproduced",
  },
});
