/** The experiments that train a network with named layers: each validates its settings and draws the task of a seed. */

import { compileWasm } from "../../../src/engine/wasm.js";
import {
  cubedNetworks,
  evaluateNetwork,
  fig3Linear,
  fig3Nonlinear,
  linearNetworks,
  type NetworkSettings,
  type NetworkStudy,
  networkPlan,
} from "../../../src/experiments/deep/index.js";
import { type EvaluatedNetwork, evaluate, type StudySettings } from "../../../src/experiments/frame/index.js";
import {
  certifiedOptimum,
  type DrawTask,
  drawFig2,
  drawFig4,
  fig2,
  fig4Linear,
  type LinearSettings,
  linearPlan,
  optimalCode,
} from "../../../src/experiments/linear/index.js";
import { UsageError } from "../../../src/math/errors.js";
import { energyWeightedMir, mir } from "../../../src/metrics/index.js";
import type { Dataset, Factor, HostTree, Job, Task } from "../../../src/protocols.js";
import type { LinearMixtureTask } from "../../../src/tasks/linearMixture.js";
import type { TrainingPlan } from "../../../src/training/index.js";
import type { Values } from "../values.js";
import type { CertifiedFloor } from "./protocol.js";

/** What an experiment makes of a seed. */
export interface DrawnStudy {
  readonly task: Task;
  readonly plan: TrainingPlan;
  readonly settings: StudySettings;
  /** Energies and codes on fresh samples, as the experiment measures them. */
  evaluate(parameters: HostTree, fresh: Dataset): Promise<EvaluatedNetwork>;
  /** For linear networks: what theory says, with the optimal code measured on these factors. */
  readonly optimum?: (factors: readonly Factor[]) => CertifiedFloor;
}

type Draw = (settings: Values, job: Job) => DrawnStudy;

interface Parser<Settings> {
  parse(values: unknown): Settings;
}

const linear =
  (schema: Parser<LinearSettings>, drawTask: DrawTask): Draw =>
  (values, job) => {
    const settings = schema.parse(values);
    const task = drawTask(job.seed, settings);
    const optimum = (factors: readonly Factor[]) => floorOf(task, settings, factors);
    const plan = linearPlan(task, job, settings);
    return {
      ...{ task, plan, settings, optimum },
      evaluate: (parameters, fresh) => evaluate(plan, parameters, fresh, compileWasm, settings),
    };
  };

function floorOf(task: LinearMixtureTask, settings: LinearSettings, factors: readonly Factor[]): CertifiedFloor {
  const { status, energy, neurons } = certifiedOptimum(task, settings);
  const code = optimalCode(neurons, factors);
  const { bins } = settings;
  return {
    energy,
    certified: status === "certified",
    mir: mir(code, { bins }).score,
    energyWeightedMir: energyWeightedMir(code, { bins }).score,
  };
}

const deep =
  <Settings extends NetworkSettings>(schema: Parser<Settings>, study: NetworkStudy<Settings>): Draw =>
  (values, job) => {
    const settings = schema.parse(values);
    const task = study.drawTask(job.seed, settings);
    const plan = networkPlan(study, task, job, settings);
    return {
      ...{ task, plan, settings },
      evaluate: (parameters, fresh) => evaluateNetwork(plan, parameters, fresh, compileWasm, settings),
    };
  };

const draws: Readonly<Record<string, Draw>> = {
  [fig2.id]: linear(fig2.settings, drawFig2),
  [fig4Linear.id]: linear(fig4Linear.settings, drawFig4),
  [fig3Linear.id]: deep(fig3Linear.settings, linearNetworks),
  [fig3Nonlinear.id]: deep(fig3Nonlinear.settings, cubedNetworks),
};

/** Throws UsageError for an experiment without such a network, and as its schema does. */
export async function drawnStudy(experiment: string, settings: Values, job: Job): Promise<DrawnStudy> {
  const draw = draws[experiment];
  if (draw === undefined) throw new UsageError(`the lab cannot train ${experiment}`);
  return draw(settings, job);
}
