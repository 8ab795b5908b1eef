/** Whether mixed neurons mix as the optimum does: angles to its nearest neuron, against directions by chance. */
import { fold, type Key } from "../math/random.js";
import { median, sum } from "../math/statistics.js";
import type { Neuron } from "../theory/index.js";
import { drawsOf } from "./nulls.js";
import { nearest } from "./population.js";
import type { Direction, NeuronResult, TestOptions, Trials } from "./protocols.js";

/**
 * Null where no neuron is mixed. By chance, too, only neurons are looked at that are mixed: those of which a second variable has more than
 * `secondShare` of the squared gain.
 */
export function directionOf(
  trials: Trials,
  neurons: readonly NeuronResult[],
  optimal: readonly Neuron[],
  { nullDraws: draws, secondShare }: Pick<TestOptions, "nullDraws" | "secondShare">,
  key: Key,
): Direction | null {
  const mixed = neurons.filter(({ kind, second }) => kind === "mixed" && second !== null);
  if (mixed.length === 0) return null;
  const d = trials.coordinates.columns;
  const draw = drawsOf(trials, Float64Array.from(neurons.flatMap((neuron) => neuron.gains)), "norm-keeping");
  const medianOf = (rows: readonly Float64Array[]) => median(rows.map((own) => nearest(own, optimal)));
  const angle = medianOf(mixed.map(({ gains }) => Float64Array.from(gains)));
  const chance = Array.from({ length: draws }, (_, i) => {
    const drawn = draw(fold(key, i));
    const rows = neurons.map((_, k) => drawn.subarray(k * d, (k + 1) * d));
    return medianOf(rows.filter((own) => isMixed(trials, own, secondShare)).slice(0, mixed.length));
  }).filter((one) => !Number.isNaN(one));
  const p = (1 + chance.filter((one) => one <= angle).length) / (1 + chance.length);
  return { angle, chance: median(chance), p, draws: chance.length };
}

function isMixed({ variables }: Trials, gains: Float64Array, secondShare: number): boolean {
  const sizes = variables.map(({ coordinates }) => sum(coordinates.map((i) => gains[i] ** 2))).sort((a, b) => b - a);
  return sizes[1] > secondShare * sum(sizes);
}
