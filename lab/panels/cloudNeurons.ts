/** Neurons of a cloud of two factors as the page draws them: optimal ones, and those of a network. */

import type { Neuron } from "../../src/theory/index.js";
import type { CloudPrediction } from "../worker/clouds/prediction.js";
import type { CloudSnapshot } from "../worker/trainings/protocol.js";
import type { CloudNeuron } from "./cloudShapes.js";

/** Neurons of theory, whose biases are for factors measured from their mean. */
export const neuronsAbout = (mean: CloudPrediction["mean"], neurons: readonly Neuron[]): CloudNeuron[] =>
  neurons.map(({ direction, gain, bias }) => {
    const [a, b] = [gain * direction[0], gain * direction[1]];
    return { weights: [a, b], bias: bias - a * mean[0] - b * mean[1] };
  });

export const trainedNeurons = ({ code, bias }: CloudSnapshot): CloudNeuron[] =>
  Array.from(bias, (value, unit) => ({ weights: [code[2 * unit], code[2 * unit + 1]], bias: value }));
