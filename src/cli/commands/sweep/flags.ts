import { parseSeed, parseSeeds } from "../../../runs/seeds.js";
import type { Flags, FlagValues } from "../../flags/flag.js";
import { csv, json } from "../../flags/output.js";
import { text, wholeNumber } from "../../flags/readers.js";
import { training } from "../../flags/training.js";
import { where } from "../../flags/where.js";

const combinations = "Combinations";
const settings = "Settings";

export const flags = {
  vary: {
    group: combinations,
    argument: "<name=a,b,...>",
    value: text,
    repeated: true,
    help: "values of a setting; several settings make a grid. With --random also a range: a..b, or a..b:log",
  },
  random: {
    group: combinations,
    argument: "<n>",
    value: wholeNumber({ least: 1, most: 100_000 }),
    help: "this many combinations drawn at random, instead of the grid",
  },
  key: {
    group: combinations,
    argument: "<n>",
    value: { read: parseSeed, schema: { type: "integer", minimum: 0 } },
    fallback: "0",
    help: "of the random draws: the same key, the same combinations",
  },
  combinations: {
    group: combinations,
    argument: "<file>",
    value: text,
    help: "combinations from a file: CSV with a column for each setting, or a JSON list of objects",
  },
  seeds: {
    group: settings,
    argument: "<list>",
    value: { read: parseSeeds, schema: { type: "string" } },
    help: "of every combination: how many (5), a list (0,3,7) or a range (10-19)",
  },
  set: {
    group: settings,
    argument: "<key=value>",
    value: text,
    repeated: true,
    help: "change a setting of every combination; may be repeated",
  },
  config: { group: settings, argument: "<file>", value: text, help: "settings from a JSON file" },
  score: {
    group: "Output",
    argument: "<name>",
    value: text,
    otherwise: "mir, else the first that the jobs measure",
    help: "what the summary shows: a value of the jobs, or the id of a verdict",
  },
  ...training,
  ...where,
  dryRun: { group: "Output", help: "show the runs and the expected time, and stop" },
  json,
  csv,
} as const satisfies Flags;

export type SweepFlags = FlagValues<typeof flags>;
