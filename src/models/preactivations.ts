/** What goes into the nonlinearities of a network, recorded like activity. */
import { disposeAll } from "../engine/ops.js";
import { UsageError } from "../math/errors.js";
import type { Model } from "../protocols.js";

/**
 * The same network with the preactivation of every exposed layer where its activity was. Its forward pass throws UsageError where
 * the model does not lay them open.
 */
export const withPreactivations = (model: Model): Model => ({
  ...model,
  forward(parameters, input) {
    const { output, activity, preactivation, latent = {} } = model.forward(parameters, input);
    if (preactivation === undefined) throw new UsageError(`${model.name} does not lay its preactivations open`);
    disposeAll([...Object.values(activity), ...Object.values(latent)]);
    return { output, activity: preactivation };
  },
});
