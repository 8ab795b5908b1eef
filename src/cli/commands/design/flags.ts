import { seed } from "../../flags/draws.js";
import type { Flags, FlagValues } from "../../flags/flag.js";
import { json, out } from "../../flags/output.js";
import { listOf, positive, wholeNumber } from "../../flags/readers.js";
import { variables } from "../../flags/variables.js";

const changes = "Changes";
const power = "Power";

export const flags = {
  ...variables,
  add: {
    group: changes,
    argument: "<n>",
    value: wholeNumber(),
    otherwise: "3; 0 with --drop",
    help: "conditions added, at most: combinations of levels that do not occur",
  },
  drop: {
    group: changes,
    argument: "<n>",
    value: wholeNumber(),
    otherwise: "3; 0 with --add",
    help: "conditions dropped, at most",
  },
  repeats: { group: changes, help: "conditions may also be shown twice as often" },
  neurons: {
    group: power,
    argument: "<list>",
    value: listOf(wholeNumber({ least: 4 })),
    fallback: "20,50,100",
    help: "sizes of the populations that are simulated",
  },
  trials: {
    group: power,
    argument: "<list>",
    value: listOf(wholeNumber({ least: 2 })),
    fallback: "4,8,12",
    help: "trials of every condition (row of the table) that are simulated",
  },
  signalToNoise: {
    group: power,
    argument: "<x>",
    value: positive(),
    fallback: "1",
    help: "standard deviation of a neuron's tuning over that of one trial",
  },
  simulations: {
    group: power,
    argument: "<n>",
    value: wholeNumber(),
    fallback: "400",
    help: "simulated populations of each size; 0 for none",
  },
  seed,
  out: { ...out, help: "write a report with a figure to this folder" },
  json,
} as const satisfies Flags;

export type DesignFlags = FlagValues<typeof flags>;
