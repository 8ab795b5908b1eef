/**
 * An NWB file as a data file. As it is stored, every dataset is an entry on a clock of its own. With a bin width (or one bin a
 * trial) there are instead entries on one clock, ready to be measured:
 *
 * | entry | shape | |
 * |---|---|---|
 * | `activity` | [bins x units] | firing rates in Hz; without a table of units, the means of the first RoiResponseSeries |
 * | path of a series | [bins] or [bins x columns] | mean over each bin, in the stated units of measurement |
 * | path of a column of the trials | [bins] | its value, or that of the trial in whose course the bin's middle lies |
 * | `time` | [bins] | the middle of each bin, s |
 *
 * Bins run over the time that all leading series cover: the positions and directions (SpatialSeries), or where there are none the
 * other series in processing/behavior; and the traces, where those are the activity. Bins in which one of them has no sample are
 * left out.
 */
import { InputError } from "../../math/errors.js";
import { memoryFile } from "../entries.js";
import type { Hdf5Node } from "../hdf5/protocols.js";
import type { DataEntry, DataFile, OpenOptions } from "../protocols.js";
import { type Column, columnsByTrial, columnsInBins, ratesColumn, seriesColumn, timeColumn } from "./columns.js";
import { keptRows, regularGrid, type TimeGrid } from "./grid.js";
import { ownBins } from "./ownBins.js";
import { type NwbSource, readSeries, readSpikeTrains, readTrials, type SeriesSamples } from "./read.js";
import { averaged } from "./resample.js";
import { type NwbStructure, nwbStructure, type Series } from "./structure.js";

type PlainFile = Omit<DataFile, "close">;

/** `plain` is the same file as HDF5. Throws InputError where there is nothing to bin, or the clocks do not overlap. */
export async function nwbFile(plain: PlainFile, nodes: readonly Hdf5Node[], options: OpenOptions): Promise<PlainFile> {
  const structure = nwbStructure(nodes);
  const { binWidth, mostBytes } = options;
  if (binWidth === undefined) return storedFile(plain, structure);
  const recording = await readRecording({ plain, mostBytes }, structure);
  if (binWidth === "trials") return memoryFile("nwb", plain.name, await byTrial(recording));
  if (binWidth !== "own") return memoryFile("nwb", plain.name, await inBins(recording, binWidth));
  const bins = ownBins(structure.units.length > 0, needed(recording));
  if (bins === undefined) return storedFile(plain, structure);
  return { ...memoryFile("nwb", plain.name, await inBins(recording, bins.seconds)), bins };
}

const NEEDS_BINS =
  "must be binned first: choose a width in seconds with --bin-width 0.1, or one bin a trial with --bin-width trials";

const needsBins = (name: string): DataEntry => ({
  name,
  shape: [],
  dtype: "?",
  kind: "unreadable",
  problem: NEEDS_BINS,
});

/** Every dataset as it is, with what is known of it; and a word on how activity and factors come about. */
function storedFile(plain: PlainFile, { units, series }: NwbStructure): PlainFile {
  const known = new Map<string, Partial<DataEntry>>([
    ...units.map(({ times }) => [times, { note: "spike times of all units, end to end", units: "s" }] as const),
    ...series.map(({ data, type }) => [data.path, { note: type }] as const),
  ]);
  const leading = new Set(leadingSeries(series).map(({ data }) => data.path));
  const roleOf = ({ name }: DataEntry): DataEntry["role"] => {
    if (/(^|\/)(timestamps|starting_time)$/.test(name)) return "time";
    return isRaw(name) && !leading.has(name) ? "raw" : undefined;
  };
  const described = plain.entries
    .filter(({ name }) => !name.startsWith("specifications/"))
    .map((entry): DataEntry => {
      const role = roleOf(entry);
      return { ...entry, ...known.get(entry.name), ...(role !== undefined && { role }) };
    });
  const hasActivity = units.length > 0 || series.some(isTraces);
  return {
    ...plain,
    format: "nwb",
    entries: hasActivity ? [...described, needsBins("activity"), needsBins("factors")] : described,
  };
}

/** What stands there was recorded as it came: voltages, films, and whatever a device gave; positions aside. */
const isRaw = (path: string): boolean => path.startsWith("acquisition/");

const isTraces = ({ type }: Series): boolean => type === "RoiResponseSeries";

/** What is read of a file before there are bins. */
interface Recording {
  readonly source: NwbSource;
  readonly structure: NwbStructure;
  /** The activity, where it is not spikes. */
  readonly traces?: SeriesSamples;
  readonly leading: readonly SeriesSamples[];
  readonly others: readonly SeriesSamples[];
}

