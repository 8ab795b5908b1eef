/** Whether mixed neurons mix as the optimum does: angles to its nearest neuron, against directions by chance. */
import { fold, type Key } from "../math/random.js";
import { median } from "../math/statistics.js";
import type { Neuron } from "../theory/index.js";
import { drawsOf } from "./nulls.js";
import { nearest } from "./population.js";
import type { Direction, NeuronResult, Trials } from "./protocols.js";

/** Null where no neuron is mixed. */
export function directionOf(
  trials: Trials,
  neurons: readonly NeuronResult[],
  optimal: readonly Neuron[],
  draws: number,
  key: Key,
): Direction | null {
  const mixed = neurons.filter(({ kind, second }) => kind === "mixed" && second !== null);
  if (mixed.length === 0) return null;
  const gains = Float64Array.from(neurons.flatMap((neuron) => neuron.gains));
  const d = trials.coordinates.columns;
  const draw = drawsOf(trials, gains, "norm-keeping");
  const angleOf = (all: Float64Array) =>
    median(mixed.map(({ unit }) => nearest(all.subarray(unit * d, (unit + 1) * d), optimal)));
  const angle = angleOf(gains);
  const chance = Array.from({ length: draws }, (_, i) => angleOf(draw(fold(key, i))));
  const p = (1 + chance.filter((one) => one <= angle).length) / (1 + draws);
  return { angle, chance: median(chance), p, draws };
}
