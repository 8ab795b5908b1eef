/**
 * A linear network whose code is nonnegative exactly, on every sample of its batch: its bias is not learned but the smallest
 * legal one, b_i = max_t -(W_in x_t)_i, the choice of any optimum (Whittington et al. 2023, proof of Theorem 1). Meaningful
 * when the batch is the whole data set.
 */
import { disposeAll, matmul, maximumOverRows } from "../engine/ops.js";
import type { HostTree, TensorTree } from "../engine/tensor.js";
import { fold, type Key } from "../math/random.js";
import type { Forward, Model, Tensor } from "../protocols.js";
import { type Initialisation, torchDefault } from "./initialisation.js";
import type { LinearNetworkOptions } from "./linearNetwork.js";

const WEIGHT_IN = "code.weight";
const WEIGHT_OUT = "output.weight";
const BIAS_OUT = "output.bias";

/**
 * [batch x inputs] -> [batch x outputs] through a code [batch x code] whose least activity over the batch is 0 in every unit.
 * Whittington et al. 2023, proof of Theorem 1.
 */
export function tightLinearNetwork({
  inputs,
  code,
  outputs,
  initialisation = torchDefault,
}: LinearNetworkOptions): Model {
  return {
    name: `linear network ${inputs}-${code}-${outputs} with the smallest nonnegative bias`,
    inputs,
    outputs,
    layers: { code },
    weights: [WEIGHT_IN, WEIGHT_OUT],
    initialise: (key) => initialise(key, initialisation, inputs, code, outputs),
    forward,
  };
}

function initialise(key: Key, initialisation: Initialisation, inputs: number, code: number, outputs: number): HostTree {
  const first = initialisation(fold(key, "code"), inputs, code);
  const second = initialisation(fold(key, "output"), code, outputs);
  return { [WEIGHT_IN]: first.weight, [WEIGHT_OUT]: second.weight, [BIAS_OUT]: second.bias };
}

function forward(parameters: TensorTree, input: Tensor): Forward {
  const drive = matmul(input, parameters[WEIGHT_IN].ref);
  const bias = maximumOverRows(drive.ref.neg());
  const code = drive.add(bias);
  const output = matmul(code.ref, parameters[WEIGHT_OUT].ref).add(parameters[BIAS_OUT].ref);
  disposeAll(Object.values(parameters));
  return { output, activity: { code } };
}
