/**
 * How a file is to be read, where the reading's own choice is not wanted: the flags of the command line as fields of the page. The name
 * of a field is its name in the address and, with hyphens, that of its flag.
 */

/** What is typed, a number, yes or nothing, or one of a few words. */
type Takes = "text" | "number" | "switch" | readonly string[];

export interface ReadingField {
  readonly label: string;
  readonly takes: Takes;
  /** An example, or what happens by itself. */
  readonly hint?: string;
  /** The commands that have the flag. */
  readonly of: readonly Reader[];
  /** Where the flag is not called as the field is. */
  readonly flag?: string;
}

export type Reader = "predict" | "measure" | "test" | "cells";

const ALL: readonly Reader[] = ["predict", "measure", "test", "cells"];
const POPULATION: readonly Reader[] = ["measure", "test"];
const SESSION: readonly Reader[] = ["cells"];

const file = {
  transpose: {
    label: "turn the table: it is stored as [units x conditions]",
    takes: ["yes", "no"],
    hint: "by itself: as the lengths of the other arrays say",
    of: ALL,
  },
  leaveOut: { label: "arrays or columns to do without", takes: "text", hint: "unit_3, latents[0:2]", of: ALL },
  inside: { label: "only rows inside of a table of intervals", takes: "text", hint: "intervals/trials", of: ALL },
  missing: { label: "rows with missing values", takes: ["refuse", "leave-out"], of: ALL },
  missingValue: { label: "numbers that stand for no value", takes: "text", hint: "-999, or speed=-1", of: ALL },
  use: {
    label: "which table of units, series or intervals, where there are several",
    takes: "text",
    hint: "its path",
    of: ALL,
  },
  samplingRate: { label: "spike times are samples, so many a second", takes: "number", hint: "30000", of: ALL },
} as const satisfies Readonly<Record<string, ReadingField>>;

const rows = {
  rows: { label: "some of the conditions, from:to:step", takes: "text", hint: "::10", of: POPULATION },
  timeSeries: {
    label: "rows follow each other in time",
    takes: ["yes", "no"],
    hint: "by itself: of bins of time, where there are enough",
    of: POPULATION,
  },
} as const satisfies Readonly<Record<string, ReadingField>>;

const apart = {
  axes: {
    label: "arrays of trials, or of neurons not recorded together: names of the axes",
    takes: "text",
    hint: "trial,time,unit",
    of: POPULATION,
  },
  unitColumn: {
    label: "neurons not recorded together: the column that names them",
    takes: "text",
    hint: "neuron",
    of: POPULATION,
  },
  window: { label: "bins of time, from:to", takes: "text", hint: "20:60", of: POPULATION },
  trials: { label: "their pseudo-trials of each condition, or averages", takes: "text", hint: "12", of: POPULATION },
} as const satisfies Readonly<Record<string, ReadingField>>;

const session = {
  time: { label: "time stamps", takes: "text", hint: "t, time", of: SESSION },
  timeUnit: { label: "unit of times", takes: ["s", "ms", "us"], of: SESSION },
  frameRate: { label: "samples a second, where there are no time stamps", takes: "number", hint: "30", of: SESSION },
  position: { label: "positions", takes: "text", hint: "position, or px,py", of: SESSION },
  units: { label: "unit of positions", takes: ["m", "cm", "mm", "px"], of: SESSION },
  cmPerPixel: { label: "cm in a pixel", takes: "number", hint: "0.25", of: SESSION },
  keypoint: { label: "part of the body", takes: "text", hint: "nose", of: SESSION },
  likelihood: { label: "positions tracked with less are lost", takes: "number", hint: "0.6", of: SESSION },
  headDirection: { label: "head directions", takes: "text", hint: "head_direction", of: SESSION },
  directionUnit: { label: "unit of head directions", takes: ["rad", "deg", "turn"], of: SESSION },
  movementDirection: { label: "the direction of movement stands in for the head's", takes: "switch", of: SESSION },
  spikes: { label: "spike times", takes: "text", hint: "spike_times, or spikes_*", of: SESSION },
  spikeCells: { label: "whose spikes they are", takes: "text", hint: "spike_cells, or none", of: SESSION },
  traces: { label: "activity per sample, in place of spikes", takes: "text", of: SESSION, flag: "activity" },
  objects: { label: "where the object stood", takes: "text", hint: "30,35;70,60", of: SESSION },
  session: { label: "number of the session of each sample", takes: "text", of: SESSION },
  smallestSpeed: { label: "slower samples are left out, cm/s", takes: "number", hint: "0", of: SESSION },
} as const satisfies Readonly<Record<string, ReadingField>>;

/** In the groups in which the page shows them. */
export const readingGroups = [
  { title: "Arrays and rows", fields: { ...file, ...rows } },
  { title: "Arrays of trials, and neurons that were not recorded together", fields: apart },
  { title: "Positions and spikes", fields: session },
] as const;

export const readingFields: Readonly<Record<string, ReadingField>> = { ...file, ...rows, ...apart, ...session };

/** Nothing said: everything as the reading finds it. */
export const readingChoices: Readonly<Record<string, string>> = Object.fromEntries(
  Object.keys(readingFields).map((name) => [name, ""]),
);

const hyphened = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** "--leave-out" */
export const flagOf = (name: string): string => `--${hyphened(readingFields[name]?.flag ?? name)}`;

/** What stands in other places of the page than among the fields. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  "--activity": "activity",
  "--factors": "factors",
  "--kinds": "factors",
  "--periods": "factors",
  "--bin-width": "binWidth",
  "--columns": "columns",
  "--arrays": "columns",
};

/** The control of the page that stands for a flag; undefined for flags that the page has no control for. */
export function controlFor(flag: string, reader: Reader): string | undefined {
  const field = Object.keys(readingFields).find(
    (name) => flagOf(name) === flag && readingFields[name].of.includes(reader),
  );
  return field ?? ELSEWHERE[flag];
}

/** What was said, as the flags of a command. */
export function readingFlags(
  texts: Readonly<Record<string, string>>,
  reader: Reader,
  quoted: (text: string) => string,
): string {
  return Object.entries(readingFields)
    .filter(([name, { of }]) => of.includes(reader) && (texts[name] ?? "") !== "")
    .map(([name, { takes }]) => {
      if (takes === "switch" || takes.includes("yes")) return texts[name] === "yes" ? ` ${flagOf(name)}` : "";
      return ` ${flagOf(name)} ${quoted(texts[name].trim())}`;
    })
    .join("");
}
