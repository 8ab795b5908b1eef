/** A network with units of one layer silenced or held at their mean: the layer's own weights and biases say so. */
import type { HostTree } from "../../../src/engine/protocols.js";
import type { Alteration } from "./protocol.js";

/**
 * Parameters in which the units of layer `name` have no input; a silenced unit's bias is 0, a clamped one's its mean activity
 * (activations are linear or rectified, so a bias of at least 0 is the activity itself). `means` [units].
 */
export function altered(
  parameters: HostTree,
  name: string,
  { lesion, clamp }: Alteration,
  means: ArrayLike<number>,
): HostTree {
  const weight = parameters[`${name}.weight`];
  const bias = parameters[`${name}.bias`];
  const [inputs, units] = weight.shape;
  const weights = Float32Array.from(weight.data);
  const biases = bias && Float32Array.from(bias.data);
  for (const unit of [...lesion, ...clamp].filter((one) => one < units)) {
    for (let input = 0; input < inputs; input++) weights[input * units + unit] = 0;
    if (biases) biases[unit] = clamp.includes(unit) ? means[unit] : 0;
  }
  return {
    ...parameters,
    [`${name}.weight`]: { shape: weight.shape, data: weights },
    ...(bias && biases && { [`${name}.bias`]: { shape: bias.shape, data: biases } }),
  };
}

export const isAltered = ({ lesion, clamp }: Alteration): boolean => lesion.length + clamp.length > 0;
