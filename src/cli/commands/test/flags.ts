import { seed } from "../../flags/draws.js";
import type { Flags, FlagValues } from "../../flags/flag.js";
import { csv, json, out } from "../../flags/output.js";
import { names, share, wholeNumber } from "../../flags/readers.js";
import { recordingFlags } from "../../flags/recording.js";

const reading = "Reading";
const thresholds = "What counts as mixed";
const draws = "Draws";

export const flags = {
  ...recordingFlags,
  bins: {
    group: reading,
    argument: "<n>",
    value: wholeNumber({ least: 2 }),
    otherwise: "by the number of rows",
    help: "levels into which numbers and angles are cut whose values hardly repeat",
  },
  rates: { group: reading, help: "activity is in units common to all neurons, although it looks normalised" },
  keepLevels: {
    group: reading,
    help: "levels of a category stay apart, although the population does not tell them apart",
  },
  timeSeries: { group: reading, help: "rows are a time series: rows near each other stay in one part of the trials" },
  block: {
    group: reading,
    argument: "<rows>",
    value: wholeNumber({ least: 1 }),
    otherwise: "from the autocorrelation",
    help: "rows of a time series that stay together",
  },
  without: {
    group: reading,
    argument: "<variables>",
    value: names,
    help: "what leaving these variables out does to every neuron",
  },
  fdr: {
    group: thresholds,
    argument: "<q>",
    value: share,
    fallback: "0.05",
    help: "false discovery rate of the tests of single neurons",
  },
  secondShare: {
    group: thresholds,
    argument: "<part>",
    value: share,
    fallback: "0.1",
    help: "a neuron is mixed when a second variable has more of its tuning than this",
  },
  mixedFrom: {
    group: thresholds,
    argument: "<part>",
    value: share,
    fallback: "0.1",
    help: "a population is mixed from this part of mixed neurons on",
  },
  pureBelow: {
    group: thresholds,
    argument: "<part>",
    value: share,
    fallback: "0.05",
    help: "a population is pure below this part of mixed neurons",
  },
  null: {
    group: draws,
    argument: "<n>",
    value: wholeNumber({ least: 19 }),
    fallback: "999",
    help: "draws of every null",
  },
  intervals: {
    group: draws,
    argument: "<n>",
    value: wholeNumber({ least: 20 }),
    fallback: "200",
    help: "draws of neurons for the interval",
  },
  seed,
  out: { ...out, help: "write a report with a figure, and the tables, to this folder" },
  json,
  csv: { ...csv, help: "print one row for every neuron on stdout" },
} as const satisfies Flags;

export type TestFlags = FlagValues<typeof flags>;
