/** What the flags of `measure` take that no other command does. */
import { UsageError } from "../../../math/errors.js";
import { fractionFrom, type Reader, wholeNumber } from "../../flags/readers.js";

/** 0, or at least 2: there is no spread of one. */
export const halvings: Reader<number> = {
  read(text, flag) {
    const count = wholeNumber().read(text, flag);
    if (count === 1) throw new UsageError(`${flag} takes 0 or at least 2 halvings.`);
    return count;
  },
  schema: { anyOf: [{ const: 0 }, { type: "integer", minimum: 2 }] },
};

/** What draws may cost, in multiples of the usual. */
export const effort: Reader<number> = {
  read(text, flag) {
    const value = fractionFrom(text);
    if (value !== undefined && value > 0) return value;
    throw new UsageError(`${flag} takes a number above 0, e.g. 10 for ten times the usual work; got "${text}".`);
  },
  schema: { type: "number", exclusiveMinimum: 0 },
};
