/** What a folder that is no data itself holds: folders of known layouts, or files of data, to be named in its place. */
import { type Dirent, readdirSync } from "node:fs";
import { join } from "node:path";
import { DATA_ENDING } from "../endings.js";

/** Folders within folders are looked into so far. */
const DEEPEST = 3;
const MOST_NAMED = 6;

/** In words that follow those of the refusal; `isData`: whether a folder is of a known layout. */
export function dataInside(path: string, isData: (folder: string) => boolean): string {
  const found = [...foldersIn(path, isData, DEEPEST), ...dataFilesIn(path)];
  if (found.length === 0) return "";
  const more = found.length > MOST_NAMED ? ` and ${found.length - MOST_NAMED} more` : "";
  return `. In it ${found.length === 1 ? "is" : "are"} ${found.slice(0, MOST_NAMED).join(", ")}${more}: name ${found.length === 1 ? "that" : "one"}`;
}

function foldersIn(path: string, isData: (folder: string) => boolean, depth: number): readonly string[] {
  if (depth === 0) return [];
  return listed(path)
    .filter((item) => item.isDirectory() && !item.name.startsWith("."))
    .map(({ name }) => join(path, name))
    .flatMap((folder) => (isData(folder) ? [folder] : foldersIn(folder, isData, depth - 1)));
}

const dataFilesIn = (path: string): readonly string[] =>
  listed(path)
    .filter((item) => item.isFile() && DATA_ENDING.test(item.name))
    .map(({ name }) => join(path, name));

/** In the order of their names; nothing of a folder that may not be read. */
function listed(path: string): readonly Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true }).sort((a, b) =>
      a.name.localeCompare(b.name, "en", { numeric: true }),
    );
  } catch {
    return [];
  }
}
