/** What stands in a binned NWB file: each an array with one row a bin. */
import { InputError } from "../../math/errors.js";
import { placeOf } from "../entries.js";
import { type NpyArray, toFloat64 } from "../npy.js";
import type { DataEntry } from "../protocols.js";
import { centres, finder, type TimeGrid } from "./grid.js";
import { type NwbSource, readSpikeTrains, readTrials, type SeriesSamples } from "./read.js";
import { averaged, firingRates } from "./resample.js";
import type { TrialsTable, UnitsTable } from "./structure.js";

/** An array with what is known of it. */
export type Column = NpyArray & Omit<DataEntry, "shape" | "dtype" | "kind">;

/** [bins x units] in Hz. */
export async function ratesColumn(source: NwbSource, units: UnitsTable, grid: TimeGrid): Promise<Column> {
  const trains = await readSpikeTrains(source, units);
  const rows = grid.starts.length;
  if (8 * rows * trains.length > source.mostBytes) {
    throw new InputError(
      `${source.plain.name}: ${rows} bins x ${trains.length} units are more than the limit of ${source.mostBytes} bytes: ` +
        "choose wider bins",
    );
  }
  const data = firingRates(trains, grid);
  return { name: "activity", role: "activity", units: "Hz", note: units.path, shape: [rows, trains.length], data };
}

/** [bins] or [bins x columns] in the series' units of measurement. */
export function seriesColumn(samples: SeriesSamples, grid: TimeGrid, role?: DataEntry["role"]): Column {
  const { series, columns, period } = samples;
  const { path, type, units } = series;
  const rows = grid.starts.length;
  return {
    name: path,
    note: type,
    ...(role !== undefined && { role }),
    ...(units !== undefined && { units }),
    ...(period !== undefined && columns === 1 && { period }),
    shape: columns === 1 ? [rows] : [rows, columns],
    data: averaged(samples, grid),
  };
}

/** The columns of the table of trials where each row of the grid is a trial. Times of events are no factors. */
export function columnsByTrial(source: NwbSource, trials: TrialsTable): Promise<Column[]> {
  const role = (path: string) => (/_times?$/.test(path) ? {} : ({ role: "factor" } as const));
  return trialColumns(source, trials, (array, path) => ({ ...array, ...role(path) }));
}

/** The same in bins: the value of the trial in whose course the middle of the bin lies; between trials NaN, or no text. */
export async function columnsInBins(source: NwbSource, trials: TrialsTable, grid: TimeGrid): Promise<Column[]> {
  const underWay = trialsUnderWay(await readTrials(source, trials), grid);
  return trialColumns(source, trials, ({ data }) => ({
    shape: [underWay.length],
    data: ArrayBuffer.isView(data)
      ? Float64Array.from(underWay, (trial) => Number(data[trial] ?? Number.NaN))
      : Array.from(underWay, (trial) => data[trial] ?? ""),
  }));
}

type Spread = (array: NpyArray, path: string) => NpyArray & Pick<Column, "role">;

async function trialColumns({ plain }: NwbSource, trials: TrialsTable, spread: Spread): Promise<Column[]> {
  const columns: Column[] = [];
  for (const { path } of trials.columns) {
    const entry = plain.entries[placeOf(plain.entries, path) ?? -1];
    if (!entry || entry.problem !== undefined) continue;
    const array = await plain.read(path);
    const plainArray = ArrayBuffer.isView(array.data) ? { shape: array.shape, data: toFloat64(array, path) } : array;
    columns.push({ name: path, note: "trials", ...spread(plainArray, path) });
  }
  return columns;
}

/** For each bin the number of its trial, the later one where trials overlap, or -1. */
function trialsUnderWay(trials: TimeGrid, grid: TimeGrid): Int32Array {
  const middles = centres(grid);
  const out = new Int32Array(middles.length).fill(-1);
  const find = finder(middles);
  trials.starts.forEach((start, trial) => void out.fill(trial, find(start), find(trials.stops[trial])));
  return out;
}

/** The middle of each bin, s. */
export function timeColumn(grid: TimeGrid, leftOut: number): Column {
  const gaps = leftOut === 0 ? "" : `; ${leftOut} bins left out, where a series has no sample`;
  const note = `middle of each bin${gaps}`;
  return { name: "time", role: "time", units: "s", note, shape: [grid.starts.length], data: centres(grid) };
}
