/**
 * A representation from a data file of any format: a recording with the task variables beside it, or in a file of their own.
 *
 * Where nothing is said, activity is the entry "activity" (or what the format knows to be activity, or the only array there is)
 * and factors are the entry "factors" (or what the format knows to be factors). In a table of named columns the columns that
 * are not factors are units.
 */
import {
  type DataEntry,
  type DataFile,
  namesOf,
  readColumns,
  selectEntries,
  type TableColumn,
  toFloat64,
} from "../io/index.js";
import { InputError } from "../math/errors.js";
import type { Factor, Representation } from "../protocols.js";
import { type Descriptions, entryName, isDescription, readDescriptions } from "./descriptions.js";
import { type FactorReading, factorFromNames, factorFromNumbers, representation } from "./representation.js";

/** How factors are to be read, by name or number; takes precedence over what the file says. */
export interface FactorOptions {
  readonly kinds: Readonly<Record<string, FactorReading>>;
  /** The kind of factors that `kinds` does not name; by default what the file says, or "auto". */
  readonly kind?: FactorReading;
  /** Periods of circular factors. */
  readonly periods: Readonly<Record<string, number>>;
}

/** Every `step`-th row from `from` to before `to`. */
export interface RowSelection {
  readonly from: number;
  readonly to: number;
  readonly step: number;
}

export interface RecordingOptions extends FactorOptions {
  /** Names or patterns ("unit_*") of the entries that are activity. */
  readonly activity?: readonly string[];
  /** Names or patterns of the entries that are factors. */
  readonly factors?: readonly string[];
  /** Where the factors are, if not in the same file. */
  readonly factorsFile?: DataFile;
  readonly rows?: RowSelection;
}

/**
 * Throws InputError naming the file and what was wrong with it: entries that are not there, text where activity is expected,
 * lengths that differ, and all that `representation` refuses.
 */
export async function readRecording(file: DataFile, options: Partial<RecordingOptions> = {}): Promise<Representation> {
  const all: RecordingOptions = { kinds: {}, periods: {}, ...options };
  const factorsFile = all.factorsFile ?? file;
  const factorEntries = chooseFactors(factorsFile, all);
  const activityEntries = chooseActivity(file, all, factorsFile === file ? factorEntries : []);
  checkConditions(file, activityEntries, factorsFile, factorEntries);
  const unitNames = isDescribed(activityEntries) ? (await readDescriptions(file)).unitNames : undefined;
  const columns = await selectColumns(factorsFile, factorEntries, all.rows);
  const said = isDescribed(factorEntries) ? await readDescriptions(factorsFile) : { levels: new Map() };
  const factors = factorsFrom(factorsFile, columns, nameless(factorEntries), withPeriods(said, factorEntries), all);
  const { activity, units, names = unitNames } = await readActivity(file, activityEntries, all.rows);
  return representation({ activity, units, factors, ...(names && { unitNames: names }) });
}

/** Rows that selection leaves of an entry of so many. */
export const selectedRows = ({ from, to, step }: RowSelection, rows: number): number =>
  Math.max(0, Math.ceil((Math.min(to, rows) - from) / step));

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
      "Say which are factors: --factors NAME,NAME or --factors FILE",
  );
}

