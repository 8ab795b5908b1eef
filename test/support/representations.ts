/** Representations with known structure, for the tests of metrics. */
import { fold, type Key, uniform } from "../../src/math/random.js";
import type { Factor, Representation } from "../../src/protocols.js";
import { factorFromNumbers, representation } from "../../src/representation/index.js";
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
