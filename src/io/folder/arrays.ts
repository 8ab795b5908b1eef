/** A folder of .npy files of one's own: each an array of its name. */
import { memoryFile } from "../entries.js";
import type { FolderLayout } from "./protocols.js";

const ARRAY = /\.npy$/;

export const arrays: FolderLayout = {
  program: ".npy files",
  fits: (files) => files.some((file) => ARRAY.test(file)),
  async open(folder) {
    const entries = [];
    for (const file of folder.files.filter((one) => ARRAY.test(one))) {
      entries.push({ name: file.replace(ARRAY, ""), ...(await folder.array(file)) });
    }
    return memoryFile("folder", folder.name, entries);
  },
};
