/**
 * A representation from a data file of any format: a recording with the task variables beside it, or in a file of their own.
 *
 * Where nothing is said, activity is the entry "activity" (or what the format knows to be activity, or the only array there is)
 * and factors are the entry "factors" (or what the format knows to be factors). In a table of named columns the columns that
 * are not factors are units.
 */

import {
  type Choice,
  type DataEntry,
  type DataFile,
  likelyPeriod,
  lineNote,
  namesOf,
  selectEntries,
  type TableColumn,
} from "../io/index.js";
import { InputError } from "../math/errors.js";
import { hint } from "../math/knownNames.js";
import { counted, listed } from "../math/words.js";
import type { Factor, Representation } from "../protocols.js";
import { type Descriptions, entryName, isDescription, readDescriptions } from "./descriptions.js";
import { prepare, type Selecting } from "./prepare.js";
import { type ActivityPart, activityParts, activityShape, readActivity, selectColumns } from "./recordingRows.js";
import {
  checkFactors,
  checkShape,
  type FactorReading,
  factorFromNames,
  factorFromNumbers,
  representation,
} from "./representation.js";

/** How factors are to be read, by name or number; takes precedence over what the file says. */
export interface FactorOptions {
  readonly kinds: Readonly<Record<string, FactorReading>>;
  /** The kind of factors that `kinds` does not name; by default what the file says, or "auto". */
  readonly kind?: FactorReading;
  /** Periods of circular factors. */
  readonly periods: Readonly<Record<string, number>>;
}

export interface RecordingOptions extends FactorOptions, Selecting {
  /** Names or patterns ("unit_*") of the entries that are activity. */
  readonly activity?: readonly string[];
  /** Names or patterns of the entries that are factors. */
  readonly factors?: readonly string[];
  /** Where the factors are, if not in the same file. */
  readonly factorsFile?: DataFile;
  /** Names of entries beside the factors that name the rows, such as their epoch or trial: neither units nor factors. */
  readonly labels?: readonly string[];
}

/**
 * Throws InputError naming the file and what was wrong with it: entries that are not there, text where activity is expected,
 * lengths that differ, and all that `representation` refuses.
 */
export async function readRecording(file: DataFile, options: Partial<RecordingOptions> = {}): Promise<Representation> {
  return (await openRecording(file, options)).read();
}

/** A recording whose activity is still in its file. */
export interface StoredRecording extends Omit<Representation, "activity"> {
  /** What was decided where the files leave a choice. */
  readonly choices: readonly Choice[];
  /** What names the rows, categorical, in the order in which it was asked for. */
  readonly labels: readonly Factor[];
  /** All of it. */
  read(): Promise<Representation>;
  /** Its rows in order, some at a time: each part at most `mostBytes`, unless a single row takes more. */
  parts(mostBytes: number): AsyncGenerator<ActivityPart>;
}

/** The recording with its factors read, but none of its activity. Throws InputError as `readRecording`. */
export async function openRecording(
  source: DataFile,
  options: Partial<RecordingOptions> = {},
): Promise<StoredRecording> {
  const { file, rows, unitNames, activityEntries, ...read } = await readFactors(source, options);
  const { conditions, units, names = unitNames } = activityShape(activityEntries, rows);
  checkShape(conditions * units, units, names?.length);
  const { factors, choices } = changingFactors(read.factors);
  checkFactors(factors, conditions);
  const described = { factors, ...(names && { unitNames: names }) };
  return {
    conditions,
    units,
    ...described,
    choices: [...read.choices, ...choices],
    labels: read.labels,
    read: async () => representation({ ...(await readActivity(file, activityEntries, rows)), ...described }),
    parts: (mostBytes) => activityParts(file, activityEntries, { rows, mostBytes }),
  };
}

/** Without the factors that never change, where others do. */
function changingFactors(factors: readonly Factor[]) {
  const isConstant = ({ values }: Factor) => values.length > 0 && values.every((value) => value === values[0]);
  const constant = factors.filter(isConstant);
  if (constant.length === 0 || constant.length === factors.length) return { factors, choices: [] };
  const said = `left out ${counted(constant.length, "factor")} that never ${constant.length === 1 ? "changes" : "change"}: ${listed(constant.map(({ name }) => name))}`;
  return { factors: factors.filter((factor) => !constant.includes(factor)), choices: [{ said }] };
}

