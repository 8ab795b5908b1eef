/**
 * The two terms that bind a quantised code, mean over the batch of the sum over latents of (z - q)^2 with z before quantisation and
 * q the value taken: "quantisation" moves the values to the code, "commitment" the code to the values. Van den Oord et al. 2017,
 * eq. 3; Hsu et al. 2023 (QLAE), whose strength is 0.01 of the mean over latents for each, beside a reconstruction that is a mean
 * over pixels.
 */
import { batchMean, held, square } from "../engine/ops.js";
import type { ObjectiveTerm } from "../protocols.js";
import { latentOf } from "./latentOf.js";

/** Pulls the values of a quantised code to the code before it. Van den Oord et al. 2017, eq. 3, second term. */
export function quantisation(): ObjectiveTerm {
  return {
    name: "quantisation",
    value: (inputs) => batchMean(square(held(latentOf(inputs, "continuous")).sub(latentOf(inputs, "quantised")))),
  };
}

/** Pulls the code to the values that quantise it. Van den Oord et al. 2017, eq. 3, third term. */
export function commitment(): ObjectiveTerm {
  return {
    name: "commitment",
    value: (inputs) => batchMean(square(latentOf(inputs, "continuous").sub(held(latentOf(inputs, "quantised"))))),
  };
}
