/** A line of units between names and values, as spreadsheets and instruments write it. */
import { decimalOf, hasDecimalComma, isInfinite, isMissing } from "./numbers.js";

const PREFIXED = "(?:[pnuµμmckMG]?(?:m|s|V|A|Hz|W|F|g|K|L|M|Pa|N|J|C|lux|bar|ohm|Ω))";
const OTHER =
  "(?:seconds?|secs?|millisec(?:onds)?|min(?:utes)?|h(?:ours?)?|days?|frames?|samples?|px|pixels?|inch(?:es)?|deg(?:rees?)?|°C?|rad(?:ians)?|" +
  "spikes?|spk|sp|spk?s|counts?|events?|bins?|trials?|dB|%|a\\.?u\\.?|arb\\.?|z-?score|[dΔ]F\\/F0?|met(?:re|er)s?|volts?|hertz|int\\d*|float\\d*|double|string|bool)";
const UNIT = new RegExp(
  `^(?:${PREFIXED}|${OTHER})(?:[\\^]?-?[23¹²³])?(?:[/·*. ](?:${PREFIXED}|${OTHER})(?:[\\^]?-?[123¹²³])?)*$`,
);

/** "cm", "Hz", "cm/s", "(mV)", "[°]": what may stand in such a line. */
const isUnit = (field: string): boolean => UNIT.test(field) || /^[[(].{1,20}[\])]$/.test(field);

const isNumber = (field: string): boolean => Number.isFinite(decimalOf(field)) || hasDecimalComma(field);

/**
 * The units of every column where the first of these rows is no values but units: at least half of its words are known as such, and
 * none stands in a column that holds text below. Undefined where it is not.
 */
export function unitsIn([first, ...rows]: readonly (readonly string[])[]): readonly string[] | undefined {
  if (!first || rows.length < 1) return undefined;
  const numeric = first.map((_, at) =>
    rows.some((row) => row[at] !== undefined && row[at] !== "" && isNumber(row[at])),
  );
  const words = first.filter((field, at) => numeric[at] && field !== "");
  const isWord = (field: string) => !isNumber(field) && !isInfinite(field) && (!isMissing(field) || field === "-");
  const known = words.filter(isUnit).length;
  const fits = known > 0 && 2 * known >= words.length && words.every(isWord);
  return fits ? first : undefined;
}
