/**
 * Whittington et al. 2023, Fig. 1 and Theorem 1: why neurons that must be nonnegative should align with factors.
 *
 * Two independent factors of variance s2 on [-a, a], two neurons that together vary by 2 s2. Signed neurons cost 2 s2 along
 * any pair of orthogonal directions. Nonnegative ones need a bias of a times the sum of their |weights|: rows (0.8, -0.6) and
 * (0.6, 0.8) then cost 2 s2 + 2 a^2 1.4^2, aligned ones 2 s2 + 2 a^2, the least of all. A network that is trained on a grid
 * of the same factors, its biases the smallest legal ones, finds the aligned code by itself.
 */
import { type Matrix, matrix } from "../../../math/matrix.js";
import { fold, key as rootKey, uniform } from "../../../math/random.js";
import type { Experiment } from "../../../protocols.js";
import { supportFromSamples } from "../../../theory/index.js";
import { trainOnPoints } from "../job.js";
import { squareGrid } from "../sets.js";
import { trainingSeconds } from "../study.js";
import { fig1Verdicts } from "./claims.js";
import { ALIGNED, closedForms, ROTATED, rotation } from "./codes.js";
import { fig1Figures } from "./figures.js";
import { fig1Result } from "./measures.js";
import { codeEnergies } from "./sampledCode.js";
import { type Fig1Settings, settings } from "./settings.js";

export const fig1: Experiment<typeof settings> = {
  id: "fig1",
  title: "Why nonnegative neurons align with factors",
  source: "Whittington et al. 2023, Fig. 1 and Theorem 1",
  claim:
    "Signed neurons cost the same along any directions; nonnegative ones are cheapest when each follows one factor, because " +
    "a mixed neuron needs a larger bias.",
  version: 1,
  settings,
  sizes: { quick: { seeds: [0], samples: 20_000, updates: 1000 }, start: { seeds: [0, 1, 2] }, full: {} },
  expectedSeconds: (chosen, backend) =>
    trainingSeconds(chosen.seeds.length, chosen.grid ** 2, chosen, backend) +
    chosen.seeds.length * chosen.samples * chosen.angles * 1e-8,
  jobs: ({ seeds }) => seeds.map((seed) => ({ id: `seed${seed}`, condition: "intuition", seed })),
  async runJob(job, chosen, context) {
    const sampled = sampleEnergies(job.seed, chosen);
    const samples = scaled(squareGrid(chosen.grid), chosen.halfRange);
    const trained = await trainOnPoints({ samples }, chosen, fold(rootKey(job.seed), "training"), context);
    return {
      job,
      values: { ...trained.values, ...sampled.values },
      arrays: { ...trained.arrays, ...sampled.arrays },
    };
  },
  check: fig1Verdicts,
  figures: (results, chosen) => fig1Figures(results.map(fig1Result), closedForms(chosen)),
  recorded: {
    "fig1.closed-forms": "reproduced",
    "fig1.aligned-is-cheapest": "reproduced",
    "fig1.training-aligns": "reproduced",
  },
};

/** The unit square as [-a, a]^2. */
const scaled = (samples: Matrix, halfRange: number): Matrix =>
  matrix(
    samples.rows,
    2,
    samples.data.map((value) => halfRange * (2 * value - 1)),
  );

/** Samples kept for the drawing. */
const SHOWN = 250;

/** The three energies of the figure, from samples, and the energy of every rotation. */
function sampleEnergies(seed: number, { samples, halfRange, angles }: Fig1Settings) {
  const drawn = scaled(matrix(samples, 2, uniform(fold(rootKey(seed), "factors"), 2 * samples)), halfRange);
  const support = supportFromSamples(drawn);
  const degrees = Float64Array.from({ length: angles }, (_, k) => (90 * k) / (angles - 1));
  const turned = degrees.map((angle) => codeEnergies(support, rotation((angle * Math.PI) / 180)).nonnegative);
  const rotated = codeEnergies(support, ROTATED);
  const shown = Math.min(SHOWN, samples);
  return {
    values: {
      signed: rotated.signed,
      shifted: rotated.nonnegative,
      aligned: codeEnergies(support, ALIGNED).nonnegative,
    },
    arrays: {
      degrees: { shape: [angles], data: degrees },
      rotationEnergy: { shape: [angles], data: turned },
      drawn: { shape: [shown, 2], data: drawn.data.slice(0, 2 * shown) },
    },
  };
}
