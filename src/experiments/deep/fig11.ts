/**
 * Whittington et al. 2023, Fig. 11: categories instead of continuous factors.
 *
 * Six fixed vectors in 50 dimensions, uniform on [0, 1], noiseless; an autoencoder 50-500-300-100-10 of ReLU layers with a linear
 * code and a linear read-out. The paper: full constraints give one category per neuron, and so does a sparsity loss, unlike for
 * continuous factors (theorem A.7). Its sparsity loss has the strength of nonnegativity; that it takes the place of
 * nonnegativity and activity energy, and that the energy of weights stays, is our reading. Updates as in Fig. 4: 300,000 of
 * Adam at 1e-4, batches of 64; here every update sees each category once, which is the mean of such batches without their noise.
 */
import { z } from "zod";
import { deepAutoencoder } from "../../models/deepAutoencoder.js";
import type { Verdict } from "../../protocols.js";
import { categories } from "../../tasks/categories.js";
import { type Arm, FULL, SPARSITY } from "../frame/arms.js";
import { digits, judged, longEnough, settingsLine, spreadOverSeeds, verdict } from "../frame/claims.js";
import { keyOf, whole } from "../frame/fields.js";
import { MIR_RULES } from "../frame/measuredCode.js";
import {
  autoencoderDefaults,
  autoencoderFields,
  autoencoderSizes,
  codeClaims,
  networkOptions,
} from "./autoencoders.js";
import { categoryFloor, codeCost } from "./categoryFloor.js";
import { controlVerdicts, predictsVerdict } from "./claims.js";
import { networkExperiment } from "./experiment.js";
import { layerOf, type NetworkSeeds } from "./measures.js";
import { type NetworkStudy, networkFields } from "./study.js";

/** docs/decisions/number-of-updates.md */
const UPDATES = 12_000;

const CATEGORIES = 6;

const ARM_IDS = ["all", "sparsity", "no-nonnegativity", "no-activity-energy", "no-weight-energy", "none"] as const;

const settings = z.object({
  ...networkFields({
    ...autoencoderDefaults,
    arms: ARM_IDS,
    defaultArms: ["all", "sparsity", "none"],
    batch: CATEGORIES,
    updates: UPDATES,
    energyStart: 30,
    evaluationSamples: 600,
  }),
  ...autoencoderFields,
  factors: whole(2).default(CATEGORIES).describe("categories"),
  samples: whole(2).default(CATEGORIES).describe("size of the data set, the categories in turn"),
  sparsity: z.number().min(0).default(0.5).describe("strength of absolute activity where it stands in for constraints"),
});

type Settings = z.infer<typeof settings>;

export const categoryNetworks: NetworkStudy<Settings> = {
  drawTask: (seed, { factors, outputs }) => categories(keyOf(seed, "task"), factors, outputs),
  network: ({ inputs }, settings) => deepAutoencoder({ inputs, decoder: [], ...networkOptions(settings) }),
};

const entropy = (probability: number): number =>
  probability <= 0 || probability >= 1
    ? 0
    : -probability * Math.log(probability) - (1 - probability) * Math.log(1 - probability);

/**
 * Information ratio of a neuron that is on in exactly one of `count` equally frequent categories. It is below 1 because one-hot
 * factors exclude one another: knowing that it is not this one says a little about each other.
 */
export function oneCategoryRatio(count: number): number {
  const own = entropy(1 / count);
  const other = own - ((count - 1) / count) * entropy(1 / (count - 1));
  const ratio = own / (own + (count - 1) * other);
  return (ratio - 1 / count) / (1 - 1 / count);
}

const claims = codeClaims("fig11", UPDATES);

/** How near the score of a perfect code counts. */
const LEAST_SHARE = 0.9;

