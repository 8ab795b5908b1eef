/** An HDF5 file that the library has opened, as whatever it is: NWB, MATLAB's variety, or plain. */
import { nwbFile } from "../nwb/file.js";
import { isNwb } from "../nwb/structure.js";
import type { DataFile, OpenOptions } from "../protocols.js";
import { hdf5File } from "./file.js";
import type { OpenHdf5 } from "./library.js";
import { pandasFile } from "./pandas/file.js";
import { sleapFile } from "./sleap.js";

/** `close` also on failure. Throws InputError where the contents are not what the format says. */
export async function hdf5DataFile(
  opened: OpenHdf5,
  name: string,
  options: OpenOptions,
  close: () => void,
): Promise<DataFile> {
  try {
    const plain = hdf5File(opened, name, options);
    const file = isNwb(opened.nodes) ? await nwbFile(plain, opened, options) : await otherFile(plain, opened, options);
    return { ...file, close: async () => close() };
  } catch (error) {
    close();
    throw error;
  }
}

/** With the arrays of programs that are known, under the names that people know. */
const otherFile = async (
  plain: Omit<DataFile, "close">,
  opened: OpenHdf5,
  options: OpenOptions,
): Promise<Omit<DataFile, "close">> => pandasFile(await sleapFile(plain), opened, options);
