import type { Flags, FlagValues } from "../../flags/flag.js";

export const flags = {} as const satisfies Flags;

export type CompleteFlags = FlagValues<typeof flags>;
