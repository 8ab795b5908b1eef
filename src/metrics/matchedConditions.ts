/**
 * Conditions that share the value of one factor: a recording's stand-in for a generator that holds a factor and redraws the
 * others. What it gives is what a generator would only where the factors are independent over the conditions.
 */

import { InputError } from "../math/errors.js";
import { type Labels, levelLabels } from "../math/information/index.js";
import { counted } from "../math/words.js";
import type { Factor } from "../protocols.js";
import { factorLabels, informationDefaults } from "./informationMatrix.js";

export interface MatchedFactor {
  /** Position of each condition's value in `groups` [conditions] */
  readonly group: ArrayLike<number>;
  /** Conditions that share a value. */
  readonly groups: readonly Int32Array[];
}

/**
 * Throws InputError naming the factor where conditions cannot be matched: of a continuous or circular factor, unless `bins`
 * (above 0) makes those of one bin alike, and of a categorical one with a level that occurs once.
 */
export function matchConditions(factor: Factor, bins: number): MatchedFactor {
  const { name, kind, levels } = factor;
  if (kind !== "categorical" && bins < 2) {
    throw new InputError(
      `factor "${name}" is ${kind}, ${howShared(factor.values)}: give matchBins, e.g. 10 (--set matchBins=10), to take conditions of ` +
        "one bin as alike, or leave it out",
    );
  }
  const labels = levelLabels(factorLabels(factor, { ...informationDefaults, bins }).values);
  const groups = conditionsOfLevels(labels);
  const lone = groups.find((group) => group.length < 2);
  if (lone === undefined) return { group: labels.values, groups };
  const level = levels?.[factor.values[lone[0]]] ?? `bin of ${factor.values[lone[0]]}`;
  throw new InputError(
    `level ${level} of factor "${name}" occurs once, so nothing can be matched with it: record more, or leave it out`,
  );
}

/** Numbers are not matched by being equal, which rounding decides; few of them were probably meant as levels. */
function howShared(values: Float64Array): string {
  const distinct = new Set(values).size;
  if (distinct === values.length) return "and no two conditions share its value";
  return `and only levels are held: its ${counted(values.length, "condition")} have ${distinct} distinct values, so declare it categorical if these are levels`;
}

/** Conditions of every level, in order. */
export function conditionsOfLevels({ values, levels }: Labels): Int32Array[] {
  const lists: number[][] = Array.from({ length: levels }, () => []);
  values.forEach((level, condition) => void lists[level].push(condition));
  return lists.map((list) => Int32Array.from(list));
}

/** One of the conditions, by a number uniform on [0, 1). */
export const pick = (conditions: Int32Array, random: number): number =>
  conditions[Math.floor(random * conditions.length)];
