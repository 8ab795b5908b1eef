/** `--inside`: the name of a table of intervals, or a file that holds one. */
import { existsSync } from "node:fs";
import { withDataPath } from "../../io/openDataPath.node.js";
import { type Inside, readIntervals } from "../../representation/index.js";

/** Nothing where nothing was asked for. Throws InputError for a file that holds no intervals. */
export async function insideOf(text: string | undefined): Promise<{ readonly inside?: Inside }> {
  if (text === undefined) return {};
  return { inside: existsSync(text) ? await withDataPath(text, readIntervals) : text };
}
