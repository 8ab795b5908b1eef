/**
 * The published objectives of autoencoders as sums of terms. All take the Bernoulli loss summed over pixels, in nats, as the
 * reconstruction; programs that average over P pixels and L latents, as those of Hsu et al. 2023 do, have strengths P/L times as small
 * for terms on the code, and P times as small for terms on weights.
 */
import { constant } from "../engine/schedules.js";
import {
  activityEnergy,
  commitment,
  klDivergence,
  type NonnegativityOn,
  nonnegativity,
  quantisation,
  sigmoidCrossEntropy,
  totalCorrelation,
  weightEnergy,
} from "../objectives/index.js";
import type { ObjectiveTerm } from "../protocols.js";
import type { WeightedTerm } from "./plan.js";

const weighted = (term: ObjectiveTerm, strength: number): WeightedTerm => ({ term, strength: constant(strength) });

/** Plain autoencoder: reconstruction alone. For `convAutoencoder`. */
export const autoencoder = (): WeightedTerm[] => [weighted(sigmoidCrossEntropy(), 1)];

/** beta-VAE (Higgins et al. 2017); beta 1 is the VAE (Kingma and Welling 2014). For `convVae`. */
export const betaVae = (beta: number): WeightedTerm[] => [...autoencoder(), weighted(klDivergence(), beta)];

/** beta-TCVAE (Chen et al. 2018): of the divergence, the total correlation counts beta times, the rest once. For `convVae`. */
export const betaTcvae = (beta: number): WeightedTerm[] => [...betaVae(1), weighted(totalCorrelation(), beta - 1)];

export interface BioVaeStrengths {
  /** Of the divergence; 1 as published. */
  readonly beta?: number;
  /** Of the soft penalty on negative means, needed where the model does not rectify them; 100 in the paper's table. */
  readonly nonnegativity: number;
  /** What it falls on; "activity" unless given. */
  readonly nonnegativityOn?: NonnegativityOn;
  /** Published: 0.01 to 1. */
  readonly weightEnergy: number;
  /** Which weights are charged; all unless given, `isDecoderMatrix` as published. */
  readonly charged?: (name: string) => boolean;
}

/** The constrained VAE of Whittington et al. 2023, Figs. 5 and 13. The divergence stands in for the energy of activity. For `convVae`. */
export const bioVae = ({ beta = 1, charged, nonnegativityOn, ...strengths }: BioVaeStrengths): WeightedTerm[] => [
  ...betaVae(beta),
  weighted(nonnegativity(nonnegativityOn), strengths.nonnegativity),
  weighted(weightEnergy(charged), strengths.weightEnergy),
];

export interface BioAeStrengths {
  readonly nonnegativity: number;
  readonly activityEnergy: number;
  readonly weightEnergy: number;
}

/**
 * Deterministic autoencoder under all three constraints, the BioAE of Hsu et al. 2023; their weight energy is AdamW's decoupled decay,
 * which is no term of a loss, and here is one. For `convAutoencoder`.
 */
export const bioAe = (strengths: BioAeStrengths): WeightedTerm[] => [
  ...autoencoder(),
  weighted(nonnegativity(), strengths.nonnegativity),
  weighted(activityEnergy(), strengths.activityEnergy),
  weighted(weightEnergy(), strengths.weightEnergy),
];

export interface QlaeStrengths {
  readonly quantisation: number;
  readonly commitment: number;
  readonly weightEnergy: number;
}

/** Latent quantisation (Hsu et al. 2023), weight decay as for `bioAe`. For `convAutoencoder` with `values`. */
export const qlae = (strengths: QlaeStrengths): WeightedTerm[] => [
  ...autoencoder(),
  weighted(quantisation(), strengths.quantisation),
  weighted(commitment(), strengths.commitment),
  weighted(weightEnergy(), strengths.weightEnergy),
];
