/**
 * What the cells did: spike times with the cell of each, an array of times for every cell, or one value per sample. Cells are known
 * by name, so that sessions in different files find each other's.
 */
import { existsSync } from "node:fs";
import { type DataEntry, type DataFile, readColumns, selectEntries } from "../../io/index.js";
import { withDataPath } from "../../io/openDataPath.node.js";
import { InputError } from "../../math/errors.js";
import type { NamesOrFile } from "../flags/readers.js";
import { findOne, numbersOf, oneColumn } from "./arrays.js";
import type { WantedSession } from "./wanted.js";

/** Spike times in seconds, or activity per sample, of one cell. */
export interface CellData {
  readonly kind: "spikes" | "activity";
  readonly values: Float64Array;
  /** True where the activity is a rate in Hz of counted spikes, as in binned NWB files. */
  readonly isRate?: boolean;
}

export type CellTable = ReadonlyMap<string, CellData>;

const SPIKE_TIMES = /^(spike_?times?|spikes)$/i;
const SPIKE_CELLS = /^(spike_?(cells?|clusters?|units?|ids?|neurons?|labels?)|clusters?|cells?|units?)$/i;
const ONE_TRAIN = /^(?:spikes?|spike_?times?)_+(.+)$/i;
const ACTIVITY = /^(activity|rates?|firing_?rates?|traces?|dff|fluorescence|calcium)$/i;

/** Throws InputError with what to type where nothing is found. */
export async function readCells(file: DataFile, wanted: WantedSession): Promise<CellTable> {
  if (wanted.activity !== undefined) return activityTable(file, selectEntries(file, wanted.activity));
  if (wanted.spikes !== undefined && isFile(file, wanted.spikes.text)) {
    return withDataPath(wanted.spikes.text, (spikes) => listedSpikes(spikes, timesOfSpikeFile(spikes), wanted));
  }
  const trains = trainEntries(file, wanted.spikes);
  if (trains.length > 0) return trainTable(file, trains);
  const times = findOne(file, wanted.spikes?.text, SPIKE_TIMES);
  if (times) return listedSpikes(file, times, wanted);
  const activity = file.entries.filter(
    (entry) => entry.problem === undefined && (entry.role === "activity" || ACTIVITY.test(entry.name)),
  );
  if (activity.length > 0) return activityTable(file, activity);
  const unreadable = file.entries.find(({ name, problem }) => problem !== undefined && /spike|unit|cell/i.test(name));
  if (unreadable) {
    throw new InputError(
      `${file.name}: "${unreadable.name}" cannot be read (${unreadable.problem}); save all spike times as one array "spike_times" and ` +
        'the cell of each as "spike_cells"',
    );
  }
  throw new InputError(
    `${file.name}: no spikes or activity found (looked for "spike_times" with "spike_cells", "spikes_1", "spikes_2", ..., and ` +
      `"activity"); name them with --spikes and --spike-cells, or --activity; see "purecell inspect ${file.name}"`,
  );
}

const isFile = ({ entries }: DataFile, text: string): boolean =>
  !entries.some(({ name }) => name === text) && !text.includes("*") && existsSync(text);

/** In a file of nothing but spikes, "t" or "time" are theirs. */
const timesOfSpikeFile = (file: DataFile): DataEntry | undefined =>
  findOne(file, undefined, SPIKE_TIMES) ?? findOne(file, undefined, /^(t|times?)$/i);

/** Arrays that each hold the times of one cell. */
function trainEntries(file: DataFile, wanted: NamesOrFile | undefined): readonly DataEntry[] {
  if (wanted === undefined) return file.entries.filter(({ name, shape }) => isTrain(name) && shape.length === 1);
  const { text, names } = wanted;
  return names.length > 1 || text.includes("*") ? selectEntries(file, names) : [];
}

const isTrain = (name: string): boolean => ONE_TRAIN.test(name) && !SPIKE_TIMES.test(name) && !SPIKE_CELLS.test(name);

async function trainTable(file: DataFile, entries: readonly DataEntry[]): Promise<CellTable> {
  const table = new Map<string, CellData>();
  for (const entry of entries) {
    const name = ONE_TRAIN.exec(entry.name)?.[1] ?? entry.name;
    table.set(name, { kind: "spikes", values: await oneColumn(file, entry, "spike times") });
  }
  return table;
}

/** One list of times, and a list of the same length that says whose each was. */
async function listedSpikes(
  file: DataFile,
  times: DataEntry | undefined,
  { spikeCells }: WantedSession,
): Promise<CellTable> {
  if (!times) throw new InputError(`${file.name}: no spike times found; see "purecell inspect ${file.name}"`);
  const seconds = await oneColumn(file, times, "spike times");
  const owners = findOne(file, spikeCells, SPIKE_CELLS);
  if (!owners || owners.name === times.name) return new Map([["0", { kind: "spikes", values: seconds }]]);
  const [{ values: cells }] = await readColumns(file, [owners]);
  if (cells.length !== seconds.length) {
    throw new InputError(
      `${file.name}: "${times.name}" has ${seconds.length} spikes but "${owners.name}" names the cells of ${cells.length}`,
    );
  }
  return groupSpikes(seconds, Array.from<number | string>(cells));
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

async function activityTable(file: DataFile, entries: readonly DataEntry[]): Promise<CellTable> {
  const columns = await readColumns(file, entries);
  const isRate = entries.every(({ role, units }) => role === "activity" && units === "Hz");
  const whole = entries.length === 1;
  return new Map(
    columns.map((column, cell) => [
      whole ? String(cell) : column.name,
      { kind: "activity", values: numbersOf(file, column), isRate },
    ]),
  );
}
