/** Sorted spikes of phy and Kilosort (numbers of samples), and of ALF (seconds): a list of times and the cluster of each. */
import { InputError } from "../../math/errors.js";
import { memoryFile } from "../entries.js";
import { toFloat64 } from "../npy.js";
import type { Choice, DataFile, OpenOptions } from "../protocols.js";
import { keptClusters, readLabels } from "./labels.js";
import type { Folder, FolderLayout } from "./protocols.js";

const named = (files: readonly string[], ...patterns: readonly RegExp[]): string | undefined =>
  patterns.map((pattern) => files.find((file) => pattern.test(file))).find((file) => file !== undefined);

const PHY_CLUSTERS = [/^spike_clusters\.npy$/, /^spike_templates\.npy$/];
const ALF_TIMES = /^spikes\.times(\..*)?\.npy$/;
const ALF_CLUSTERS = /^spikes\.clusters(\..*)?\.npy$/;

/** Template-GUI, Kilosort, SpikeInterface's export_to_phy. */
export const phy: FolderLayout = {
  program: "phy or Kilosort",
  fits: (files) => files.includes("spike_times.npy") && named(files, ...PHY_CLUSTERS) !== undefined,
  async open(folder, options) {
    const rate = await samplingRate(folder, options);
    const samples = await listIn(folder, "spike_times.npy");
    const clusters = named(folder.files, ...PHY_CLUSTERS) ?? "";
    return spikesFile(folder, options, {
      times: samples.map((sample) => sample / rate.hertz),
      clusters,
      choices: rate.choices,
    });
  },
};

/** The Open Neurophysiology Environment of the International Brain Laboratory. */
export const alf: FolderLayout = {
  program: "ALF",
  fits: (files) => named(files, ALF_TIMES) !== undefined && named(files, ALF_CLUSTERS) !== undefined,
  async open(folder, options) {
    const times = await listIn(folder, named(folder.files, ALF_TIMES) ?? "");
    return spikesFile(folder, options, { times, clusters: named(folder.files, ALF_CLUSTERS) ?? "", choices: [] });
  },
};

const listIn = async (folder: Folder, file: string): Promise<Float64Array> =>
  toFloat64(await folder.array(file), `${folder.name}/${file}`);

/** From the flag, or from `sample_rate` in params.py. */
async function samplingRate(
  folder: Folder,
  { samplingRate: given }: OpenOptions,
): Promise<{ readonly hertz: number; readonly choices: readonly Choice[] }> {
  if (given !== undefined) return { hertz: given, choices: [] };
  const text = folder.files.includes("params.py") ? await folder.text("params.py") : "";
  const hertz = Number(/^\s*sample_rate\s*=\s*([\d.eE+]+)/m.exec(text)?.[1]);
  if (hertz > 0)
    return {
      hertz,
      choices: [{ said: `${hertz} samples a second, as params.py says`, otherwise: "--sampling-rate HZ" }],
    };
  throw new InputError(
    `${folder.name}: spike times are numbers of samples, and there is no params.py with a sample_rate: give --sampling-rate 30000`,
  );
}

interface Spikes {
  /** In seconds. */
  readonly times: Float64Array;
  /** File of the cluster of each. */
  readonly clusters: string;
  readonly choices: readonly Choice[];
}

async function spikesFile(
  folder: Folder,
  { labels: asked }: OpenOptions,
  { times, clusters, choices }: Spikes,
): Promise<DataFile> {
  const who = await listIn(folder, clusters);
  if (who.length !== times.length) {
    throw new InputError(
      `${folder.name}: ${times.length} spike times, but ${clusters} names the clusters of ${who.length}`,
    );
  }
  const { isKept, choices: kept } = keptClusters(new Set(who), await readLabels(folder), asked, folder.name);
  const rows = Int32Array.from(times.keys()).filter((spike) => isKept(who[spike]));
  const picked = (values: Float64Array) => Float64Array.from(rows, (row) => values[row]);
  const file = memoryFile("folder", folder.name, [
    { name: "spike_times", units: "s", shape: [rows.length], data: picked(times) },
    { name: "spike_clusters", note: clusters, shape: [rows.length], data: picked(who) },
  ]);
  return { ...file, choices: [...choices, ...kept] };
}
