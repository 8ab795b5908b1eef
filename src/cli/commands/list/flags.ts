import type { Flags, FlagValues } from "../../flags/flag.js";
import { json } from "../../flags/output.js";

export const flags = { json } as const satisfies Flags;

export type ListFlags = FlagValues<typeof flags>;
