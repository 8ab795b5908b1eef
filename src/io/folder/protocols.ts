/** Folders in which programs leave their results, a file for each array. */

import type { TableColumn } from "../csv.js";
import type { NpyArray } from "../npy.js";
import type { DataFile, OpenOptions } from "../protocols.js";

export interface Folder {
  /** For messages. */
  readonly name: string;
  /** Names of the files in it. */
  readonly files: readonly string[];
  array(file: string): Promise<NpyArray>;
  table(file: string): Promise<readonly TableColumn[]>;
  text(file: string): Promise<string>;
}

/** The layout of a program. */
export interface FolderLayout {
  readonly program: string;
  /** Whether these files are of it. */
  readonly fits: (files: readonly string[]) => boolean;
  /** Throws InputError where what it needs is not there. */
  readonly open: (folder: Folder, options: OpenOptions) => Promise<DataFile>;
}
