/** What stands in a binned NWB file: each an array with one row a bin. */
import { InputError } from "../../math/errors.js";
import { counted } from "../../math/words.js";
import { placeOf } from "../entries.js";
import { type NpyArray, toFloat64 } from "../npy.js";
import type { Choice, DataEntry } from "../protocols.js";
import { centres, finder, type Stretch, type TimeGrid } from "./grid.js";
import { type NwbSource, readStretches, type SeriesSamples } from "./read.js";
import { averaged, firingRates } from "./resample.js";
import type { IntervalsTable, UnitsTable } from "./structure.js";

/** An array with what is known of it. */
export type Column = NpyArray & Omit<DataEntry, "shape" | "dtype" | "kind">;

/** [bins x units] in Hz of trains that are known already. */
export function ratesColumn(
  source: NwbSource,
  { path }: UnitsTable,
  trains: readonly Float64Array[],
  grid: TimeGrid,
): Column {
  const rows = grid.starts.length;
  if (8 * rows * trains.length > source.mostBytes) {
    throw new InputError(
      `${source.plain.name}: ${rows} bins x ${trains.length} units are more than the limit of ${source.mostBytes} bytes: ` +
        "choose wider bins",
    );
  }
  const data = firingRates(trains, grid);
  return { name: "activity", role: "activity", units: "Hz", note: path, shape: [rows, trains.length], data };
}

/** [bins x neurons]: the means of all series side by side. */
export function tracesColumn(traces: readonly SeriesSamples[], grid: TimeGrid): Column {
  const rows = grid.starts.length;
  const parts = traces.map((samples) => ({ width: samples.columns, means: averaged(samples, grid) }));
  const width = parts.reduce((sum, part) => sum + part.width, 0);
  const data = new Float64Array(rows * width);
  let at = 0;
  for (const part of parts) {
    for (let row = 0; row < rows; row++) {
      data.set(part.means.subarray(row * part.width, (row + 1) * part.width), row * width + at);
    }
    at += part.width;
  }
  const { units } = traces[0].series;
  const note = traces.map(({ series }) => series.path).join(", ");
  return {
    name: "activity",
    role: "activity",
    note,
    ...(units !== undefined && { units }),
    shape: [rows, width],
    data,
  };
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
    ...quantityOf(samples),
    shape: columns === 1 ? [rows] : [rows, columns],
    data: averaged(samples, grid),
  };
}

const quantityOf = ({ series: { quantity }, columns, period }: SeriesSamples): Partial<Pick<DataEntry, "quantity">> => {
  if (quantity === "direction") return period === undefined ? {} : { quantity };
  return quantity === "position" && columns > 1 ? { quantity } : {};
};

/** The columns of the table of trials where each row of the grid is a trial. Times of events are no factors. */
export function columnsByTrial(source: NwbSource, trials: IntervalsTable, rows: Int32Array): Promise<Column[]> {
  const role = (path: string) => (/_times?$/.test(path) ? {} : ({ role: "factor" } as const));
  return tableColumns(source, trials, (array, path) => ({ ...pickedRows(array, rows), ...role(path) }));
}

/** The same in bins: the value of the interval in whose course the middle of the bin lies; between them NaN, or no text. */
export async function columnsInBins(
  source: NwbSource,
  table: IntervalsTable,
  grid: TimeGrid,
): Promise<{ readonly columns: readonly Column[]; readonly choices: readonly Choice[] }> {
  const { rows, ...stretches } = await readStretches(source, table);
  const underWay = stretchesUnderWay(stretches, grid).map((stretch) => (stretch < 0 ? -1 : rows[stretch]));
  const within = table.path;
  const own = await tableColumns(source, table, (array) => ({ ...pickedRows(array, underWay), within }));
  const number = Float64Array.from(underWay, (row) => (row < 0 ? Number.NaN : row));
  const counter = { name: within, note: "number of the interval", within, shape: [underWay.length], data: number };
  return { columns: [...own, counter], choices: overlapChoices(within, stretches) };
}

function overlapChoices(path: string, { starts, stops }: TimeGrid): Choice[] {
  const order = Array.from(starts.keys()).sort((a, b) => starts[a] - starts[b]);
  const overlapping = order.filter((at, place) => place > 0 && starts[at] < stops[order[place - 1]]).length;
  if (overlapping === 0) return [];
  const said = `${counted(overlapping, "interval")} of ${path} ${overlapping === 1 ? "begins" : "begin"} before the one before is over: bins are of the later row`;
  return [{ said, otherwise: "--bin-width trials" }];
}

/** Rows of one dimension; NaN or no text for row -1. */
function pickedRows({ data }: NpyArray, rows: Int32Array): NpyArray {
  return {
    shape: [rows.length],
    data: ArrayBuffer.isView(data)
      ? Float64Array.from(rows, (row) => Number(data[row] ?? Number.NaN))
      : Array.from(rows, (row) => data[row] ?? ""),
  };
}

type Spread = (array: NpyArray, path: string) => NpyArray & Pick<Column, "role" | "within">;

async function tableColumns({ plain }: NwbSource, table: IntervalsTable, spread: Spread): Promise<Column[]> {
  const columns: Column[] = [];
  const note = table.path.slice(table.path.lastIndexOf("/") + 1);
  for (const { path } of table.columns) {
    const entry = plain.entries[placeOf(plain.entries, path) ?? -1];
    if (!entry || entry.problem !== undefined) continue;
    const array = await plain.read(path);
    const plainArray = ArrayBuffer.isView(array.data) ? { shape: array.shape, data: toFloat64(array, path) } : array;
    columns.push({ name: path, note, ...spread(plainArray, path) });
  }
  return columns;
}

/** For each bin the number of the stretch in which its middle lies, the later one where they overlap, or -1. */
function stretchesUnderWay({ starts, stops }: TimeGrid, grid: TimeGrid): Int32Array {
  const middles = centres(grid);
  const out = new Int32Array(middles.length).fill(-1);
  const find = finder(middles);
  starts.forEach((start, stretch) => void out.fill(stretch, find(start), find(stops[stretch])));
  return out;
}

/** The middle of each bin, s. */
export const timeColumn = (grid: TimeGrid): Column => ({
  name: "time",
  role: "time",
  units: "s",
  note: "middle of each bin",
  shape: [grid.starts.length],
  data: centres(grid),
});

/** The number of the session of each bin. */
export const sessionColumn = (sessions: readonly Stretch[], grid: TimeGrid): Column => ({
  name: "session",
  role: "description",
  note: "number of the session",
  shape: [grid.starts.length],
  data: centres(grid).map((at) => sessions.findIndex(({ stop }) => at < stop)),
});
