import type { Flags, FlagValues } from "../../flags/flag.js";
import { json } from "../../flags/output.js";
import { positive } from "../../flags/readers.js";
import { training } from "../../flags/training.js";
import { where } from "../../flags/where.js";

/** A timer takes no more milliseconds than fit into 31 bits. */
const MOST_MINUTES = (2 ** 31 - 1) / 60_000;

export const flags = {
  headlines: { group: "Size", help: "a few experiments with fewer seeds: what npm start runs" },
  minutes: {
    group: "Size",
    argument: "<n>",
    value: positive({ most: MOST_MINUTES, takes: "a number above 0, such as 10 or 0.5" }),
    help: "stop cleanly after this many minutes and judge what is done",
  },
  ...training,
  ...where,
  dryRun: { group: "Output", help: "show the runs and the expected time, and stop" },
  json,
} as const satisfies Flags;

export type ReproduceFlags = FlagValues<typeof flags>;
