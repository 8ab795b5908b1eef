/** `--inside`: the name of a table of intervals, or a file that holds one. */

import type { DataFile } from "../../io/index.js";
import { withDataPath } from "../../io/openDataPath.node.js";
import { type Inside, readIntervals } from "../../representation/index.js";
import { isBeside } from "./beside.js";

/** Nothing where nothing was asked for. Throws InputError for another file that holds no intervals. */
export async function insideOf(file: DataFile, text: string | undefined): Promise<{ readonly inside?: Inside }> {
  if (text === undefined) return {};
  return {
    inside: isBeside(file, text, [text, `intervals/${text}`]) ? await withDataPath(text, readIntervals) : text,
  };
}
