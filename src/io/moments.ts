/** Columns of dates and times of any format, which are read as seconds: what they are for, and what is said of them. */
import { listed } from "../math/words.js";
import type { Choice, DataEntry } from "./protocols.js";
import { timeRole } from "./roles/session.js";

/** The entries of these names in seconds. The first is the time of the rows where nothing else is; none is a factor unless it is named. */
export function asTimes(entries: readonly DataEntry[], names: readonly string[]): readonly DataEntry[] {
  const isMoment = ({ name }: DataEntry): boolean => names.includes(name);
  const others = entries.filter((entry) => !isMoment(entry));
  const first = timeRole(others) === undefined ? names[0] : undefined;
  return entries.map((entry) =>
    isMoment(entry)
      ? { ...entry, units: "s", role: entry.name === first ? "time" : "description", note: "dates or times of day" }
      : entry,
  );
}

/** `from`: the date that they count from, where they are dates. */
export function momentChoices(names: readonly string[], from: string | undefined): Choice[] {
  if (names.length === 0) return [];
  const quoted = names.map((name) => `"${name}"`);
  const since = from === undefined ? "" : ` since ${from}`;
  const said = `${listed(quoted)} ${names.length === 1 ? "holds" : "hold"} dates or times of day, read as seconds${since}`;
  const typed = names.join(",");
  return [{ said, otherwise: `--leave-out ${/^[\w,.-]+$/.test(typed) ? typed : `'${typed}'`}` }];
}
