/** Opening a folder in which a program left its results. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "../../math/errors.js";
import { readCsv } from "../csv.js";
import { readNpy } from "../npy.js";
import type { DataFile, OpenOptions } from "../protocols.js";
import { bytesSource } from "../source.js";
import { arrays } from "./arrays.js";
import { dataInside } from "./inside.node.js";
import type { Folder, FolderLayout } from "./protocols.js";
import { alf, phy } from "./spikes.js";
import { suite2p } from "./suite2p.js";

const LAYOUTS: readonly FolderLayout[] = [phy, alf, suite2p, arrays];

const layoutOf = (files: readonly string[]): FolderLayout | undefined => LAYOUTS.find(({ fits }) => fits(files));

/** Whether a folder is of a known layout. */
export const isDataFolder = (path: string): boolean => layoutOf(readdirSync(path)) !== undefined;

/** Throws InputError for a folder of no known layout, with those that are. */
export async function openFolder(path: string, options: OpenOptions): Promise<DataFile> {
  const folder = folderAt(path, options);
  const layout = layoutOf(folder.files);
  if (layout) return layout.open(folder, options);
  throw new InputError(
    `${path} is a folder, not a file; folders of phy, Kilosort, ALF (spikes.times.npy) and Suite2p are read, and folders of .npy files` +
      dataInside(path, (files) => layoutOf(files) !== undefined),
  );
}

function folderAt(path: string, { mostBytes }: OpenOptions): Folder {
  const bytes = (file: string): Uint8Array => {
    const { size } = statSync(join(path, file));
    if (size > mostBytes)
      throw new InputError(`${path}: ${file} holds ${size} bytes, more than the limit of ${mostBytes}`);
    return readFileSync(join(path, file));
  };
  return {
    name: path,
    files: readdirSync(path),
    array: async (file) => readNpy(bytesSource(bytes(file), join(path, file)), mostBytes),
    table: async (file) => (await readCsv(bytesSource(bytes(file), join(path, file)))).columns,
    text: async (file) => new TextDecoder().decode(bytes(file)),
  };
}
