/**
 * A network of the paper's ablation studies, trained and measured by the code of the experiments themselves: same task, data,
 * first weights, minibatches and fresh samples for the same seed.
 */

import type { HostTree } from "../../../src/engine/protocols.js";
import { toSafetensors } from "../../../src/engine/safetensors.js";
import { type EvaluatedNetwork, FULL, keyOf, type StudySettings } from "../../../src/experiments/frame/index.js";
import type { Key } from "../../../src/math/random.js";
import { energyWeightedMir, mir } from "../../../src/metrics/index.js";
import type { Job, Representation } from "../../../src/protocols.js";
import { meanSquare, saveRepresentation } from "../../../src/representation/index.js";
import { altered } from "./alteration.js";
import { drawnStudy } from "./drawnStudy.js";
import type { CertifiedFloor, LayerSnapshot, LayersSnapshot, TrainingRequest } from "./protocol.js";
import { rotated, rotationOf } from "./rotation.js";
import type { Study } from "./session.js";
import { tuningOf } from "./tuning.js";
import { weightsOf } from "./weights.js";

export async function layersStudy({ experiment, settings, seed }: TrainingRequest): Promise<Study> {
  const job: Job = { id: `${FULL.id}-seed${seed}`, condition: FULL.id, seed };
  const { task, plan, settings: chosen, optimum, evaluate } = await drawnStudy(experiment, settings, job);
  const fresh = task.sample(keyOf(seed, "evaluation"), chosen.evaluationSamples);
  const layers = Object.keys(plan.model.layers);
  // Always on all samples: information estimated from fewer is larger, and the ratio smaller.
  const measure = (parameters: HostTree) => evaluate(parameters, fresh);
  const codeOf = async (parameters: HostTree, layer: number) => (await measure(parameters)).codes[layers[layer]];
  const floor = optimum?.(fresh.factors);
  return {
    plan,
    snapshot: async (parameters) => snapshotOf(await measure(parameters), chosen, floor),
    lossOf: (snapshot) => (snapshot.kind === "layers" ? snapshot.objective : Number.NaN),
    async altered(parameters, alteration) {
      const code = await codeOf(parameters, alteration.layer);
      return altered(parameters, layers[alteration.layer], alteration, meanActivity(code));
    },
    async inspect(parameters, layer, unit) {
      const [own, next = "output"] = [layers[layer], layers[layer + 1]];
      return { tuning: tuningOf(await codeOf(parameters, layer), unit), ...weightsOf(parameters, own, next, unit) };
    },
    // Units that are rectified have no axes to turn.
    ...(optimum && {
      rotated: (parameters: HostTree, key: Key) =>
        rotated(parameters, rotationOf(key, plan.model.layers.code), {
          into: ["code.weight", "code.bias"],
          from: ["output.weight"],
        }),
    }),
    async files(parameters) {
      const { codes } = await measure(parameters);
      return { npz: saveRepresentation(codes[layers[layers.length - 1]]), safetensors: toSafetensors(parameters) };
    },
  };
}

function meanActivity({ activity, units, conditions }: Representation): Float64Array {
  const means = new Float64Array(units);
  for (const [at, value] of activity.entries()) means[at % units] += value / conditions;
  return means;
}

function snapshotOf(
  { energies, explained, codes }: EvaluatedNetwork,
  settings: StudySettings,
  optimum: CertifiedFloor | undefined,
): LayersSnapshot {
  const [{ factors }] = Object.values(codes);
  return {
    kind: "layers",
    factors: factors.map(({ name }) => name),
    objective: energies.objective,
    explained,
    ...(optimum && { optimum }),
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
  };
}
