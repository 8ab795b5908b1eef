/** What becomes of the answer. */
import { type Flag, requireAtMostOne } from "./flag.js";
import { text } from "./readers.js";

const group = "Output";

export const json = { group, help: "print the result as JSON on stdout" } as const satisfies Flag;

export const csv = {
  group,
  help: "print the result as a table of comma-separated values on stdout",
} as const satisfies Flag;

/** Where files are written. */
export const out = {
  group,
  argument: "<dir>",
  value: text,
  help: "write a report to this folder",
} as const satisfies Flag;

/** What is printed: a text for readers, data, or a table. */
export type Form = "text" | "json" | "csv";

/** Throws UsageError where both were asked for. */
export function formFrom(flags: { readonly json: boolean; readonly csv?: boolean }): Form {
  requireAtMostOne({ json: flags.json, csv: flags.csv }, ["json", "csv"], "both go to stdout; give one of them.");
  if (flags.json) return "json";
  return flags.csv ? "csv" : "text";
}
