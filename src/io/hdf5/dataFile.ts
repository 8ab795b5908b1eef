/** An HDF5 file that the library has opened, as whatever it is: NWB, MATLAB's variety, or plain. */
import { nwbFile } from "../nwb/file.js";
import { isNwb } from "../nwb/structure.js";
import type { DataFile, OpenOptions } from "../protocols.js";
import { hdf5File } from "./file.js";
import type { OpenHdf5 } from "./library.js";
import { refusePandasTables } from "./pandasTables.js";
import { sleapFile } from "./sleap.js";

/** `close` also on failure. Throws InputError where the contents are not what the format says. */
export async function hdf5DataFile(
  opened: OpenHdf5,
  name: string,
  options: OpenOptions,
  close: () => void,
): Promise<DataFile> {
  try {
    refusePandasTables(opened.nodes, name);
    const plain = hdf5File(opened, name, options);
    const file = isNwb(opened.nodes) ? await nwbFile(plain, opened.nodes, options) : await sleapFile(plain);
    return { ...file, close: async () => close() };
  } catch (error) {
    close();
    throw error;
  }
}
