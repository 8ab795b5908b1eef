/** Names as people write them, and the units that they carry: "spike_times_ms", "x (cm)". */
import type { DataEntry } from "../protocols.js";

/** Of a path the last part. */
export const lastName = ({ name }: Pick<DataEntry, "name">): string => name.slice(name.lastIndexOf("/") + 1);

/** What a group is called that holds spikes, or an element of such: "spikes/times", "units(3)/ts". */
const OF_SPIKES = /(^|[/_])(spikes?|spike_?(data|trains?)|units?|cells?|neurons?|clusters?)([({[]\d+[)}\]])?$/i;

export const isOfSpikes = ({ name }: Pick<DataEntry, "name">): boolean =>
  OF_SPIKES.test(name.slice(0, Math.max(0, name.lastIndexOf("/"))));

const UNIT =
  /[\s_.[(-]+(s|secs?|seconds?|ms|msecs?|milliseconds?|us|usecs?|microseconds?|samples?|m|met(?:er|re)s?|cm|mm|px|pixels?|rad(?:ian)?s?|deg(?:ree)?s?)[\])]?$/i;

/** The last name in small letters with words joined by "_", without the unit it may end in. */
export const plainName = (entry: Pick<DataEntry, "name">): string =>
  lastName(entry)
    .replace(UNIT, "")
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .replace(/[\s.-]+/g, "_");

const SECONDS: readonly (readonly [RegExp, number])[] = [
  [/^(s|secs?|seconds?)$/i, 1],
  [/^(ms|msecs?|milliseconds?)$/i, 1e-3],
  [/^(us|usecs?|microseconds?)$/i, 1e-6],
];

/** Seconds of one unit of time that the name or the file states; undefined where neither does. */
export function secondsPerUnit(entry: Pick<DataEntry, "name" | "units">): number | undefined {
  const words = [entry.units ?? "", unitInName(entry)];
  return SECONDS.find(([unit]) => words.some((word) => unit.test(word)))?.[1];
}

/** Whether the name says that times are counted in samples. */
export const areSamples = (entry: Pick<DataEntry, "name">): boolean =>
  /^samples?$/i.test(unitInName(entry)) || /(^|_)samples?$/.test(plainName(entry));

/** "cm" of "x_cm"; "" where there is none. */
export const unitInName = (entry: Pick<DataEntry, "name">): string => UNIT.exec(lastName(entry))?.[1] ?? "";

/** Numbers of trials or rows, which count and describe nothing. */
const COUNTS =
  /^(trials?|(trials?|rows?|events?|records?)_?(#|ids?|idx|index|nos?|nums?|numbers?|nrs?|counts?|counters?))$/;

/** Whether a name says that it counts trials or rows. */
export const isCounter = (name: string): boolean => COUNTS.test(plainName({ name }));
