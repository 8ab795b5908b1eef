/** Conditions to fit on, and others to test on. */

import { InputError } from "../math/errors.js";
import { type Key, permutation } from "../math/random.js";
import { counted } from "../math/words.js";

export interface HoldOutOptions {
  /** Share of the conditions that is fitted; the rest tests. */
  readonly trainFraction: number;
  /** `random` for independent trials; `as-given` fits the first ones, for time series, and needs no key. */
  readonly order: "random" | "as-given";
}

/** The shares of disentanglement_lib's study: 10,000 and 5,000. */
export const holdOutDefaults: HoldOutOptions = { trainFraction: 2 / 3, order: "random" };

export interface HoldOut {
  readonly train: Int32Array;
  readonly test: Int32Array;
}

const inOrder = (count: number): Int32Array => Int32Array.from({ length: count }, (_, i) => i);

/** The split; ceil(n trainFraction) conditions train. Throws InputError where either part is empty. */
export function holdOut(conditions: number, { trainFraction, order }: HoldOutOptions, key: Key): HoldOut {
  const indices = order === "random" ? permutation(key, conditions) : inOrder(conditions);
  const taken = Math.ceil(trainFraction * conditions - 1e-9);
  if (!(taken >= 1 && taken < conditions)) {
    throw new InputError(
      `a share of ${trainFraction} of ${counted(conditions, "condition")} leaves nothing to ${taken < 1 ? "fit" : "test"} on: ` +
        "give trainFraction between 0 and 1, or more conditions",
    );
  }
  return { train: indices.slice(0, taken).sort(), test: indices.slice(taken).sort() };
}

/** `folds` disjoint test sets that cover all conditions, each with the rest to fit on. Throws InputError for too few conditions. */
export function crossValidation(
  conditions: number,
  folds: number,
  order: HoldOutOptions["order"],
  key: Key,
): HoldOut[] {
  if (!(Number.isInteger(folds) && folds >= 2 && folds <= conditions)) {
    throw new InputError(
      `${counted(conditions, "condition")} cannot be divided into ${folds} folds: give from 2 to ${conditions}`,
    );
  }
  const indices = order === "random" ? permutation(key, conditions) : inOrder(conditions);
  return Array.from({ length: folds }, (_, fold) => {
    const from = Math.floor((fold * conditions) / folds);
    const to = Math.floor(((fold + 1) * conditions) / folds);
    const inside = (_value: number, i: number) => i >= from && i < to;
    return {
      train: indices.filter((value, i) => !inside(value, i)).sort(),
      test: indices.filter(inside).sort(),
    };
  });
}