async function readRecording(source: NwbSource, structure: NwbStructure): Promise<Recording> {
  const { series, units } = structure;
  const tracesSeries = units.length === 0 ? series.find(isTraces) : undefined;
  const behaviour = series.filter((candidate) => !isTraces(candidate));
  const leading = leadingSeries(behaviour);
  const others = behaviour.filter((candidate) => !leading.includes(candidate));
  const read = async (chosen: readonly Series[]) => {
    const all: SeriesSamples[] = [];
    for (const each of chosen) all.push(await readSeries(source, each));
    return all;
  };
  const traces = tracesSeries && (await readSeries(source, tracesSeries));
  return { source, structure, leading: await read(leading), others: await read(others), ...(traces && { traces }) };
}

function leadingSeries(behaviour: readonly Series[]): readonly Series[] {
  const spatial = behaviour.filter(({ type }) => type === "SpatialSeries");
  return spatial.length > 0 ? spatial : behaviour.filter(({ path }) => path.startsWith("processing/behavior/"));
}

async function byTrial(recording: Recording): Promise<Column[]> {
  const { source, structure, leading, others } = recording;
  const { trials } = structure;
  if (!trials) {
    throw new InputError(`${source.plain.name} has no table of trials (intervals/trials): give a bin width in seconds`);
  }
  const grid = await readTrials(source, trials);
  const series = [...leading, ...others].map((samples) =>
    seriesColumn(samples, grid, !leading.includes(samples) && isRaw(samples.series.path) ? "raw" : undefined),
  );
  const activity = await activityColumns(recording, grid);
  return [...activity, ...(await columnsByTrial(source, trials)), ...series, timeColumn(grid, 0)];
}

async function inBins(recording: Recording, width: number): Promise<Column[]> {
  const { source, structure, leading, others } = recording;
  const whole = await gridOver(recording, width);
  const grid = sampledRows(recording, whole);
  const activity = await activityColumns(recording, grid);
  const trials = structure.trials ? await columnsInBins(source, structure.trials, grid) : [];
  return [
    ...activity,
    ...leading.map((samples) => seriesColumn(samples, grid, "factor")),
    ...others.map((samples) => seriesColumn(samples, grid, isRaw(samples.series.path) ? "raw" : undefined)),
    ...trials,
    timeColumn(grid, whole.starts.length - grid.starts.length),
  ];
}

async function activityColumns({ source, structure, traces }: Recording, grid: TimeGrid): Promise<Column[]> {
  const [units] = structure.units;
  if (units) return [await ratesColumn(source, units, grid)];
  return traces ? [{ ...seriesColumn(traces, grid, "activity"), name: "activity", note: traces.series.path }] : [];
}

const needed = ({ leading, traces }: Recording): readonly SeriesSamples[] => (traces ? [...leading, traces] : leading);

/** Bins over the time that all needed series cover, or else over that of the spikes. */
async function gridOver(recording: Recording, width: number): Promise<TimeGrid> {
  const { name } = recording.source.plain;
  const spans = needed(recording).flatMap(({ times }) => (times.length > 1 ? [spanOf(times)] : []));
  if (spans.length === 0) spans.push(await spikeSpan(recording));
  const from = Math.max(...spans.map(([start]) => start));
  const to = Math.min(...spans.map(([, stop]) => stop));
  if (from < to) return regularGrid(from, to, width, name);
  const paths = needed(recording).map(({ series }) => series.path);
  throw new InputError(`${name}: there is no time at which all of ${paths.join(", ")} were recorded`);
}

/** To the end of the last sampling interval. */
function spanOf(times: Float64Array): readonly [number, number] {
  const last = times.length - 1;
  return [times[0], times[last] + (times[last] - times[0]) / last];
}

async function spikeSpan({ source, structure }: Recording): Promise<readonly [number, number]> {
  const [units] = structure.units;
  const trains = units ? await readSpikeTrains(source, units) : [];
  const fired = trains.filter((train) => train.length > 0);
  if (fired.length === 0) {
    throw new InputError(`${source.plain.name} holds no spikes, traces or behaviour to put in bins`);
  }
  return [Math.min(...fired.map(([first]) => first)), Math.max(...fired.map((train) => train[train.length - 1]))];
}

/** The bins in which every needed series has a sample. Throws InputError where there is none. */
function sampledRows(recording: Recording, grid: TimeGrid): TimeGrid {
  const values = needed(recording).map((samples) => ({ columns: samples.columns, means: averaged(samples, grid) }));
  const kept = keptRows(grid, (row) =>
    values.every(({ columns, means }) => means.subarray(row * columns, (row + 1) * columns).every(Number.isFinite)),
  );
  if (kept.starts.length > 0) return kept;
  throw new InputError(`${recording.source.plain.name}: there is no bin in which every series has a sample`);
}
