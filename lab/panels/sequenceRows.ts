/** Neurons of sequences as the page draws them: the strongest few, each with what it follows. */
import type { SequencePrediction } from "../worker/sequences/protocol.js";
import type { PlacesSnapshot, RhythmsSnapshot, SequencesSnapshot } from "../worker/trainings/protocol.js";
import { type Line, lineStyle } from "./line.js";

/** Neurons that are drawn at most: of rhythms as lines over each other, of places one below the other. */
const MOST_LINES = 4;
const MOST_ROWS = 6;
/** Less of the energy is solver dust, or a unit that has fallen silent. */
const LEAST = 0.005;
/** Above this part of its stronger rhythm the weaker one makes a unit mixed, as the experiment counts. */
const MIXED = 0.1;

/** Steps of a run that are drawn. */
export const SHOWN_STEPS = 80;

const order = (shares: ArrayLike<number>, most: number): number[] =>
  Array.from(shares, (share, at) => ({ share, at }))
    .filter(({ share }) => share > LEAST)
    .sort((a, b) => b.share - a.share)
    .slice(0, most)
    .map(({ at }) => at);

const WORDS = { rhythms: ["slow", "fast", "both"], places: ["first", "second", "both"] } as const;

/** In the order of their shares. */
const optimalOrder = ({ neurons }: SequencePrediction, most: number): number[] =>
  order(
    neurons.map(({ share }) => share),
    most,
  );

/** A neuron follows one variable alone from this part of its squared gain on, in standard deviations. */
const PURE = 0.95;
/** Nearer to all of it than can be seen. */
const WHOLE = 0.995;

function followed({ kind, neurons }: SequencePrediction, at: number): string {
  const { follows, main } = neurons[at];
  const word = WORDS[kind][main < PURE ? 2 : follows];
  return main > WHOLE ? word : `${word}, ${(100 * main).toFixed(0)} %`;
}

/** Rates of one neuron in a table [rows x neurons]. */
const column = (table: Float64Array, columns: number, at: number): Float64Array =>
  Float64Array.from({ length: table.length / columns }, (_, row) => table[row * columns + at]);

const lineOver = (label: string, at: number, rates: Float64Array): Line => ({
  label,
  ...lineStyle(at),
  points: Array.from(rates.subarray(0, SHOWN_STEPS), (rate, step) => [step, rate] as const),
});

/** Optimal neurons over the steps of the network's run. */
export const optimalLines = (found: SequencePrediction): Line[] =>
  optimalOrder(found, MOST_LINES).map((neuron, at) =>
    lineOver(`neuron ${at + 1}: ${followed(found, neuron)}`, at, column(found.rates, found.neurons.length, neuron)),
  );

const sharesOf = ({ energy }: SequencesSnapshot): Float64Array => {
  const all = energy.reduce((sum, value) => sum + value, 0);
  return energy.map((value) => value / all);
};

/** What a trained unit follows, by the power of both rhythms in it. */
function rhythmOf({ powers }: RhythmsSnapshot, unit: number): string {
  const [slow, fast] = [powers[2 * unit], powers[2 * unit + 1]];
  return WORDS.rhythms[Math.min(slow, fast) > MIXED * Math.max(slow, fast) ? 2 : Number(fast > slow)];
}

/** The strongest units of a network over time. */
export const trainedLines = (snapshot: RhythmsSnapshot): Line[] =>
  order(sharesOf(snapshot), MOST_LINES).map((unit, at) =>
    lineOver(`unit ${unit}: ${rhythmOf(snapshot, unit)}`, at, column(snapshot.code, snapshot.units, unit)),
  );

/** Optimal neurons at every pair, beside each other. */
export function optimalTiles(found: SequencePrediction) {
  const neurons = optimalOrder(found, MOST_ROWS);
  return {
    columns: neurons.map((neuron) => followed(found, neuron)),
    rows: [{ label: "delay", rates: neurons.map((neuron) => column(found.rates, found.neurons.length, neuron)) }],
  };
}

/** The strongest units of a network, at every pair in every step. */
export function trainedRows(snapshot: PlacesSnapshot) {
  const { code, units, trials } = snapshot;
  const steps = code.length / units / trials;
  return order(sharesOf(snapshot), MOST_ROWS).map((unit) => ({
    label: `unit ${unit}`,
    rates: Array.from({ length: steps }, (_, step) =>
      column(code.subarray(step * trials * units, (step + 1) * trials * units), units, unit),
    ),
  }));
}

/** Least and most of all lines. */
export function rangeOf(lines: readonly Line[]): [number, number] {
  const values = lines.flatMap(({ points }) => points.map(([, value]) => value));
  return [Math.min(0, ...values), Math.max(0.1, ...values)];
}
