/** The optimum that the page draws and measures networks by: of linear codes, or of rectified ones. */
import type { Neuron } from "../../src/theory/index.js";
import type { CloudPrediction } from "../worker/clouds/prediction.js";
import type { RectifiedCloud } from "../worker/clouds/protocol.js";
import type { Energy, Floor } from "../worker/energy.js";

export interface ShownOptimum {
  readonly floor: Floor;
  /** The best code of pure neurons. */
  readonly pure: Energy;
  readonly neurons: readonly Neuron[];
  /** Part of the points at which each rectified neuron's input is below zero [neurons]. */
  readonly silent?: readonly number[];
  readonly verdict: string;
  readonly statement: string;
  /** How far it is proven. */
  readonly proof: string;
  readonly milliseconds: number;
  /** Over the optimal codes; null where that is not known. */
  readonly selectivity: { readonly minimum: number; readonly maximum: number } | null;
}

const percent = (value: number): string => `${Number((100 * value).toPrecision(2))} %`;

export const linearOptimum = ({ floor, pure, prediction, milliseconds }: CloudPrediction): ShownOptimum => ({
  floor,
  pure,
  neurons: prediction.neurons,
  verdict: prediction.verdict,
  statement: prediction.statement,
  proof: prediction.status === "certified" ? "proven optimal" : prediction.status,
  milliseconds,
  selectivity: prediction.selectivity,
});

export const rectifiedOptimum = ({
  floor,
  pure,
  prediction,
  milliseconds,
  lowerBound,
}: RectifiedCloud): ShownOptimum => ({
  floor,
  pure,
  neurons: prediction.neurons,
  silent: prediction.neurons.map(({ clipped }) => clipped),
  verdict: prediction.verdict,
  statement: `rectified neurons, ${statementOf(prediction)}`,
  proof: floor.certified ? "proven optimal" : bracketText(lowerBound, floor.total),
  milliseconds,
  selectivity: prediction.rectified.share && {
    minimum: prediction.rectified.share[0],
    maximum: prediction.rectified.share[1],
  },
});

function statementOf({ verdict, rectified: { bounds }, settings }: RectifiedCloud["prediction"]): string {
  const [least, most] = bounds;
  if (verdict === "silent") return "silent: no neuron pays, since errors are too cheap";
  if (verdict === "modular") return "modular: pure ones are optimal";
  if (verdict === "mixed") return `mixed: mixed ones save ${percent(least)} of the energy`;
  if (verdict === "nearly modular") return `nearly modular: mixing saves at most ${percent(most)}`;
  return `undecided: mixing saves ${percent(least)} to ${percent(most)}, and the limit is ${percent(settings.within)}`;
}

/** What is known where the search did not close. */
const bracketText = (lowerBound: number, energy: number): string =>
  lowerBound > 0
    ? `not closed in time: no code costs less than ${lowerBound.toPrecision(5)}, the best found ${energy.toPrecision(5)}`
    : `not closed in time: the best found costs ${energy.toPrecision(5)}, and no lower bound is proven`;
