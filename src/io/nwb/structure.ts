/**
 * What is where in an NWB file (Neurodata Without Borders 2, nwb-schema): tables of units, time series, tables of intervals.
 * Everything is found by its `neurodata_type` or by the datasets that make it what it is, wherever in the file it stands; names
 * come last. What is taken of it is decided in choose.ts.
 */

import { numberOf, textOf } from "../hdf5/contents.js";
import type { AttributeValue, Hdf5Dataset, Hdf5Node } from "../hdf5/protocols.js";
import { type GroupLink, withLinked } from "./links.js";

/** A table of sorted units; spike times lie end to end, with the number of the last spike of each unit. */
export interface UnitsTable {
  readonly path: string;
  readonly times: string;
  readonly ends: string;
  /** When each unit was under observation: [intervals x 2] end to end, and the number of the last of each unit. */
  readonly observed?: { readonly intervals: string; readonly ends: string };
}

/** What a series measures, as far as its types and names say. */
export type Quantity = "position" | "direction" | "traces" | "other";

/** A quantity over time: [samples] or [samples x columns]. */
export interface Series {
  readonly path: string;
  readonly type: string;
  readonly quantity: Quantity;
  /** Whether its type, or its name and its unit together, say so; otherwise its values must look like it. */
  readonly certain: boolean;
  readonly data: Hdf5Dataset;
  readonly clock: Clock;
  /** Where it lies, if `path` is a link to it. */
  readonly linkTo?: string;
  /** Whether the file says which region each column is of. */
  readonly hasRegions: boolean;
  /** Stored as [columns x samples]; why that is known. */
  readonly turned?: string;
  /** Stored numbers times this, plus the offset, are in `units`. */
  readonly conversion: number;
  readonly offset: number;
  readonly units?: string;
  /** Why its samples cannot be brought to their units, in words that go on after its path. */
  readonly problem?: string;
}

/** When samples were taken, in seconds: a dataset of times, or a start and a rate in Hz. */
export type Clock = { readonly timestamps: string } | { readonly start: string; readonly rate: number };

/** Stretches of time: trials, epochs, times that are not valid. */
export interface IntervalsTable {
  readonly path: string;
  readonly start: string;
  readonly stop: string;
  /** Plain columns, one value an interval. */
  readonly columns: readonly Hdf5Dataset[];
}

export interface NwbStructure {
  readonly units: readonly UnitsTable[];
  readonly series: readonly Series[];
  readonly intervals: readonly IntervalsTable[];
}

export const isNwb = (nodes: readonly Hdf5Node[]): boolean =>
  nodes.some((node) => node.path === "" && node.kind === "group" && "nwb_version" in node.attributes);

/** Finds the parts; a file may have none of them. */
export function nwbStructure(nodes: readonly Hdf5Node[], links: readonly GroupLink[]): NwbStructure {
  const datasets = new Map(nodes.filter((node) => node.kind === "dataset").map((node) => [node.path, node]));
  const groups = new Map(nodes.filter((node) => node.kind === "group").map((node) => [node.path, node.attributes]));
  const pathsOf = (all: Groups) =>
    [...all.keys()].filter((path) => !/^(specifications|stimulus\/templates)(\/|$)/.test(path));
  const paths = pathsOf(groups);
  const [linkedSets, linkedGroups] = [withLinked(datasets, links), withLinked(groups, links)];
  const series = pathsOf(linkedGroups).flatMap((path) => seriesAt(path, linkedSets, linkedGroups) ?? []);
  return {
    units: paths.flatMap((path) => unitsAt(path, datasets) ?? []),
    series: turnedByTime(underOneName(series)),
    intervals: paths.flatMap((path) => intervalsAt(path, datasets, groups) ?? []),
  };
}

type Datasets = ReadonlyMap<string, Hdf5Dataset>;
type Groups = ReadonlyMap<string, Readonly<Record<string, AttributeValue>>>;

/** Of a series with several names the one that says most of it: a typed container, then any that is not a device's. */
function underOneName(series: readonly Series[]): readonly Series[] {
  const worth = ({ certain, path }: Series) => (certain ? 2 : 0) + (path.startsWith("acquisition/") ? 0 : 1);
  const best = new Map<string, Series>();
  for (const one of series) {
    const other = best.get(one.data.path);
    if (!other || worth(one) > worth(other)) best.set(one.data.path, one);
  }
  return series.filter((one) => best.get(one.data.path) === one);
}

function unitsAt(path: string, datasets: Datasets): UnitsTable | undefined {
  const [times, ends] = [`${path}/spike_times`, `${path}/spike_times_index`];
  if (!datasets.has(times) || !datasets.has(ends)) return undefined;
  const observed = { intervals: `${path}/obs_intervals`, ends: `${path}/obs_intervals_index` };
  const isObserved = datasets.has(observed.intervals) && datasets.has(observed.ends);
  return { path, times, ends, ...(isObserved && { observed }) };
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
  const turned = turnedBy(path, data.shape, clock, { datasets, type });
  const columns = data.shape.length === 1 ? 1 : data.shape[turned === undefined ? 1 : 0];
  return {
    path,
    type,
    ...quantityOf({ path, type, units, columns, container: textOf(groups.get(parentOf(path))?.neurodata_type) }),
    data,
    clock,
    ...(parentOf(data.path) !== path && { linkTo: parentOf(data.path) }),
    hasRegions: datasets.has(`${path}/rois`),
    ...(turned !== undefined && { turned }),
    conversion: numberOf(conversion) ?? 1,
    offset: numberOf(offset) ?? 0,
    ...(units !== undefined && { units }),
    ...(unread !== undefined && {
      problem: `has a number "${unread}" of a type that cannot be read: save it as float64`,
    }),
  };
}

