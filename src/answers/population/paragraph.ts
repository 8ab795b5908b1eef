/** A paragraph for a paper: what was done, with which settings, and what came out. */
import type { PopulationTest } from "../../efficiency/index.js";
import { counted } from "../../math/words.js";
import type { Tested } from "./tested.js";

const shown = (value: number, digits = 2): string => value.toFixed(digits);

export function paragraphOf({ test, seed, version }: Tested): string {
  const { trials, population, settings, explained } = test;
  const names = trials.variables.map(({ name }) => name);
  const tuned = population.counts.pure + population.counts.mixed;
  return [
    `We compared ${counted(trials.units, "neuron")} (${counted(trials.rows, "trial")} of ${counted(trials.counts.length, "condition")}) with the ` +
      `certified energy-optimal nonnegative code for ${names.join(", ")} (purecell ${version}, seed ${seed}; Dorrell et al. 2025).`,
    `For these conditions theory predicts that neurons are ${expectation(test)} (${explained.prediction.statement}).`,
    `${population.counts.mixed} of ${counted(tuned, "tuned neuron")} were mixed (a second variable at a false discovery rate of ` +
      `${settings.falseDiscovery} and above ${Math.round(100 * settings.secondShare)} % of tuning).`,
    efficiencySentence(test),
    directionSentence(test),
  ]
    .filter(Boolean)
    .join(" ");
}

const expectation = ({ outcome: { predicted } }: PopulationTest): string =>
  predicted === "undecided" ? "pure or mixed, which is not decided" : predicted;

function efficiencySentence({ efficiency, settings }: PopulationTest): string {
  const { eta, interval, nulls, p } = efficiency;
  if (eta === null || p === null)
    return `Its efficiency was not computed: ${efficiency.reasons[0] ?? "a variable is not encoded"}.`;
  const [low, high] = nulls[0].range;
  const ends =
    interval === null
      ? ""
      : ` (95 % interval ${shown(interval[0])} to ${shown(interval[1])}, ${settings.intervalDraws} draws of neurons)`;
  return (
    `An optimal population that serves every variable as well would need ${shown(eta)} of the activity that this one needs${ends}; populations of ` +
    `the same gains in random directions need as much as gives ${shown(eta * low)} to ${shown(eta * high)} (p = ${p.toPrecision(2)} of ` +
    `${nulls[0].draws} draws; activity with least baselines, corrected for the noise of trials).`
  );
}

const directionSentence = ({ direction }: PopulationTest): string =>
  direction === null
    ? ""
    : `Mixed neurons lay a median of ${direction.angle.toFixed(0)} degrees from the nearest neuron of the optimum (chance ` +
      `${direction.chance.toFixed(0)}, p = ${direction.p.toPrecision(2)}).`;
