/** Levels of a categorical factor among the conditions that a classifier is fitted on. */

import { InputError } from "../math/errors.js";
import { countLabels, type Labels, levelLabels } from "../math/information/index.js";
import { counted } from "../math/words.js";

export interface ClassesSeen {
  /** Classes 0, 1, ... of the fitted conditions; every one occurs. */
  readonly labels: Labels;
  /** Conditions of every class [classes] */
  readonly counts: Int32Array;
  /** The factor's level of every class, ascending [classes] */
  readonly levels: Float64Array;
}

/** Throws InputError naming the factor where fewer than two levels are left to tell apart. */
export function classesSeen(name: string, values: Float64Array, train: Int32Array): ClassesSeen {
  const fitted = Float64Array.from(train, (i) => values[i]);
  const levels = Float64Array.from(new Set(fitted)).sort();
  if (levels.length < 2) {
    throw new InputError(
      `factor "${name}" has one level among the ${counted(train.length, "condition")} to fit on: record more of the others, or leave it out`,
    );
  }
  const labels = levelLabels(fitted);
  return { labels, counts: countLabels(labels), levels };
}
