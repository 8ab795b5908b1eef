/** What was dropped on a view that opens no files: where it belongs, and the drop itself. */

import type { RunFile } from "../worker/runs/protocol.js";
import { droppedFiles } from "./runFiles.js";

export type Handed =
  | { readonly view: "data"; readonly file: File }
  | { readonly view: "runs"; readonly files: Promise<readonly RunFile[]> };

/** Reports and logs belong to runs. */
const OF_A_RUN = /\.jsonl?$/i;

/** Folders and the files of runs belong to the runs, everything else is data; undefined where nothing was dropped. To be called in the event. */
export function handedIn({ items, files }: DataTransfer): Handed | undefined {
  const entries = [...items].map((item) => item.webkitGetAsEntry());
  const [file] = files;
  const ofRuns =
    entries.some((entry) => entry?.isDirectory === true) || (file !== undefined && OF_A_RUN.test(file.name));
  if (ofRuns) return { view: "runs", files: droppedFiles(items) };
  return file && { view: "data", file };
}
