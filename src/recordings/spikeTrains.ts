/**
 * What the cells did: spike times with the cell of each, an array of times for every cell, or one value per sample. Cells are known
 * by name, so that sessions in different files find each other's.
 */
import {
  areSamples,
  cellOf,
  choiceLine,
  type DataEntry,
  type DataFile,
  findEntry,
  isList,
  readColumns,
  type SpikeRoles,
  secondsPerUnit,
  selectEntries,
  spikeRoles,
} from "../io/index.js";
import { InputError, UsageError } from "../math/errors.js";
import { activityNamed, activityTable } from "./activityTable.js";
import { entryNamed, oneColumn } from "./arrays.js";
import type { CellData, CellTable, ReadCells } from "./cellTable.js";
import type { OtherFiles } from "./otherFiles.js";
import { openingOf } from "./selection.js";
import { secondsIn, type WantedSession } from "./wanted.js";

/** What spikes are read against. */
interface Reading {
  readonly wanted: WantedSession;
  readonly others: OtherFiles;
  /** When the session ends, s. */
  readonly end: number;
}

/** `t`: time stamps of the session, s. Throws InputError with what to type where nothing is found, or two readings are left. */
export async function readCells(
  file: DataFile,
  wanted: WantedSession,
  t: Float64Array,
  others: OtherFiles,
): Promise<ReadCells> {
  const reading = { wanted, others, end: t[t.length - 1] };
  const turning = { samples: t.length, transpose: wanted.transpose };
  if (wanted.activity !== undefined) return activityTable(file, selectEntries(file, wanted.activity), turning);
  if (wanted.transpose && wanted.spikes !== undefined) throw nothingToTurn();
  if (wanted.spikes !== undefined && others.isBeside(file, wanted.spikes.text, wanted.spikes.names)) {
    const path = wanted.spikes.text;
    const options = { ...openingOf(wanted), missing: "nan" as const };
    return others.open(
      path,
      (spikes) => readSpikes(spikes, spikeFileRoles(spikes, path, reading), reading, path),
      options,
    );
  }
  const roles = rolesIn(file, reading);
  if (roles && wanted.transpose) throw nothingToTurn();
  if (roles) return readSpikes(file, roles, reading);
  const activity = activityNamed(file.entries);
  if (activity.length > 0) return activityTable(file, activity, turning);
  throw nothingFound(file, t.length);
}

const nothingToTurn = (): UsageError =>
  new UsageError(
    "--transpose turns a table of activity [cells x samples], named with --activity; spikes are lists of times. Positions [2 x samples] are turned without it.",
  );

function nothingFound(file: DataFile, samples: number): InputError {
  const unreadable = file.entries.find(({ name, problem }) => problem !== undefined && /spike|unit|cell/i.test(name));
  if (unreadable) {
    return new InputError(
      `${file.name}: "${unreadable.name}" cannot be read (${unreadable.problem}); save all spike times as one array "spike_times" and ` +
        'the cell of each as "spike_cells"',
    );
  }
  const likely = file.entries.find((entry) => isCellTable(entry, samples));
  if (likely) {
    return new InputError(
      `${file.name}: no spike times found, but "${likely.name}" has a value for each of ${samples} samples. If that is what cells did, ` +
        `give --activity ${likely.name}`,
    );
  }
  return new InputError(
    `${file.name}: no spikes or activity found (looked for "spike_times" with "spike_cells", "spikes_1", "spikes_2", ..., and ` +
      `"activity"); name them with --spikes and --spike-cells, or --activity; see "purecell inspect ${file.name}"`,
  );
}

/** A table with one axis as long as the samples, whose name speaks of cells. */
const isCellTable = (entry: DataEntry, samples: number): boolean =>
  entry.problem === undefined &&
  entry.kind === "numbers" &&
  entry.shape.length === 2 &&
  entry.shape.includes(samples) &&
  /spike|cell|unit|neuron|count|rate|activ/i.test(entry.name);

