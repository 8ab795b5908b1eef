/** Finding and reading the arrays of a session: by the name given, or by what their lengths, types and names say they are. */
import {
  choiceLine,
  type DataEntry,
  type DataFile,
  givenPosition,
  isNamedPosition,
  positionRole,
  readColumns,
  secondsPerUnit,
  selectEntries,
  type TableColumn,
  timeRole,
  toFloat64,
} from "../io/index.js";
import { InputError } from "../math/errors.js";
import { median } from "../math/statistics.js";
import { lostPlaces } from "./lostPlaces.js";
import { secondsIn, type WantedSession } from "./wanted.js";

/** Numbers of all columns of the entries; throws InputError where one holds text. */
export async function numberColumns(file: DataFile, entries: readonly DataEntry[]): Promise<Float64Array[]> {
  return (await readColumns(file, entries)).map((column) => numbersOf(file, column));
}

export function numbersOf(file: DataFile, { name, values }: TableColumn): Float64Array {
  if (values instanceof Float64Array) return values;
  throw new InputError(`${file.name}: "${name}" holds text, expected numbers`);
}

/** What one name says, a column of a table by number too. Throws InputError where that is nothing, or several arrays. */
export function entryNamed(file: DataFile, word: string): DataEntry {
  const [entry, ...others] = selectEntries(file, [word]);
  if (others.length === 0) return entry;
  throw new InputError(`${file.name}: "${word}" names ${others.length + 1} arrays, expected one`);
}

/** One column of numbers; throws InputError where there are more. */
export async function oneColumn(file: DataFile, entry: DataEntry, what: string): Promise<Float64Array> {
  const columns = await numberColumns(file, [entry]);
  if (columns.length === 1) return columns[0];
  throw new InputError(`${file.name}: ${what} "${entry.name}" has ${columns.length} columns, expected one`);
}

/** Values, and what was decided in reading them. */
export interface Noted<Values> {
  readonly values: Values;
  readonly notes: readonly string[];
}

/** Stamps that lie farther apart than this, in seconds, are in some other unit. */
const LONGEST_STEP = 2;

/** Time stamps in seconds. Throws InputError with what to type where there are none, or they cannot be in seconds. */
export async function readTime(file: DataFile, wanted: WantedSession): Promise<Noted<Float64Array>> {
  const entry = wanted.time === undefined ? timeRole(file.entries) : entryNamed(file, wanted.time);
  if (wanted.frameRate !== undefined && wanted.time === undefined) return framesAt(file, wanted.frameRate);
  if (!entry) {
    throw new InputError(
      `${file.name}: no time stamps found (looked for "t", "time", "timestamps"); name them with --time, in seconds, or give the rate ` +
        "of samples with --frame-rate HZ",
    );
  }
  const stored = await oneColumn(file, entry, "time");
  const unit = secondsIn(wanted.timeUnit);
  const scale = unit ?? secondsPerUnit(entry) ?? 1;
  const values = scale === 1 ? stored : stored.map((time) => time * scale);
  const step = median(values.subarray(1).map((time, at) => time - values[at]));
  if (unit === undefined && step > LONGEST_STEP) {
    throw new InputError(
      `${file.name}: time stamps "${entry.name}" lie ${Number(step.toPrecision(3))} apart, too long for seconds between samples: say their ` +
        "unit with --time-unit ms (or us, or s), or give the rate of samples with --frame-rate HZ",
    );
  }
  const said =
    scale === 1 || unit !== undefined
      ? []
      : [`time stamps "${entry.name}" are turned into seconds (otherwise --time-unit)`];
  return { values, notes: said };
}

/** As many stamps as the longest arrays have rows. */
function framesAt({ entries }: DataFile, rate: number): Noted<Float64Array> {
  const rows = Math.max(0, ...entries.map(({ shape }) => shape[0] ?? 0));
  return { values: Float64Array.from({ length: rows }, (_, frame) => frame / rate), notes: [] };
}

export interface Positions {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly unit: string | undefined;
  readonly notes: readonly string[];
}

