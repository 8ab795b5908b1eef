/** Columns of names. */
import { isInfinite, isMissing } from "./numbers.js";

const STARTS_WITH_LETTER = /^\s*\p{L}/u;

/** Whether every field that says anything is a word, and some is. Fields that a number could be meant by ("0,5", "0x10", "inf") are none. */
export function areWords(fields: readonly string[]): boolean {
  const said = fields.filter((field) => !isMissing(field.trim()));
  return said.length > 0 && said.every((field) => STARTS_WITH_LETTER.test(field) && !isInfinite(field.trim()));
}
