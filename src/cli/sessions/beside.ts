/**
 * Flags that take names of the data file or another file. Names of the data file go first: what happens to lie in the working
 * folder, such as purecell's own `runs`, changes no reading. A path that begins with "./" is always another file.
 */
import { existsSync } from "node:fs";
import { isDataFolder } from "../../io/folder/open.node.js";
import { isFolder } from "../../io/foreignFolder.node.js";
import { type DataFile, isNamedIn } from "../../io/index.js";

/** Whether the text is the path of a file, or of a folder of data. A bare word is a folder's only where data are in it. */
export function isBeside(file: DataFile, text: string, names: readonly string[] = [text]): boolean {
  if (names.some((name) => isNamedIn(file, name)) || !existsSync(text)) return false;
  return !isFolder(text) || /[./]/.test(text) || isDataFolder(text);
}
