/** Representations with known structure, for the tests of metrics. */
import { fold, type Key, permutation, uniform } from "../../src/math/random.js";
import type { Factor, Representation } from "../../src/protocols.js";
import { factorFromNumbers, representation, takeUnits } from "../../src/representation/index.js";
import { numpyRandint } from "./numpyRandom.js";

/** The dummy data of disentanglement_lib's tests: ten factors, uniform on 1 .. 10, RandomState(0). Row-major [count x 10] */
export const tenValuedFactors = (count: number): Int32Array => numpyRandint(0, 1, 11, 10 * count);

/** Columns of a row-major table as factors, read as whole numbers are by default. */
export function factorsOf(table: ArrayLike<number>, columns: number, kind?: Factor["kind"]): Factor[] {
  const rows = table.length / columns;
  return Array.from({ length: columns }, (_, j) =>
    factorFromNumbers(
      `factor ${j}`,
      Float64Array.from({ length: rows }, (_, i) => table[i * columns + j]),
      kind,
    ),
  );
}

/** Ten ten-valued factors copied into ten units. */
export function identityCode(count = 3000): Representation {
  const table = tenValuedFactors(count);
  return representation({ activity: Float64Array.from(table), units: 10, factors: factorsOf(table, 10) });
}

/** Independent factors uniform on [0, 1), row-major [count x factors]. */
export function uniformFactors(key: Key, count: number, factors: number): Float64Array {
  const columns = Array.from({ length: factors }, (_, j) => uniform(fold(key, j), count));
  return Float64Array.from({ length: count * factors }, (_, at) => columns[at % factors][Math.floor(at / factors)]);
}

/** `units` linear mixtures of uniform factors: unit n is sum_f mixing[n][f] e_f. */
export function linearCode(key: Key, count: number, mixing: readonly (readonly number[])[]): Representation {
  const factors = mixing[0].length;
  const table = uniformFactors(key, count, factors);
  const activity = Float64Array.from({ length: count * mixing.length }, (_, at) => {
    const row = Math.floor(at / mixing.length) * factors;
    return mixing[at % mixing.length].reduce((sum, gain, f) => sum + gain * table[row + f], 0);
  });
  return representation({ activity, units: mixing.length, factors: factorsOf(table, factors, "continuous") });
}

/** The code of test/fixtures/sklearn/make.py: 6 units, the fifth constant, and factors of 4, 8 and 3 levels. */
export function fixtureCode(count = 900): Representation {
  const u = numpyRandint(11, 0, 1000, 6 * count);
  const rows = Array.from({ length: count }, (_, i) => u.subarray(6 * i, 6 * i + 6));
  const levels = (row: Int32Array) => [row[0] / 250, row[1] / 125, row[2] / 334].map(Math.floor);
  const activity = rows.flatMap((row) => {
    const [f0, f1] = levels(row);
    const noise = [Math.floor(row[3] / 4), Math.max(0, row[4] - 700), Math.floor(row[5] / 20)];
    return [300 * f0 + noise[0], 100 * f1 + 50 * f0, row[2], noise[1], 7, 10 * f0 * f1 + noise[2]];
  });
  return representation({
    activity: Float64Array.from(activity),
    units: 6,
    factors: factorsOf(rows.flatMap(levels), 3),
  });
}

/** The same factors, and for every condition a random order of the activity of its units. */
export function shuffledRows(source: Representation, key: Key): Representation {
  const { units, conditions } = source;
  const activity = new Float64Array(source.activity.length);
  for (let i = 0; i < conditions; i++) {
    permutation(fold(key, i), units).forEach((from, to) => {
      activity[i * units + to] = source.activity[i * units + from];
    });
  }
  return { ...source, activity };
}

/** Every unit twice. */
export const duplicated = (source: Representation): Representation =>
  takeUnits(
    source,
    Array.from({ length: 2 * source.units }, (_, i) => i % source.units),
  );

/** The same factors and silent units. */
export const silent = (source: Representation): Representation => ({
  ...source,
  activity: new Float64Array(source.activity.length),
});

/** Units in another order and on other scales: `gains` and `order` [units]. */
export function rearranged(source: Representation, order: ArrayLike<number>, gains: ArrayLike<number>): Representation {
  const moved = takeUnits(source, order);
  return { ...moved, activity: moved.activity.map((value, at) => gains[at % moved.units] * value) };
}
