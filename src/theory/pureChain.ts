/**
 * What a factor costs that is handed through a chain of layers by neurons of its own: the modular solution of theory section 5
 * (Whittington et al. 2023, theorem 2, for one layer) for networks with L hidden layers.
 *
 * Let q_l be the sum of squared gains with which layer l encodes the factor, c its second moment above its minimum, g_in = 1 / |the
 * input's column|^2 (orthogonal columns), G = |the target's column|^2. Exact prediction costs at least
 *   weight (g_in q_1 + q_2 / q_1 + ... + q_L / q_{L-1} + G / q_L) + activity c (q_1 + ... + q_L).
 * It does not matter among how many alike neurons a layer shares it. A posynomial, so convex in the log gains: exact
 * minimisation along one gain at a time finds the minimum. For L = 1 it is 2 sqrt(weight G (activity c + weight g_in)).
 */
import { UsageError } from "../math/errors.js";

export interface PureChain {
  /** Hidden layers. */
  readonly layers: number;
  /** E (e - min e)^2 */
  readonly moment: number;
  /** 1 / |A_in's column|^2 */
  readonly inputCost: number;
  /** |A_out's column|^2 */
  readonly targetNorm: number;
}

export interface EnergyStrengths {
  readonly activityEnergy: number;
  readonly weightEnergy: number;
}

const SWEEPS = 10_000;
const TOLERANCE = 1e-13;

/** The cheapest squared gains [layers] and what they cost. Throws UsageError where there is nothing to minimise. */
export function cheapestChain(
  { layers, moment, inputCost, targetNorm }: PureChain,
  { activityEnergy, weightEnergy }: EnergyStrengths,
): { gains: Float64Array; cost: number } {
  if (!(Number.isInteger(layers) && layers >= 1)) throw new UsageError(`a chain has hidden layers, not ${layers}`);
  if (!(weightEnergy > 0 && targetNorm > 0)) {
    throw new UsageError("a chain costs nothing at all unless weights cost something and the target needs the factor");
  }
  const gains = new Float64Array(layers).fill(1);
  const before = (l: number) => (l === 0 ? 1 / inputCost : gains[l - 1]);
  const after = (l: number) => (l === layers - 1 ? targetNorm : gains[l + 1]);
  for (let sweep = 0, change = 1; sweep < SWEEPS && change > TOLERANCE; sweep++) {
    change = 0;
    for (let l = 0; l < layers; l++) {
      const best = Math.sqrt((weightEnergy * after(l)) / (weightEnergy / before(l) + activityEnergy * moment));
      change = Math.max(change, Math.abs(best / gains[l] - 1));
      gains[l] = best;
    }
  }
  const links = gains.reduce((sum, gain, l) => sum + gain / before(l), targetNorm / gains[layers - 1]);
  const activity = gains.reduce((sum, gain) => sum + gain, 0);
  return { gains, cost: weightEnergy * links + activityEnergy * moment * activity };
}
