/**
 * A network of the paper's ablation studies, trained and measured by the code of the experiments themselves: same task, data,
 * first weights, minibatches and fresh samples for the same seed.
 */

import type { HostTree } from "../../../src/engine/protocols.js";
import { toSafetensors } from "../../../src/engine/safetensors.js";
import { compileWasm } from "../../../src/engine/wasm.js";
import { FULL } from "../../../src/experiments/ablations.js";
import { type EvaluatedNetwork, evaluate } from "../../../src/experiments/evaluate.js";
import { keyOf, type StudySettings } from "../../../src/experiments/studySettings.js";
import { energyWeightedMir, mir } from "../../../src/metrics/index.js";
import type { Dataset, Job, Representation, Task } from "../../../src/protocols.js";
import { meanSquare, saveRepresentation } from "../../../src/representation/index.js";
import type { TrainingPlan } from "../../../src/training/index.js";
import { drawnStudy } from "./drawnStudy.js";
import type { LayerSnapshot, LayersSnapshot, TrainingRequest } from "./protocol.js";
import type { Study } from "./session.js";
import { tuningOf } from "./tuning.js";

/** Fresh samples on which a running network is looked at; a resting one is measured on all that the experiment asks for. */
const LIVE_SAMPLES = 1500;

/** What an experiment makes of a seed. */
export interface DrawnStudy {
  readonly task: Task;
  readonly plan: TrainingPlan;
  readonly settings: StudySettings;
}

export async function layersStudy({ experiment, settings, seed }: TrainingRequest): Promise<Study> {
  const job: Job = { id: `${FULL.id}-seed${seed}`, condition: FULL.id, seed };
  const drawn = await drawnStudy(experiment, settings, job);
  const { task, plan } = drawn;
  const fresh = task.sample(keyOf(seed, "evaluation"), drawn.settings.evaluationSamples);
  const measure = (parameters: HostTree, samples: Dataset) =>
    evaluate(plan, parameters, samples, compileWasm, drawn.settings);
  const few = firstRows(fresh, Math.min(LIVE_SAMPLES, fresh.count), task);
  return {
    plan,
    snapshot: async (parameters, live) => snapshotOf(await measure(parameters, live ? few : fresh), drawn.settings),
    async files(parameters) {
      const { codes } = await measure(parameters, fresh);
      const [last] = Object.values(codes).slice(-1);
      return { npz: saveRepresentation(last), safetensors: toSafetensors(parameters) };
    },
  };
}

function firstRows({ input, target, factors }: Dataset, count: number, { inputs, outputs }: Task): Dataset {
  return {
    count,
    input: input.subarray(0, count * inputs),
    target: target.subarray(0, count * outputs),
    factors: factors.map((factor) => ({ ...factor, values: factor.values.subarray(0, count) })),
  };
}

function snapshotOf({ energies, explained, codes }: EvaluatedNetwork, settings: StudySettings): LayersSnapshot {
  const [{ factors }] = Object.values(codes);
  return {
    kind: "layers",
    factors: factors.map(({ name }) => name),
    objective: energies.objective,
    explained,
    layers: Object.entries(codes).map(([name, code]) => layerOf(name, code, settings)),
  };
}

function layerOf(name: string, code: Representation, { bins }: StudySettings): LayerSnapshot {
  const { score, matrix, perUnit } = mir(code, { bins });
  return {
    name,
    units: code.units,
    mir: score,
    energyWeightedMir: energyWeightedMir(code, { bins }).score,
    information: matrix?.data ?? new Float64Array(),
    selectivity: perUnit ?? new Float64Array(),
    energy: meanSquare(code),
    tuning: tuningOf(code),
  };
}
