/** The parts of an NWB file as numbers, each checked. */
import { InputError } from "../../math/errors.js";
import { elements } from "../entries.js";
import { toFloat64 } from "../npy.js";
import type { DataFile } from "../protocols.js";
import { type Angle, angleOf } from "../roles/angles.js";
import type { Stretch, TimeGrid } from "./grid.js";
import type { Samples } from "./resample.js";
import type { IntervalsTable, Series, UnitsTable } from "./structure.js";

/** The file as HDF5, and how many bytes may be read at a time. */
export interface NwbSource {
  readonly plain: Omit<DataFile, "close">;
  readonly mostBytes: number;
  /** Spike times are numbers of samples, so many a second. */
  readonly samplingRate?: number;
}

export type SeriesSamples = Samples & Partial<Angle> & { readonly series: Series };

const numbers = async ({ plain }: NwbSource, path: string): Promise<Float64Array> =>
  toFloat64(await plain.read(path), `${plain.name}: "${path}"`);

/**
 * In the series' units of measurement. Throws InputError where samples and timestamps differ in number, or time runs backwards.
 */
export async function readSeries(source: NwbSource, series: Series): Promise<SeriesSamples> {
  const label = `${source.plain.name}: "${series.path}"`;
  if (series.problem !== undefined) throw new InputError(`${label} ${series.problem}`);
  const { shape = [] } = series.data;
  if (8 * elements(shape) > source.mostBytes) {
    throw new InputError(`${label} holds more than the limit of ${source.mostBytes} bytes`);
  }
  const stored = await numbers(source, series.data.path);
  const [samples, columns = 1] = series.turned === undefined ? shape : [shape[1], shape[0]];
  const times = await readTimes(source, series, samples);
  checkTimes(times, samples, label);
  const { conversion, offset } = series;
  const lying = series.turned === undefined ? stored : exchanged(stored, samples, columns);
  const values = lying.map((value) => value * conversion + offset);
  const angle = series.quantity === "direction" && columns === 1 ? angleOf(series, values) : undefined;
  return { series, times, values, columns, ...angle };
}

/** [columns x samples] as [samples x columns]. */
const exchanged = (values: Float64Array, samples: number, columns: number): Float64Array =>
  values.map((_, at) => values[(at % columns) * samples + Math.floor(at / columns)]);

async function readTimes(source: NwbSource, { clock }: Series, count: number): Promise<Float64Array> {
  if ("timestamps" in clock) return numbers(source, clock.timestamps);
  const [start] = await numbers(source, clock.start);
  return Float64Array.from({ length: count }, (_, sample) => start + sample / clock.rate);
}

function checkTimes(times: Float64Array, samples: number, label: string): void {
  if (times.length !== samples) {
    throw new InputError(`${label} has ${samples} samples but ${times.length} timestamps: the file is damaged`);
  }
  const bad = times.findIndex((time, at) => !(at === 0 ? Number.isFinite(time) : time >= times[at - 1]));
  if (bad >= 0) throw new InputError(`${label}: timestamp ${bad} (${times[bad]} s) is out of order`);
}

/** The spike times of each unit, in seconds, ascending. Throws InputError where the ends do not fit the times. */
export async function readSpikeTrains(source: NwbSource, units: UnitsTable): Promise<Float64Array[]> {
  const rate = source.samplingRate ?? 1;
  const trains = await readRagged(source, units.times, units.ends);
  if (trains.length === 0) throw new InputError(`${source.plain.name}: the table of units is empty`);
  return trains.map((times) => (rate === 1 ? times : times.map((time) => time / rate)).sort());
}

/** When each unit was observed, one list of stretches a unit; undefined where the file does not say. */
export async function readObserved(source: NwbSource, { observed }: UnitsTable): Promise<Stretch[][] | undefined> {
  if (!observed) return undefined;
  const ends = await numbers(source, observed.ends);
  const flat = await numbers(source, observed.intervals);
  return Array.from(ends, (end, unit) =>
    Array.from({ length: end - (ends[unit - 1] ?? 0) }, (_, k) => {
      const at = 2 * ((ends[unit - 1] ?? 0) + k);
      return { start: flat[at], stop: flat[at + 1] };
    }),
  );
}

async function readRagged(source: NwbSource, path: string, endsPath: string): Promise<Float64Array[]> {
  const [all, ends] = [await numbers(source, path), await numbers(source, endsPath)];
  const bad = ends.findIndex((end, unit) => !(end >= (ends[unit - 1] ?? 0) && end <= all.length));
  if (bad >= 0) {
    throw new InputError(
      `${source.plain.name}: "${endsPath}" is damaged: unit ${bad} ends at spike ${ends[bad]} of ${all.length}`,
    );
  }
  return Array.from(ends, (end, unit) => all.slice(ends[unit - 1] ?? 0, end));
}

/** The rows of a table of intervals that are stretches of time, and how many are not. */
export interface Stretches extends TimeGrid {
  /** Number in the table of each. */
  readonly rows: Int32Array;
  /** Rows without an end, or that end when they start or before. */
  readonly open: number;
}

/** Throws InputError for a table that is empty or holds no stretch of time. */
export async function readStretches(source: NwbSource, table: IntervalsTable): Promise<Stretches> {
  const label = `${source.plain.name}: the table ${table.path}`;
  const [starts, stops] = [await numbers(source, table.start), await numbers(source, table.stop)];
  if (starts.length === 0) throw new InputError(`${label} is empty`);
  const rows = Int32Array.from(starts.keys()).filter((row) => starts[row] < stops[row]);
  if (rows.length === 0) {
    throw new InputError(`${label} holds no stretch of time: row 0 runs from ${starts[0]} s to ${stops[0]} s`);
  }
  const picked = (values: Float64Array) => Float64Array.from(rows, (row) => values[row]);
  return { starts: picked(starts), stops: picked(stops), rows, open: starts.length - rows.length };
}