function chooseActivity(file: DataFile, { activity }: RecordingOptions, factors: readonly DataEntry[]): DataEntry[] {
  if (activity) return selectEntries(file, activity);
  if (file.entries.some(({ name }) => name === "activity")) return selectEntries(file, ["activity"]);
  const known = file.entries.filter(({ role }) => role === "activity");
  if (known.length > 0) return known;
  const rest = file.entries.filter((entry) => isCandidate(entry) && !factors.includes(entry));
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
  for (const entry of activity) checkTable(file, entry);
  const [rows, others] = [activity[0].shape[0], factors[0].shape[0]];
  if (factors[0].shape.length === 0 || rows === others) return;
  const where = file === factorsFile ? "" : ` of ${factorsFile.name}`;
  throw new InputError(
    `${file.name}: "${activity[0].name}" has ${rows} conditions (rows) but "${factors[0].name}"${where} has ${others}: ` +
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

/** Bytes of float64 that are read at a time where only some rows are kept. */
const PART = 2 ** 26;

/** Columns of the selected rows. A step above 1 is read part by part, so that what is left out never fills memory. */
async function selectColumns(
  file: DataFile,
  entries: readonly DataEntry[],
  rows: RowSelection | undefined,
): Promise<TableColumn[]> {
  if (!rows) return readColumns(file, entries);
  const parts: TableColumn[][] = [];
  const width = entries.reduce((sum, { shape }) => sum + (shape[1] ?? 1), 0);
  for (const range of partsOf(rows, entries[0].shape[0], width)) {
    parts.push(everyStep(await readColumns(file, entries, { rows: range }), rows.step));
  }
  return parts[0].map(({ name }, column) => ({ name, values: joined(parts.map((part) => part[column].values)) }));
}

/** Consecutive ranges of rows, each of whole steps. */
function partsOf({ from, to, step }: RowSelection, total: number, width: number): (readonly [number, number])[] {
  const end = Math.min(to, total);
  const length = Math.max(1, Math.floor(PART / (8 * width * step))) * step;
  const count = Math.max(1, Math.ceil((end - from) / length));
  const start = Math.min(from, end);
  return Array.from({ length: count }, (_, part) => [
    start + part * length,
    Math.min(end, start + (part + 1) * length),
  ]);
}

const everyStep = (columns: readonly TableColumn[], step: number): TableColumn[] =>
  columns.map(({ name, values }) => ({ name, values: everyRow(values, 1, step) }));

/** Every `step`-th row of a table of `width` columns. */
function everyRow<Values extends TableColumn["values"]>(values: Values, width: number, step: number): Values;
function everyRow(values: TableColumn["values"], width: number, step: number): TableColumn["values"] {
  const taken = (_: unknown, at: number) => Math.floor(at / width) % step === 0;
  if (step === 1) return values;
  return values instanceof Float64Array ? values.filter(taken) : values.filter(taken);
}

function joined(parts: readonly TableColumn["values"][]): TableColumn["values"] {
  if (parts.length === 1) return parts[0];
  const numbers = parts.filter((part) => part instanceof Float64Array);
  if (numbers.length < parts.length) return parts.flatMap((part) => (part instanceof Float64Array ? [] : part));
  const out = new Float64Array(numbers.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of numbers) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

interface Activity {
  /** [conditions x units] */
  readonly activity: Float64Array;
  readonly units: number;
  readonly names?: readonly string[];
}

async function readActivity(
  file: DataFile,
  entries: readonly DataEntry[],
  rows: RowSelection | undefined,
): Promise<Activity> {
  if (entries.length > 1) return sideBySide(await selectColumns(file, entries, rows));
  const [{ name, shape }] = entries;
  const units = shape[1] ?? 1;
  const ranges = rows ? partsOf(rows, shape[0], units) : [undefined];
  const parts: Float64Array[] = [];
  for (const range of ranges) {
    const values = toFloat64(await file.read(name, range && { rows: range }), entryName(file, name));
    parts.push(everyRow(values, units, rows?.step ?? 1));
  }
  const activity = joined(parts);
  return { activity: activity instanceof Float64Array ? activity : new Float64Array(), units };
}

function sideBySide(columns: readonly TableColumn[]): Activity {
  const units = columns.length;
  const activity = new Float64Array(columns[0].values.length * units);
  for (const [unit, { values }] of columns.entries()) {
    for (let row = 0; row < values.length; row++) activity[row * units + unit] = Number(values[row]);
  }
  return { activity, units, names: columns.map(({ name }) => name) };
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

/** Columns of one table have numbers, not names. */
const nameless = (entries: readonly DataEntry[]): boolean => entries.length === 1 && entries[0].shape.length === 2;

function factorsFrom(
  file: DataFile,
  columns: readonly TableColumn[],
  numbered: boolean,
  said: Descriptions,
  options: RecordingOptions,
): Factor[] {
  if (said.names && said.names.length !== columns.length) {
    throw new InputError(
      `${entryName(file, "factor_names")} has ${said.names.length} entries, not ${columns.length}, one for every factor`,
    );
  }
  const names = columns.map(({ name }, index) => said.names?.[index] ?? (numbered ? `factor ${index}` : name));
  checkNamed(options, names);
  return columns.map(({ values }, index) => factorFrom({ name: names[index], index, values }, said, options));
}

interface FactorColumn {
  readonly name: string;
  readonly index: number;
  readonly values: TableColumn["values"];
}

/** What the caller says of a factor goes before what the file says. */
function factorFrom({ name, index, values }: FactorColumn, said: Descriptions, options: RecordingOptions): Factor {
  const told = options.kinds[name] ?? options.kinds[index] ?? options.kind;
  if (!(values instanceof Float64Array)) return namesFactor(name, values, told);
  const kind = told ?? said.kinds?.[index] ?? "auto";
  const levels = said.levels.get(index);
  if (levels && kind === "categorical") return { name, kind, values, levels };
  const period = options.periods[name] ?? options.periods[index] ?? said.periods?.[index];
  const raw = levels ? values.map((level) => Number(levels[level])) : values; // levels may be numbers read otherwise now
  return factorFromNumbers(name, raw, kind, Number.isNaN(period) ? undefined : period);
}

function namesFactor(name: string, values: readonly string[], kind: FactorReading = "auto"): Factor {
  if (kind === "auto" || kind === "categorical") return factorFromNames(name, values);
  throw new InputError(`factor "${name}" holds text, e.g. "${values[0]}", which cannot be read as ${kind}`);
}

/** Options that name a factor which is not there are mistakes. */
function checkNamed({ kinds, periods }: FactorOptions, names: readonly string[]): void {
  for (const named of [...Object.keys(kinds), ...Object.keys(periods)]) {
    if (!names.includes(named) && !(Number(named) < names.length)) {
      throw new InputError(`there is no factor "${named}"; the factors are ${names.slice(0, 20).join(", ")}`);
    }
  }
}
