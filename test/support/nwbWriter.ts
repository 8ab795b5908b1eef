/** Small NWB files written by the test that reads them. */
import * as h5wasm from "h5wasm/node";

export interface WrittenSeries {
  readonly path: string;
  readonly type?: string;
  /** `neurodata_type` of the group in which it stands. */
  readonly container?: string;
  /** Rows of one or more numbers. */
  readonly data: ArrayLike<number>;
  readonly shape: readonly number[];
  readonly unit?: string;
  readonly rate?: number;
  readonly times?: ArrayLike<number>;
  /** How many regions of interest its table has. */
  readonly rois?: number;
}

export interface WrittenUnits {
  readonly path?: string;
  readonly trains: readonly ArrayLike<number>[];
  /** One stretch for each unit. */
  readonly observed?: readonly (readonly [number, number])[];
}

export interface WrittenIntervals {
  readonly path: string;
  readonly start: ArrayLike<number>;
  readonly stop: ArrayLike<number>;
  readonly columns?: Readonly<Record<string, ArrayLike<number> | readonly string[]>>;
}

/** One more name of a group that is written elsewhere. */
export interface WrittenLink {
  readonly path: string;
  readonly to: string;
  /** `neurodata_type` of the group in which it stands. */
  readonly container?: string;
  readonly hard?: boolean;
}

export interface WrittenNwb {
  readonly series?: readonly WrittenSeries[];
  readonly units?: readonly WrittenUnits[];
  readonly intervals?: readonly WrittenIntervals[];
  readonly links?: readonly WrittenLink[];
}

export async function writeNwb(
  path: string,
  { series = [], units = [], intervals = [], links = [] }: WrittenNwb,
): Promise<string> {
  await h5wasm.ready;
  const file = new h5wasm.File(path, "w");
  file.create_attribute("nwb_version", "2.6.0");
  const made = new Set<string>();
  const group = (name: string, type?: string) => {
    name.split("/").forEach((_, depth, parts) => {
      const above = parts.slice(0, depth + 1).join("/");
      if (made.has(above)) return;
      made.add(above);
      file.create_group(above);
    });
    const found = file.get(name);
    if (type !== undefined && found instanceof h5wasm.Group && !("neurodata_type" in found.attrs))
      found.create_attribute("neurodata_type", type);
    if (!(found instanceof h5wasm.Group)) throw new Error(`no group ${name}`);
    return found;
  };
  const numbers = (
    into: h5wasm.Group,
    name: string,
    data: ArrayLike<number>,
    shape: readonly number[] = [data.length],
  ) => into.create_dataset({ name, data: Float64Array.from(data), shape: [...shape], dtype: "<d" });
  for (const one of series) {
    const parent = one.path.slice(0, one.path.lastIndexOf("/"));
    group(parent, one.container);
    const into = group(one.path, one.type ?? "SpatialSeries");
    const data = numbers(into, "data", one.data, one.shape);
    if (one.unit !== undefined) data.create_attribute("unit", one.unit);
    if (one.times) numbers(into, "timestamps", one.times);
    else numbers(into, "starting_time", [0], []).create_attribute("rate", one.rate ?? 10, [], "<d");
    if (one.rois !== undefined)
      numbers(
        into,
        "rois",
        Array.from({ length: one.rois }, (_, at) => at),
      );
  }
  for (const { path: at = "units", trains, observed } of units) {
    const into = group(at, "Units");
    let end = 0;
    numbers(
      into,
      "spike_times",
      trains.flatMap((train) => Array.from(train)),
    );
    numbers(
      into,
      "spike_times_index",
      trains.map((train) => (end += train.length)),
    );
    if (!observed) continue;
    numbers(into, "obs_intervals", observed.flat(), [observed.length, 2]);
    numbers(
      into,
      "obs_intervals_index",
      observed.map((_, unit) => unit + 1),
    );
  }
  for (const { path: at, start, stop, columns = {} } of intervals) {
    const into = group(at, "TimeIntervals");
    numbers(into, "start_time", start);
    numbers(into, "stop_time", stop);
    for (const [name, values] of Object.entries(columns)) {
      const words = Array.from<number | string>(values);
      if (words.every((word) => typeof word === "string")) into.create_dataset({ name, data: words });
      else numbers(into, name, words.map(Number));
    }
  }
  for (const { path: link, to, container, hard } of links) {
    const [parent, own] = [link.slice(0, link.lastIndexOf("/")), link.slice(link.lastIndexOf("/") + 1)];
    const into = group(parent, container);
    if (hard) into.create_hard_link(`/${to}`, own);
    else into.create_soft_link(`/${to}`, own);
  }
  file.close();
  return path;
}
