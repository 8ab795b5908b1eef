/**
 * The ablation study of a deep network, the body of Figs. 3 and 4C-D of Whittington et al. 2023: one task per seed, one
 * training per arm from the same initial weights and minibatches; the information ratio of every exposed layer, at the end
 * and on the way.
 */
import { z } from "zod";
import { mir } from "../../metrics/index.js";
import { nonnegativity, squaredError } from "../../objectives/index.js";
import type {
  Backend,
  Dataset,
  Job,
  JobContext,
  JobResult,
  Model,
  ObjectiveTerm,
  Representation,
  Task,
} from "../../protocols.js";
import { parametersOf, type TrainingPlan, type WeightedTerm } from "../../training/index.js";
import { armJobs, armOf, armsNamed, EVERY_ARM, FULL } from "../frame/arms.js";
import { curveArrays, parameterArrays, representationArrays, shaped } from "../frame/arrays.js";
import { layerCodes } from "../frame/evaluate.js";
import { keyOf, type StudyDefaults, type StudySettings, studyFields, whole } from "../frame/fields.js";
import { measureCode } from "../frame/measureCode.js";
import { ablatedObjective, studyPlan } from "../frame/plan.js";
import { costOn, type UpdateCost } from "../frame/seconds.js";
import { type Probe, trainJob } from "../frame/trainJob.js";
import { evaluateNetwork } from "./evaluateNetwork.js";
import { type Reading, readingFields } from "./reading.js";

export interface NetworkDefaults<ArmId extends string> extends StudyDefaults, Reading {
  /** Arms that the study can have; the first is the one with all constraints. */
  readonly arms: readonly [ArmId, ...ArmId[]];
  /** Those that it has unless told otherwise. */
  readonly defaultArms: readonly ArmId[];
  /** docs/decisions/number-of-updates.md */
  readonly energyStart: number;
}

export const networkFields = <ArmId extends string>(defaults: NetworkDefaults<ArmId>) => ({
  ...studyFields(defaults),
  ...readingFields(defaults),
  arms: z
    .array(z.enum(defaults.arms))
    .refine((arms) => arms.some((id) => id === FULL.id), `the arm "${FULL.id}" is what all others are compared with`)
    .default([...defaults.defaultArms])
    .describe("networks to train: all constraints, and controls"),
  energyStart: z
    .number()
    .min(1)
    .default(defaults.energyStart)
    .describe("strengths of the energies at the first update, in multiples; they fall to 1 by the middle of training"),
  probes: whole(2).default(12).describe("points of the curves of MIR through training, evenly spaced"),
});

export interface NetworkSettings extends StudySettings, Reading {
  readonly arms: readonly string[];
  readonly energyStart: number;
  readonly probes: number;
}

/** What distinguishes one study from another. */
export interface NetworkStudy<Settings extends NetworkSettings> {
  drawTask(seed: number, settings: Settings): Task;
  network(task: Task, settings: Settings): Model;
  /** Squared error unless given. */
  readonly prediction?: (settings: Settings) => ObjectiveTerm;
  /** Output of the network -> prediction of the target; the identity unless given. */
  readonly readOut?: (settings: Settings) => (output: number) => number;
}

export const networkJobs = (settings: NetworkSettings): Job[] => armJobs(settings.seeds, armsNamed(settings.arms));

export function networkPlan<Settings extends NetworkSettings>(
  study: NetworkStudy<Settings>,
  task: Task,
  job: Job,
  settings: Settings,
): TrainingPlan {
  const prediction = study.prediction?.(settings) ?? squaredError();
  const objective = ablatedObjective(armOf(job, EVERY_ARM), settings, prediction).map((weighted) =>
    chargedOn(weighted, settings),
  );
  return studyPlan(study.network(task, settings), task, objective, job.seed, settings);
}

/** The penalty on negative values falls on what the reading says; every other term stays. */
const chargedOn = (weighted: WeightedTerm, { nonnegativityOn }: Reading): WeightedTerm =>
  weighted.term.name === nonnegativity().name ? { ...weighted, term: nonnegativity(nonnegativityOn) } : weighted;

/** Trains one network, and measures the code of each of its layers. */
export async function runNetworkJob<Settings extends NetworkSettings>(
  study: NetworkStudy<Settings>,
  job: Job,
  settings: Settings,
  context: JobContext,
): Promise<JobResult> {
  const task = study.drawTask(job.seed, settings);
  const plan = networkPlan(study, task, job, settings);
  const fresh = task.sample(keyOf(job.seed, "evaluation"), settings.evaluationSamples);
  const { state, curve, probed } = await trainJob(plan, context, layerProbe(plan, fresh, settings, context));
  const parameters = parametersOf(plan, state);
  const readOut = study.readOut?.(settings);
  const evaluated = await evaluateNetwork(plan, parameters, fresh, context.compile, settings, readOut);
  const { energies, explained, codes, before } = evaluated;
  const measured = Object.entries(codes).map(([layer, code]) => {
    const values = measureCode(code, settings, keyOf(job.seed, `chance of ${layer}`));
    const { matrix, perUnit } = mir(code, { bins: settings.bins });
    return { layer, values, information: matrix?.data, selectivity: perUnit, units: code.units };
  });
  const last = measured[measured.length - 1].layer;
  return {
    job,
    values: {
      energies: { ...energies },
      explained,
      mirBefore: ratiosOf(before, settings),
      layers: Object.fromEntries(measured.map(({ layer, values }) => [layer, values])),
    },
    arrays: {
      ...representationArrays(codes[last]),
      ...Object.fromEntries(
        measured.flatMap(({ layer, information = new Float64Array(), selectivity = new Float64Array(), units }) => [
          [`information.${layer}`, shaped([units, information.length / units], information)],
          [`selectivity.${layer}`, shaped([units], selectivity)],
        ]),
      ),
      ...curveArrays(curve),
      ...curveArrays(probed, "probe"),
      ...parameterArrays(parameters),
    },
  };
}

const ratiosOf = (codes: Readonly<Record<string, Representation>>, { bins }: NetworkSettings): Record<string, number> =>
  Object.fromEntries(Object.entries(codes).map(([layer, code]) => [layer, mir(code, { bins }).score]));

/** The information ratio of every layer on fresh samples, while training goes on. */
function layerProbe(plan: TrainingPlan, fresh: Dataset, settings: NetworkSettings, context: JobContext): Probe {
  const { probes, updates } = settings;
  const steps = Array.from({ length: probes }, (_, i) => Math.max(1, Math.round((updates * (i + 1)) / probes)));
  return {
    steps: Int32Array.from(new Set(steps)),
    names: Object.keys(plan.model.layers),
    async measure(parameters) {
      return ratiosOf(await layerCodes(plan, parameters, fresh, context.compile), settings);
    },
  };
}

/** What a study costs on one core, measured: milliseconds per update, and seconds to measure a network with 20 draws a null. */
export interface NetworkCost {
  readonly update: UpdateCost;
  readonly measure: number;
}

export const networkSeconds = (settings: NetworkSettings, backend: Backend, { update, measure }: NetworkCost): number =>
  networkJobs(settings).length *
  ((settings.updates * costOn(update, backend)) / 1000 + (measure * settings.nullDraws) / 20);
