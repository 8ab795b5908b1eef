/**
 * The deep autoencoder of Whittington et al. 2023, Fig. 4C-D: ReLU layers down to a linear code, and the same widths back
 * up. The code alone is exposed, so nonnegativity and activity energy fall on it and weight energy on every layer. The paper's
 * parameter count (414,870) shows a second, unused head of 10 units, which is left out here. With `decoder` empty the read-out
 * is linear, as in its Fig. 11.
 */
import type { Model } from "../protocols.js";
import type { Initialisation } from "./initialisation.js";
import type { Activation } from "./layers.js";
import { mlp } from "./mlp.js";

export interface DeepAutoencoderOptions {
  /** Width of the data. */
  readonly inputs: number;
  /** Widths from the data to the code, without either. */
  readonly encoder: readonly number[];
  /** Units of the layer called "code". */
  readonly code: number;
  /** Widths from the code to the data, without either; the encoder's in reverse by default. */
  readonly decoder?: readonly number[];
  /** What follows the code's affine map; default "linear". */
  readonly codeActivation?: Activation;
  readonly initialisation?: Initialisation;
  /** As in an mlp. */
  readonly preactivations?: boolean;
}

/**
 * [batch x inputs] -> [batch x inputs], through a linear code [batch x code], the one layer exposed. Whittington et al. 2023, Fig. 4C-D.
 * Throws UsageError where a width is not a whole number of at least 1.
 */
export function deepAutoencoder({
  inputs,
  encoder,
  code,
  decoder = encoder.toReversed(),
  codeActivation = "linear",
  ...rest
}: DeepAutoencoderOptions): Model {
  const hidden = (part: string, widths: readonly number[]) =>
    widths.map((units, i) => ({ name: `${part} ${i + 1}`, units, activation: "relu" as const, exposed: false }));
  return mlp({
    inputs,
    outputs: inputs,
    hidden: [
      ...hidden("encoder", encoder),
      { name: "code", units: code, activation: codeActivation },
      ...hidden("decoder", decoder),
    ],
    ...rest,
  });
}
