/** `--objects`: where the object stood, or the array that says so. */
import { UsageError } from "../../../math/errors.js";
import { placesIn } from "../../../recordings/texts.js";
import type { Place } from "../../../recordings/wanted.js";
import type { Reader } from "../../flags/readers.js";

export const objects: Reader<string | readonly Place[]> = {
  read(text, flag) {
    const found = placesIn(text);
    if (found !== undefined) return found;
    throw new UsageError(
      `${flag} takes x,y for every session with semicolons between them, e.g. 30,35;70,60; got "${text}".`,
    );
  },
  schema: { type: "string" },
};
