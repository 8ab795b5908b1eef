/**
 * Dorrell et al. 2025 (arXiv 2410.06232), Fig. 2 left: the what-where task. A stimulus is one of nine things in one of nine places; a
 * rectified layer of 25 units learns to say which and where, as two numbers. Stimuli are removed from one corner of the 9 x 9
 * table, or from its diagonals from the centre outwards, or those on the diagonal are repeated: 23 conditions as published.
 *
 * The input has one entry for every combination (as the authors' stored sample has). Their training code is not released: the strengths,
 * and targets 0 to 1 in eight equal steps, are ours, settled on seeds that are not reported.
 */
import { z } from "zod";
import { adam } from "../../engine/optimisers.js";
import { constant, cosine } from "../../engine/schedules.js";
import { mlp } from "../../models/index.js";
import { activityEnergy, nonnegativity, squaredError, weightEnergy } from "../../objectives/index.js";
import type { Dataset } from "../../protocols.js";
import type { TrainingPlan } from "../../training/index.js";
import { experiment } from "../frame/experiment.js";
import { FIVE_SEEDS, keyOf, seedsField, THREE_SEEDS, whole } from "../frame/fields.js";
import { dependenceVerdicts } from "./claims.js";
import { dependenceFigures } from "./figures.js";
import { measures } from "./measures.js";
import { type Condition, dependenceDesign, trainDependent } from "./study.js";

/** Things, and places. */
const LEVELS = 9;

const counts = (values: readonly number[], most: number, what: string) =>
  z
    .array(whole(1).max(most))
    .default([...values])
    .describe(what);

const settings = z.object({
  seeds: seedsField(FIVE_SEEDS, "one initial network per seed"),
  corners: counts([1, 2, 3, 4, 5, 6, 7, 8], 8, "sides of the triangles removed from one corner of the table"),
  diagonals: counts([1, 3, 5, 7, 9, 11, 13, 15, 17], 17, "stimuli removed from the diagonals, centre first"),
  repeats: counts([2, 3, 4, 5, 10], 100, "times that stimuli on the diagonal occur"),
  prediction: z.number().positive().default(1).describe("weight of the squared error"),
  nonnegativity: z.number().min(0).default(0).describe("strength of nonnegativity; rectified units have it anyway"),
  activityEnergy: z.number().min(0).default(1e-3).describe("strength of the energy of activity"),
  weightEnergy: z.number().min(0).default(1e-3).describe("strength of the energy of weights"),
  code: whole(1).default(25).describe("rectified units"),
  updates: whole(1).default(10_000).describe("updates of the weights, full batch"),
  learningRate: z.number().positive().default(1e-2).describe("first step size of Adam, falling as half a cosine to 0"),
});

type Settings = z.infer<typeof settings>;

/** Published: 3 neighbours, every stimulus five times, noise 0.01. */
const ESTIMATOR = { neighbours: 3, duplicates: 5, noise: 1e-2 };
const SOURCE = "Dorrell et al. 2025, Fig. 2 left";

export const whatWhere = experiment({
  id: "what-where",
  title: "What and where: missing corners or correlation?",
  source: SOURCE,
  claim:
    "Units for what and for where stay apart when stimuli on the diagonal are removed or repeated, and mix when a corner of the " +
    "table of stimuli is removed, at the same dependence of the two.",
  version: 1,
  settings,
  sizes: {
    quick: { seeds: [0], corners: [8], diagonals: [9], repeats: [5], updates: 500 },
    start: { seeds: THREE_SEEDS },
    full: { seeds: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], updates: 50_000 },
  },
  expectedSeconds: (chosen, backend) =>
    dependenceDesign(chosen).jobs(chosen.seeds).length *
    (0.2 + (chosen.updates * (backend === "native" ? 0.04 : 0.6)) / 1000),
  choosing: ["corners", "diagonals", "repeats"],
  design: dependenceDesign,
  measures,
  run(condition, seed, chosen, context) {
    const plan = planOf(stimuli(condition), chosen, seed);
    return trainDependent(condition, plan, seed, chosen, ESTIMATOR, context);
  },
  claims: (rows, chosen) =>
    dependenceVerdicts(rows, {
      prefix: "what-where",
      enough: chosen.updates >= 10_000,
      settings: `all stimuli; ${chosen.code} units; ${chosen.updates} full-batch updates; ${chosen.seeds.length} seeds`,
    }),
  figures: (rows) =>
    dependenceFigures(rows, {
      id: "what-where-purity",
      title: "What and where: missing corners mix, correlation does not",
      source: SOURCE,
    }),
  recorded: {
    "what-where.missing-corner-mixes": "reproduced",
    "what-where.diagonal-removed-mixes-less": "reproduced",
    "what-where.diagonal-repeated-mixes-less": "reproduced",
    "what-where.predicts": "beyond the paper",
  },
});

/** The stimuli of a condition as pairs of levels. */
export function stimulusTable({ change, amount }: Condition): [number, number][] {
  const all = Array.from({ length: LEVELS ** 2 }, (_, i): [number, number] => [Math.floor(i / LEVELS), i % LEVELS]);
  if (change === "corner") return all.filter(([what, where]) => what + where >= amount);
  if (change === "diagonal-repeated") {
    return all.flatMap((pair) => Array<[number, number]>(pair[0] === pair[1] ? amount : 1).fill(pair));
  }
  const removed = new Set(centreOut().slice(0, amount));
  return all.filter(([what, where]) => !removed.has(what * LEVELS + where));
}

/** Places of the main diagonal from the centre outwards, then those of the other one. */
function centreOut(): number[] {
  const middle = (LEVELS - 1) / 2;
  const steps = Array.from({ length: middle }, (_, k) => k + 1);
  const main = [middle, ...steps.flatMap((k) => [middle - k, middle + k])].map((level) => level * LEVELS + level);
  const other = steps.flatMap((k) => [(middle - k) * LEVELS + middle + k, (middle + k) * LEVELS + middle - k]);
  return [...main, ...other];
}

function stimuli(condition: Condition): Dataset {
  const table = stimulusTable(condition);
  const input = new Float32Array(table.length * LEVELS ** 2);
  for (const [row, [what, where]] of table.entries()) input[row * LEVELS ** 2 + what * LEVELS + where] = 1;
  const levels = (which: 0 | 1) => Float64Array.from(table, (pair) => pair[which]);
  return {
    count: table.length,
    input,
    target: Float32Array.from(table.flat(), (level) => level / (LEVELS - 1)),
    factors: [
      { name: "what", kind: "continuous", values: levels(0) },
      { name: "where", kind: "continuous", values: levels(1) },
    ],
  };
}

function planOf(data: Dataset, chosen: Settings, seed: number): TrainingPlan {
  return {
    model: mlp({
      inputs: LEVELS ** 2,
      outputs: 2,
      hidden: [{ name: "code", units: chosen.code, activation: "relu" }],
    }),
    objective: [
      { term: squaredError(), strength: constant(chosen.prediction) },
      { term: nonnegativity(), strength: constant(chosen.nonnegativity) },
      { term: activityEnergy(), strength: constant(chosen.activityEnergy) },
      { term: weightEnergy(), strength: constant(chosen.weightEnergy) },
    ],
    optimiser: adam({ learningRate: cosine(chosen.learningRate) }),
    data,
    batch: "all",
    steps: chosen.updates,
    key: keyOf(seed, "training"),
  };
}
