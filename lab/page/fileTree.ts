/** The arrays of a file as a tree: folders by the slashes in their names, long families of numbered names folded into one line. */

export interface Leaf<Entry> {
  readonly kind: "array";
  /** The last part of its name. */
  readonly label: string;
  readonly entry: Entry;
}

export interface Branch<Entry> {
  readonly kind: "folder" | "family";
  readonly label: string;
  readonly children: readonly Node<Entry>[];
  /** Arrays in it and beneath. */
  readonly count: number;
}

export type Node<Entry> = Leaf<Entry> | Branch<Entry>;

/** So many names that differ in a number alone are one family. */
const FAMILY = 8;

interface Named {
  readonly name: string;
}

export const fileTree = <Entry extends Named>(entries: readonly Entry[]): readonly Node<Entry>[] =>
  nodesOf(entries.map((entry) => ({ path: entry.name.split("/"), entry })));

interface Placed<Entry> {
  readonly path: readonly string[];
  readonly entry: Entry;
}

function nodesOf<Entry>(placed: readonly Placed<Entry>[]): readonly Node<Entry>[] {
  const folders = new Map<string, Placed<Entry>[]>();
  const nodes: (Leaf<Entry> | string)[] = [];
  for (const { path, entry } of placed) {
    const [first, ...rest] = path;
    if (rest.length === 0) nodes.push({ kind: "array", label: first, entry });
    else {
      if (!folders.has(first)) nodes.push(first);
      folders.set(first, [...(folders.get(first) ?? []), { path: rest, entry }]);
    }
  }
  const leaves = nodes.filter((node) => typeof node !== "string");
  const folded = foldedFamilies(leaves);
  const shown = new Set<Node<Entry>>();
  return nodes.flatMap((node): Node<Entry>[] => {
    if (typeof node === "string") return [folderOf(node, folders.get(node) ?? [])];
    const family = folded.get(node) ?? node;
    if (shown.has(family)) return [];
    shown.add(family);
    return [family];
  });
}

function folderOf<Entry>(label: string, placed: readonly Placed<Entry>[]): Branch<Entry> {
  const children = nodesOf(placed);
  const [only] = children;
  // A folder that holds one folder alone is one line with it.
  if (children.length === 1 && only.kind === "folder") return { ...only, label: `${label}/${only.label}` };
  return { kind: "folder", label, children, count: placed.length };
}

/** Each leaf of a long family with the family that it belongs to. */
function foldedFamilies<Entry>(leaves: readonly Leaf<Entry>[]): ReadonlyMap<Leaf<Entry>, Branch<Entry>> {
  const families = new Map<string, Leaf<Entry>[]>();
  for (const leaf of leaves) {
    const stem = leaf.label.replace(/\d+/, "*");
    if (stem !== leaf.label) families.set(stem, [...(families.get(stem) ?? []), leaf]);
  }
  return new Map(
    [...families]
      .filter(([, members]) => members.length >= FAMILY)
      .flatMap(([label, members]) => {
        const family: Branch<Entry> = { kind: "family", label, children: members, count: members.length };
        return members.map((leaf) => [leaf, family] as const);
      }),
  );
}
