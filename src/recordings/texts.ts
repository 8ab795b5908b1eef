/** What is typed of rows and places, wherever it is typed. */
import type { MissingValue } from "../io/index.js";
import type { RowSelection } from "../representation/index.js";
import type { Place } from "./wanted.js";

/** "from:to:step", each part optional, as Python slices; undefined for anything else. */
export function rowsIn(text: string): RowSelection | undefined {
  const parts = /^(\d*):(\d*)(?::(\d*))?$/.exec(text);
  const number = (part: string | undefined, otherwise: number) => (part ? Number(part) : otherwise);
  const [from, to] = [number(parts?.[1], 0), number(parts?.[2], Number.MAX_SAFE_INTEGER)];
  const step = number(parts?.[3], 1);
  return parts && step > 0 && from < to ? { from, to, step } : undefined;
}

/**
 * "x,y;x,y", one for every session ("none" for a session without), in the unit of the positions; any other text is a name. Undefined for
 * numbers that are no places.
 */
export function placesIn(text: string): string | readonly Place[] | undefined {
  if (!/^[\s\d.,;+eE-]+$/.test(text.replaceAll("none", "0,0"))) return text;
  const places = text.split(";").map(placeIn);
  return places.every((place) => place !== undefined) ? places : undefined;
}

function placeIn(text: string): Place | undefined {
  if (text.trim() === "none") return { x: Number.NaN, y: Number.NaN };
  const values = text.split(",").map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  return values.length === 2 && values.every(Number.isFinite) ? { x: values[0], y: values[1] } : undefined;
}

/** "-999", or "speed=-1,angle=9999"; undefined for anything else. */
export function missingValuesIn(text: string): readonly MissingValue[] | undefined {
  const values = text.split(",").map(missingValueIn);
  return values.every((value) => value !== undefined) ? values : undefined;
}

function missingValueIn(text: string): MissingValue | undefined {
  const at = text.lastIndexOf("=");
  const value = Number(text.slice(at + 1).trim() || Number.NaN);
  if (Number.isNaN(value) || at === 0) return undefined;
  return at < 0 ? { value } : { value, of: text.slice(0, at).trim() };
}
