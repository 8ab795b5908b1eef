/** Links of the repository's documents, as they read on the site. */
import { dirname, join, normalize } from "node:path/posix";

/** Where a document of the repository stands on the site, e.g. "docs/theory.md" at "theory.md"; undefined where it is left out. */
export type Placed = ReadonlyMap<string, string>;

const LINK = /(!?)\[((?:[^\][]|\[[^\]]*\])*)\]\(([^)\s]+)([^)]*)\)/g;

/**
 * The text of a document with every relative link turned to where its target stands. A link to a file that the site does not have, such as
 * a source, keeps its words alone.
 */
export function withLinks(text: string, from: string, placed: Placed): string {
  const here = dirname(placed.get(from) ?? from);
  return text.replaceAll(LINK, (whole, picture: string, words: string, target: string, rest: string) => {
    if (/^(https?:|mailto:|#|\/)/.test(target)) return whole;
    const [path, anchor] = target.split("#");
    const place = placed.get(normalize(join(dirname(from), path)));
    if (place === undefined) return picture === "" ? words : "";
    return `${picture}[${words}](${relative(here, place)}${anchor === undefined ? "" : `#${anchor}`}${rest})`;
  });
}

/** A path that a page in `folder` reaches another by; always beginning with a dot. */
function relative(folder: string, target: string): string {
  const up = folder === "." ? [] : folder.split("/").map(() => "..");
  return [up.length === 0 ? "." : up.join("/"), target].join("/");
}
