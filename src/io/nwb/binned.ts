/**
 * An NWB file on one clock, ready to be measured: in bins of one width, or one bin a trial.
 *
 * | entry | shape | |
 * |---|---|---|
 * | `activity` | [bins x units] | firing rates in Hz; without a table of units, the means of traces (RoiResponseSeries) |
 * | path of a series | [bins] or [bins x columns] | mean over each bin, in the stated units of measurement |
 * | path of a column of a table of intervals | [bins] | its value, or that of the interval in whose course the bin's middle lies |
 * | `session` | [bins] | its number, where positions came in several series, one after the other |
 * | `time` | [bins] | the middle of each bin, s |
 *
 * Bins run over the time that all leading series cover: the positions and directions (SpatialSeries), or where there are none the
 * other series in processing/behavior; and the traces, where those are the activity. Bins in which one of them has no sample are
 * left out, as are times that the file calls invalid and those in which units were not observed.
 */
import { InputError } from "../../math/errors.js";
import { extent } from "../../math/statistics.js";
import { counted, listed } from "../../math/words.js";
import type { Choice } from "../protocols.js";
import { type Chosen, isCalledTrials, isRaw } from "./choose.js";
import {
  type Column,
  columnsByTrial,
  columnsInBins,
  ratesColumn,
  seriesColumn,
  sessionColumn,
  timeColumn,
  tracesColumn,
} from "./columns.js";
import { keptRows, regularGrid, type Stretch, type TimeGrid } from "./grid.js";
import {
  type NwbSource,
  readObserved,
  readSeries,
  readSpikeTrains,
  readStretches,
  type SeriesSamples,
} from "./read.js";
import { averaged } from "./resample.js";
import { joinSessions, spanOf } from "./sessions.js";
import type { IntervalsTable, Series, UnitsTable } from "./structure.js";
import { observedPart, withoutInvalid } from "./validity.js";

/** What is read of a file before there are bins. */
export interface Recording {
  readonly source: NwbSource;
  readonly chosen: Chosen;
  /** The activity, where it is spikes. */
  readonly spikes?: Spikes;
  /** The activity, where it is not. */
  readonly traces: readonly SeriesSamples[];
  readonly leading: readonly SeriesSamples[];
  readonly others: readonly SeriesSamples[];
  readonly sessions: readonly Stretch[];
  readonly choices: readonly Choice[];
}

interface Spikes {
  readonly table: UnitsTable;
  readonly trains: readonly Float64Array[];
  readonly observed?: readonly (readonly Stretch[])[];
}

/** Columns of one table, and what was decided on the way. */
export interface Table {
  readonly columns: readonly Column[];
  readonly choices: readonly Choice[];
}

export async function readRecording(source: NwbSource, chosen: Chosen): Promise<Recording> {
  const read = async (series: readonly Series[]) => {
    const all: SeriesSamples[] = [];
    for (const each of series) all.push(await readSeries(source, each));
    return all;
  };
  const traces = await read(chosen.traces);
  const { series: leading, sessions, choices } = joinSessions(await read(chosen.leading));
  const others = await read(chosen.others);
  const spikes = chosen.units && (await readSpikes(source, chosen.units));
  const samples = [...traces, ...leading, ...others];
  return {
    ...{ source, chosen, traces, leading, others, sessions },
    ...(spikes && { spikes }),
    choices: [...chosen.choices, ...choices, ...samples.flatMap(choicesOf)],
  };
}

async function readSpikes(source: NwbSource, table: UnitsTable): Promise<Spikes> {
  const observed = await readObserved(source, table);
  return { table, trains: await readSpikeTrains(source, table), ...(observed && { observed }) };
}

function choicesOf({ series: { path, turned }, choice }: SeriesSamples): Choice[] {
  return [
    ...(turned === undefined ? [] : [{ said: `${path} is ${turned}: its axes are exchanged, and it is turned` }]),
    ...(choice ? [choice] : []),
  ];
}

export async function byTrial(recording: Recording): Promise<Table> {
  const { source, chosen } = recording;
  const trials = chosen.trials ?? refuseTrials(chosen, source);
  const { rows, open, starts, stops } = await readStretches(source, trials);
  const whole = { starts, stops };
  const part = await countedRows(recording, whole, "trial");
  requireTrialsOfClock(recording, part.grid);
  const own = await columnsByTrial(source, trials, rowsOf(part.grid, whole, rows));
  return {
    columns: [...activityColumns(recording, part), ...own, ...behaviour(recording, part.grid), timeColumn(part.grid)],
    choices: [...recording.choices, ...trialChoices(trials, chosen, open), ...part.choices],
  };
}

