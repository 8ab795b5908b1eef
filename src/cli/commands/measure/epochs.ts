/** Epochs of a recording compared: what is asked of the recording, and the comparisons as rows, lines and plain data. */
import { formatCsv } from "../../../io/index.js";
import { InputError } from "../../../math/errors.js";
import { fold, type Key } from "../../../math/random.js";
import { type EpochComparison, type EpochMeasures, type EpochSummary, epochMeasures } from "../../../metrics/index.js";
import { given } from "../../flags/flag.js";
import type { Recording } from "../../recordings/recordingFile.js";
import type { Terminal } from "../../terminal/terminal.js";
import { tableLines, textTable } from "../../terminal/textTable.js";
import { outWrapped } from "../../terminal/wrap.js";
import type { MeasureRequest, WantedEpochs } from "./request.js";

/** Columns that name the rows: the epoch, then the trial. */
export const labelsOf = ({ epochs }: MeasureRequest): { readonly labels?: readonly string[] } =>
  epochs ? { labels: [epochs.epoch, ...(epochs.trial === undefined ? [] : [epochs.trial])] } : {};

export function compareEpochs(
  { representation, labels = [] }: Recording,
  wanted: WantedEpochs,
  key: Key,
): EpochMeasures {
  const [epoch, trial] = labels;
  if (epoch === undefined) throw new InputError(`there is no column "${wanted.epoch}" to name epochs`);
  const options = { dimensions: wanted.dimensions, ...given({ draws: wanted.draws }) };
  return epochMeasures(representation, { epoch, ...(trial && { trial }) }, fold(key, "epochs"), options);
}

const WORDS = {
  principalAngles: "angle",
  periodOverlap: "overlap",
  parallelism: "parallelism",
} as const satisfies Readonly<Record<EpochComparison["measure"], string>>;

/** "item, cue and delay"; "item and reward, delay"; "cue in delay". */
export function comparedWords({ measure, epochs: [one, other], variables }: EpochComparison): string {
  if (variables === undefined) return measure === "periodOverlap" ? `${one} in ${other}` : `${one} and ${other}`;
  const [first, second] = variables;
  return one === other ? `${first} and ${second}, ${one}` : `${first}, ${one} and ${other}`;
}

const digitsOf = ({ measure }: EpochComparison): number => (measure === "principalAngles" ? 1 : 3);

/** A number as it is read; "-" where there is none. */
const number = (value: number, digits: number): string => (Number.isNaN(value) ? "-" : value.toFixed(digits));

export const EPOCH_COLUMNS = [
  "measure",
  "of",
  "corrected",
  "s.e.",
  "uncorrected",
  "by chance (95 %)",
  "p near",
  "p far",
];

/** Cells of every comparison. */
export const epochCells = ({ comparisons }: EpochMeasures): string[][] =>
  comparisons.map((row) => {
    const list = (values: readonly number[]) => values.map((value) => number(value, digitsOf(row))).join(", ");
    const [low, high] = row.chance.interval;
    return [
      WORDS[row.measure],
      comparedWords(row),
      list(row.values),
      list(row.standardErrors),
      list(row.uncorrected),
      Number.isNaN(low) ? "-" : `${list([row.chance.median])} (${list([low])} to ${list([high])})`,
      number(row.pNear, 3),
      number(row.pFar, 3),
    ];
  });

/** What each epoch encodes. */
export const epochSummaries = ({ epochs }: EpochMeasures): string[] => epochs.map(summaryLine);

function summaryLine({ name, rows, dimensions, variables }: EpochSummary): string {
  const told = variables.map((variable) =>
    variable.reason === undefined
      ? `${variable.name} ${variable.dimensions === 0 ? "not told from noise" : variable.dimensions}`
      : `${variable.name} not measured (${variable.reason})`,
  );
  return `${name}: ${rows} rows; directions that stand out of the noise: ${told.join(", ")}; all together ${dimensions}`;
}

/** As wide as the screen. */
export function printEpochs(measures: EpochMeasures, terminal: Terminal): void {
  const table = textTable({ header: EPOCH_COLUMNS, rows: epochCells(measures) }, { width: terminal.outColumns });
  for (const line of epochSummaries(measures)) outWrapped(line, 2, terminal);
  for (const line of tableLines(table, terminal.outStyle.bold)) terminal.out(line);
  outWrapped(EPOCH_MEANING, 2, terminal);
}

export const EPOCH_MEANING =
  "angles in degrees, 90 where nothing is shared; overlap: share of what the first epoch encodes in the directions of the second; " +
  "parallelism: mean cosine, 1 where a variable keeps its directions. Corrected: without the noise of trials. By chance: units exchanged";

/** One row for every value. */
export function epochsCsv({ comparisons }: EpochMeasures): string {
  const rows = comparisons.flatMap((row) => row.values.map((value, k) => ({ row, value, k })));
  const text = (name: string, cell: (one: (typeof rows)[number]) => string) => ({ name, values: rows.map(cell) });
  const numbers = (name: string, cell: (one: (typeof rows)[number]) => number) =>
    text(name, (one) => (Number.isFinite(cell(one)) ? String(cell(one)) : ""));
  return formatCsv({
    rows: rows.length,
    columns: [
      text("measure", ({ row }) => row.measure),
      text("epoch", ({ row }) => row.epochs[0]),
      text("other_epoch", ({ row }) => row.epochs[1]),
      text("variable", ({ row }) => row.variables?.[0] ?? ""),
      text("other_variable", ({ row }) => row.variables?.[1] ?? ""),
      numbers("number", ({ k }) => k + 1),
      numbers("value", ({ value }) => value),
      numbers("standard_error", ({ row, k }) => row.standardErrors[k]),
      numbers("uncorrected", ({ row, k }) => row.uncorrected[k]),
      numbers("chance", ({ row, k }) => (k === 0 ? row.chance.median : Number.NaN)),
      numbers("chance_low", ({ row, k }) => (k === 0 ? row.chance.interval[0] : Number.NaN)),
      numbers("chance_high", ({ row, k }) => (k === 0 ? row.chance.interval[1] : Number.NaN)),
      numbers("p_near", ({ row, k }) => (k === 0 ? row.pNear : Number.NaN)),
      numbers("p_far", ({ row, k }) => (k === 0 ? row.pFar : Number.NaN)),
    ],
  });
}

/** Plain data for --json and results.json. */
export const epochAnswer = ({ epochs, comparisons, options }: EpochMeasures) => ({ epochs, comparisons, options });
