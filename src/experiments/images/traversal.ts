/** What each latent of a VAE does to an image: its code with one latent at a time moved over the values that it takes. */
import type { HostTree } from "../../engine/tensor.js";
import { key } from "../../math/random.js";
import { quantile, standardDeviation } from "../../math/statistics.js";
import type { Model, Representation } from "../../protocols.js";

/** Images along a traversal. */
export const TRAVERSAL_STEPS = 7;

/** How latents are used over a sample of images. Each [latents] */
export interface LatentUse {
  /** The central 96 % of posterior means lie between these. */
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** Of the posterior mean; 0 where the latent says nothing of the image. */
  readonly deviation: Float64Array;
}

/** Of codes [conditions x latents]. */
export function latentUse({ activity, units }: Pick<Representation, "activity" | "units">): LatentUse {
  const columns = Array.from({ length: units }, (_, unit) => activity.filter((_value, at) => at % units === unit));
  return {
    low: Float64Array.from(columns, (values) => quantile(values, 0.02)),
    high: Float64Array.from(columns, (values) => quantile(values, 0.98)),
    deviation: Float64Array.from(columns, (values) => standardDeviation(values, 0)),
  };
}

/** A latent is active where the variance of its posterior mean over images exceeds 0.01 (Burda et al. 2016, section 4). */
export const isActiveLatent = (deviation: number): boolean => deviation ** 2 > 0.01;

/** Latents by falling deviation. */
export const byUse = (deviation: ArrayLike<number>): number[] =>
  Array.from({ length: deviation.length }, (_, latent) => latent).sort((a, b) => deviation[b] - deviation[a] || a - b);

/** The value of a latent at a step of its traversal: evenly from low to high. */
export const valueAt = ({ low, high }: LatentUse, latent: number, step: number, steps: number): number =>
  low[latent] + ((high[latent] - low[latent]) * step) / (steps - 1);

/** Codes [latents x steps x latents]: `start`, one latent at a time at each of its steps. */
export function traversal(start: ArrayLike<number>, use: LatentUse, steps: number): Float32Array {
  const latents = start.length;
  const codes = new Float32Array(latents * steps * latents);
  for (let row = 0; row < latents * steps; row++) {
    const moved = Math.floor(row / steps);
    codes.set(start, row * latents);
    codes[row * latents + moved] = valueAt(use, moved, row % steps, steps);
  }
  return codes;
}

/** The part of a network's parameters that belongs to one of its halves. */
export const parametersIn = (half: Model, parameters: HostTree): HostTree =>
  Object.fromEntries(Object.keys(half.initialise(ANY_KEY)).map((name) => [name, parameters[name]]));

/** For the names of parameters alone. */
const ANY_KEY = key(0);