/** Spikes of the session's own file: as the user named them, or as the arrays show. */
function rolesIn(file: DataFile, reading: Reading): SpikeRoles | undefined {
  const { wanted } = reading;
  const words = wanted.spikes?.names ?? [];
  if (words.length > 1 || words.some((word) => word.includes("*"))) {
    return { kind: "trains", trains: selectEntries(file, words), choices: [] };
  }
  const times = words.length === 1 ? findEntry(file, words[0]) : undefined;
  return spikeRoles(file.entries, { ...(times && { times }), ...ownersGiven(file, reading) });
}

/** An array of the file, or "none"; nothing where the owners are in a file of their own. */
function ownersGiven(
  file: DataFile,
  { wanted: { spikeCells }, others }: Reading,
): { readonly owners?: DataEntry | "none" } {
  if (spikeCells === undefined) return {};
  if (spikeCells === "none" || others.isBeside(file, spikeCells)) return { owners: "none" };
  return { owners: entryNamed(file, spikeCells) };
}

function spikeFileRoles(file: DataFile, path: string, reading: Reading): SpikeRoles {
  const { wanted, others } = reading;
  const beside = wanted.spikeCells === undefined && others.ownersBeside(path) !== undefined;
  const roles = spikeRoles(file.entries, beside ? { owners: "none" } : ownersGiven(file, reading), true);
  if (roles) return roles;
  throw new InputError(`${file.name}: no spike times found; see "purecell inspect ${file.name}"`);
}

/** `path`: of a file of spikes alone, beside which the cells may be. */
async function readSpikes(file: DataFile, roles: SpikeRoles, reading: Reading, path?: string): Promise<ReadCells> {
  if (roles.kind === "asked") throw new InputError(`${file.name}: ${roles.question}`);
  const notes = [...(file.choices ?? []), ...roles.choices].map(choiceLine);
  if (roles.kind === "trains") {
    const said = unitChoices(roles.trains.slice(0, 1), reading);
    return { table: await trainTable(file, roles.trains, reading), notes: [...notes, ...said] };
  }
  const listed = await listedSpikes(file, roles, reading, path);
  return { table: listed.table, notes: [...notes, ...unitChoices([roles.times], reading), ...listed.notes] };
}

/** Where the name of spike times decided on their unit. */
function unitChoices(entries: readonly DataEntry[], { wanted: { samplingRate, timeUnit } }: Reading): string[] {
  if (samplingRate !== undefined || timeUnit !== undefined) return [];
  return entries
    .filter((entry) => ![1, undefined].includes(secondsPerUnit(entry)))
    .map(({ name }) => `spike times "${name}" are turned into seconds, as the name says (otherwise --time-unit)`);
}

async function trainTable(file: DataFile, entries: readonly DataEntry[], reading: Reading): Promise<CellTable> {
  const table = new Map<string, CellData>();
  const isTable = entries.length > 1 && entries.every(({ shape }) => shape[0] === entries[0].shape[0]);
  const isOwnName = new Set(entries.map(cellOf)).size === entries.length;
  for (const entry of entries) {
    const times = withoutPadding(await oneColumn(file, entry, "spike times"));
    if (isTable) requireAscending(times, entry, file.name);
    const values = inSeconds(times, entry, reading, file.name);
    table.set(isOwnName ? cellOf(entry) : entry.name, { kind: "spikes", values });
  }
  return table;
}

/** A column of a table that is as long as the cell with most spikes. */
const withoutPadding = (times: Float64Array): Float64Array =>
  times.subarray(0, times.findLastIndex((time) => !Number.isNaN(time)) + 1);

/** Throws InputError for what cannot be the times of one cell, such as counts. */
function requireAscending(times: Float64Array, { name }: DataEntry, file: string): void {
  const bad = times.findIndex((time, at) => !(at === 0 ? !Number.isNaN(time) : time >= times[at - 1]));
  if (bad < 0) return;
  throw new InputError(
    `${file}: "${name}" does not ascend at spike ${bad}, as the times of a cell do; values per sample are given with --activity`,
  );
}

