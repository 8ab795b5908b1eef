/**
 * A deep network of pure neurons, built by hand: what networks trained on a linear task are compared with. Every layer has as
 * many alike neurons for each factor, with the gains of theory/pureChain.ts; all activity is nonnegative, so rectification
 * changes nothing, and prediction is exact. Its cost bounds the least objective from above.
 */
import type { HostTensor, HostTree } from "../../engine/tensor.js";
import { UsageError } from "../../math/errors.js";
import type { Matrix } from "../../math/matrix.js";
import type { LinearMixtureTask } from "../../tasks/linearMixture.js";
import { cheapestChain, type EnergyStrengths } from "../../theory/index.js";

/** E e^2 of a factor uniform on [0, 1]. */
const MOMENT = 1 / 3;

export type PureTask = Pick<LinearMixtureTask, "inputMixing" | "targetMixing">;

/** The cheapest chain of every factor. Columns of the input mixing must be orthogonal. */
const chainsOf = ({ inputMixing, targetMixing }: PureTask, layers: number, strengths: EnergyStrengths) =>
  Array.from({ length: inputMixing.columns }, (_, factor) => {
    const inputCost = 1 / columnSquares(inputMixing, factor);
    const targetNorm = columnSquares(targetMixing, factor);
    return cheapestChain({ layers, moment: MOMENT, inputCost, targetNorm }, strengths);
  });

/** The objective of the cheapest such network with this many hidden layers: its energies, for it predicts exactly. */
export const pureNetworkCost = (task: PureTask, layers: number, strengths: EnergyStrengths): number =>
  chainsOf(task, layers, strengths).reduce((sum, { cost }) => sum + cost, 0);

interface HiddenLayer {
  readonly name: string;
  readonly units: number;
}

/** Its weights and biases, for an mlp. Throws UsageError where a layer has fewer units than there are factors. */
export function pureNetwork(task: PureTask, hidden: readonly HiddenLayer[], strengths: EnergyStrengths): HostTree {
  const { inputMixing, targetMixing } = task;
  const factors = inputMixing.columns;
  const chains = chainsOf(task, hidden.length, strengths);
  const gains = hidden.map(({ units }, l) =>
    unitGains(
      units,
      chains.map((chain) => chain.gains[l]),
    ),
  );
  /** Weight of a unit in the least-norm reading of its factor. */
  const reading = (l: number, unit: number) => gains[l][unit] / chains[unit % factors].gains[l];
  const last = hidden.length - 1;
  return Object.assign(
    {},
    ...hidden.map(({ name, units }, l) =>
      l === 0
        ? layer(name, inputMixing.rows, units, (input, unit) => {
            const factor = unit % factors;
            return (gains[0][unit] * entry(inputMixing, input, factor)) / columnSquares(inputMixing, factor);
          })
        : layer(name, hidden[l - 1].units, units, (from, to) =>
            from % factors === to % factors ? reading(l - 1, from) * gains[l][to] : 0,
          ),
    ),
    layer(
      "output",
      hidden[last].units,
      targetMixing.rows,
      (unit, output) => reading(last, unit) * entry(targetMixing, output, unit % factors),
    ),
  );
}

/** Gains of a layer's units, of which unit u is one of factor u % factors; 0 for units to spare. */
function unitGains(units: number, squared: readonly number[]): Float64Array {
  const copies = Math.floor(units / squared.length);
  if (copies === 0) throw new UsageError(`a layer of ${units} has no unit for each of ${squared.length} factors`);
  return Float64Array.from({ length: units }, (_, unit) =>
    unit < copies * squared.length ? Math.sqrt(squared[unit % squared.length] / copies) : 0,
  );
}

/** A layer's weight [inputs x outputs], and biases 0. */
function layer(name: string, inputs: number, outputs: number, weight: (from: number, to: number) => number): HostTree {
  const data = Float32Array.from({ length: inputs * outputs }, (_, i) => weight(Math.floor(i / outputs), i % outputs));
  const bias: HostTensor = { shape: [outputs], data: new Float32Array(outputs) };
  return { [`${name}.weight`]: { shape: [inputs, outputs], data }, [`${name}.bias`]: bias };
}

const entry = ({ columns, data }: Matrix, row: number, column: number): number => data[row * columns + column];

function columnSquares(a: Matrix, column: number): number {
  let sum = 0;
  for (let row = 0; row < a.rows; row++) sum += entry(a, row, column) ** 2;
  return sum;
}
