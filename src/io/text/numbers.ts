/** Fields of a table as numbers, and what stands for none. */

/** A value that stands for no value, in any of the ways in which programs write it. */
export const isMissing = (field: string): boolean =>
  /^(|nan|na|n\/a|#n\/a|<na>|null|none|nil|-|\.|-?1\.#(qnan|ind|snan)\w*)$/i.test(field);

/** In a column of names "none" and "-" are names. */
export const isMissingName = (field: string): boolean => /^(|nan|na|n\/a|#n\/a|<na>|null)$/i.test(field);

/** What programs write for a number that is infinite or could not be computed. */
export const isInfinite = (field: string): boolean =>
  /^[-+]?(inf|infinity|∞|1\.#inf\w*)$|^#(div\/0!|value!|ref!|name\?|num!|null!)$/i.test(field);

/**
 * The number that a field of decimal digits stands for, with point and exponent; NaN for all else, also for what JavaScript takes
 * as a number but other programs as text (0x10, 0b11, 0o7, Infinity).
 */
export function decimalOf(field: string): number {
  const value = Number(field);
  return /^\s*(0[xbo]|[-+]?I)/i.test(field) ? Number.NaN : value;
}

/** A number with a decimal comma, e.g. "0,5" or "-1,2e-3". */
export const hasDecimalComma = (field: string): boolean => /^[-+]?\d*,\d+(e[-+]?\d+)?$/i.test(field);

export const withPoint = (field: string): string => field.replace(",", ".");

/** Thousands and decimals, each with a mark of its own: "1.234,5" or "1,234.5". */
export const hasThousands = (field: string): boolean =>
  /^[-+]?\d{1,3}(?:(?:\.\d{3})+,\d+|(?:,\d{3})+\.\d+)$/.test(field);

/** What may be 1234 as well as 1.234. */
export const mayBeThousands = (field: string): boolean => /^[-+]?[1-9]\d{0,2}(,\d{3})$/.test(field);

/** Whether these are the digits of a whole number so large that float64 skips some of its neighbours. */
export const isBeyondExact = (field: string, value: number): boolean =>
  Math.abs(value) > Number.MAX_SAFE_INTEGER && /^\s*[-+]?\d+\s*$/.test(field);

/** Of such a number, in words that go on after the name of its column. */
export const beyondExact = (field: string): string =>
  `holds ${field.trim().slice(0, 40)}, a whole number beyond 2^53 that would be rounded: ` +
  "write names of things as text, measurements with an exponent";
