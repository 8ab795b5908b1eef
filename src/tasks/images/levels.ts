/** Values of levels. */

/** `count` values from `from` to `to`, both ends among them, as np.linspace. */
export const evenly = (from: number, to: number, count: number): number[] =>
  Array.from({ length: count }, (_, level) => (count === 1 ? from : from + ((to - from) * level) / (count - 1)));
