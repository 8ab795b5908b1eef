/** Factors and prices of sizes with which nothing can be computed, refused by name. */
import { InputError, UsageError } from "../math/errors.js";
import { LARGEST, SMALLEST, sizeProblem } from "../math/scale.js";
import type { Support } from "./types.js";

/** Less than this share of a factor's mean is the rounding of a constant. */
const ROUNDING = 1e-12;

/** Throws InputError naming the first factor whose values are too large or too small to be squared and summed. */
export function checkFactorSizes({ names, mean, points, covariance }: Support): void {
  const d = names.length;
  for (let i = 0; i < d; i++) {
    const column = Float64Array.from({ length: points.rows }, (_, row) => points.data[row * d + i]);
    const low = column.reduce((a, b) => Math.min(a, b), 0);
    const high = column.reduce((a, b) => Math.max(a, b), 0);
    const rounding = ROUNDING * Math.abs(mean[i]);
    const problem =
      sizeProblem(mean[i], mean[i]) ??
      (high - low <= rounding ? undefined : sizeProblem(low, high)) ??
      (Number.isFinite(covariance.data[i * d + i]) ? undefined : "is too large to be squared: give it in other units");
    if (problem !== undefined) throw new InputError(`factor ${names[i]} ${problem}`);
  }
}

/** Throws UsageError for a price, neither zero nor infinite, that no sum with others could hold. */
export function checkPriceSizes(prices: readonly (readonly [name: string, value: number])[]): void {
  for (const [name, value] of prices) {
    if (value === 0 || value === Infinity || (value >= SMALLEST && value <= LARGEST)) continue;
    throw new UsageError(
      `${name} of ${value} is beyond ${value > LARGEST ? LARGEST : SMALLEST}: only the ratios of prices matter, so give all in other units`,
    );
  }
}
