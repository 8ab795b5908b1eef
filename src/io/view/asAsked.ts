/** An opened file as it was asked for: rows as lists, without what is left out, gaps where it has values for them, columns by number. */
import type { DataFile, OpenOptions } from "../protocols.js";
import { withMissingValues } from "./asMissing.js";
import { withColumnRanges } from "./columns.js";
import { withoutEntries } from "./leftOut.js";
import { rowsAsLists } from "./rowsAsLists.js";

export function asAsked(file: DataFile, { leaveOut = [], missingValues = [] }: Partial<OpenOptions>): DataFile {
  const lists = rowsAsLists(file);
  const gaps = missingValues.length === 0 ? lists : withMissingValues(lists, missingValues);
  return withColumnRanges(leaveOut.length === 0 ? gaps : withoutEntries(gaps, leaveOut));
}
