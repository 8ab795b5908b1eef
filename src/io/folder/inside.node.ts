/** What a folder that is no data itself holds: folders of known layouts, or files of data, to be named in its place. */
import { type Dirent, readdirSync } from "node:fs";
import { join } from "node:path";
import { DATA_ENDING } from "../endings.js";

/** Folders within folders are looked into so far. */
const DEEPEST = 3;
const MOST_NAMED = 6;
/** Folders that are looked into: somebody may name their home. */
const MOST_SEEN = 1000;

/** In words that follow those of the refusal; `isData`: whether a folder of these files is of a known layout. */
export function dataInside(path: string, isData: (files: readonly string[]) => boolean): string {
  const found = [...foldersIn(path, isData), ...dataFilesIn(path)];
  if (found.length === 0) return "";
  const more = found.length > MOST_NAMED ? ` and ${found.length - MOST_NAMED} more` : "";
  return `. In it ${found.length === 1 ? "is" : "are"} ${found.slice(0, MOST_NAMED).join(", ")}${more}: name ${found.length === 1 ? "that" : "one"}`;
}

/** Level by level, so that what is near is found before the search is given up. */
function foldersIn(path: string, isData: (files: readonly string[]) => boolean): readonly string[] {
  const found: string[] = [];
  let seen = 0;
  let level = foldersOf(path);
  for (let depth = 0; depth < DEEPEST && seen < MOST_SEEN; depth++) {
    const next: string[] = [];
    for (const folder of level.slice(0, MOST_SEEN - seen)) {
      seen++;
      if (isData(listed(folder).map(({ name }) => name))) found.push(folder);
      else next.push(...foldersOf(folder));
    }
    level = next;
  }
  return found;
}

const foldersOf = (path: string): string[] =>
  listed(path)
    .filter((item) => item.isDirectory() && !item.name.startsWith("."))
    .map(({ name }) => join(path, name));

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
