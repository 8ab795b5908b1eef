/**
 * Total correlation of the aggregate posterior, KL(q(z) || prod_j q(z_j)), in nats. Beside the divergence at strength 1, with
 * strength beta - 1, this is the beta-TCVAE of Chen et al. 2018, eq. 4 with alpha = gamma = 1.
 *
 * q(z) of a sample is the mean over the batch of the posteriors' densities at it, its own among them; so for a batch of M
 *   TC = mean_i [log sum_k prod_j q(z_ij | x_k) - sum_j log sum_k q(z_ij | x_k)] + (J - 1) log M.
 * Chen et al.'s minibatch-weighted sampling has the weights of a data set of N samples, log NM in place of log M; the gradient is
 * the same. Their stratified weights are not.
 */
import { batchMean, exp, logSumExp, square } from "../engine/ops.js";
import type { Tensor } from "../engine/tensor.js";
import type { ObjectiveTerm } from "../protocols.js";
import { latentOf } from "./latentOf.js";

/**
 * KL(q(z) || prod_j q(z_j)) of the batch, nats, from the latents sample, mean and logVariance [batch x latents each]. Chen et al. 2018.
 */
export function totalCorrelation(): ObjectiveTerm {
  return {
    name: "totalCorrelation",
    value(inputs) {
      const density = logDensities(
        latentOf(inputs, "sample"),
        latentOf(inputs, "mean"),
        latentOf(inputs, "logVariance"),
      );
      const [samples, latents, posteriors] = density.shape;
      const joint = logSumExp(density.ref.sum(1)).reshape([samples, 1]);
      const marginals = logSumExp(density);
      return batchMean(joint)
        .sub(batchMean(marginals))
        .add((latents - 1) * Math.log(posteriors));
    },
  };
}

/** log q(z_ij | x_k): [samples x latents x posteriors] */
function logDensities(sample: Tensor, mean: Tensor, logVariance: Tensor): Tensor {
  const [batch, latents] = sample.shape;
  const across = (x: Tensor): Tensor => x.transpose().reshape([1, latents, batch]);
  const spread = across(logVariance);
  const distance = square(sample.reshape([batch, latents, 1]).sub(across(mean)));
  return distance
    .mul(exp(spread.ref.neg()))
    .add(spread)
    .add(Math.log(2 * Math.PI))
    .mul(-0.5);
}