/** `leadingAs`: what the leading series are for. */
const behaviour = ({ leading, others }: Recording, grid: TimeGrid, leadingAs?: Column["role"]): Column[] => [
  ...leading.map((samples) => seriesColumn(samples, grid, leadingAs)),
  ...others.map((samples) => otherColumn(samples, grid)),
];

/** The rows of the table of trials that the stretches of a grid are. */
function rowsOf({ starts, stops }: TimeGrid, whole: TimeGrid, rows: Int32Array): Int32Array {
  const rowOf = new Map(Array.from(whole.starts, (start, at) => [`${start} ${whole.stops[at]}`, rows[at]]));
  return Int32Array.from(starts, (start, at) => rowOf.get(`${start} ${stops[at]}`) ?? -1);
}

const otherColumn = (samples: SeriesSamples, grid: TimeGrid): Column =>
  seriesColumn(samples, grid, isRaw(samples.series.path) ? "raw" : undefined);

function refuseTrials({ intervals }: Chosen, { plain: { name } }: NwbSource): never {
  if (intervals.length === 0) {
    throw new InputError(`${name} has no table of trials (intervals/trials): give a bin width in seconds`);
  }
  const commands = intervals.map(({ path }) => `  --bin-width trials --use ${path}`);
  throw new InputError(
    `${name} has no table of trials (intervals/trials), but other tables of intervals. Say which to take:\n${commands.join("\nor\n")}`,
  );
}

function trialChoices(trials: IntervalsTable, { intervals }: Chosen, open: number): Choice[] {
  const { path } = trials;
  const others = intervals.filter((table) => table.path !== path).map((table) => table.path);
  const alone = isCalledTrials(trials)
    ? []
    : [{ said: `trials are those of ${path}, the only table of intervals`, otherwise: "--bin-width SECONDS" }];
  return [
    ...(others.length > 0
      ? [{ said: `trials are those of ${path}, not ${listed(others)}`, otherwise: `--use ${others[0]}` }]
      : alone),
    ...(open > 0 ? [{ said: `${counted(open, "trial")} of ${path} left out, without an end or of no length` }] : []),
  ];
}

/** Spikes of a session are seldom all in trials: only those of another clock are worth a word. */
function requireTrialsOfClock(recording: Recording, { starts, stops }: TimeGrid): void {
  const { spikes, source } = recording;
  if (!spikes) return;
  const ends = needed(recording).flatMap(({ times }) => (times.length > 1 ? [spanOf(times)] : []));
  const span = {
    start: Math.min(extent(starts)[0], ...ends.map(({ start }) => start)),
    stop: Math.max(extent(stops)[1], ...ends.map(({ stop }) => stop)),
  };
  requireInside(spikes, span, source);
}

export async function inBins(recording: Recording, width: number): Promise<Table> {
  const span = spanOfAll(recording);
  const whole = regularGrid(span.start, span.stop, width, recording.source.plain.name);
  const sampled = sampledRows(recording, whole);
  const part = await countedRows(recording, sampled, "bin");
  const intervals = await intervalTables(recording, part.grid);
  return {
    columns: [
      ...activityColumns(recording, part),
      ...behaviour(recording, part.grid, "factor"),
      ...intervals.columns,
      ...timeColumns(recording, part.grid),
    ],
    choices: [
      ...recording.choices,
      ...gapChoices(whole.starts.length - sampled.starts.length),
      ...part.choices,
      ...intervals.choices,
      ...outside(recording, span),
    ],
  };
}

async function intervalTables({ source, chosen }: Recording, grid: TimeGrid): Promise<Table> {
  const tables: Table[] = [];
  for (const table of chosen.intervals) tables.push(await columnsInBins(source, table, grid));
  return { columns: tables.flatMap(({ columns }) => columns), choices: tables.flatMap(({ choices }) => choices) };
}

const timeColumns = ({ sessions }: Recording, grid: TimeGrid): Column[] => [
  ...(sessions.length > 1 ? [sessionColumn(sessions, grid)] : []),
  timeColumn(grid),
];