/** Factors and names, and where the activity is. */
async function readFactors(source: DataFile, options: Partial<RecordingOptions>) {
  const all: RecordingOptions = { kinds: {}, periods: {}, ...options };
  const beside = all.factorsFile ?? source;
  const labelled = selectLabels(beside, all);
  const chosen = chooseFactors(beside, all).filter((entry) => !labelled.includes(entry));
  if (chosen.length === 0)
    throw new InputError(`${beside.name}: no factor is left beside ${namesOf(labelled)}: --factors NAME,NAME`);
  const described = [...chosen, ...labelled];
  const activity = chooseActivity(source, all, beside === source ? described : []);
  const whole = { file: source, factorsFile: beside, activity, factors: described };
  for (const entry of activity) checkTable(source, entry);
  const prepared = await prepare(whole, all);
  const { file, factorsFile, rows, choices, activity: activityEntries } = prepared;
  const factorEntries = prepared.factors.slice(0, chosen.length);
  checkConditions(file, activityEntries, factorsFile, factorEntries);
  const unitNames = isDescribed(activityEntries) ? (await readDescriptions(file)).unitNames : undefined;
  const columns = await selectColumns(factorsFile, factorEntries, rows);
  const said = isDescribed(factorEntries) ? await readDescriptions(factorsFile) : { levels: new Map() };
  const told = withPeriods(said, factorEntries);
  const factors = factorsFrom(factorsFile, columns, told, all);
  const labelEntries = prepared.factors.slice(chosen.length);
  const labels = labelEntries.length > 0 ? await selectColumns(factorsFile, labelEntries, rows) : [];
  return {
    file,
    rows,
    factors,
    labels: labels.map(labelFrom),
    unitNames,
    activityEntries,
    choices: [
      ...choices,
      ...takenForCategories(factors, columns, told, all),
      ...takenForLines(factors, columns, told, all),
    ],
  };
}

/** Whole numbers of which nobody said that they name categories; two levels are the same either way. */
function takenForCategories(
  factors: readonly Factor[],
  columns: readonly TableColumn[],
  said: Descriptions,
  options: RecordingOptions,
): Choice[] {
  const taken = factors.flatMap(({ name, kind, levels = [] }, index) => {
    const isNumbers = columns[index].values instanceof Float64Array;
    const isOpen = kind === "categorical" && readingOf({ name, index }, said, options) === "auto";
    return isOpen && isNumbers && levels.length > 2 ? [{ name, period: periodIn(columns[index]) }] : [];
  });
  if (taken.length === 0) return [];
  const kinds = taken.map(({ name, period }) => `${name}=${period === undefined ? "continuous" : "circular"}`);
  const periods = taken.flatMap(({ name, period }) => (period === undefined ? [] : [`${name}=${period}`]));
  const otherwise = `--kinds ${kinds.join(",")}${periods.length > 0 ? ` --periods ${periods.join(",")}` : ""}`;
  return [{ said: `whole numbers are read as categories: ${listed(taken.map(({ name }) => name))}`, otherwise }];
}

/** Angles of which nobody said that they are. */
function takenForLines(
  factors: readonly Factor[],
  columns: readonly TableColumn[],
  said: Descriptions,
  options: RecordingOptions,
): Choice[] {
  return factors.flatMap(({ name, kind }, index) => {
    if (kind !== "continuous" || readingOf({ name, index }, said, options) !== "auto") return [];
    const period = periodIn(columns[index]);
    if (period === undefined) return [];
    return [{ said: lineNote(name), otherwise: `--kinds '${name}=circular' --periods '${name}=${period}'` }];
  });
}

/** The period of an angle; undefined for what is none. */
const periodIn = ({ name, values }: TableColumn): number | undefined =>
  values instanceof Float64Array ? likelyPeriod({ name }, values) : undefined;

