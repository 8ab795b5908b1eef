/**
 * Whittington et al. 2023, Fig. 3: deep supervised ReLU networks.
 *
 * Factors e uniform on [0, 1]^6; input x = O e with O random orthogonal (A), or every entry of it cubed (B); target y = W e with
 * W standard normal. Hidden layers of 188, 186, 184, 182 and 180 ReLU units; energy is charged for the activity of all of them
 * and for all weights. The paper's Table 1 gives a strength of nonnegativity, which means nothing where it falls on what
 * rectification passes on: on linear data it falls on what goes in; on cubed data the last two layers are linear codes that it
 * falls on. The paper: on linear data every layer disentangles; on cubed data early layers are mixed and late ones disentangle.
 * Published: 300,000 updates of Adam at 3e-3, batches of 128.
 */
import { z } from "zod";
import { initialisations } from "../../models/initialisation.js";
import { mlp } from "../../models/mlp.js";
import type { Task } from "../../protocols.js";
import { cubedInputs, supervisedMixture } from "../../tasks/index.js";
import { NONE } from "../frame/arms.js";
import { keyOf, TEN_SEEDS, THREE_SEEDS, whole } from "../frame/fields.js";
import {
  clearlyPureVerdict,
  controlVerdicts,
  deeperIsPurerVerdict,
  type NetworkClaims,
  predictsVerdict,
  pureCostVerdict,
} from "./claims.js";
import { networkExperiment } from "./experiment.js";
import { pureNetworkCost } from "./pureNetwork.js";
import { laysOpen, type Reading } from "./reading.js";
import { type NetworkDefaults, type NetworkStudy, networkFields } from "./study.js";

const ARM_IDS = ["all", "no-nonnegativity", "no-activity-energy", "no-weight-energy", "none"] as const;

type ArmId = (typeof ARM_IDS)[number];

/** In what the two panels of the figure differ. */
type Own = "seeds" | "defaultArms" | "updates" | "learningRate" | keyof Reading;

const settingsOf = (own: Pick<NetworkDefaults<ArmId>, Own>) =>
  z.object({
    ...networkFields({
      ...own,
      arms: ARM_IDS,
      batch: 128,
      schedule: "linear-second-half",
      initialisation: "glorot-uniform",
      energyStart: 5,
      nonnegativity: 2,
      activityEnergy: 1e-3,
      weightEnergy: 1e-4,
      nullDraws: 20,
      // A rotation of 180 units costs as much as a hundred updates: half the samples of the other studies.
      evaluationSamples: 2500,
    }),
    hidden: z.array(whole(1)).min(1).default([188, 186, 184, 182, 180]).describe("units of the hidden layers"),
  });

/** Neurons grow pure when the learning rate falls, after about 100,000 updates: docs/decisions/deep-linear-purity.md */
const LINEAR_UPDATES = 150_000;

const linearSettings = settingsOf({
  seeds: THREE_SEEDS,
  defaultArms: ["all", "no-activity-energy", "no-nonnegativity"],
  updates: LINEAR_UPDATES,
  learningRate: 1e-3,
  activation: "relu",
  nonnegativityOn: "preactivation",
});

/** Late layers grow pure when the learning rate falls, as on linear data: docs/decisions/deep-linear-purity.md */
const CUBED_UPDATES = 150_000;

const cubedSettings = settingsOf({
  seeds: THREE_SEEDS,
  defaultArms: ["all", "no-activity-energy"],
  updates: CUBED_UPDATES,
  learningRate: 1e-3,
  activation: "relu",
  nonnegativityOn: "activity",
}).extend({
  codeLayers: whole(0)
    .default(2)
    .describe(
      "of the hidden layers the last so many are linear codes, on whose activity the penalty on negative values falls",
    ),
});

type Settings = z.infer<ReturnType<typeof settingsOf>> & { readonly codeLayers?: number };

const layerName = (index: number): string => `layer ${index + 1}`;

const layerNames = ({ hidden }: Settings): string[] => hidden.map((_, index) => layerName(index));

