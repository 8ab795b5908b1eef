import type { Flags, FlagValues } from "../../flags/flag.js";
import { json } from "../../flags/output.js";
import { runs } from "../../flags/training.js";

export const flags = { runs, json } as const satisfies Flags;

export type DoctorFlags = FlagValues<typeof flags>;