/** One column each. Throws InputError for an entry that is not there, or a table. */
function selectLabels(file: DataFile, { labels = [] }: RecordingOptions): readonly DataEntry[] {
  return labels.map((name) => {
    const [entry, ...more] = selectEntries(file, [name]);
    if (more.length === 0 && (entry.shape.length === 1 || entry.shape[1] === 1)) return entry;
    throw new InputError(`${entryName(file, name)} names rows and must be one column, not ${entry.shape.join(" x ")}`);
  });
}

/** As many levels as there are names or numbers, which may be as many as rows. */
const labelFrom = ({ name, values }: TableColumn): Factor =>
  values instanceof Float64Array
    ? factorFromNumbers(name, values, "categorical")
    : namesFactor(name, values, "categorical");

/** Only the table that the schema calls "activity" or "factors", under whatever name, can have the schema's descriptions. */
const isDescribed = (entries: readonly DataEntry[]): boolean => entries.length === 1 && entries[0].shape.length !== 1;

const isCandidate = ({ name, problem, shape, role }: DataEntry): boolean =>
  problem === undefined && role !== "description" && role !== "time" && shape.length > 0 && !isDescription(name);

function chooseFactors(file: DataFile, { factors, factorsFile }: RecordingOptions): DataEntry[] {
  if (factors) return selectEntries(file, factors);
  const ready = file.entries.filter(({ name }) => name === "factors");
  if (ready.length > 0) return selectEntries(file, ["factors"]);
  const known = file.entries.filter(({ role }) => role === "factor");
  if (known.length > 0) return known;
  const candidates = file.entries.filter(isCandidate);
  if (factorsFile && candidates.length > 0) return candidates;
  throw new InputError(
    `${file.name} has nothing called "factors"; it holds ${namesOf(file.entries)}. ` +
      "Say which are factors: --factors NAME,NAME or --factors FILE (purecell inspect proposes what to type after --factors)",
  );
}

function chooseActivity(file: DataFile, { activity }: RecordingOptions, factors: readonly DataEntry[]): DataEntry[] {
  if (activity) return selectEntries(file, activity);
  if (file.entries.some(({ name }) => name === "activity")) return selectEntries(file, ["activity"]);
  const known = file.entries.filter(({ role }) => role === "activity");
  if (known.length > 0) return known;
  const taken = new Set(factors);
  const rest = file.entries.filter((entry) => isCandidate(entry) && !taken.has(entry));
  if (rest.length === 1 || (rest.length > 1 && isTable(file))) return rest;
  if (rest.length === 0) throw new InputError(`${file.name}: nothing is left to be activity beside the factors`);
  throw new InputError(
    `${file.name} has nothing called "activity"; it holds ${namesOf(file.entries)}. Say which it is: --activity NAME`,
  );
}

const isTable = ({ format }: DataFile): boolean => format === "csv" || format === "parquet";

function checkConditions(
  file: DataFile,
  activity: readonly DataEntry[],
  factorsFile: DataFile,
  factors: readonly DataEntry[],
): void {
  const [rows, others] = [activity[0].shape[0], factors[0].shape[0]];
  if (factors[0].shape.length === 0 || rows === others) return;
  const where = file === factorsFile ? "" : ` of ${factorsFile.name}`;
  throw new InputError(
    `${file.name}: "${activity[0].name}" has ${counted(rows, "condition")} (rows) but "${factors[0].name}"${where} has ${others}: ` +
      "they must be the same, in the same order",
  );
}

function checkTable(file: DataFile, { name, shape, kind }: DataEntry): void {
  if (shape.length !== 1 && shape.length !== 2) {
    throw new InputError(
      `${entryName(file, name)} has shape (${shape.join(", ")}); rows of conditions and columns of units are expected`,
    );
  }
  if (kind === "text") {
    throw new InputError(
      `${entryName(file, name)} holds text where activity is expected: choose the units, e.g. --activity "unit_*"`,
    );
  }
}

