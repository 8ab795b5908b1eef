import type { Flags, FlagValues } from "../../flags/flag.js";
import { csv, json } from "../../flags/output.js";
import { differentNames } from "../../flags/readers.js";
import { runs } from "../../flags/training.js";

export const flags = {
  score: {
    argument: "<names>",
    value: differentNames,
    otherwise: "those without a dot in their name",
    help: "scores to compare, with commas between them",
  },
  runs,
  json,
  csv,
} as const satisfies Flags;

export type CompareFlags = FlagValues<typeof flags>;
