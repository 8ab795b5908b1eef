/** Trained parameters of a linear network as the theory writes networks. */
import type { HostTree } from "../../engine/tensor.js";
import { type Matrix, matrix, transpose } from "../../math/matrix.js";
import { type CodingProblem, type LinearNetwork, smallestBiases } from "../../theory/index.js";

/** Trained matrices in the theory's convention; where biases are not learned they are the smallest legal ones. */
export function networkOf(problem: CodingProblem, parameters: HostTree): LinearNetwork {
  const weights = (name: string): Matrix => {
    const { shape, data } = parameters[name];
    return transpose(matrix(shape[0], shape[1], Float64Array.from(data)));
  };
  const inputWeights = weights("code.weight");
  const bias = parameters["code.bias"];
  return {
    inputWeights,
    inputBias: bias ? Float64Array.from(bias.data) : smallestBiases(problem, inputWeights),
    outputWeights: weights("output.weight"),
    outputBias: Float64Array.from(parameters["output.bias"].data),
  };
}
