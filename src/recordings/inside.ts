/** `--inside`: the name of a table of intervals, or a file that holds one. */

import type { DataFile } from "../io/index.js";
import { type Inside, readIntervals } from "../representation/index.js";
import type { OtherFiles } from "./otherFiles.js";

/** Nothing where nothing was asked for. Throws InputError for another file that holds no intervals. */
export async function insideOf(
  file: DataFile,
  text: string | undefined,
  others: OtherFiles,
): Promise<{ readonly inside?: Inside }> {
  if (text === undefined) return {};
  const isOther = others.isBeside(file, text, [text, `intervals/${text}`]);
  return { inside: isOther ? await others.open(text, readIntervals) : text };
}
