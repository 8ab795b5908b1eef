/**
 * How often `test` is right about populations at the optimum of two designs. Only what the verdict needs is simulated, means of conditions
 * and the spread of trials within them, which for Gaussian trials have the same distribution as those of simulated trials.
 */
import { fold, type Key, normal, uniform } from "../../math/random.js";
import { sum } from "../../math/statistics.js";
import { codeActivity } from "../../theory/index.js";
import { type CellSums, tuningOfCells } from "../neurons.js";
import { verdictOf } from "../population.js";
import { codedConditions } from "../prediction.js";
import type { Conditions, Thresholds } from "../protocols.js";
import type { Judged, Power, PowerOptions } from "./protocols.js";

/** Sizes that are simulated unless others are asked for: a standard error of at most 2.5 points. */
export const powerDefaults: PowerOptions = {
  neurons: [20, 50, 100],
  repeats: [4, 8, 12],
  signalToNoise: 1,
  simulations: 400,
};

interface Simulation extends PowerOptions {
  readonly thresholds: Thresholds;
}

/** Every size of a population and number of trials, one after another. */
export function* powerOf(before: Judged, after: Judged, options: Simulation, key: Key): Generator<Power> {
  for (const neurons of options.neurons)
    for (const repeats of options.repeats) {
      const own = fold(fold(key, neurons), repeats);
      const right = [before, after].map((judged, i) => rightAbout(judged, neurons, repeats, options, fold(own, i)));
      const { signalToNoise, simulations } = options;
      const both = right[0].filter((one, i) => one && right[1][i]).length;
      yield {
        ...{ neurons, repeats, signalToNoise, simulations },
        before: right[0].filter(Boolean).length / simulations,
        after: right[1].filter(Boolean).length / simulations,
        power: both / simulations,
      };
    }
}

/** Whether the verdict on each simulated population is the one that theory has for the design. */
function rightAbout(judged: Judged, neurons: number, repeats: number, options: Simulation, key: Key): boolean[] {
  const table = { ...judged.conditions, counts: judged.conditions.counts.map((count) => count * repeats) };
  const rates = optimalRates(judged, neurons);
  const tuningOf = tuningOfCells(table);
  return Array.from({ length: options.simulations }, (_, i) => {
    const own = fold(key, i);
    const cells = rates.map((rate, k) => simulatedCells(table, rate, options.signalToNoise, fold(own, k)));
    return verdictOf(tuningOf(cells), options.thresholds).recorded === judged.predicted;
  });
}

/** Rates of neurons in the conditions [neurons][conditions]: of the optimum's neurons, each as often as the others. */
function optimalRates({ explained, conditions }: Judged, neurons: number): Float64Array[] {
  const { prediction, problem } = explained;
  const rows = codedConditions(conditions);
  const activity = codeActivity(prediction.neurons, rows, problem.support.mean);
  const kinds = prediction.neurons.length;
  return Array.from({ length: neurons }, (_, k) =>
    Float64Array.from({ length: rows.rows }, (__, t) => activity.data[t * kinds + (k % kinds)]),
  );
}

function simulatedCells({ counts }: Conditions, rates: Float64Array, signalToNoise: number, key: Key): CellSums {
  const rows = sum(counts);
  const centre = sum(rates.map((rate, t) => (rate * counts[t]) / rows));
  const tuning = Math.sqrt(sum(rates.map((rate, t) => (counts[t] * (rate - centre) ** 2) / rows)));
  const noise = tuning / signalToNoise;
  const drawn = normal(fold(key, "means"), rates.length);
  const sums = rates.map((rate, t) => counts[t] * rate + Math.sqrt(counts[t]) * noise * drawn[t]);
  const between = sum(sums.map((value, t) => value ** 2 / counts[t]));
  return { sums, squares: between + noise ** 2 * chiSquare(rows - counts.length, fold(key, "within")) };
}

/** Sum of squares of so many standard normal numbers: exponential numbers by twos. */
function chiSquare(degrees: number, key: Key): number {
  const pairs = uniform(key, degrees >> 1);
  const even = -2 * sum(pairs.map((u) => Math.log(1 - u)));
  return degrees % 2 === 0 ? even : even + normal(fold(key, "odd"), 1)[0] ** 2;
}

/** Trials of all conditions together. */
export const trialsOfDesign = ({ counts }: Conditions, repeats: number): number => repeats * sum(counts);
