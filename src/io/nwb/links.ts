/**
 * Links in an NWB file that lead to a group elsewhere in it, as a Position holds a series of `acquisition`. What lies in a group is
 * listed once, under the group's own path; a link to it looks like a group in which nothing lies.
 */
import type { Hdf5Node } from "../hdf5/protocols.js";

export interface GroupLink {
  readonly path: string;
  /** Where the group lies. */
  readonly target: string;
}

type Group = Extract<Hdf5Node, { kind: "group" }>;

/** `addressOf`: where an object lies, by its path. */
export function groupLinks(nodes: readonly Hdf5Node[], addressOf: (path: string) => number): readonly GroupLink[] {
  const parents = new Set(nodes.map(({ path }) => path.slice(0, Math.max(0, path.lastIndexOf("/")))));
  const typed = nodes.filter((node): node is Group => node.kind === "group" && "neurodata_type" in node.attributes);
  const empty = typed.filter(({ path }) => !parents.has(path));
  if (empty.length === 0) return [];
  const targets = new Map(
    typed.filter(({ path }) => path !== "" && parents.has(path)).map(({ path }) => [addressOf(path), path]),
  );
  return empty.flatMap(({ path }) => {
    const target = targets.get(addressOf(path));
    return target === undefined || path.startsWith(`${target}/`) ? [] : [{ path, target }];
  });
}

/** The same parts by path, also under the paths of links. */
export function withLinked<Part>(parts: ReadonlyMap<string, Part>, links: readonly GroupLink[]): Map<string, Part> {
  const all = new Map(parts);
  for (const { path: link, target } of links) {
    for (const [path, part] of parts)
      if (path.startsWith(`${target}/`)) all.set(link + path.slice(target.length), part);
  }
  return all;
}
