/**
 * A phase diagram over the strengths of activity energy and weight energy, for linear and for rectified codes: how pure the
 * trained code is, how well the network predicts, and what it costs beside the certified optimum. An experiment of our own, with the
 * networks and the loss of Whittington et al. 2023.
 *
 * Two factors on a square grid, targets whose columns meet at a given cosine. Theory draws one line through the diagram: pure
 * neurons are optimal for a linear code while the cosine is at most
 *     alpha b^2 / (alpha (v + b^2) + lambda)
 * (docs/theory.md, section 5; v the factors' variance, b their half-range), hence up to a fixed ratio of the two strengths.
 */
import { z } from "zod";
import type { Backend, Experiment, Job } from "../../../protocols.js";
import { THREE_SEEDS, whole } from "../../frame/fields.js";
import { seedsField, trainingSeconds } from "../study.js";
import { strengthsVerdicts } from "./claims.js";
import { strengthsFigures } from "./figures.js";
import { CODES, type Code, trainRow } from "./job.js";

const strengths = (values: readonly number[], what: string) =>
  z
    .array(z.number().positive())
    .min(2)
    .refine((given) => given.every((value, k) => k === 0 || value > given[k - 1]), "strengths ascend, each once")
    .default([...values])
    .describe(`strengths of ${what}, ascending`);

const settings = z.object({
  seeds: seedsField(THREE_SEEDS, "one initial network per seed, the same at all strengths"),
  activityStrengths: strengths([1e-3, 3e-3, 1e-2, 3e-2, 0.1, 0.3, 1], "the energy of activity"),
  weightStrengths: strengths([1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 0.1], "the energy of weights"),
  cosine: z.number().min(0).max(0.95).default(0.5).describe("between the two columns of the target mixing"),
  grid: whole(3).default(8).describe("values per factor of the training data, 0 and 1 included"),
  prediction: z.number().positive().default(1).describe("weight of the squared error"),
  code: whole(2).default(32).describe("units of the code"),
  updates: whole(1).default(10_000).describe("updates of the weights, full batch"),
  learningRate: z.number().positive().default(0.02).describe("first step size of Adam, falling as half a cosine to 0"),
  evaluationSamples: whole(100).default(5000).describe("uniform samples on which the code is measured"),
  bins: whole(2).default(20).describe("equal-width bins of the information estimate"),
});

export type StrengthsSettings = z.infer<typeof settings>;

export const strengthsExperiment: Experiment<typeof settings> = {
  id: "strengths",
  title: "At which strengths do pure neurons grow?",
  source: "an experiment of our own, with the networks of Whittington et al. 2023",
  claim:
    "Pure neurons grow wherever activity costs enough beside weights: linear codes change at the line that theory draws, and " +
    "end at the certified optimum on both sides of it.",
  version: 1,
  settings,
  sizes: {
    quick: { seeds: [0], activityStrengths: [1e-2, 0.1], weightStrengths: [1e-3, 1e-2], updates: 500 },
    start: { seeds: [0] },
    full: { seeds: [0, 1, 2, 3, 4], updates: 50_000 },
  },
  expectedSeconds: secondsOf,
  jobs: strengthsJobs,
  runJob: (job, chosen, context) => {
    const { code, activityStrength } = rowOf(job, chosen);
    return trainRow(job, code, activityStrength, chosen, context);
  },
  check: strengthsVerdicts,
  figures: strengthsFigures,
  recorded: {
    "strengths.optimum-changes-at-the-line": "beyond the paper",
    "strengths.linear-mixes-as-the-optimum": "beyond the paper",
    "strengths.linear-reaches-the-optimum": "beyond the paper",
    "strengths.linear-predicts-as-the-optimum": "beyond the paper",
    "strengths.line-separates-linear-codes": "beyond the paper",
    "strengths.rectified-codes-cost-less": "beyond the paper",
    "strengths.rectified-codes-are-less-pure": "beyond the paper",
  },
};

function secondsOf(chosen: StrengthsSettings, backend: Backend): number {
  const networks = strengthsJobs(chosen).length * chosen.weightStrengths.length;
  const { updates, code } = chosen;
  return trainingSeconds(networks, chosen.grid ** 2, { ...pointsLike, updates, code }, backend) + 0.05 * networks;
}

const pointsLike = { activityEnergy: 1, weightEnergy: 1, prediction: 1, learningRate: 1 };

const conditionOf = (code: Code, activityStrength: number): string => `${code}-activity${activityStrength}`;

/** One job per code, strength of activity and seed: a row of the diagram. */
function strengthsJobs({ seeds, activityStrengths }: StrengthsSettings): Job[] {
  const conditions = CODES.flatMap((code) => activityStrengths.map((strength) => conditionOf(code, strength)));
  return seeds.flatMap((seed) => conditions.map((condition) => ({ id: `${condition}-seed${seed}`, condition, seed })));
}

function rowOf({ condition }: Job, { activityStrengths }: StrengthsSettings) {
  for (const code of CODES) {
    const activityStrength = activityStrengths.find((strength) => conditionOf(code, strength) === condition);
    if (activityStrength !== undefined) return { code, activityStrength };
  }
  throw new RangeError(`no row is called ${condition}`);
}
