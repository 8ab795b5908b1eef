/**
 * What is where in an NWB file (Neurodata Without Borders 2, nwb-schema): tables of units, time series, the table of trials.
 * Everything is found by its `neurodata_type` or by the datasets that make it what it is, wherever in the file it stands.
 */

import { numberOf, textOf } from "../hdf5/contents.js";
import type { AttributeValue, Hdf5Dataset, Hdf5Node } from "../hdf5/protocols.js";

/** A table of sorted units; spike times lie end to end, with the number of the last spike of each unit. */
export interface UnitsTable {
  readonly path: string;
  readonly times: string;
  readonly ends: string;
}

/** A quantity over time: [samples] or [samples x columns]. */
export interface Series {
  readonly path: string;
  readonly type: string;
  readonly data: Hdf5Dataset;
  readonly clock: Clock;
  /** Stored numbers times this, plus the offset, are in `units`. */
  readonly conversion: number;
  readonly offset: number;
  readonly units?: string;
  /** Of a direction. */
  readonly period?: number;
  /** Why its samples cannot be brought to their units, in words that go on after its path. */
  readonly problem?: string;
}

/** When samples were taken, in seconds: a dataset of times, or a start and a rate in Hz. */
export type Clock = { readonly timestamps: string } | { readonly start: string; readonly rate: number };

export interface TrialsTable {
  readonly path: string;
  readonly start: string;
  readonly stop: string;
  /** Plain columns, one value a trial. */
  readonly columns: readonly Hdf5Dataset[];
}

export interface NwbStructure {
  readonly units: readonly UnitsTable[];
  readonly series: readonly Series[];
  readonly trials?: TrialsTable;
}

export const isNwb = (nodes: readonly Hdf5Node[]): boolean =>
  nodes.some((node) => node.path === "" && node.kind === "group" && "nwb_version" in node.attributes);

/** Finds the parts; a file may have none of them. */
export function nwbStructure(nodes: readonly Hdf5Node[]): NwbStructure {
  const datasets = new Map(nodes.filter((node) => node.kind === "dataset").map((node) => [node.path, node]));
  const groups = new Map(nodes.filter((node) => node.kind === "group").map((node) => [node.path, node.attributes]));
  const paths = [...groups.keys()].filter((path) => !/^(specifications|stimulus\/templates)(\/|$)/.test(path));
  const trials = paths.flatMap((path) => trialsAt(path, datasets) ?? []);
  return {
    units: paths.flatMap((path) => unitsAt(path, datasets) ?? []),
    series: paths.flatMap((path) => seriesAt(path, datasets, groups) ?? []),
    ...(trials.length > 0 && { trials: trials.find(({ path }) => path.endsWith("/trials")) ?? trials[0] }),
  };
}

type Datasets = ReadonlyMap<string, Hdf5Dataset>;
type Groups = ReadonlyMap<string, Readonly<Record<string, AttributeValue>>>;

function unitsAt(path: string, datasets: Datasets): UnitsTable | undefined {
  const [times, ends] = [`${path}/spike_times`, `${path}/spike_times_index`];
  return datasets.has(times) && datasets.has(ends) ? { path, times, ends } : undefined;
}

/** Raw voltages and films are left alone. */
const RAW =
  /^(ElectricalSeries|SpikeEventSeries|ImageSeries|TwoPhotonSeries|OnePhotonSeries|OpticalSeries|ImageMaskSeries|IndexSeries|IntervalSeries|AnnotationSeries|ImagingRetinotopy)$/;

function seriesAt(path: string, datasets: Datasets, groups: Groups): Series | undefined {
  const data = datasets.get(`${path}/data`);
  const clock = clockAt(path, datasets);
  const type = textOf(groups.get(path)?.neurodata_type) ?? "TimeSeries";
  if (!data?.shape || !clock || RAW.test(type) || data.shape.length < 1 || data.shape.length > 2) return undefined;
  const { unit, conversion, offset } = data.attributes;
  const unread = data.unread.find((name) => name === "conversion" || name === "offset");
  const units = textOf(unit);
  const isDirection = textOf(groups.get(parentOf(path))?.neurodata_type) === "CompassDirection";
  const period = isDirection ? periodOf(units) : undefined;
  return {
    path,
    type,
    data,
    clock,
    conversion: numberOf(conversion) ?? 1,
    offset: numberOf(offset) ?? 0,
    ...(units !== undefined && { units }),
    ...(period !== undefined && { period }),
    ...(unread !== undefined && {
      problem: `has a number "${unread}" of a type that cannot be read: save it as float64`,
    }),
  };
}

const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));

const periodOf = (units = "radians"): number => (/^deg/i.test(units) ? 360 : 2 * Math.PI);

function clockAt(path: string, datasets: Datasets): Clock | undefined {
  const timestamps = `${path}/timestamps`;
  if (datasets.has(timestamps)) return { timestamps };
  const start = `${path}/starting_time`;
  const rate = numberOf(datasets.get(start)?.attributes.rate);
  return rate !== undefined && rate > 0 ? { start, rate } : undefined;
}

function trialsAt(path: string, datasets: Datasets): TrialsTable | undefined {
  const [start, stop] = [`${path}/start_time`, `${path}/stop_time`];
  const count = datasets.get(start)?.shape?.[0];
  if (!path.startsWith("intervals/") || count === undefined || datasets.get(stop)?.shape?.[0] !== count)
    return undefined;
  const own = [...datasets.values()].filter((dataset) => parentOf(dataset.path) === path);
  const isPlain = (dataset: Hdf5Dataset) => dataset.shape?.length === 1 && dataset.shape[0] === count;
  const hasIndex = ({ path: column }: Hdf5Dataset) => datasets.has(`${column}_index`) || /_index$/.test(column);
  const columns = own.filter(
    (dataset) => isPlain(dataset) && !hasIndex(dataset) && !/\/(id|start_time|stop_time)$/.test(dataset.path),
  );
  return { path, start, stop, columns };
}
