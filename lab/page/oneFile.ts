/** The one file that the view of data opens, out of what was dropped or chosen. */
import type { Advice } from "../worker/advice.js";
import { quoted } from "./share.js";

/** Of a drop; of a file input there are no items. */
export interface Given {
  readonly files: Iterable<File>;
  readonly items?: Iterable<{ webkitGetAsEntry(): { readonly isDirectory: boolean; readonly name: string } | null }>;
}

/** The file, or why there is none and what a terminal does with the rest; undefined where nothing was given. */
export function oneFile({ files, items = [] }: Given): File | Advice | undefined {
  const folder = [...items].map((item) => item.webkitGetAsEntry()).find((entry) => entry?.isDirectory === true);
  if (folder) return said(ofFolder(folder.name));
  const all = [...files];
  return all.length > 1 ? said(ofSeveral(all.map(({ name }) => name))) : all[0];
}

const said = (words: string): Advice => ({ said: words, flags: [], offers: [] });

const ofFolder = (name: string): string =>
  `${name} is a folder, and this page reads one file at a time. In a terminal, "npx purecell inspect ${quoted(name)}" says what is in it, ` +
  `and folders of phy, Kilosort, ALF and Suite2p are read beside a track: "npx purecell cells track.csv --spikes ${quoted(name)}". A run folder belongs to Runs.`;

function ofSeveral(names: readonly string[]): string {
  const [first, second] = names;
  return (
    `${names.length} files were given (${names.slice(0, 3).join(", ")}${names.length > 3 ? " ..." : ""}), and this page reads one at a time. Give one of them; ` +
    `in a terminal a second stands beside the first: "npx purecell cells ${quoted(first)} --spikes ${quoted(second)}".`
  );
}
