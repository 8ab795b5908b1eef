/** A test as plain data: what `--json` prints and `results.json` holds. Keys are stable; NaN becomes null. */
import type { NeuronResult, PopulationTest } from "../../efficiency/index.js";
import { describePair } from "../../theory/index.js";
import { paragraphOf } from "./paragraph.js";
import { type Tested, unitNameOf } from "./tested.js";

export function answerOf(tested: Tested) {
  const { file, seed, recording, test, without, notes } = tested;
  const { efficiency, population, direction, geometry, outcome, settings, trials } = test;
  const { neurons, ...ofPopulation } = population;
  const names = trials.variables.map(({ name }) => name);
  return {
    file,
    outcome,
    efficiency,
    prediction: predictionAnswer(test),
    population: ofPopulation,
    direction,
    geometry,
    neurons: neurons.map((neuron) => neuronAnswer(neuron, names, unitNameOf(tested, neuron.unit))),
    without: without.map(({ variable, neurons: changes, ...rest }) => ({
      variable,
      ...rest,
      neurons: changes.map((change) => ({ ...change, name: unitNameOf(tested, change.unit) })),
    })),
    trials: trials.rows,
    conditions: trials.counts.length,
    variables: trials.variables.map(({ name, kind, values, levelNames, isBinned }) => ({
      name,
      kind,
      levels: levelNames ?? [...values],
      isBinned,
    })),
    units: { measured: trials.units, constant: recording.constantUnits, numbers: recording.unitNumbers },
    paragraph: paragraphOf(tested),
    notes,
    seed,
    settings,
  };
}

function predictionAnswer({ explained: { prediction, explanation }, service, trials }: PopulationTest) {
  const { verdict, statement, status, gap, energy, saving, pairs, selectivity } = prediction;
  return {
    ...{ verdict, statement, status, gap, energy, saving },
    pairs: pairs.map((pair) => ({ ...pair, words: pair.holds ? null : describePair(pair) })),
    reasons: explanation.reasons,
    selectivity,
    /** Of the cheapest code that serves every variable as this population does; directions in `coordinates`. */
    neurons: service.neurons,
    coordinates: trials.names,
    leastActivity: { attained: service.activity, lowerBound: service.lowerBound },
    importances: Object.fromEntries(trials.variables.map(({ name }, v) => [name, service.importances[v]])),
  };
}

const named = <Value>(names: readonly string[], values: readonly Value[]): Readonly<Record<string, Value>> =>
  Object.fromEntries(names.map((name, i) => [name, values[i]]));

function neuronAnswer(neuron: NeuronResult, names: readonly string[], name: string) {
  const { unit, kind, main, second, shares, interaction, p, q, gains, signalToNoise, angle, hidden } = neuron;
  const told = ({ tuned, variables, interaction: bent }: NeuronResult["p"]) => ({
    tuned,
    variables: named(names, variables),
    interaction: bent,
  });
  return {
    unit,
    name,
    kind,
    main: main === null ? null : names[main],
    second: second === null ? null : names[second],
    shares: named(names, shares),
    interaction,
    ...{ p: told(p), q: told(q), gains, signalToNoise, angle },
    hidden: hidden && { multiple: hidden.multiple, correlations: named(names, hidden.correlations) },
  };
}
