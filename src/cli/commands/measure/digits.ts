/** Numbers as people read them. */

/** Three decimals; "undefined" for NaN. */
export const shown = (value: number): string => (Number.isNaN(value) ? "undefined" : value.toFixed(3));
export const range = ([low, high]: readonly [number, number]): string =>
  Number.isNaN(low) || Number.isNaN(high) ? "undefined" : `${shown(low)} to ${shown(high)}`;
