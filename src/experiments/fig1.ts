/**
 * Whittington et al. 2023, Fig. 1 and Theorem 1: why neurons that must be nonnegative should align with factors.
 *
 * Two independent factors of variance s2 on [-a, a], two neurons that together vary by 2 s2. Signed neurons cost 2 s2 along
 * any pair of orthogonal directions. Nonnegative ones need a bias of a times the sum of their |weights|: rows (0.8, -0.6) and
 * (0.6, 0.8) then cost 2 s2 + 2 a^2 1.4^2, aligned ones 2 s2 + 2 a^2, the least of all. A network that is trained on a grid
 * of the same factors, its biases the smallest legal ones, finds the aligned code by itself.
 */
import { z } from "zod";
import { type Matrix, matrix } from "../math/matrix.js";
import { fold, key as rootKey, uniform } from "../math/random.js";
import type { Experiment, JobResult, Verdict } from "../protocols.js";
import { independentCodeEnergy, supportFromSamples } from "../theory/index.js";
import { fig1Figures } from "./fig1Figures.js";
import { fig1Result } from "./fig1Results.js";
import { points, squareGrid } from "./pointSets.js";
import { pointFields, seedsField, trainingSeconds } from "./pointStudy.js";
import { digits, judged, spread } from "./pointVerdicts.js";
import { codeEnergies } from "./sampledCode.js";
import { trainOnPoints } from "./trainOnPoints.js";

const settings = z.object({
  seeds: seedsField([0, 1, 2, 3, 4], "one sample of the factors and one initial network per seed"),
  samples: z.int().min(10).default(400_000).describe("samples of the factors"),
  halfRange: z.number().positive().default(1).describe("a: factors are uniform on [-a, a]"),
  angles: z.int().min(2).default(46).describe("rotations of the code between 0 and 90 degrees"),
  grid: z.int().min(2).default(9).describe("values per factor of the grid that the network is trained on"),
  ...pointFields,
  updates: pointFields.updates.default(3000),
});

type Settings = z.infer<typeof settings>;

/** Rows (0.8, -0.6) and (0.6, 0.8): a rotation. */
export const ROTATED: Matrix = points([
  [0.8, -0.6],
  [0.6, 0.8],
]);
const ALIGNED: Matrix = points([
  [1, 0],
  [0, 1],
]);

const rotation = (angle: number): Matrix =>
  points([
    [Math.cos(angle), -Math.sin(angle)],
    [Math.sin(angle), Math.cos(angle)],
  ]);

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
  check: (results, chosen) => [
    closedFormVerdict(results, chosen),
    rotationVerdict(results, chosen),
    trainingVerdict(results, chosen),
  ],
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
function sampleEnergies(seed: number, { samples, halfRange, angles }: Settings) {
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

/** The closed forms: s2 = a^2 / 3 for uniform factors. */
export function closedForms({ halfRange }: Settings) {
  const variance = halfRange ** 2 / 3;
  return {
    halfRange,
    signed: 2 * variance,
    shifted: independentCodeEnergy(ROTATED, variance, halfRange),
    aligned: independentCodeEnergy(ALIGNED, variance, halfRange),
    rotated: (degrees: number) => independentCodeEnergy(rotation((degrees * Math.PI) / 180), variance, halfRange),
  };
}

export type ClosedForms = ReturnType<typeof closedForms>;

const settingsLine = ({ samples, halfRange }: Settings, seeds: number): string =>
  `${samples} samples uniform on [-${halfRange}, ${halfRange}]^2, smallest legal biases; ${seeds} seeds`;

const STAGES = ["signed", "shifted", "aligned"] as const;

function closedFormVerdict(results: readonly JobResult[], chosen: Settings): Verdict {
  const seeds = results.map(fig1Result);
  const forms = closedForms(chosen);
  const errors = STAGES.flatMap((stage) =>
    seeds.map(({ seed, energies }) => ({
      label: `${stage}, seed ${seed} (%)`,
      value: 100 * (energies[stage] / forms[stage] - 1),
    })),
  );
  const middle = (stage: (typeof STAGES)[number]) => spread(seeds.map(({ energies }) => energies[stage]));
  return {
    id: "fig1.closed-forms",
    claim: "Signed, shifted and aligned codes cost 2 s2, 2 s2 + 2 a^2 1.4^2 and 2 s2 + 2 a^2.",
    criterion: "each of the three within 1 % of its closed form in every seed",
    measured:
      seeds.length === 0
        ? "nothing was measured"
        : STAGES.map((stage) => `${stage} ${middle(stage)} (closed form ${digits(forms[stage])})`).join("; "),
    met: judged(
      chosen.samples >= 400_000 && seeds.length >= 3,
      errors.every(({ value }) => Math.abs(value) <= 1),
    ),
    settings: settingsLine(chosen, seeds.length),
    values: errors,
  };
}

function rotationVerdict(results: readonly JobResult[], chosen: Settings): Verdict {
  const seeds = results.map(fig1Result);
  const step = 90 / (chosen.angles - 1);
  const cheapest = seeds.map(({ degrees, rotationEnergy }) => {
    const best = degrees[rotationEnergy.indexOf(Math.min(...rotationEnergy))];
    return Math.min(best, 90 - best);
  });
  return {
    id: "fig1.aligned-is-cheapest",
    claim: "Of all rotations of a nonnegative code the one whose neurons follow single factors costs least.",
    criterion: "the cheapest of all angles tried is 0 or 90 degrees in every seed",
    measured:
      seeds.length === 0
        ? "nothing was measured"
        : `cheapest at ${cheapest.map((angle) => digits(angle, 1)).join(", ")} degrees from the axes`,
    met: judged(
      chosen.samples >= 400_000 && seeds.length >= 3,
      cheapest.every((angle) => angle === 0),
    ),
    settings: `${chosen.angles} angles, ${digits(step, 1)} degrees apart; ${settingsLine(chosen, seeds.length)}`,
    values: seeds.map(({ seed }, i) => ({ label: `seed ${seed} (degrees)`, value: cheapest[i] })),
  };
}

function trainingVerdict(results: readonly JobResult[], chosen: Settings): Verdict {
  const seeds = results.map(fig1Result);
  const excess = seeds.map(({ relativeCost, leastRelativeCost }) => 100 * (relativeCost / leastRelativeCost - 1));
  const failures = seeds.flatMap(({ trained }) => trained.failures);
  return {
    id: "fig1.training-aligns",
    claim: "A network trained with nonnegativity and energy costs finds the aligned code.",
    criterion:
      "E|z|^2 / Var z of the trained code within 1 % of the aligned code's 1 + a^2 / s2 in every seed, and the code passes the " +
      "optimality check",
    measured:
      seeds.length === 0 ? "nothing was trained" : `above it by ${spread(excess)} %; ${failures.length} checks failed`,
    met: judged(
      chosen.updates >= 3000 && seeds.length >= 3,
      failures.length === 0 && excess.every((value) => Math.abs(value) <= 1),
    ),
    settings: `${chosen.grid} x ${chosen.grid} grid; ${chosen.code} units; ${chosen.updates} full-batch updates`,
    values: seeds.map(({ seed }, i) => ({ label: `seed ${seed} (%)`, value: excess[i] })),
  };
}
