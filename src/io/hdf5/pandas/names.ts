/** Names of columns: one of each, or several in levels, as DeepLabCut has scorer, body part and coordinate. */
import { joinedNames } from "../../text/header.js";
import type { Pickled } from "./pickled.js";

/** The parts of one name. */
export type Label = readonly string[];

/** Labels of a pickled list of names. */
export const labelsOf = (names: Pickled | undefined): readonly Label[] =>
  Array.isArray(names) ? names.map((name) => (Array.isArray(name) ? name.map(String) : [String(name)])) : [];

export const keyOf = (label: Label): string => JSON.stringify(label);

/** One text for each label, as in the csv of the same table. */
export function textsOf(labels: readonly Label[]): ReadonlyMap<string, string> {
  const levels = labels[0]?.length ?? 0;
  // the first field of a line of names is that of the index
  const heads = Array.from({ length: levels }, (_, level) => ["", ...labels.map((label) => label[level] ?? "")]);
  const joined = levels === 0 ? [] : joinedNames(heads).slice(1);
  return new Map(labels.map((label, at) => [keyOf(label), joined[at]]));
}
