/** What the view of clouds says, exports and follows, worked out of what theory and training found. */
import type { CloudNeuron } from "../panels/cloudShapes.js";
import type { ShownOptimum } from "../panels/shownOptimum.js";
import { AXES } from "../worker/clouds/axes.js";
import type { CloudPrediction } from "../worker/clouds/prediction.js";
import type { Controls } from "../worker/controls.js";
import { type Energy, heightOf, heightText } from "../worker/energy.js";

/** For a reader who cannot see the figure. */
export function summaryOf(
  cloud: CloudPrediction | undefined,
  optimum: ShownOptimum | undefined,
  trained: Energy | undefined,
): string {
  if (optimum === undefined) return "A cloud of two factors.";
  const height = trained && heightOf(trained, optimum.floor);
  return (
    `A cloud of two factors, ${(cloud?.samples.length ?? 0) / 2} points. ${optimum.statement}. ` +
    `${optimum.neurons.length} optimal neurons.${height ? ` The trained network's energy: ${heightText(height, optimum.floor)}.` : ""}`
  );
}

/** The map of savings is drawn over the cut of the corner that one drags, so that the way is seen on it. */
export function mapFollowing(corner: number, controls: Controls | undefined): Partial<Controls> {
  const name = AXES.find((axis) => axis === `corner${corner}`);
  if (name === undefined || controls === undefined) return {};
  const { across, up } = controls;
  return across.startsWith("corner") && across !== name && up !== name ? { across: name } : {};
}

const NEAREST = 0.015;
const MOST_POINTS = 400;

/** Whether a point drawn by hand is to be kept beside those before. */
export const isNew = ([x, y]: readonly [number, number], drawn: readonly (readonly number[])[]): boolean =>
  drawn.length < MOST_POINTS && !drawn.some(([a, b]) => Math.hypot(a - x, b - y) < NEAREST);

/** A row for every neuron, with its share of the energy: what is saved as a table. */
export const neuronTable = (
  kinds: readonly (readonly [kind: string, neurons: readonly CloudNeuron[], shares: ArrayLike<number>])[],
) => ({
  names: ["kind", "neuron", "weight_factor_1", "weight_factor_2", "bias", "energy_share"],
  rows: kinds.flatMap(([kind, neurons, shares]) =>
    neurons.map(({ weights, bias }, unit) => [kind, unit, weights[0], weights[1], bias, shares[unit]]),
  ),
});
