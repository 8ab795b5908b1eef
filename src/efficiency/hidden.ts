/**
 * Could an unrecorded variable do this? A neuron that is pure in a hidden variable x has the tuning E[x | s], so that it seems mixed in
 * the recorded variables s in the proportions in which they foretell x (Dorrell et al. 2025, Fig. 5). What of x they do not foretell
 * shows as noise of the neuron's trials, and there is no more of that than was recorded: with V the variance of tuning and N that of
 * trials, the multiple correlation of x with s is at least R, R^2 = V / (V + N). Any smaller one would need noisier trials.
 */
import { apply, dot } from "../math/linearAlgebra.js";
import type { Hidden, Trials } from "./protocols.js";

/** `gains` [coordinates]; `signalToNoise` is the standard deviation of tuning over that of a trial. */
export function hiddenCorrelation({ support, variables }: Trials, gains: Float64Array, signalToNoise: number): Hidden {
  const multiple = signalToNoise / Math.hypot(1, signalToNoise);
  const along = apply(support.covariance, gains);
  const size = Math.sqrt(dot(along, gains));
  const correlations = variables.map(
    ({ coordinates }) => (multiple * Math.hypot(...coordinates.map((i) => along[i]))) / size,
  );
  return { multiple, correlations };
}
