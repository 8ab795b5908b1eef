import type { Flags, FlagValues } from "../../flags/flag.js";
import { json } from "../../flags/output.js";
import { runs } from "../../flags/training.js";

export const flags = {
  follow: { help: "stay until it is finished and show how far it is: from its files alone, wherever it is computed" },
  runs,
  json,
} as const satisfies Flags;

export type ShowFlags = FlagValues<typeof flags>;
