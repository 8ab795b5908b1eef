import type { Flags, FlagValues } from "../../flags/flag.js";
import { json } from "../../flags/output.js";
import { oneOf } from "../../flags/readers.js";

export const flags = {
  style: {
    argument: "<name>",
    value: oneOf(["line", "bibtex"]),
    fallback: "line",
    help: "one line, or an entry for BibTeX",
  },
  json,
} as const satisfies Flags;

export type CiteFlags = FlagValues<typeof flags>;