/** What the format itself says of circular entries, e.g. a head direction in radians. */
function withPeriods(said: Descriptions, entries: readonly DataEntry[]): Descriptions {
  if (entries.every(({ period }) => period === undefined)) return said;
  const periods = entries.flatMap(({ shape, period }) => new Array<number | undefined>(shape[1] ?? 1).fill(period));
  return {
    kinds: periods.map((period): FactorReading => (period === undefined ? "auto" : "circular")),
    periods: Float64Array.from(periods, (period = Number.NaN) => period),
    ...said,
  };
}

function factorsFrom(
  file: DataFile,
  columns: readonly TableColumn[],
  said: Descriptions,
  options: RecordingOptions,
): Factor[] {
  if (said.names && said.names.length !== columns.length) {
    throw new InputError(
      `${entryName(file, "factor_names")} has ${counted(said.names.length, "entry", "entries")}, not ${columns.length}, one for every factor`,
    );
  }
  const names = columns.map(({ name }, index) => said.names?.[index] ?? name);
  checkNamed(options, names);
  return columns.map(({ values }, index) => factorFrom({ name: names[index], index, values }, said, options));
}

interface FactorColumn {
  readonly name: string;
  readonly index: number;
  readonly values: TableColumn["values"];
}

/** What stands under a name that may be any word, "constructor" too. */
const own = <Value>(values: Readonly<Record<string, Value>>, name: string): Value | undefined =>
  Object.hasOwn(values, name) ? values[name] : undefined;

const toldBy = ({ kinds, kind }: FactorOptions, { name, index }: Pick<FactorColumn, "name" | "index">) =>
  own(kinds, name) ?? own(kinds, String(index)) ?? kind;

/** What the caller says of a factor goes before what the file says. */
const readingOf = (
  column: Pick<FactorColumn, "name" | "index">,
  said: Descriptions,
  options: FactorOptions,
): FactorReading => toldBy(options, column) ?? said.kinds?.[column.index] ?? "auto";

function factorFrom({ name, index, values }: FactorColumn, said: Descriptions, options: RecordingOptions): Factor {
  if (!(values instanceof Float64Array)) return namesFactor(name, values, toldBy(options, { name, index }));
  const kind = readingOf({ name, index }, said, options);
  const levels = said.levels.get(index);
  if (levels && kind === "categorical") return { name, kind, values, levels };
  const period = own(options.periods, name) ?? own(options.periods, String(index)) ?? said.periods?.[index];
  const raw = levels ? values.map((level) => Number(levels[level])) : values; // levels may be numbers read otherwise now
  return factorFromNumbers(name, raw, kind, Number.isNaN(period) ? undefined : period);
}

function namesFactor(name: string, values: readonly string[], kind: FactorReading = "auto"): Factor {
  const gap = values.indexOf("");
  if (gap >= 0) {
    const gaps = values.filter((value) => value === "").length;
    throw new InputError(
      `factor "${name}" has no value in ${gaps} of ${counted(values.length, "condition")}, first in row ${gap}: leave those conditions out (--missing leave-out)`,
    );
  }
  if (kind === "auto" || kind === "categorical") return factorFromNames(name, values);
  throw new InputError(`factor "${name}" holds text, e.g. "${values[0]}", which cannot be read as ${kind}`);
}

/** Options that name a factor which is not there are mistakes. */
function checkNamed({ kinds, periods }: FactorOptions, names: readonly string[]): void {
  for (const named of [...Object.keys(kinds), ...Object.keys(periods)]) {
    if (!names.includes(named) && !(Number(named) < names.length)) {
      throw new InputError(
        `there is no factor "${named}"${hint(named, names)}; the factors are ${names.slice(0, 20).join(", ")}`,
      );
    }
  }
}

/** Factors from columns whose file says nothing of their kinds. Throws InputError as `readRecording`. */
export function factorsFromColumns(columns: readonly TableColumn[], options: FactorOptions): Factor[] {
  checkNamed(
    options,
    columns.map(({ name }) => name),
  );
  return columns.map(({ name, values }, index) => factorFrom({ name, index, values }, { levels: new Map() }, options));
}
