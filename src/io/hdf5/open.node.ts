/** Opening an HDF5 file by its path, in this thread. The library is an optional dependency, loaded when first needed. */
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { InputError } from "../../math/errors.js";
import type { DataFile, OpenOptions } from "../protocols.js";
import { hdf5DataFile } from "./dataFile.js";
import { type Hdf5Library, type OpenHdf5, openWithLibrary } from "./library.js";

let library: Hdf5Library | undefined;

interface OpenPath {
  readonly opened: OpenHdf5;
  close(): void;
}

/** The library, loaded once. Throws InputError naming the file where h5wasm is not installed, with the command that installs it. */
export async function loadHdf5(path: string): Promise<Hdf5Library> {
  library ??= await importLibrary(path);
  await library.ready;
  return library;
}

/** Throws InputError naming the file where it cannot be opened, and as `loadHdf5`. */
async function openPath(path: string): Promise<OpenPath> {
  const loaded = await loadHdf5(path);
  const descriptor = openSync(path, "r");
  const source = {
    name: path,
    size: fstatSync(descriptor).size,
    read: (into: Uint8Array, position: number) => readSync(descriptor, into, 0, into.length, position),
  };
  const undo = [() => closeSync(descriptor)];
  const close = () => {
    for (const act of undo.splice(0).reverse()) act();
  };
  try {
    const opened = await openWithLibrary(loaded, source);
    undo.push(opened.close);
    return { opened, close };
  } catch (error) {
    close();
    throw error;
  }
}

/** Throws InputError as `openPath`, and where the contents are not what the format says. */
export async function openHdf5Path(path: string, options: OpenOptions): Promise<DataFile> {
  const { opened, close } = await openPath(path);
  return hdf5DataFile(opened, path, options, close);
}

export interface Hdf5Rows {
  /** Rows that are packed together: to read one is to unpack as many. */
  readonly together: number;
  /** Rows `from` to `to`, by default one, as the file stores its items. Throws InputError where the data are damaged. */
  read(from: number, to?: number): Uint8Array;
  close(): void;
}

/**
 * One dataset of numbers by rows, at once and in this thread: for files that are known to be sound, since the library can
 * abort over a damaged one. Throws InputError where there is no such dataset.
 */
export async function openHdf5Rows(path: string, name: string): Promise<Hdf5Rows> {
  const { opened, close } = await openPath(path);
  const found = opened.nodes.find((node) => node.kind === "dataset" && node.path === name);
  if (found?.kind !== "dataset" || found.type.variableString) {
    close();
    throw new InputError(`${path} holds no numbers called "${name}"`);
  }
  const { type, shape = [], chunks = [1] } = found;
  const rest = shape.slice(1);
  const label = `${path}: "${name}"`;
  return {
    together: chunks[0],
    close,
    read(from, to = from + 1) {
      const start = [from, ...rest.map(() => 0)];
      const items = opened.read({ path: name, type, start, count: [to - from, ...rest] }, label);
      if (items instanceof Uint8Array) return items;
      throw new InputError(`${label} came as text`);
    },
  };
}

/** Bytes that the library holds in this thread and will not give back. */
export const hdf5Memory = (): number => library?.Module?.HEAPU8.length ?? 0;

async function importLibrary(path: string): Promise<Hdf5Library> {
  try {
    return await import("h5wasm");
  } catch (cause) {
    throw new InputError(`${path} is an HDF5 file; reading it needs the optional package h5wasm: npm install h5wasm`, {
      cause,
    });
  }
}
