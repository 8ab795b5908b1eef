import { parseSeed, parseSeeds } from "../../../runs/seeds.js";
import type { Flags, FlagValues } from "../../flags/flag.js";
import { json } from "../../flags/output.js";
import { text } from "../../flags/readers.js";
import { training } from "../../flags/training.js";
import { where } from "../../flags/where.js";

const group = "Settings";

export const flags = {
  seed: {
    group,
    argument: "<n>",
    value: { read: parseSeed, schema: { type: "integer", minimum: 0 } },
    help: "one seed, a whole number",
  },
  seeds: {
    group,
    argument: "<list>",
    value: { read: parseSeeds, schema: { type: "string" } },
    help: "how many (5), a list (0,3,7) or a range (10-19)",
  },
  set: { group, argument: "<key=value>", value: text, repeated: true, help: "change a setting; may be repeated" },
  config: { group, argument: "<file>", value: text, help: "settings from a JSON file, e.g. a run's config.json" },
  ...training,
  ...where,
  printConfig: { group: "Output", help: "show every setting and where its value comes from, and stop" },
  dryRun: { group: "Output", help: "show the jobs and the expected time, and stop" },
  json,
} as const satisfies Flags;

export type RunFlags = FlagValues<typeof flags>;