export const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));

/** Fewer samples than this are no recording of a place. */
const FEW_SAMPLES = 4;

/** Why the axes are known to be exchanged: undefined where they are not, or nothing says so. */
function turnedBy(
  path: string,
  [first, second = 0]: readonly number[],
  clock: Clock,
  { datasets, type }: { readonly datasets: Datasets; readonly type: string },
): string | undefined {
  const sizes = `${first} x ${second}`;
  const stamps = "timestamps" in clock ? datasets.get(clock.timestamps)?.shape?.[0] : undefined;
  if (stamps !== undefined && stamps !== first && stamps === second) return `${sizes} with ${stamps} timestamps`;
  if (stamps !== undefined || second === 0 || first === second) return undefined;
  const rois = datasets.get(`${path}/rois`)?.shape?.[0];
  if (rois !== undefined && rois === first) return `${sizes} with ${rois} regions of interest`;
  if (type === "SpatialSeries" && first < FEW_SAMPLES && second >= FEW_SAMPLES) return `${sizes} of a place`;
  return undefined;
}

/** A recording of many neurons has more samples than neurons by this much, where nothing else tells. */
const MANY_SAMPLES = 4;

/** Traces with a rate and no table of regions: turned where the time that they would take shows it. */
function turnedByTime(all: readonly Series[]): readonly Series[] {
  const longest = Math.max(0, ...all.filter(({ quantity }) => quantity !== "traces").map(secondsOf));
  return all.map((series) => {
    const { data, clock, quantity, turned, hasRegions } = series;
    const [first, second = 0] = data.shape ?? [];
    if (quantity !== "traces" || hasRegions || turned !== undefined || !("rate" in clock)) return series;
    const fits = (samples: number) => samples > longest * clock.rate * 0.5;
    const isTurned = longest > 0 ? !fits(first) && fits(second) : MANY_SAMPLES * first <= second;
    return isTurned ? { ...series, turned: `${first} x ${second} at ${clock.rate} Hz, ${why(longest)}` } : series;
  });
}

const why = (longest: number): string =>
  longest > 0 ? `in a file of ${Number(longest.toFixed(1))} s` : "with hardly more than a few samples otherwise";

/** Of a series with a rate; 0 of others. */
const secondsOf = ({ data, clock, turned }: Series): number =>
  "rate" in clock ? (data.shape?.[turned === undefined ? 0 : 1] ?? 0) / clock.rate : 0;

const DIRECTION =
  /(^|[_ /])(hd|head_?(ing|directions?|angles?)|headings?|compass|yaw|azimuth|directions?|angles?)([_ ]|$)/i;
const ANGLE_UNIT = /^(rad(ian)?s?|deg(ree)?s?|°)$/i;
const POSITION = /(^|[_ /])(pos|positions?|xy|locations?|coordinates?)([_ ]|$)/i;
const EYE = /eye|pupil|gaze/i;

interface Described {
  readonly path: string;
  readonly type: string;
  readonly container: string | undefined;
  readonly units: string | undefined;
  readonly columns: number;
}

function quantityOf(series: Described): { readonly quantity: Quantity; readonly certain: boolean } {
  const { path, type, container = "", units = "", columns } = series;
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (type === "RoiResponseSeries") return { quantity: "traces", certain: true };
  if (container === "CompassDirection") return { quantity: columns === 1 ? "direction" : "other", certain: true };
  if (EYE.test(path) || EYE.test(container)) return { quantity: "other", certain: false };
  const [named, inAngles] = [DIRECTION.test(name), ANGLE_UNIT.test(units)];
  if (columns === 1 && (named || (inAngles && type === "SpatialSeries"))) {
    return { quantity: "direction", certain: named && inAngles };
  }
  if (container === "Position") return { quantity: "position", certain: true };
  if (type === "SpatialSeries" || (POSITION.test(name) && columns > 1)) return { quantity: "position", certain: false };
  return { quantity: "other", certain: false };
}

function clockAt(path: string, datasets: Datasets): Clock | undefined {
  const timestamps = datasets.get(`${path}/timestamps`);
  if (timestamps) return { timestamps: timestamps.path };
  const start = datasets.get(`${path}/starting_time`);
  const rate = numberOf(start?.attributes.rate);
  return start && rate !== undefined && rate > 0 ? { start: start.path, rate } : undefined;
}

function intervalsAt(path: string, datasets: Datasets, groups: Groups): IntervalsTable | undefined {
  const [start, stop] = [`${path}/start_time`, `${path}/stop_time`];
  const count = datasets.get(start)?.shape?.[0];
  const isTable = path.startsWith("intervals/") || textOf(groups.get(path)?.neurodata_type) === "TimeIntervals";
  if (!isTable || count === undefined || datasets.get(stop)?.shape?.[0] !== count) return undefined;
  const own = [...datasets.values()].filter((dataset) => parentOf(dataset.path) === path);
  const isPlain = (dataset: Hdf5Dataset) => dataset.shape?.length === 1 && dataset.shape[0] === count;
  const hasIndex = ({ path: column }: Hdf5Dataset) => datasets.has(`${column}_index`) || /_index$/.test(column);
  const columns = own.filter(
    (dataset) => isPlain(dataset) && !hasIndex(dataset) && !/\/(id|start_time|stop_time)$/.test(dataset.path),
  );
  return { path, start, stop, columns };
}
