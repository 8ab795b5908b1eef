/**
 * Other files on this computer. Names of the data file go first: what happens to lie in the working folder, such as purecell's own
 * `runs`, changes no reading. A path that begins with "./" is always another file.
 */
import { existsSync, readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { isDataFolder } from "../io/folder/open.node.js";
import { isFolder } from "../io/foreignFolder.node.js";
import { type DataFile, isNamedIn } from "../io/index.js";
import { withDataPath } from "../io/openDataPath.node.js";
import type { DataSource, OtherFiles } from "./otherFiles.js";

export const filesOnDisk: OtherFiles = { isBeside, open: withDataPath, ownersBeside };

export const fileOnDisk = (path: string): DataSource => ({
  name: path,
  others: filesOnDisk,
  open: (use, options) => withDataPath(path, use, options),
});

/** A bare word is a folder's only where data are in it. */
export function isBeside(file: DataFile, text: string, names: readonly string[] = [text]): boolean {
  if (names.some((name) => isNamedIn(file, name)) || !existsSync(text)) return false;
  return !isFolder(text) || /[./]/.test(text) || isDataFolder(text);
}

/** "spikes.clusters.npy" beside "spikes.times.npy", "spike_clusters.npy" beside "spike_times.npy". */
function ownersBeside(path: string): string | undefined {
  const [, stem, rest] = /^(spikes?[._])times?(\..*)?$/.exec(basename(path, ".npy")) ?? [];
  if (!path.endsWith(".npy") || stem === undefined) return undefined;
  const name = `${stem}clusters${rest ?? ""}.npy`;
  return readdirSync(dirname(path)).includes(name) ? join(dirname(path), name) : undefined;
}
