/** An opened file as it was asked for: without what is to be left out, and with columns by number. */
import type { DataFile, OpenOptions } from "../protocols.js";
import { withColumnRanges } from "./columns.js";
import { withoutEntries } from "./leftOut.js";

export const asAsked = (file: DataFile, { leaveOut = [] }: Partial<OpenOptions>): DataFile =>
  withColumnRanges(leaveOut.length === 0 ? file : withoutEntries(file, leaveOut));
