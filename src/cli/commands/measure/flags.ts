import type { Convention, NullKind } from "../../../metrics/index.js";
import { seed, workers } from "../../flags/draws.js";
import type { Flags, FlagValues } from "../../flags/flag.js";
import { csv, json, out } from "../../flags/output.js";
import { listOf, names, oneOf, text, wholeNumber } from "../../flags/readers.js";
import { recordingFlags } from "../../flags/recording.js";
import { effort, halvings } from "./readers.js";

const scores = "Scores";
const draws = "Draws";
const epochs = "Epochs";

export const flags = {
  ...recordingFlags,
  epoch: {
    group: epochs,
    argument: "<column>",
    value: text,
    help: "compare the epochs that this column names: angles, overlap, parallelism of what they encode",
  },
  trial: {
    group: epochs,
    argument: "<column>",
    value: text,
    help: "with --epoch: number of the trial of each row, where a trial has a row in each epoch",
  },
  dimensions: {
    group: epochs,
    argument: "<n>",
    value: wholeNumber({ least: 1 }),
    otherwise: "as stand out of the noise",
    help: "with --epoch: directions of every code",
  },
  metrics: {
    group: scores,
    argument: "<list>",
    value: names,
    otherwise: "all; none with --epoch",
    help: "metrics to measure, e.g. mir,mig,dci",
  },
  set: {
    group: scores,
    argument: "<metric.option=value>",
    value: text,
    repeated: true,
    help: "change an option; may be repeated",
  },
  convention: {
    group: scores,
    argument: "<name>",
    value: oneOf<Convention>(["recommended", "paper"]),
    fallback: "recommended",
    help: "recommended: bins of equal counts, their number by the rows, information corrected; paper: 20 equal-width bins",
  },
  bins: {
    group: scores,
    argument: "<n>",
    value: wholeNumber({ least: 2 }),
    help: "bins of continuous variables, for all metrics that have bins",
  },
  estimator: {
    group: scores,
    argument: "<name>",
    value: text,
    help: "estimator of information, for all metrics that have one",
  },
  null: {
    group: draws,
    argument: "<n>",
    value: wholeNumber(),
    otherwise: "500, slower metrics 100 or 20",
    help: "draws of every chance level",
  },
  nullKind: {
    group: draws,
    argument: "<list>",
    value: listOf(oneOf<NullKind>(["permuted", "shifted", "rotated"])),
    otherwise: "rotated,permuted",
    help: "permuted, shifted, rotated",
  },
  intervals: {
    group: draws,
    argument: "<n>",
    value: halvings,
    otherwise: "250, slower metrics 10",
    help: "random halvings of the rows for every interval",
  },
  selectivity: {
    group: draws,
    argument: "<n>",
    value: wholeNumber(),
    otherwise: "199 to 999; 0 with --metrics or --null 0",
    help: "draws of the tests of single neurons and of cell types",
  },
  effort: {
    group: draws,
    argument: "<x>",
    value: effort,
    otherwise: "1",
    help: "work that draws may make, in multiples of the usual; 10 for long",
  },
  timeSeries: { group: draws, help: "rows are a time series: shifted nulls, intervals from blocks" },
  block: {
    group: draws,
    argument: "<rows>",
    value: wholeNumber({ least: 1 }),
    otherwise: "from the autocorrelation",
    help: "rows drawn together for intervals",
  },
  shift: {
    group: draws,
    argument: "<rows>",
    value: wholeNumber({ least: 1 }),
    otherwise: "from the autocorrelation",
    help: "smallest shift",
  },
  workers,
  seed,
  out: { ...out, help: "write a report with figures, and the tables, to this folder" },
  json,
  csv: { ...csv, help: "print one row for every score on stdout" },
} as const satisfies Flags;

export type MeasureFlags = FlagValues<typeof flags>;