const study = (drawTask: (seed: number, settings: Settings) => Task): NetworkStudy<Settings> => ({
  drawTask,
  network: (task, { hidden, initialisation, codeLayers = 0, ...reading }) =>
    mlp({
      inputs: task.inputs,
      outputs: task.outputs,
      hidden: hidden.map((units, index) => ({
        name: layerName(index),
        units,
        activation: index < hidden.length - codeLayers ? reading.activation : "linear",
      })),
      preactivations: laysOpen(reading),
      initialisation: initialisations[initialisation],
    }),
});

const linearTask = (seed: number, { factors }: Settings) => supervisedMixture(keyOf(seed, "task"), factors);
const pureCostOf = (chosen: Settings) => (seed: number) =>
  pureNetworkCost(linearTask(seed, chosen), chosen.hidden.length, chosen);

const cubedTask = (seed: number, chosen: Settings): Task => cubedInputs(linearTask(seed, chosen));

/** The members that both panels of the figure share. */
const shared = {
  version: 3,
  sizes: {
    quick: { seeds: [0], updates: 200, samples: 5000, probes: 4, evaluationSamples: 1000 },
    start: { seeds: THREE_SEEDS, arms: ["all" as const, "no-activity-energy" as const] },
    full: {
      seeds: TEN_SEEDS,
      arms: [...ARM_IDS],
      updates: 300_000,
      learningRate: 3e-3,
      schedule: "constant" as const,
      energyStart: 1,
    },
  },
  cost: { update: { wasm: 5, native: 1.4 }, measure: 8 },
  labels: { [NONE.id]: "no penalty and no energies", "no-nonnegativity": "without the penalty on negative values" },
};

const claimsOf = (prefix: string, updates: number, pureLayers: readonly string[]): NetworkClaims => ({
  prefix,
  judgeable: { updates, seeds: 3 },
  least: 0,
  pureLayers,
});

export const linearNetworks = study(linearTask);
export const cubedNetworks = study(cubedTask);

export const fig3Linear = networkExperiment({
  id: "fig3-linear",
  title: "Deep network on linear data: does every layer grow pure neurons?",
  source: "Whittington et al. 2023, Fig. 3A",
  claim:
    "In a deep network trained on linear mixtures of factors, nonnegativity, activity energy and weight energy disentangle " +
    "every layer.",
  ...shared,
  settings: linearSettings,
  recorded: {
    "fig3-linear.pure": "partly",
    "fig3-linear.beats-no-nonnegativity": "reproduced",
    "fig3-linear.beats-no-activity-energy": "reproduced",
    "fig3-linear.predicts": "beyond the paper",
    "fig3-linear.as-cheap-as-pure": "beyond the paper",
  },
  study: linearNetworks,
  verdicts(seeds, arms, chosen) {
    const claims = claimsOf("fig3-linear", LINEAR_UPDATES, layerNames(chosen));
    return [
      clearlyPureVerdict(seeds, chosen, claims),
      ...controlVerdicts(arms, seeds, chosen, claims),
      predictsVerdict(seeds, chosen, claims),
      ...(chosen.weightEnergy > 0 ? [pureCostVerdict(seeds, chosen, claims, pureCostOf(chosen))] : []),
    ];
  },
});

export const fig3Nonlinear = networkExperiment({
  id: "fig3-nonlinear",
  title: "Deep network on cubed inputs: do late layers grow pure neurons?",
  source: "Whittington et al. 2023, Fig. 3B",
  claim:
    "In a deep network trained on a nonlinear function of linear mixtures, early layers are mixed and late ones disentangle.",
  ...shared,
  version: 4,
  settings: cubedSettings,
  recorded: {
    "fig3-nonlinear.pure": "partly",
    "fig3-nonlinear.deeper-is-purer": "reproduced",
    "fig3-nonlinear.beats-no-activity-energy": "partly",
    "fig3-nonlinear.predicts": "beyond the paper",
  },
  study: cubedNetworks,
  verdicts(seeds, arms, chosen) {
    const layers = layerNames(chosen);
    const claims = claimsOf("fig3-nonlinear", CUBED_UPDATES, layers.slice(-2));
    return [
      clearlyPureVerdict(seeds, chosen, claims),
      deeperIsPurerVerdict(seeds, chosen, claims, [layers[0], layers[layers.length - 1]]),
      ...controlVerdicts(arms, seeds, chosen, claims),
      predictsVerdict(seeds, chosen, claims),
    ];
  },
});
