/**
 * Chance levels of the scores of images: the same code after random rotations (metrics/nulls.ts). Every linear readout finds in it what
 * it found before, but no latent is aligned with a factor other than by chance.
 */
import { InputError } from "../../math/errors.js";
import { type Key, split } from "../../math/random.js";
import { centralInterval } from "../../math/statistics.js";
import { nullDefaults, nullSampler } from "../../metrics/index.js";
import type { Representation } from "../../protocols.js";
import { codeInformation } from "./scores.js";

/** Rotations of a code. */
export const CHANCE_DRAWS = 40;

/** Of a score the ends of the central 95 %; NaN for a code without two directions to turn in. */
type Interval = readonly [low: number, high: number];

/** Of scores that rest on one matrix: forests and readouts are too slow to repeat. */
export interface ImageChance {
  readonly mig: Interval;
  readonly mir: Interval;
}

export function imageChance(code: Representation, bins: number, key: Key): ImageChance {
  const scores = rotations(code, key).map((turned) => codeInformation(turned, bins));
  const interval = (name: keyof ImageChance) =>
    centralInterval(
      Float64Array.from(scores, (score) => score[name].score),
      nullDefaults.level,
    );
  return { mig: interval("mig"), mir: interval("mir") };
}

/** None of a code that has no two directions to turn in. */
function rotations(code: Representation, key: Key): Representation[] {
  try {
    return split(key, CHANCE_DRAWS).map(nullSampler(code, nullDefaults));
  } catch (error) {
    if (error instanceof InputError) return [];
    throw error;
  }
}
