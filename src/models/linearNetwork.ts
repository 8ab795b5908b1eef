/** The two linear networks of Whittington et al. 2023: the shallow supervised one (Fig. 2) and the autoencoder (Fig. 4). */
import type { HostTree } from "../engine/tensor.js";
import { InputError } from "../math/errors.js";
import { type Matrix, matrix } from "../math/matrix.js";
import type { Model } from "../protocols.js";
import type { Initialisation } from "./initialisation.js";
import { mlp } from "./mlp.js";

export interface LinearNetworkOptions {
  readonly inputs: number;
  /** Units of the one hidden layer, the code, called "code". */
  readonly code: number;
  readonly outputs: number;
  readonly initialisation?: Initialisation;
}

/** code = input W_in + b_in, output = code W_out + b_out. */
export function linearNetwork({ inputs, code, outputs, initialisation }: LinearNetworkOptions): Model {
  const hidden = [{ name: "code", units: code }];
  return mlp({ inputs, outputs, hidden, ...(initialisation && { initialisation }) });
}

/** A trained linear network as matrices acting on column vectors, the theory's convention: code = W_in x + b_in. */
export interface LinearWeights {
  /** [code x inputs] */
  readonly weightIn: Matrix;
  /** [code] */
  readonly biasIn: Float64Array;
  /** [outputs x code] */
  readonly weightOut: Matrix;
  /** [outputs] */
  readonly biasOut: Float64Array;
}

/** Reads the parameters of `linearNetwork`. Throws InputError when one is missing. */
export function linearWeights(parameters: HostTree): LinearWeights {
  return {
    weightIn: transposed(parameters, "code.weight"),
    biasIn: Float64Array.from(entry(parameters, "code.bias").data),
    weightOut: transposed(parameters, "output.weight"),
    biasOut: Float64Array.from(entry(parameters, "output.bias").data),
  };
}

function entry(parameters: HostTree, name: string) {
  if (!(name in parameters)) throw new InputError(`these parameters have no "${name}": not a linear network's`);
  return parameters[name];
}

function transposed(parameters: HostTree, name: string): Matrix {
  const { shape, data } = entry(parameters, name);
  const [rows, columns] = shape;
  const out = matrix(columns, rows);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) out.data[j * rows + i] = data[i * columns + j];
  return out;
}
