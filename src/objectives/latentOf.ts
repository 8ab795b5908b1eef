/** What the terms on posteriors and quantised codes read. */
import { UsageError } from "../math/errors.js";
import type { ObjectiveInputs, Tensor } from "../protocols.js";

/** A reference. Throws UsageError where the model's code has no such thing. */
export function latentOf({ latent = {} }: ObjectiveInputs, name: string): Tensor {
  if (!(name in latent)) {
    const found = Object.keys(latent).join(", ") || "nothing";
    throw new UsageError(`this term needs "${name}" of the code, and the model gives ${found}: choose another model`);
  }
  return latent[name].ref;
}
