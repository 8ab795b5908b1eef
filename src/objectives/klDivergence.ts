/**
 * Kullback-Leibler divergence of the posterior N(mean, exp(logVariance)) from N(0, 1), in nats, mean over the batch of the sum over
 * latents: Kingma and Welling 2014, appendix B. With strength beta beside a Bernoulli reconstruction this is the beta-VAE of
 * Higgins et al. 2017; rivals divide by latents and pixels, which changes beta.
 */
import { batchMean, exp, square } from "../engine/ops.js";
import type { ObjectiveTerm } from "../protocols.js";
import { latentOf } from "./latentOf.js";

/**
 * KL of N(mean, exp(logVariance)) [batch x latents each] from N(0, 1), nats, mean over the batch. Kingma and Welling 2014, appendix B.
 * Throws UsageError for a model without these two latents.
 */
export function klDivergence(): ObjectiveTerm {
  return {
    name: "klDivergence",
    value(inputs) {
      const logVariance = latentOf(inputs, "logVariance");
      const divergence = square(latentOf(inputs, "mean")).add(exp(logVariance.ref)).sub(logVariance).sub(1);
      return batchMean(divergence.mul(0.5));
    },
  };
}
