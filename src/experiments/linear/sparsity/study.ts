/**
 * The sparsity controls of Whittington et al. 2023 (A.6, Figs. 8 and 9): on the task and network of Fig. 2, absolute values stand
 * in for energies, at several strengths. The paper does not say which other terms stay, so the variants are named and told
 * apart. A sweep ends where sparsity prevents prediction: only networks that do the task are compared.
 */
import { z } from "zod";
import { constant } from "../../../engine/schedules.js";
import { initialisations } from "../../../models/initialisation.js";
import { linearNetwork } from "../../../models/linearNetwork.js";
import {
  absoluteActivity,
  absoluteWeights,
  activityEnergy,
  nonnegativity,
  squaredError,
  weightEnergy,
} from "../../../objectives/index.js";
import type { Backend, Job, JobContext, JobResult } from "../../../protocols.js";
import { supervisedMixture } from "../../../tasks/linearMixture.js";
import { parametersOf, type TrainingPlan, type WeightedTerm } from "../../../training/index.js";
import { armJobs, armOf, FULL } from "../../frame/arms.js";
import { curveArrays, representationArrays } from "../../frame/arrays.js";
import { evaluate } from "../../frame/evaluate.js";
import { FIVE_SEEDS, keyOf, type StudySettings } from "../../frame/fields.js";
import { measureCode } from "../../frame/measureCode.js";
import { studyPlan } from "../../frame/plan.js";
import { costOn } from "../../frame/seconds.js";
import { trainJob } from "../../frame/trainJob.js";
import { FIG2_DEFAULTS, linearSettings } from "../study.js";

/** Every strength of an objective, by term. */
interface Strengths {
  readonly nonnegativity: number;
  readonly activityEnergy: number;
  readonly weightEnergy: number;
  readonly absoluteActivity: number;
  readonly absoluteWeights: number;
}

export interface SparsityVariant {
  /** Safe in a file name. */
  readonly id: string;
  readonly label: string;
  /** The strengths of the full constraints, changed to those of the variant at strength `s`. */
  strengths(full: Strengths, s: number): Strengths;
}

const variant = (
  id: string,
  label: string,
  change: (full: Strengths, s: number) => Partial<Strengths>,
): SparsityVariant => ({
  id,
  label,
  strengths: (full, s) => ({ ...full, ...change(full, s) }),
});

/** Nonnegativity kept, the energy of activity replaced. */
export const NONNEGATIVE_L1 = variant("nonnegative-l1-activity", "L1 activity, nonnegative", (_, s) => ({
  activityEnergy: 0,
  absoluteActivity: s,
}));

/** Nonnegativity dropped, the energy of activity replaced. */
export const SIGNED_L1 = variant("signed-l1-activity", "L1 activity, signed", (_, s) => ({
  nonnegativity: 0,
  activityEnergy: 0,
  absoluteActivity: s,
}));

/** The energy of weights replaced. */
export const L1_WEIGHTS = variant("l1-weights", "L1 weights, nonnegative", (_, s) => ({
  weightEnergy: 0,
  absoluteWeights: s,
}));

/** Both energies replaced, in the proportion of their published strengths. */
export const L1_BOTH = variant(
  "l1-both",
  "L1 weights and activity, nonnegative",
  ({ activityEnergy, weightEnergy }, s) => ({
    activityEnergy: 0,
    weightEnergy: 0,
    absoluteWeights: s,
    absoluteActivity: (s * activityEnergy) / weightEnergy,
  }),
);

/** The settings of Fig. 2, and the strengths to sweep. */
export const sparsitySettings = (strengths: readonly number[]) =>
  z.object({
    ...linearSettings({
      ...FIG2_DEFAULTS,
      seeds: FIVE_SEEDS,
      nullDraws: 20,
      // Nine networks a seed: measuring each on 5,000 samples would take as long as training it.
      evaluationSamples: 2500,
    }).shape,
    strengths: z
      .array(z.number().positive())
      .min(1)
      .refine((values) => new Set(values).size === values.length, "each strength once")
      .default([...strengths])
      .describe("strengths of the absolute values"),
  });

export interface SparsitySettings extends StudySettings {
  readonly code: number;
  readonly strengths: readonly number[];
}

/** One network of a seed: a variant at a strength, or the full constraints. */
export interface SweepPoint {
  readonly id: string;
  readonly variant?: SparsityVariant;
  readonly strength: number;
}

export const sweepPoints = (variants: readonly SparsityVariant[], { strengths }: SparsitySettings): SweepPoint[] => [
  { id: FULL.id, strength: 0 },
  ...variants.flatMap((variant) =>
    strengths.map((strength) => ({ id: `${variant.id}-${strength}`, variant, strength })),
  ),
];

export const sparsityJobs = (variants: readonly SparsityVariant[], settings: SparsitySettings): Job[] =>
  armJobs(settings.seeds, sweepPoints(variants, settings));

/** All terms are logged in every network, also at strength 0. */
export function sparsityObjective({ variant, strength }: SweepPoint, settings: SparsitySettings): WeightedTerm[] {
  const full = { ...settings, absoluteActivity: 0, absoluteWeights: 0 };
  const own = variant ? variant.strengths(full, strength) : full;
  return [
    { term: squaredError(), strength: constant(settings.prediction) },
    { term: nonnegativity(), strength: constant(own.nonnegativity) },
    { term: activityEnergy(), strength: constant(own.activityEnergy) },
    { term: absoluteActivity(), strength: constant(own.absoluteActivity) },
    { term: weightEnergy(), strength: constant(own.weightEnergy) },
    { term: absoluteWeights(), strength: constant(own.absoluteWeights) },
  ];
}

export function sparsityPlan(point: SweepPoint, seed: number, settings: SparsitySettings): TrainingPlan {
  const task = supervisedMixture(keyOf(seed, "task"), settings.factors);
  const { inputs, outputs } = task;
  const initialisation = initialisations[settings.initialisation];
  const model = linearNetwork({ inputs, outputs, code: settings.code, initialisation });
  return studyPlan(model, task, sparsityObjective(point, settings), seed, settings);
}

export async function runSparsityJob(
  variants: readonly SparsityVariant[],
  job: Job,
  settings: SparsitySettings,
  context: JobContext,
): Promise<JobResult> {
  const plan = sparsityPlan(armOf(job, sweepPoints(variants, settings)), job.seed, settings);
  const { state, curve } = await trainJob(plan, context);
  const task = supervisedMixture(keyOf(job.seed, "task"), settings.factors);
  const fresh = task.sample(keyOf(job.seed, "evaluation"), settings.evaluationSamples);
  const trained = await evaluate(plan, parametersOf(plan, state), fresh, context.compile, settings);
  const code = trained.codes.code;
  return {
    job,
    values: { explained: trained.explained, ...measureCode(code, settings, keyOf(job.seed, "chance")) },
    arrays: { ...representationArrays(code), ...curveArrays(curve) },
  };
}

/** Measured on one core: 0.14 ms a native update, 1.3 s to measure a code with 20 draws a null. */
export const sparsitySeconds = (jobs: number, { updates, nullDraws }: SparsitySettings, backend: Backend): number =>
  jobs * ((updates * costOn({ wasm: 0.17, native: 0.14 }, backend)) / 1000 + (1.3 * nullDraws) / 20);
