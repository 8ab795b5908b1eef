/**
 * Sparseness of activity: how few conditions drive a unit (lifetime), and how few units a condition drives (population).
 *
 * - Treves and Rolls, Network 2, 371 (1991): a = (mean r)^2 / mean r^2, in the form of Vinje and Gallant, Science 287, 1273
 *   (2000): S = (1 - a) / (1 - 1/n), 0 where all n responses are equal and 1 where a single one is not zero.
 * - Hoyer, JMLR 5, 1457 (2004): (sqrt n - |r|_1 / |r|_2) / (sqrt n - 1), of the same range.
 * Both depend on the zero of the scale, and are meant for rates. Negative activity is refused by name unless
 * `negative: "magnitude"` takes absolute values. Silent units, and conditions without activity, are left out. Factors play no part.
 */
import { InputError } from "../math/errors.js";
import { meanDefined } from "../math/statistics.js";
import type { Metric, Representation } from "../protocols.js";
import { unitActivity, unitName } from "../representation/index.js";
import { DRAWS, metricEntry } from "./entry.js";

export interface SparsenessOptions {
  readonly negative: "refuse" | "magnitude";
}

/** Negative activity is refused: the measures are for rates. */
export const sparsenessDefaults: SparsenessOptions = { negative: "refuse" };

/** Vinje and Gallant's S of nonnegative responses; NaN where there are fewer than two, or all are zero. */
export function trevesRolls(responses: Float64Array): number {
  const n = responses.length;
  const { absolute, squares } = norms(responses);
  return (1 - absolute ** 2 / (n * squares)) / (1 - 1 / n);
}

/** Hoyer's sparseness; NaN where there are fewer than two responses, or all are zero. */
export function hoyer(responses: Float64Array): number {
  const { absolute, squares } = norms(responses);
  const root = Math.sqrt(responses.length);
  return (root - absolute / Math.sqrt(squares)) / (root - 1);
}

function norms(responses: Float64Array) {
  let absolute = 0;
  let squares = 0;
  for (let i = 0; i < responses.length; i++) {
    const value = responses[i];
    absolute += Math.abs(value);
    squares += value * value;
  }
  return { absolute, squares };
}

/** Sparseness. The score and `perUnit` are Treves and Rolls' over conditions. */
export const sparseness: Metric<SparsenessOptions> = (representation, options) => {
  const { negative } = { ...sparsenessDefaults, ...options };
  if (negative === "refuse") refuseNegative(representation);
  const { units, conditions, activity } = representation;
  const ofUnits = Array.from({ length: units }, (_, unit) => unitActivity(representation, unit));
  const ofConditions = Array.from({ length: conditions }, (_, i) => activity.subarray(i * units, (i + 1) * units));
  const perUnit = Float64Array.from(ofUnits, trevesRolls);
  const live = perUnit.filter((value) => !Number.isNaN(value)).length;
  return {
    metric: "sparseness",
    score: meanDefined(perUnit),
    parts: {
      trevesRollsLifetime: meanDefined(perUnit),
      trevesRollsPopulation: meanDefined(ofConditions.map(trevesRolls)),
      hoyerLifetime: meanDefined(ofUnits.map(hoyer)),
      hoyerPopulation: meanDefined(ofConditions.map(hoyer)),
    },
    perUnit,
    settings: { negative, samples: conditions, liveUnits: live, units },
    ...(live === 0 && { notes: ["undefined: every unit is silent"] }),
  };
};

function refuseNegative({ activity, units, unitNames }: Representation): void {
  const at = activity.findIndex((value) => value < 0);
  if (at < 0) return;
  throw new InputError(
    `activity of ${unitName(at % units, unitNames)} is negative in row ${Math.floor(at / units)}, and sparseness is defined ` +
      'for rates: give negative: "magnitude" to take absolute values (--set sparseness.negative=magnitude)',
  );
}

/** As the command line and the reports know it. */
export const sparsenessEntry = metricEntry({
  metric: sparseness,
  title: "Sparseness of activity",
  citation:
    "Treves and Rolls, Network 2, 371 (1991); Vinje and Gallant, Science 287, 1273 (2000); Hoyer, JMLR 5, 1457 (2004)",
  draws: DRAWS.fast,
  against: ["rotation"],
  meaning: "0 where a unit responds alike in all conditions, 1 where in a single one; mean over units",
  parts: {
    trevesRollsLifetime: "Treves and Rolls, over conditions, mean over units",
    trevesRollsPopulation: "Treves and Rolls, over units, mean over conditions",
    hoyerLifetime: "Hoyer, over conditions, mean over units",
    hoyerPopulation: "Hoyer, over units, mean over conditions",
  },
  defaults: sparsenessDefaults,
  choices: { negative: ["refuse", "magnitude"] },
});
