/** The parts of an NWB file as numbers, each checked. */
import { InputError } from "../../math/errors.js";
import { elements } from "../entries.js";
import { toFloat64 } from "../npy.js";
import type { DataFile } from "../protocols.js";
import type { TimeGrid } from "./grid.js";
import type { Samples } from "./resample.js";
import type { Series, TrialsTable, UnitsTable } from "./structure.js";

/** The file as HDF5, and how many bytes may be read at a time. */
export interface NwbSource {
  readonly plain: Omit<DataFile, "close">;
  readonly mostBytes: number;
}

export type SeriesSamples = Samples & { readonly series: Series };

const numbers = async ({ plain }: NwbSource, path: string): Promise<Float64Array> =>
  toFloat64(await plain.read(path), `${plain.name}: "${path}"`);

/** In the series' units of measurement. Throws InputError where samples and timestamps differ in number, or time runs backwards. */
export async function readSeries(source: NwbSource, series: Series): Promise<SeriesSamples> {
  const label = `${source.plain.name}: "${series.path}"`;
  if (series.problem !== undefined) throw new InputError(`${label} ${series.problem}`);
  const { shape = [] } = series.data;
  if (8 * elements(shape) > source.mostBytes) {
    throw new InputError(`${label} holds more than the limit of ${source.mostBytes} bytes`);
  }
  const stored = await numbers(source, series.data.path);
  const times = await readTimes(source, series, shape[0]);
  checkTimes(times, shape[0], label);
  const { period, conversion, offset } = series;
  const values = stored.map((value) => value * conversion + offset);
  return { series, times, values, columns: shape[1] ?? 1, ...(period !== undefined && { period }) };
}

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
export async function readSpikeTrains(source: NwbSource, { times, ends }: UnitsTable): Promise<Float64Array[]> {
  const { name } = source.plain;
  const [all, last] = [await numbers(source, times), await numbers(source, ends)];
  if (last.length === 0) throw new InputError(`${name}: the table of units is empty`);
  const bad = last.findIndex((end, unit) => !(end >= (last[unit - 1] ?? 0) && end <= all.length));
  if (bad >= 0) {
    throw new InputError(`${name}: "${ends}" is damaged: unit ${bad} ends at spike ${last[bad]} of ${all.length}`);
  }
  return Array.from(last, (end, unit) => all.slice(last[unit - 1] ?? 0, end).sort());
}

/** One stretch a trial. Throws InputError for a table that is empty, or a trial that ends before it starts. */
export async function readTrials(source: NwbSource, trials: TrialsTable): Promise<TimeGrid> {
  const { name } = source.plain;
  const [starts, stops] = [await numbers(source, trials.start), await numbers(source, trials.stop)];
  if (starts.length === 0) throw new InputError(`${name}: the table of trials is empty`);
  const bad = starts.findIndex((start, row) => !(start < stops[row]));
  if (bad >= 0) throw new InputError(`${name}: trial ${bad} runs from ${starts[bad]} s to ${stops[bad]} s`);
  return { starts, stops };
}