const gapChoices = (gaps: number): Choice[] =>
  gaps > 0 ? [{ said: `${counted(gaps, "bin")} left out, where a series has no sample` }] : [];

/** Rows that count, and the units that were observed in them. */
interface Counted {
  readonly grid: TimeGrid;
  readonly units: readonly number[];
  readonly choices: readonly Choice[];
}

/** Throws InputError where none is left. */
async function countedRows({ source, chosen, spikes }: Recording, whole: TimeGrid, what: string): Promise<Counted> {
  const { invalid } = chosen;
  const valid = invalid
    ? withoutInvalid(whole, await readStretches(source, invalid), what)
    : { grid: whole, choices: [] };
  const seen = spikes?.observed
    ? observedPart(valid.grid, spikes.observed, what)
    : { grid: valid.grid, units: [...(spikes?.trains.keys() ?? [])], choices: [] };
  if (seen.grid.starts.length === 0) {
    throw new InputError(
      `${source.plain.name}: no ${what} is valid and observed (invalid_times, obs_intervals of the units)`,
    );
  }
  return { grid: seen.grid, units: seen.units, choices: [...valid.choices, ...seen.choices] };
}

function activityColumns({ source, spikes, traces }: Recording, { grid, units }: Counted): Column[] {
  if (!spikes) return traces.length > 0 ? [tracesColumn(traces, grid)] : [];
  const trains = units.map((unit) => spikes.trains[unit]);
  return [ratesColumn(source, spikes.table, trains, grid)];
}

/** The series that must have a sample in each bin. */
export const needed = ({ leading, traces }: Recording): readonly SeriesSamples[] => [...leading, ...traces];

/** The time that all needed series cover, or else that of the spikes. */
function spanOfAll(recording: Recording): Stretch {
  const { name } = recording.source.plain;
  const timed = needed(recording).filter(({ times }) => times.length > 1);
  const spans = timed.length > 0 ? timed.map(({ times }) => spanOf(times)) : [spikeSpan(recording)];
  const start = Math.max(...spans.map((span) => span.start));
  const stop = Math.min(...spans.map((span) => span.stop));
  if (start < stop) return { start, stop };
  const paths = needed(recording).map(({ series }) => series.path);
  throw new InputError(
    `${name}: there is no time at which all of ${listed(paths)} were recorded. Say which to take, e.g. --use ${paths[0]}`,
  );
}

function spikeSpan({ source, spikes }: Recording): Stretch {
  const fired = (spikes?.trains ?? []).filter((train) => train.length > 0);
  if (fired.length === 0) {
    throw new InputError(`${source.plain.name} holds no spikes, traces or behaviour to put in bins`);
  }
  return {
    start: Math.min(...fired.map(([first]) => first)),
    stop: Math.max(...fired.map((train) => train[train.length - 1])),
  };
}

/** Spikes may run on before and after a session, but where hardly any falls into it the clocks differ. */
const MOST_OUTSIDE = 0.95;

const shown = (seconds: number): string => String(Number(seconds.toFixed(3)));

/** Throws InputError where nearly all spikes lie outside the session. */
function requireInside({ trains }: Spikes, { start, stop }: Stretch, { plain, samplingRate }: NwbSource): number {
  const all = trains.reduce((sum, train) => sum + train.length, 0);
  const out = trains.reduce((sum, train) => sum + train.filter((time) => time < start || time >= stop).length, 0);
  if (out <= MOST_OUTSIDE * all || samplingRate !== undefined) return out;
  throw new InputError(
    `${plain.name}: ${out} of ${all} spikes lie outside the session, which runs from ${shown(start)} to ${shown(stop)} s: are they in ` +
      "milliseconds, or numbers of samples? Give --sampling-rate 1000, or as many samples a second as there are (1 for seconds)",
  );
}

function outside(recording: Recording, span: Stretch): Choice[] {
  const { spikes, source } = recording;
  if (!spikes || needed(recording).length === 0) return [];
  const out = requireInside(spikes, span, source);
  if (out === 0) return [];
  const session = `${shown(span.start)} to ${shown(span.stop)} s`;
  return [{ said: `${counted(out, "spike")} left out, before or after the session (${session})` }];
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