/** One list of times, and a list of the same length that says whose each was. */
async function listedSpikes(
  file: DataFile,
  { times, owners }: Extract<SpikeRoles, { kind: "listed" }>,
  reading: Reading,
  path: string | undefined,
): Promise<ReadCells> {
  const seconds = inSeconds(await oneColumn(file, times, "spike times"), times, reading, file.name);
  const { spikeCells } = reading.wanted;
  const apart =
    spikeCells !== undefined && spikeCells !== "none" && !owners
      ? spikeCells
      : path && reading.others.ownersBeside(path);
  const ownersPath = reading.wanted.spikeCells === "none" ? undefined : apart;
  if (!owners && ownersPath === undefined)
    return { table: new Map([["0", { kind: "spikes", values: seconds }]]), notes: [] };
  const cells = owners ? await ownersIn(file, owners) : await ownersOf(ownersPath ?? "", reading.others);
  if (cells.values.length !== seconds.length) {
    throw new InputError(
      `${file.name}: "${times.name}" has ${seconds.length} spikes but "${cells.name}" names the cells of ${cells.values.length}`,
    );
  }
  requireOwners(file.name, cells.name, cells.values);
  const notes =
    owners || spikeCells !== undefined
      ? []
      : [`the cells of the spikes are in ${ownersPath} (otherwise --spike-cells)`];
  return { table: groupSpikes(seconds, Array.from<number | string>(cells.values)), notes };
}

async function ownersIn(file: DataFile, owners: DataEntry) {
  const [{ values }] = await readColumns(file, [owners]);
  return { name: owners.name, values };
}

/** The cells of spikes in a file of their own: its only list. */
function ownersOf(path: string, others: OtherFiles) {
  return others.open(path, async (file) => {
    const lists = file.entries.filter((entry) => entry.problem === undefined && isList(entry));
    if (lists.length !== 1) {
      throw new InputError(
        `${path} has ${lists.length} lists; a file with the cell of each spike, and nothing else, is expected`,
      );
    }
    return { ...(await ownersIn(file, lists[0])), name: path };
  });
}

/** Names and whole numbers say whose a spike was, if they recur; amplitudes and depths do not. */
function requireOwners(file: string, name: string, values: Float64Array | readonly string[]): void {
  const isMeasured = values instanceof Float64Array && !values.every(Number.isInteger);
  const isSingle = values.length > 20 && new Set<number | string>(values).size > values.length / 2;
  if (!isMeasured && !isSingle) return;
  throw new InputError(
    `${file}: "${name}" does not say whose spikes these are: ${isMeasured ? "it holds numbers that are not whole" : "nearly every spike has a cell of its own"}. ` +
      "Name the array with the cell of each spike: --spike-cells NAME|FILE; or --spike-cells none, if all spikes are from one cell",
  );
}

/** Spike times in seconds. Throws InputError where they cannot be, and nothing says what they are. */
function inSeconds(times: Float64Array, entry: DataEntry, { wanted, end }: Reading, file: string): Float64Array {
  if (entry.units === "s") return times;
  const rate = wanted.samplingRate;
  const unit = rate === undefined ? (secondsIn(wanted.timeUnit) ?? secondsPerUnit(entry)) : 1 / rate;
  if (unit !== undefined)
    return unit === 1 ? times : times.map((time) => (rate === undefined ? time * unit : time / rate));
  const isCounted =
    areSamples(entry) || (times.length > 0 && times.every(Number.isInteger) && times.some((time) => time > end));
  if (!isCounted) return times;
  throw new InputError(
    `${file}: spike times "${entry.name}" are whole numbers up to ${times.reduce((most, time) => Math.max(most, time), 0)}, in a session that ends at ` +
      `${Number(end.toFixed(2))} s: numbers of samples. Give the samples a second with --sampling-rate 30000 (1000 for milliseconds)`,
  );
}

function groupSpikes(seconds: Float64Array, cells: readonly (number | string)[]): CellTable {
  const trains = new Map<number | string, number[]>();
  cells.forEach((cell, spike) => {
    const train = trains.get(cell);
    if (train) train.push(seconds[spike]);
    else trains.set(cell, [seconds[spike]]);
  });
  const order = [...trains.keys()].sort((a, b) =>
    typeof a === "number" && typeof b === "number"
      ? a - b
      : String(a).localeCompare(String(b), "en", { numeric: true }),
  );
  return new Map(
    order.map((cell) => [String(cell), { kind: "spikes", values: Float64Array.from(trains.get(cell) ?? []) }]),
  );
}