/** Neurons of this arm score as neurons that are on in one category. */
function oneCategoryVerdict({ id, label }: Arm, seeds: NetworkSeeds, chosen: Settings): Verdict {
  const perfect = oneCategoryRatio(chosen.factors);
  const mirs = layerOf(seeds, "code").map(({ arms }) => arms[id].mir);
  return {
    id: `${claims.prefix}.${id}-one-category`,
    claim: `A network with ${label} has neurons that respond to one category each.`,
    criterion: `MIR(${label}) at least ${LEAST_SHARE} of that of neurons on in exactly one of ${chosen.factors} categories, ${digits(perfect)}, in every seed`,
    measured: seeds.length === 0 ? "no seed has finished in every arm" : `MIR ${spreadOverSeeds(mirs)}`,
    met: judged(
      longEnough(chosen, claims.judgeable, seeds.length),
      mirs.every((mir) => mir >= LEAST_SHARE * perfect),
    ),
    settings: settingsLine(chosen, seeds.length),
    values: seeds.map(({ seed }, i) => ({ label: `seed ${seed}`, value: mirs[i] })),
    notes: seeds.length === 0 ? [] : otherRules(id, seeds, LEAST_SHARE * perfect),
  };
}

/** With six noiseless inputs, units that are next to silent tell them all apart: which rule leaves them out matters. */
function otherRules(id: string, seeds: NetworkSeeds, least: number): string[] {
  return MIR_RULES.slice(1).map(({ name, mir }) => {
    const mirs = layerOf(seeds, "code").map(({ arms }) => mir(arms[id]));
    const holding = mirs.filter((value) => value >= least).length;
    return `Under ${name}: ${spreadOverSeeds(mirs)}; holds in ${holding} of ${seeds.length} seeds.`;
  });
}

/** How far above or below the floor a code may be, and how well the floor must be known; as in the linear studies. */
const NEAR = 0.02;
const SHARPNESS = 1e-3;

/** The code with all constraints costs no more than theory says a code for these categories must. */
function optimumVerdict(seeds: NetworkSeeds, chosen: Settings): Verdict {
  const rows = seeds.map(({ seed, arms }) => {
    const floor = categoryFloor(categoryNetworks.drawTask(seed, chosen), chosen.factors, chosen);
    return { seed, floor, excess: codeCost(arms[FULL.id], chosen) / floor.energy - 1 };
  });
  const percent = rows.map(({ excess }) => 100 * excess);
  return verdict({
    id: `${claims.prefix}.reaches-the-optimum`,
    claim: "The code with all constraints is as cheap as theory says a code for these categories can be.",
    criterion: `activity and read-out, at the code's best scale, within ${100 * NEAR} % of their certified optimum in every seed`,
    of: rows,
    enough: longEnough(chosen, claims.judgeable, rows.length),
    every: ({ excess, floor }) => floor.gap <= SHARPNESS && Math.abs(excess) <= NEAR,
    measured: () => `above it by ${percent.map((value) => `${digits(value, 2)} %`).join(", ")}`,
    nothing: "no seed has finished in every arm",
    settings: `one-hot categories with their own target vectors, nonnegativity and prediction exact, the encoder free; ${chosen.updates} updates; ${rows.length} seeds`,
    value: ({ seed, excess }) => ({ label: `seed ${seed} (%)`, value: 100 * excess }),
  });
}

export const fig11 = networkExperiment({
  id: "fig11",
  title: "Categories: one neuron each?",
  source: "Whittington et al. 2023, Fig. 11",
  claim:
    "For categories, unlike for continuous factors, both the full constraints and a sparsity loss give neurons that respond to " +
    "one category each.",
  version: 2,
  settings,
  sizes: autoencoderSizes(ARM_IDS, {}),
  study: categoryNetworks,
  cost: { update: { wasm: 2.2, native: 0.9 }, measure: 1 },
  verdicts(seeds, arms, chosen) {
    const claimed = arms.filter(({ id }) => id === FULL.id || id === SPARSITY.id);
    const controls = arms.filter(({ id }) => id !== SPARSITY.id);
    return [
      ...claimed.map((arm) => oneCategoryVerdict(arm, seeds, chosen)),
      ...(chosen.weightEnergy * chosen.activityEnergy > 0 ? [optimumVerdict(seeds, chosen)] : []),
      ...controlVerdicts(controls, seeds, chosen, claims),
      predictsVerdict(seeds, chosen, claims),
    ];
  },
  recorded: {
    "fig11.all-one-category": "partly",
    "fig11.sparsity-one-category": "partly",
    "fig11.reaches-the-optimum": "beyond the paper",
    "fig11.beats-none": "reproduced",
    "fig11.predicts": "beyond the paper",
  },
});
