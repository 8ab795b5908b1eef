/** From the files on the command line to a representation that can be measured, or to a refusal that says what to type. */
import { existsSync } from "node:fs";
import { totalmem } from "node:os";
import type { DataEntry, DataFile } from "../../io/index.js";
import { withDataPath } from "../../io/openDataPath.node.js";
import { InputError } from "../../math/errors.js";
import type { Factor, Representation } from "../../protocols.js";
import {
  type FactorReading,
  type RecordingOptions,
  type RowSelection,
  readRecording,
  selectedRows,
  takeUnits,
  unitName,
  varyingUnits,
} from "../../representation/index.js";
import { binWidthFrom, kindsFrom, listOf, type MeasureFlags, periodsFrom, rowsFrom } from "./request.js";

/** What can be measured of a recording, and what was left out of it. */
export interface Recording {
  readonly representation: Representation;
  /** Names of the units that never change; they are not in the representation. */
  readonly constantUnits: readonly string[];
  /** Number in the file of each unit of the representation. */
  readonly unitNumbers: readonly number[];
}

/** Throws InputError for what cannot be measured. */
export async function openRecording(path: string, flags: MeasureFlags): Promise<Recording> {
  const binWidth = binWidthFrom(flags.binWidth);
  const open = { mostBytes: memoryLimit(), ...(binWidth !== undefined && { binWidth }) };
  return withDataPath(
    path,
    async (file) => {
      const { factors, factorsPath } = whereFactorsAre(file, flags.factors);
      const options = { ...optionsFrom(flags), ...(factors && { factors }) };
      if (factorsPath === undefined) return recordingFrom(file, options);
      return withDataPath(factorsPath, (factorsFile) => recordingFrom(file, { ...options, factorsFile }), open);
    },
    open,
  );
}

function optionsFrom(flags: MeasureFlags): Partial<RecordingOptions> {
  const { "*": kind, ...kinds }: Readonly<Record<string, FactorReading>> = kindsFrom(flags.kinds);
  const activity = listOf("--activity", flags.activity);
  const rows = rowsFrom(flags.rows);
  return {
    kinds,
    periods: periodsFrom(flags.periods),
    ...(kind && { kind }),
    ...(activity && { activity }),
    ...(rows && { rows }),
  };
}

const DATA_ENDING = /\.(npz|npy|csv|tsv|txt|h5|hdf5|nwb|mat|parquet|pq)$/i;

/** `--factors` names entries of the file, or another file: an entry goes first. */
function whereFactorsAre(
  { entries }: DataFile,
  text: string | undefined,
): { readonly factors?: readonly string[]; readonly factorsPath?: string } {
  const names = listOf("--factors", text);
  if (text === undefined || names === undefined || entries.some(({ name }) => name === text)) {
    return names ? { factors: names } : {};
  }
  return existsSync(text) || DATA_ENDING.test(text) ? { factorsPath: text } : { factors: names };
}

async function recordingFrom(file: DataFile, options: Partial<RecordingOptions>): Promise<Recording> {
  checkSize(file, options);
  const whole = await readRecording(file, options);
  for (const factor of whole.factors) checkSupport(factor, whole.conditions);
  const unitNumbers = varyingUnits(whole);
  if (unitNumbers.length === 0) {
    throw new InputError(
      `${file.name}: none of the ${whole.units} units ever changes: is this the activity? See "purecell inspect ${file.name}"`,
    );
  }
  const names = Array.from({ length: whole.units }, (_, unit) => unitName(unit, whole.unitNames));
  const varying = new Set(unitNumbers);
  const constant = Array.from({ length: whole.units }, (_, unit) => unit).filter((unit) => !varying.has(unit));
  const named = { ...whole, unitNames: names }; // a unit keeps its number when others are left out
  return {
    representation: constant.length === 0 ? named : takeUnits(named, unitNumbers),
    constantUnits: constant.map((unit) => names[unit]),
    unitNumbers,
  };
}

/** Fewer than two conditions a level say nothing about a level. */
function checkSupport({ name, kind, values }: Factor, conditions: number): void {
  const levels = kind === "categorical" ? new Set(values).size : 0;
  if (levels <= 2 || 2 * levels <= conditions) return;
  throw new InputError(
    `factor "${name}" has ${levels} levels in ${conditions} conditions, fewer than two conditions a level: ` +
      `leave it out, or read it as numbers with --kinds "${name}=continuous"`,
  );
}

/** Activity as stored, as float64, by unit, and that of a draw: five times its float64 size was measured at the peak. */
const COPIES = 5;
const memoryLimit = (): number => Math.floor(totalmem() / 2);

/** Refuses before anything is read. */
function checkSize(file: DataFile, { activity, rows }: Partial<RecordingOptions>): void {
  const isActivity = ({ name, role }: DataEntry) =>
    activity?.includes(name) ?? (name === "activity" || role === "activity" || file.entries.length === 1);
  for (const entry of file.entries) {
    const { name, shape } = entry;
    if (!isActivity(entry) || shape.length !== 2) continue;
    const [total, units] = shape;
    const taken = rows ? selectedRows(rows, total) : total;
    const needed = COPIES * 8 * taken * units;
    if (needed > memoryLimit()) throw new InputError(tooLarge(file.name, { name, taken, units, needed }, rows));
  }
}

interface Demand {
  readonly name: string;
  readonly taken: number;
  readonly units: number;
  readonly needed: number;
}

function tooLarge(file: string, { name, taken, units, needed }: Demand, rows: RowSelection | undefined): string {
  const gigabytes = (bytes: number) => `${(bytes / 2 ** 30).toFixed(1)} GiB`;
  const step = Math.ceil((needed / memoryLimit()) * (rows?.step ?? 1));
  const [from, to] = rows ? [rows.from || "", rows.to < Number.MAX_SAFE_INTEGER ? rows.to : ""] : ["", ""];
  return (
    `${file}: "${name}" of ${taken} x ${units} needs about ${gigabytes(needed)} of memory; ` +
    `at most ${gigabytes(memoryLimit())} are used here: take every ${step}th row with --rows ${from}:${to}:${step}`
  );
}
