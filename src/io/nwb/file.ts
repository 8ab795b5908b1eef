/** An NWB file as a data file: as it is stored, every dataset on a clock of its own; or in bins, see binned.ts. */
import { memoryFile } from "../entries.js";
import type { OpenHdf5 } from "../hdf5/library.js";
import type { DataEntry, DataFile, OpenOptions } from "../protocols.js";
import { byTrial, inBins, needed, readRecording, type Table } from "./binned.js";
import { choose, isRaw } from "./choose.js";
import { groupLinks } from "./links.js";
import { ownBins } from "./ownBins.js";
import { type NwbStructure, nwbStructure } from "./structure.js";

type PlainFile = Omit<DataFile, "close">;

/** `plain` is the same file as HDF5. Throws InputError where there is nothing to bin, or the clocks do not overlap. */
export async function nwbFile(
  plain: PlainFile,
  { nodes, addressOf }: Pick<OpenHdf5, "nodes" | "addressOf">,
  options: OpenOptions,
): Promise<PlainFile> {
  const structure = nwbStructure(nodes, groupLinks(nodes, addressOf));
  const { binWidth, mostBytes, use = [], samplingRate } = options;
  if (binWidth === undefined) return storedFile(plain, structure);
  const chosen = choose(structure, use, plain.name);
  const source = { plain, mostBytes, ...(samplingRate !== undefined && { samplingRate }) };
  const recording = await readRecording(source, chosen);
  if (binWidth === "trials") return tableFile(plain.name, await byTrial(recording));
  if (binWidth !== "own") return tableFile(plain.name, await inBins(recording, binWidth));
  const bins = ownBins(chosen.units !== undefined, needed(recording));
  if (bins === undefined) return storedFile(plain, structure);
  return { ...tableFile(plain.name, await inBins(recording, bins.seconds)), bins };
}

/** What is read is a copy: its reader may give the memory to another thread. */
function tableFile(name: string, { columns, choices }: Table): PlainFile {
  const file = memoryFile("nwb", name, columns);
  return {
    ...file,
    read: async (wanted, options) => {
      const array = await file.read(wanted, options);
      return ArrayBuffer.isView(array.data) ? { ...array, data: array.data.slice() } : array;
    },
    ...(choices.length > 0 && { choices }),
  };
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
    ...series.map(
      ({ data, type, path, linkTo }) => [data.path, { note: linkTo ? `${type}, called ${path}` : type }] as const,
    ),
  ]);
  const places = new Set(
    series.filter(({ quantity }) => quantity === "position" || quantity === "direction").map(({ data }) => data.path),
  );
  const roleOf = ({ name }: DataEntry): DataEntry["role"] => {
    if (/(^|\/)(timestamps|starting_time)$/.test(name)) return "time";
    return isRaw(name) && !places.has(name) ? "raw" : undefined;
  };
  const described = plain.entries
    .filter(({ name }) => !name.startsWith("specifications/"))
    .map((entry): DataEntry => {
      const role = roleOf(entry);
      return { ...entry, ...known.get(entry.name), ...(role !== undefined && { role }) };
    });
  const hasActivity = units.length > 0 || series.some(({ quantity }) => quantity === "traces");
  return {
    ...plain,
    format: "nwb",
    entries: hasActivity ? [...described, needsBins("activity"), needsBins("factors")] : described,
  };
}
