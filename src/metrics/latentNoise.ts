/**
 * Repeated samples with noise: what the program of Dorrell et al. 2025 (github.com/kylehkhsu/modular) does before neighbour
 * estimates, so that labels that occur once (a combination of all factors, say) are not left out. Activity is standardised, every
 * condition is repeated `duplicates` times, and normal noise of deviation `noise` is added to each. A repeated point is a close
 * neighbour with the same label, which raises the estimates: compare scores only at equal settings.
 */
import { InputError } from "../math/errors.js";
import { fold, type Key, normal } from "../math/random.js";
import { mean, standardDeviation } from "../math/statistics.js";
import type { Representation } from "../protocols.js";
import { takeConditions, unitActivity, withActivity } from "../representation/index.js";

export interface LatentNoise {
  /** Times that every condition occurs; 1 for as it is. */
  readonly duplicates: number;
  /** Standard deviation of the noise, in standard deviations of each unit. */
  readonly noise: number;
}

/** The representation as described; itself where there is nothing to do. The noise comes from fold(key, "noise"), row-major. */
export function withLatentNoise(source: Representation, { duplicates, noise }: LatentNoise, key: Key): Representation {
  if (!(Number.isInteger(duplicates) && duplicates >= 1)) {
    throw new InputError(`conditions are repeated a whole number of times, at least once, not ${duplicates}`);
  }
  if (!(noise >= 0)) throw new InputError(`the noise has a deviation of 0 or more, not ${noise}`);
  if (duplicates === 1 && noise === 0) return source;
  const { conditions, units } = source;
  const tiled = takeConditions(
    standardised(source),
    Int32Array.from({ length: duplicates * conditions }, (_, i) => i % conditions),
  );
  if (noise === 0) return tiled;
  const added = normal(fold(key, "noise"), tiled.conditions * units);
  return withActivity(
    tiled,
    tiled.activity.map((value, at) => value + noise * added[at]),
  );
}

/** Every unit with mean 0 and standard deviation 1 (divisor n); a constant unit becomes 0. */
export function standardised(source: Representation): Representation {
  const { units } = source;
  const moments = Array.from({ length: units }, (_, unit) => {
    const values = unitActivity(source, unit);
    return { centre: mean(values), deviation: standardDeviation(values, 0) || 1 };
  });
  const activity = new Float64Array(source.activity.length);
  for (let at = 0; at < activity.length; at += units) {
    moments.forEach(({ centre, deviation }, unit) => {
      activity[at + unit] = (source.activity[at + unit] - centre) / deviation;
    });
  }
  return withActivity(source, activity);
}
