/** An opened file as it was asked for: rows as lists, without what is to be left out, and with columns by number. */
import type { DataFile, OpenOptions } from "../protocols.js";
import { withColumnRanges } from "./columns.js";
import { withoutEntries } from "./leftOut.js";
import { rowsAsLists } from "./rowsAsLists.js";

export const asAsked = (file: DataFile, { leaveOut = [] }: Partial<OpenOptions>): DataFile =>
  withColumnRanges(leaveOut.length === 0 ? rowsAsLists(file) : withoutEntries(rowsAsLists(file), leaveOut));
