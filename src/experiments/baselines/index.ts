/**
 * What do constraints buy? The constrained autoencoder of Whittington et al. 2023, Fig. 4, beside other ways to a code: autoencoders
 * without constraints, with sparsity (absolute activity, Olshausen and Field 1996 in spirit), with dropout of the code
 * (Srivastava et al. 2014), and PCA, ICA and NMF; on linear mixtures and on data of a random nonlinear generator, on the same
 * samples, with the same metrics. An experiment of our own.
 *
 * Fair settings: all networks of a task share architecture, initial weights, minibatches and length of training. The constraints have
 * the published strengths of Fig. 4, untuned; the strength of sparsity and the rate of dropout are those with the largest MIR
 * on seeds that are not reported, among those that still reconstruct: docs/decisions/baselines.md. PCA and ICA have as many
 * units as the code or, where the data vary in fewer directions, as those; NMF sees every variable above its minimum.
 */
import type { Backend } from "../../protocols.js";
import { design } from "../frame/design.js";
import { experiment } from "../frame/experiment.js";
import { THREE_SEEDS } from "../frame/fields.js";
import { costOn } from "../frame/seconds.js";
import { baselineClaims } from "./claims.js";
import { baselineFigures } from "./figures.js";
import { runBaseline } from "./job.js";
import { METHODS, measures, NETWORKS, TASKS } from "./measures.js";
import { type BaselineSettings, settings } from "./settings.js";

export const baselines = experiment({
  id: "baselines",
  title: "What do constraints buy? Seven codes side by side",
  source: "an experiment of our own, on the data of Whittington et al. 2023, Fig. 4",
  claim:
    "Constrained autoencoders have purer codes than autoencoders without constraints, with sparsity or with dropout, and than PCA and " +
    "NMF; ICA does as well on linear mixtures, whose factors it was made to find, and worse on nonlinear data.",
  version: 1,
  settings,
  sizes: {
    quick: { seeds: [0], updates: 200, samples: 2000, evaluationSamples: 500, fittedSamples: 200, dciSamples: 300 },
    start: { seeds: THREE_SEEDS },
    full: { seeds: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], updates: 100_000, encoder: [500, 300, 100] },
  },
  expectedSeconds: secondsOf,
  design: codesOfTasks,
  measures,
  run: runBaseline,
  claims: baselineClaims,
  figures: baselineFigures,
  recorded: {
    "baselines.linear-beats-networks": "beyond the paper",
    "baselines.linear-beats-pca-and-nmf": "beyond the paper",
    "baselines.ica-does-as-well-on-linear-data": "beyond the paper",
    "baselines.nonlinear-beats-networks": "beyond the paper",
    "baselines.nonlinear-beats-fitted-codes": "beyond the paper",
    "baselines.constrained-reconstruct": "beyond the paper",
  },
});

/** Milliseconds per update; seconds to measure a code. */
const COST = { linear: { native: 0.07, wasm: 0.07 }, nonlinear: { native: 0.25, wasm: 1 }, rest: 1.8 };

function secondsOf(chosen: BaselineSettings, backend: Backend): number {
  const training = TASKS.reduce((sum, task) => sum + costOn(COST[task], backend), 0) * NETWORKS.length;
  return chosen.seeds.length * ((training * chosen.updates) / 1000 + METHODS.length * TASKS.length * COST.rest);
}

function codesOfTasks() {
  const codes = TASKS.flatMap((task) => METHODS.map((method) => ({ task, method })));
  return design(codes, ({ task, method }) => `${task}-${method}`);
}
