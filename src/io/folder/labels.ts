/** Which clusters of spikes are taken: by the labels that a person or a sorter gave them. */
import { InputError } from "../../math/errors.js";
import { counted, listed } from "../../math/words.js";
import type { Choice } from "../protocols.js";
import type { Folder } from "./protocols.js";

export interface Labels {
  /** The file that has them. */
  readonly from: string;
  readonly of: ReadonlyMap<number, string>;
}

/** In order of preference: what a person said before what the sorter guessed. */
const TABLES: readonly (readonly [file: RegExp, column: RegExp])[] = [
  [/^cluster_groups?\.(tsv|csv)$/, /^(group|label)$/i],
  [/^cluster_info\.tsv$/, /^group$/i],
  [/^cluster_info\.tsv$/, /^ks_?label$/i],
  [/^cluster_KSLabel\.tsv$/i, /^ks_?label$/i],
];

/** The labels of the clusters, from the first table in which some is labelled; undefined without one. */
export async function readLabels(folder: Folder): Promise<Labels | undefined> {
  for (const [file, column] of TABLES) {
    const name = folder.files.find((one) => file.test(one));
    const labels = name === undefined ? undefined : await labelsIn(folder, name, column);
    if (labels && [...labels.of.values()].some((label) => label !== "unsorted")) return labels;
  }
  return undefined;
}

async function labelsIn(folder: Folder, name: string, column: RegExp): Promise<Labels | undefined> {
  const columns = await folder.table(name);
  const ids = columns.find((one) => /^(cluster_id|id|cluster)$/i.test(one.name))?.values;
  const labels = columns.find((one) => column.test(one.name))?.values;
  if (!ids || !labels) return undefined;
  const pairs = Array.from<number | string, readonly [number, string]>(ids, (id, row) => [
    Number(id),
    String(labels[row]).trim().toLowerCase(),
  ]);
  return { from: name, of: new Map(pairs.filter(([, label]) => label !== "" && label !== "nan")) };
}

export interface Kept {
  readonly isKept: (cluster: number) => boolean;
  readonly choices: readonly Choice[];
}

/** "all", or the labels asked for; else those labelled good, or where there is none all that are not noise. */
export function keptClusters(
  clusters: ReadonlySet<number>,
  labels: Labels | undefined,
  asked: readonly string[] | undefined,
  folder: string,
): Kept {
  const labelOf = (cluster: number) => labels?.of.get(cluster) ?? "unlabelled";
  const present = [...clusters].map(labelOf);
  if (asked?.includes("all")) return { isKept: () => true, choices: [] };
  if (!labels) {
    if (asked)
      throw new InputError(
        `${folder}: --labels asks for ${listed(asked)}, but no file labels the clusters (cluster_group.tsv)`,
      );
    return { isKept: () => true, choices: [] };
  }
  const wanted = asked ?? (present.includes("good") ? ["good"] : present.filter((label) => label !== "noise"));
  const isKept = (cluster: number) => wanted.includes(labelOf(cluster));
  const kept = present.filter((label) => wanted.includes(label)).length;
  if (kept === 0) {
    throw new InputError(
      `${folder}: no cluster is labelled ${listed(wanted)} in ${labels.from}; there are ${countsOf(present)}`,
    );
  }
  const said = `${kept} of ${counted(present.length, "cluster")} taken, labelled ${listed([...new Set(wanted)])} in ${labels.from} (of all: ${countsOf(present)})`;
  return { isKept, choices: [{ said, otherwise: "--labels all, or --labels good,mua" }] };
}

function countsOf(labels: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts].map(([label, count]) => `${count} ${label}`).join(", ");
}
