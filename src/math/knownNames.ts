/** "Did you mean ...?" for everything a user can name. */
import { distance } from "fastest-levenshtein";
import { UsageError } from "./errors.js";

/** The known name nearest to `name` in edits, if it is near enough to be a typing error (two fifths of its length). */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const edits = (candidate: string) => distance(name.toLowerCase(), candidate.toLowerCase());
  const [best] = [...known].sort((a, b) => edits(a) - edits(b));
  return best !== undefined && edits(best) <= Math.max(1, Math.floor(0.4 * best.length)) ? best : undefined;
}

/** ` (did you mean "..."?)`, for the middle of a sentence; empty where nothing is near. */
export function hint(name: string, known: readonly string[]): string {
  const guess = nearest(name, known);
  return guess === undefined ? "" : ` (did you mean "${guess}"?)`;
}

/** The error for a name that is not among `known`: the nearest one, then the list. `kind` is e.g. "experiment". */
export function unknownName(kind: string, name: string, known: readonly string[]): UsageError {
  const guess = nearest(name, known);
  const hint = guess === undefined ? "" : ` Did you mean "${guess}"?`;
  return new UsageError(`unknown ${kind} "${name}".${hint}\nKnown: ${known.join(", ")}.`);
}
