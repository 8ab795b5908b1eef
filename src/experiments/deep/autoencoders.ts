/** What the deep autoencoders of Whittington et al. 2023, Figs. 4C-D and 11, share: published settings, widths, claims. */
import { z } from "zod";
import { type InitialisationName, initialisations } from "../../models/initialisation.js";
import { FIVE_SEEDS, TEN_SEEDS, THREE_SEEDS, whole } from "../frame/fields.js";
import type { NetworkClaims } from "./claims.js";
import { laysOpen, type Reading } from "./reading.js";

/** Strengths and batch as published; the learning rate of the shorter training is docs/decisions/number-of-updates.md. */
export const autoencoderDefaults = {
  seeds: FIVE_SEEDS,
  batch: 64,
  learningRate: 3e-3,
  schedule: "linear-second-half",
  nonnegativity: 0.5,
  activityEnergy: 5e-3,
  weightEnergy: 1e-3,
  nullDraws: 40,
  activation: "linear",
  nonnegativityOn: "activity",
} as const;

export const autoencoderFields = {
  outputs: whole(1).default(50).describe("dimensions of the data"),
  encoder: z.array(whole(1)).default([500, 300, 100]).describe("units from data to code"),
  code: whole(1).default(10).describe("units of the code"),
};

interface AutoencoderSettings extends Reading {
  readonly encoder: readonly number[];
  readonly code: number;
  readonly initialisation: InitialisationName;
}

/** The network that the settings describe, but for its ends. */
export const networkOptions = ({ encoder, code, initialisation, ...reading }: AutoencoderSettings) => ({
  encoder,
  code,
  codeActivation: reading.activation,
  preactivations: laysOpen(reading),
  initialisation: initialisations[initialisation],
});

/** Sizes of a study with these arms; `quick` is what its quick size has beside a single seed. */
export const autoencoderSizes = <ArmId extends string, Quick extends object>(arms: readonly ArmId[], quick: Quick) => ({
  quick: { seeds: [0], updates: 100, probes: 4, nullDraws: 20, ...quick },
  start: { seeds: THREE_SEEDS },
  full: {
    seeds: TEN_SEEDS,
    arms: [...arms],
    updates: 300_000,
    learningRate: 1e-4,
    schedule: "constant" as const,
    energyStart: 1,
  },
});

/** The claims are about the code, and are judged from this many updates and three seeds on. */
export const codeClaims = (prefix: string, updates: number): NetworkClaims => ({
  prefix,
  judgeable: { updates, seeds: 3 },
  least: 0,
  pureLayers: ["code"],
});
