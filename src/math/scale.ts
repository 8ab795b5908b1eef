/**
 * Sizes that numbers may have: of all that is computed from them, up to squares of products of two covariances (their eighth powers), nothing
 * overflows or underflows in float64. Anything that was measured has others only by mistake; it is refused by name, since an
 * overflow inside would be a wrong answer.
 */
export const LARGEST = 1e30;
export const SMALLEST = 1e-30;

/** What is wrong with the size of values between these extremes, to stand after their name; undefined where nothing is. */
export function sizeProblem(low: number, high: number): string | undefined {
  const reach = Math.max(Math.abs(low), Math.abs(high));
  if (reach > LARGEST) return `reaches ${reach.toPrecision(3)}, beyond ${LARGEST}: give it in other units`;
  const spread = high - low;
  if (spread > 0 && spread < SMALLEST) {
    return `varies by ${spread.toPrecision(3)} only, less than ${SMALLEST}: give it in other units`;
  }
  return undefined;
}
