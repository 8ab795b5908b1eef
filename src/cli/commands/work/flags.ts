import type { Flags, FlagValues } from "../../flags/flag.js";
import { wholeNumber } from "../../flags/readers.js";

export const flags = {
  bundle: {
    argument: "<n>",
    value: wholeNumber(),
    help: "the bundle to carry out, counted from 0",
  },
  resubmit: { help: "submit bundles that were lost once more; exit code 75 where there were any" },
} as const satisfies Flags;

export type WorkFlags = FlagValues<typeof flags>;
