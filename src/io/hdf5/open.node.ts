/** Opening an HDF5 file by its path, in this thread. The library is an optional dependency, loaded when first needed. */
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { InputError } from "../../math/errors.js";
import { nwbFile } from "../nwb/file.js";
import { isNwb } from "../nwb/structure.js";
import type { DataFile, OpenOptions } from "../protocols.js";
import { hdf5File } from "./file.js";
import { type Hdf5Library, openWithLibrary } from "./library.js";

let library: Hdf5Library | undefined;

/** Throws InputError naming the file where it cannot be opened, or h5wasm is not installed (with the command that installs it). */
export async function openHdf5Path(path: string, options: OpenOptions): Promise<DataFile> {
  library ??= await loadLibrary(path);
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
    const opened = await openWithLibrary(library, source);
    undo.push(opened.close);
    const plain = hdf5File(opened, source.name, options);
    const file = isNwb(opened.nodes) ? await nwbFile(plain, opened.nodes, options) : plain;
    return { ...file, close: async () => close() };
  } catch (error) {
    close();
    throw error;
  }
}

/** Bytes that the library holds in this thread and will not give back. */
export const hdf5Memory = (): number => library?.Module?.HEAPU8.length ?? 0;

async function loadLibrary(path: string): Promise<Hdf5Library> {
  try {
    return await import("h5wasm");
  } catch (cause) {
    throw new InputError(`${path} is an HDF5 file; reading it needs the optional package h5wasm: npm install h5wasm`, {
      cause,
    });
  }
}
