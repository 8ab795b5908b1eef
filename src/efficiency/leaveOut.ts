/** What leaving a variable out does: the same population as though it had not been recorded (Dorrell et al. 2025, Fig. 5). */

import { fold, type Key } from "../math/random.js";
import type { Representation } from "../protocols.js";
import { withFactors } from "../representation/index.js";
import { multipleCorrelation } from "./correlation.js";
import { gainsOf } from "./gains.js";
import { tuningOf } from "./neurons.js";
import { populationOf } from "./population.js";
import { predictedOf, predictionOf } from "./prediction.js";
import type { LeaveOut, PopulationTest } from "./protocols.js";
import { trialsOf } from "./variables.js";

const SECONDS = 20;

/** Throws InputError where nothing can be said without it. */
export function leaveOut(representation: Representation, variable: string, whole: PopulationTest, key: Key): LeaveOut {
  const kept = representation.factors.filter(({ name }) => name !== variable);
  const { settings, population: before, trials: all } = whole;
  const trials = trialsOf(withFactors(representation, kept), settings.bins === null ? {} : { bins: settings.bins });
  const { prediction } = predictionOf(trials, fold(key, "reasons"), SECONDS);
  const { gains } = gainsOf(
    trials,
    Int32Array.from({ length: trials.rows }, (_, row) => row),
  );
  const after = populationOf(trials, { tunings: tuningOf(trials), gains, optimal: [] }, settings);
  const nameOf = (names: readonly { readonly name: string }[], at: number | null) =>
    at === null ? null : names[at].name;
  return {
    variable,
    outcome: { predicted: predictedOf(prediction), recorded: after.recorded },
    counts: after.counts,
    correlations: kept.map(({ name }) => ({ name, correlation: multipleCorrelation(all, variable, name) })),
    neurons: after.neurons.map(({ unit, kind, main, second }) => ({
      unit,
      before: before.neurons[unit].kind,
      after: kind,
      mainBefore: nameOf(all.variables, before.neurons[unit].main),
      mainAfter: nameOf(trials.variables, main),
      secondAfter: nameOf(trials.variables, second),
    })),
  };
}
