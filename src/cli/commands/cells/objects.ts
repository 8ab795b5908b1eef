/** `--objects`: where the object stood, or the array that says so. */
import { UsageError } from "../../../math/errors.js";
import type { Place } from "../../../recordings/wanted.js";
import type { Reader } from "../../flags/readers.js";

/**
 * Places of the object as "x,y;x,y", one for every session ("none" for a session without), in the unit of the positions; any other
 * text is a name.
 */
export const objects: Reader<string | readonly Place[]> = {
  read(text, flag) {
    if (!/^[\s\d.,;+eE-]+$/.test(text.replaceAll("none", "0,0"))) return text;
    return text.split(";").map((place) => {
      if (place.trim() === "none") return { x: Number.NaN, y: Number.NaN };
      const values = place.split(",").map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
      if (values.length === 2 && values.every(Number.isFinite)) return { x: values[0], y: values[1] };
      throw new UsageError(
        `${flag} takes x,y for every session with semicolons between them, e.g. 30,35;70,60; got "${text}".`,
      );
    });
  },
  schema: { type: "string" },
};
