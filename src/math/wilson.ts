/** Interval of a proportion. */

/** The 97.5 % point of the standard normal distribution. */
const Z = 1.959963984540054;

/**
 * Wilson's score interval (1927) of a proportion from `count` successes in `trials`, level 95 %; [NaN, NaN] without trials. Unlike
 * the textbook interval it keeps inside [0, 1] and has a width at 0 and at 1. Throws RangeError for a count outside [0, trials].
 */
export function wilsonInterval(count: number, trials: number): readonly [number, number] {
  if (!(count >= 0 && count <= trials)) throw new RangeError(`${count} of ${trials} is no proportion`);
  const share = count / trials;
  const middle = share + Z ** 2 / (2 * trials);
  const half = Z * Math.sqrt((share * (1 - share)) / trials + (Z / (2 * trials)) ** 2);
  const scale = 1 + Z ** 2 / trials;
  return [Math.max(0, (middle - half) / scale), Math.min(1, (middle + half) / scale)];
}
