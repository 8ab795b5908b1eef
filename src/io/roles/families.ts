/** Columns that are numbered as neurons are: "unit_1", "CA1 cell 3", "SU_007", "sig012a", or "1", "2", "3" alone. */
import type { DataEntry } from "../protocols.js";
import { isList } from "./shapes.js";

/** What columns of activity are called before their number. */
const WORD =
  /(?:^|[^a-z])((?:units?|neurons?|cells?|rois?|channels?|clusters?|clu|su|mu|mua|fr|rates?|spk|spikes?|sig|hidden|codes?|latents?|dim|[nuc])[ _-]?)$/i;
const NUMBER = /(?:\d+[a-z]?|(?<=[ _-])[a-z])$/i;
/** What is numbered and is no neuron. */
const OTHER =
  /(^|[^a-z])(stim\w*|odou?rs?|cues?|choices?|rewards?|targets?|factors?|labels?|conditions?|events?|licks?|trials?|sessions?|runs?|days?|blocks?|laps?|pos\w*|[xyzst])[ _-]?$/i;

/** So many columns with one stem that is no known word are neurons, where there are other columns as well. */
const FEWEST_UNKNOWN = 4;

/** Without what it is measured in: "unit 3 (Hz)". */
const bare = ({ name }: Pick<DataEntry, "name">): string => name.replace(/\s*[[(][^\])]*[\])]$|[ _]hz$/i, "");

/** "unit_" of "unit_3" and of "CA1 unit_3": what stands before is where the neuron was. Undefined where the word is none of neurons. */
function familyOf(entry: Pick<DataEntry, "name">): string | undefined {
  const name = bare(entry);
  return NUMBER.test(name) ? WORD.exec(name.replace(NUMBER, ""))?.[1] : undefined;
}

/** The same for any word that numbers end. */
function stemOf(entry: Pick<DataEntry, "name">): string | undefined {
  const stem = /^(.*?)\d+$/.exec(bare(entry))?.[1];
  return stem === undefined || OTHER.test(stem) ? undefined : stem;
}

/** What all columns of a family have in their names; undefined where that is nothing. */
export const wordIn = (entry: Pick<DataEntry, "name">): string | undefined =>
  familyOf(entry) ?? (stemOf(entry) || undefined);

/** Families of numbers by size, the largest first: by their words; where none is known, by any stem. */
export function numberedFamilies(all: readonly DataEntry[]): readonly (readonly DataEntry[])[] {
  const entries = all.filter(({ kind, role }) => (kind === "numbers" || kind === "booleans") && role !== "factor");
  const known = familiesBy(entries, familyOf).filter((family) => family.length > 1);
  if (known.length > 0) return known;
  return familiesBy(entries, stemOf).filter(({ length }) => length >= FEWEST_UNKNOWN && length < all.length);
}

/** Those beside the activity whose words are known; a single letter may be anything. */
export const alikeFamilies = (entries: readonly DataEntry[]): readonly (readonly DataEntry[])[] =>
  familiesBy(
    entries.filter(({ kind }) => kind === "numbers"),
    familyOf,
  ).filter((family) => family.length > 1 && (familyOf(family[0]) ?? "").replace(/[ _-]/, "").length > 1);

function familiesBy(
  entries: readonly DataEntry[],
  wordOf: (entry: DataEntry) => string | undefined,
): readonly (readonly DataEntry[])[] {
  const families = new Map<string, DataEntry[]>();
  for (const entry of entries) {
    const word = wordOf(entry);
    if (word === undefined || !isList(entry)) continue;
    const family = families.get(word) ?? [];
    family.push(entry);
    families.set(word, family);
  }
  return [...families.values()].sort((one, other) => other.length - one.length);
}
