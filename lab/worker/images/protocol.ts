/** What the page asks of image tasks and of networks trained on them. */

/** Images of one size. */
export interface Pictures {
  readonly width: number;
  readonly height: number;
  /** 1 or 3 */
  readonly channels: number;
  /** 0 to 255 [images x height x width x channels] */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
}

export interface ImageQuestion {
  /** The experiment whose images they are. */
  readonly experiment: string;
  /** Level of each factor; empty for a condition to begin with. */
  readonly at: readonly number[];
}

export interface Traversal {
  readonly factor: string;
  /** Levels that the factor has. */
  readonly size: number;
  /** Of the factor's levels, those shown, ascending; the chosen one is among them. */
  readonly levels: readonly number[];
  /** What each shown level is called. */
  readonly names: readonly string[];
}

export interface Traversals {
  /** Conditions of the whole task. */
  readonly count: number;
  /** Level of each factor. */
  readonly at: readonly number[];
  readonly rows: readonly Traversal[];
  /** The chosen image, then row by row every shown one. */
  readonly pictures: Pictures;
}

/** Networks that the lab ships, by the kind of their arm; `here` is the one that the page trains. */
export const NETWORKS = ["constrained", "beta", "here"] as const;
export type NetworkName = (typeof NETWORKS)[number];
export type ShippedName = Exclude<NetworkName, "here">;

/** A shipped network, before it is measured here. */
export interface NetworkDescription {
  readonly name: ShippedName;
  readonly label: string;
  readonly experiment: string;
  readonly experimentVersion: number;
  readonly seed: number;
  readonly engine: string;
  readonly program: string;
  readonly updates: number;
  readonly batch: number;
  readonly side: number;
  readonly halfFloats: boolean;
  /** As the run measured it. */
  readonly portrait: Portrait;
  /** Nats per image. */
  readonly reconstruction: number;
}

/** What is looked at: an image, and the values that latents are set to. */
export interface LookQuestion extends ImageQuestion {
  readonly network: NetworkName;
  /** Empty for the code of the image. */
  readonly latents: readonly number[];
}

/** Images beside what a network makes of them, and what each of its latents does. */
export interface Look {
  /** Images that are reconstructed: the chosen one, then others. */
  readonly shown: number;
  /** Images of a traversal. */
  readonly steps: number;
  /** [shown] images, [shown] reconstructions, the decoded latents, [latents x steps] with one latent moved. */
  readonly pictures: Pictures;
  /** Posterior mean of the chosen image [latents] */
  readonly code: Float32Array;
  /** What is decoded [latents] */
  readonly latents: Float32Array;
  /** Whether latents are kept from being negative. */
  readonly rectified: boolean;
  readonly use: LatentUses;
}

/** How latents vary over images. Each [latents] */
export interface LatentUses {
  /** The central 96 % of posterior means lie between these. */
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly deviation: Float64Array;
  /** Latents by falling deviation. */
  readonly order: readonly number[];
  /** Variance of the posterior mean above 0.01. */
  readonly active: readonly boolean[];
}

/** What latents know of factors, by the scores of the experiments. */
export interface Portrait {
  readonly images: number;
  readonly bins: number;
  readonly factors: readonly string[];
  readonly units: number;
  readonly mig: number;
  readonly mir: number;
  /** [units x factors] in nats */
  readonly information: Float64Array;
  /** NaN for units that count as dead [units] */
  readonly selectivity: Float64Array;
}