/** Samples whose tracking is less likely than this are lost, as DeepLabCut's own filters have it. */
const LEAST_LIKELIHOOD = 0.6;

/** x and y of every sample. Throws InputError with what to type where there is none, or several. */
export async function readPosition(file: DataFile, wanted: WantedSession, samples: number): Promise<Positions> {
  const { roles, notes } = chosenPosition(file, wanted, samples);
  const [x, y] = roles.turned ? await halves(file, roles.entries[0]) : await numberColumns(file, roles.entries);
  const trusted = roles.likelihood
    ? await withoutUnlikely(file, roles.likelihood, [x, y], wanted)
    : { x, y, notes: [] };
  const lost = lostPlaces(trusted);
  const said = lost === undefined ? [] : [`${file.name}: ${lost}`];
  return { x: trusted.x, y: trusted.y, unit: roles.unit, notes: [...notes, ...trusted.notes, ...said] };
}

function chosenPosition(file: DataFile, wanted: WantedSession, samples: number) {
  if (wanted.position !== undefined) {
    const entries = selectEntries(file, wanted.position);
    const roles = givenPosition(entries, samples);
    if (roles) return { roles, notes: [] };
    throw new InputError(
      `${file.name}: positions "${entries.map(({ name }) => name).join(", ")}" have shape ` +
        `${entries.map(({ shape }) => `(${shape.join(", ")})`).join(", ")}, expected x and y of ${samples} samples`,
    );
  }
  const found = positionRole(file.entries, samples, wanted.keypoint);
  if (found.kind === "found") return { roles: found.value, notes: found.choices.map(choiceLine) };
  if (found.kind === "asked") throw new InputError(`${file.name}: ${found.question}`);
  throw noPosition(file, samples);
}

function noPosition(file: DataFile, samples: number): InputError {
  const likely = file.entries.find((entry) => entry.problem === undefined && isNamedPosition(entry));
  if (likely?.shape.length === 2 && likely.shape[1] === 2) {
    return new InputError(
      `${file.name}: ${samples} time stamps but ${likely.shape[0]} positions: there must be one position each`,
    );
  }
  if (likely?.shape.length === 2 && likely.shape[0] === samples) {
    return new InputError(
      `${file.name}: "${likely.name}" has ${likely.shape[1]} columns, and positions are two: name them, e.g. --position '${likely.name}[0:2]'`,
    );
  }
  if (likely) {
    return new InputError(
      `${file.name}: "${likely.name}" has shape (${likely.shape.join(", ")}), expected positions [${samples} x 2], one for each time stamp; ` +
        "other arrays are named with --position, e.g. --position px,py",
    );
  }
  return new InputError(
    `${file.name}: no positions found (looked for "position", "pos", "xy", or "x" and "y"); name them with --position, ` +
      `e.g. --position tracking or --position px,py; see "purecell inspect ${file.name}"`,
  );
}

/** The two rows of an array [2 x samples]. */
async function halves(file: DataFile, { name, shape }: DataEntry): Promise<Float64Array[]> {
  const values = toFloat64(await file.read(name), `${file.name}: "${name}"`);
  return [values.subarray(0, shape[1]), values.subarray(shape[1])];
}

async function withoutUnlikely(
  file: DataFile,
  entry: DataEntry,
  [x, y]: readonly Float64Array[],
  wanted: WantedSession,
): Promise<Pick<Positions, "x" | "y" | "notes">> {
  const least = wanted.likelihood ?? LEAST_LIKELIHOOD;
  const likelihood = await oneColumn(file, entry, "likelihood");
  const lost = likelihood.filter((value) => !(value >= least)).length;
  if (lost === 0) return { x, y, notes: [] };
  const kept = (values: Float64Array) => values.map((value, at) => (likelihood[at] >= least ? value : Number.NaN));
  const said = `${lost} of ${likelihood.length} positions are lost, with "${entry.name}" below ${least} (otherwise --likelihood)`;
  return { x: kept(x), y: kept(y), notes: [said] };
}
