/**
 * Opening a data file that a browser holds, in a worker. The libraries that read HDF5 and Parquet can abort or hang over a damaged
 * file: give the worker up then.
 */
import { InputError, PurecellError } from "../math/errors.js";
import { hdf5DataFile } from "./hdf5/dataFile.js";
import { type OpenHdf5, openWithLibrary } from "./hdf5/library.js";
import { contentOf, openDataFile } from "./openDataFile.js";
import { type DataFile, type OpenOptions, openDefaults } from "./protocols.js";
import { blobSource } from "./source.js";
import { syncBlob } from "./syncBlob.web.js";
import { asAsked } from "./view/asAsked.js";

/** Opens a data file of any known format; the caller closes it. Throws InputError as `openDataFile`, and where it is damaged. */
export async function openDataBlob(blob: Blob, name: string, options: Partial<OpenOptions> = {}): Promise<DataFile> {
  const source = blobSource(blob, name);
  if ((await contentOf(source)) !== "hdf5") return openDataFile(source, options);
  const opened = await openHdf5(blob, name);
  return asAsked(await hdf5DataFile(opened, name, { ...openDefaults, ...options }, opened.close), options);
}

async function openHdf5(blob: Blob, name: string): Promise<OpenHdf5> {
  if (typeof WebAssembly !== "object") {
    throw new InputError(
      `${name} is an HDF5 file; reading it needs WebAssembly, which this browser lacks. In a terminal: npx purecell inspect ${name}`,
    );
  }
  try {
    silence();
    return await openWithLibrary(await import("h5wasm"), syncBlob(blob, name));
  } catch (error) {
    if (error instanceof PurecellError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new InputError(`${name} cannot be read: ${reason}. The file is likely damaged`, { cause: error });
  }
}

/** The library prints its errors to this worker's console; what matters of them comes back as an error. */
function silence(): void {
  console.error = () => {};
  console.warn = () => {};
}
