import type { Flags, FlagValues } from "../../flags/flag.js";
import { json } from "../../flags/output.js";
import { selection } from "../../flags/selection.js";

export const flags = { ...selection, json } as const satisfies Flags;

export type InspectFlags = FlagValues<typeof flags>;
