/**
 * Whittington et al. 2023, Fig. 4C-D: a deep autoencoder on nonlinear data.
 *
 * y = W_2 relu(W_1 e) in 50 dimensions, 28 hidden units, weights standard normal, factors e uniform on [0, 1]^6; an autoencoder
 * 50-500-300-100-10-100-300-500-50 of ReLU layers with a linear code. Nonnegativity and activity energy fall on the code,
 * weight energy on every layer. The paper: only all constraints together reach a high information ratio. Published: 300,000
 * updates of Adam at 1e-4, batches of 64, sigmoid cross-entropy on targets whose rescaling is not described; here
 * standardised targets with squared error, or (loss=cross-entropy) targets rescaled to [0, 1].
 * See docs/decisions/nonlinear-autoencoder.md.
 */
import { z } from "zod";
import { deepAutoencoder } from "../../models/deepAutoencoder.js";
import { sigmoid, sigmoidCrossEntropy, squaredError } from "../../objectives/index.js";
import { randomGenerator } from "../../tasks/randomGenerator.js";
import { keyOf, whole } from "../frame/fields.js";
import {
  autoencoderDefaults,
  autoencoderFields,
  autoencoderSizes,
  codeClaims,
  networkOptions,
} from "./autoencoders.js";
import { controlVerdicts, predictsVerdict, pureLayersVerdict } from "./claims.js";
import { networkExperiment } from "./experiment.js";
import { type NetworkStudy, networkFields } from "./study.js";

/** bench/deepUpdates.ts; docs/decisions/number-of-updates.md. */
const UPDATES = 10_000;

const ARM_IDS = ["all", "no-nonnegativity", "no-activity-energy", "no-weight-energy", "none"] as const;

const settings = z.object({
  ...networkFields({
    ...autoencoderDefaults,
    arms: ARM_IDS,
    defaultArms: ["all", "no-nonnegativity", "none"],
    updates: UPDATES,
    energyStart: 10,
  }),
  ...autoencoderFields,
  loss: z
    .enum(["squared-error", "cross-entropy"])
    .default("squared-error")
    .describe("squared error of standardised data, or sigmoid cross-entropy of data rescaled to [0, 1]"),
  generatorUnits: whole(1).default(28).describe("hidden units of the network that generates the data"),
});

type Settings = z.infer<typeof settings>;

export const autoencoders: NetworkStudy<Settings> = {
  drawTask: (seed, { factors, generatorUnits, outputs, loss }) =>
    randomGenerator(keyOf(seed, "task"), {
      factors,
      hidden: generatorUnits,
      outputs,
      rescaling: loss === "squared-error" ? "standardised" : "unit",
    }),
  network: ({ inputs }, settings) => deepAutoencoder({ inputs, ...networkOptions(settings) }),
  prediction: ({ loss }) => (loss === "squared-error" ? squaredError() : sigmoidCrossEntropy()),
  readOut: ({ loss }) => (loss === "squared-error" ? (output) => output : sigmoid),
};

const claims = codeClaims("fig4-nonlinear", UPDATES);

export const fig4Nonlinear = networkExperiment({
  id: "fig4-nonlinear",
  title: "Deep autoencoder on nonlinear data: which constraints make neurons pure?",
  source: "Whittington et al. 2023, Fig. 4C-D",
  claim: "A deep autoencoder of nonlinear data disentangles its factors only under all constraints together.",
  version: 2,
  settings,
  sizes: autoencoderSizes(ARM_IDS, { samples: 5000, evaluationSamples: 1000 }),
  study: autoencoders,
  cost: { update: { wasm: 9, native: 2.2 }, measure: 4 },
  verdicts: (seeds, arms, chosen) => [
    pureLayersVerdict(seeds, chosen, claims),
    ...controlVerdicts(arms, seeds, chosen, claims),
    predictsVerdict(seeds, chosen, claims),
  ],
  recorded: {
    "fig4-nonlinear.pure": "reproduced",
    "fig4-nonlinear.beats-no-nonnegativity": "reproduced",
    "fig4-nonlinear.beats-none": "reproduced",
    "fig4-nonlinear.predicts": "beyond the paper",
  },
});
