import type { Flags, FlagValues } from "../../flags/flag.js";

export const flags = {
  stdio: { help: "requests come on stdin and answers go to stdout" },
} as const satisfies Flags;

export type ServeFlags = FlagValues<typeof flags>;
