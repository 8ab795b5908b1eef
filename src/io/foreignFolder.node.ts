/** Folders that are data of a format which is not read. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { foreignError, foreignFolder } from "./foreign.js";

/** Where a store of Zarr says what it is, in versions 2 and 3. */
const SAYING = [".zattrs", ".zmetadata", "zarr.json"];

/** Whether there is a folder at that path; also where the path itself is impossible, such as a loop of links. */
export const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory();

/** Throws InputError for a folder that is recognised, e.g. a Zarr store. */
export function refuseForeignFolder(path: string): void {
  if (!isFolder(path)) return;
  const names = readdirSync(path);
  const saying = SAYING.filter((name) => names.includes(name)).map((name) => readFileSync(join(path, name), "utf8"));
  const foreign = foreignFolder(names, saying.join("\n").slice(0, 1 << 20), path);
  if (foreign) throw foreignError(path, foreign);
}
