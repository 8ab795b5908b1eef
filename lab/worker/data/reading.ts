/** From what stands in the fields of the page to the options of the readers: as the flags of the command line are read. */
import type { OpenOptions } from "../../../src/io/index.js";
import { UsageError } from "../../../src/math/errors.js";
import { given } from "../../../src/math/given.js";
import { insideOf } from "../../../src/recordings/inside.js";
import { noOtherFiles } from "../../../src/recordings/otherFiles.js";
import type { WantedSeparate } from "../../../src/recordings/population.js";
import { openingOf, type Selection } from "../../../src/recordings/selection.js";
import { missingValuesIn, placesIn, rowsIn } from "../../../src/recordings/texts.js";
import {
  type DIRECTION_UNITS,
  TIME_UNITS,
  UNITS,
  usualSession,
  type WantedSession,
} from "../../../src/recordings/wanted.js";
import type { RecordingOptions } from "../../../src/representation/index.js";
import { current } from "./opened.js";
import type { Texts } from "./protocol.js";

const textIn = (texts: Texts, name: string): string | undefined =>
  (Object.hasOwn(texts, name) ? texts[name].trim() : "") || undefined;

function namesIn(texts: Texts, name: string): readonly string[] | undefined {
  const parts = textIn(texts, name)
    ?.split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
  return parts && parts.length > 0 ? parts : undefined;
}

function numberIn(texts: Texts, name: string, label: string, least: number): number | undefined {
  const text = textIn(texts, name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (Number.isFinite(value) && value >= least) return value;
  throw new UsageError(`${label}: a number from ${least} is needed, not "${text}"`);
}

function oneOf<const Name extends string>(texts: Texts, name: string, known: readonly Name[]): Name | undefined {
  const text = textIn(texts, name);
  const found = known.find((one) => one === text);
  if (text === undefined || found !== undefined) return found;
  throw new UsageError(`${name}: one of ${known.join(", ")} is needed, not "${text}"`);
}

const isOn = (texts: Texts, name: string): boolean => textIn(texts, name) === "yes";

function binWidthIn(texts: Texts): number | "trials" | undefined {
  const text = textIn(texts, "binWidth");
  if (text === undefined || text === "trials") return text;
  const seconds = Number(text);
  if (Number.isFinite(seconds) && seconds > 0) return seconds;
  throw new UsageError(`the width of bins is a number of seconds, e.g. 0.1, or "trials"; not "${text}"`);
}

/** Throws UsageError for what cannot be read so, as all here do. */
export const selectionIn = (texts: Texts): Selection => ({
  binWidth: binWidthIn(texts),
  use: namesIn(texts, "use"),
  samplingRate: numberIn(texts, "samplingRate", "samples a second", Number.MIN_VALUE),
  labels: undefined,
  transpose: isOn(texts, "transpose"),
  leaveOut: namesIn(texts, "leaveOut"),
  inside: textIn(texts, "inside"),
  missing: oneOf(texts, "missing", ["refuse", "leave-out"]),
  missingValue: gapsIn(texts),
});

function gapsIn(texts: Texts): Selection["missingValue"] {
  const text = textIn(texts, "missingValue");
  const found = text === undefined ? undefined : missingValuesIn(text);
  if (text !== undefined && found === undefined)
    throw new UsageError(`values that stand for gaps: numbers are needed, e.g. -999, or speed=-1; not "${text}"`);
  return found;
}

export const openingIn = (texts: Texts): Partial<OpenOptions> => openingOf(selectionIn(texts));

/** Which rows are taken of the open file, and whether its table is turned. */
export async function rowOptionsIn(texts: Texts): Promise<Partial<RecordingOptions>> {
  const { transpose, inside, missing } = selectionIn(texts);
  return {
    transpose,
    ...given({ missing, rows: rowSelectionIn(texts) }),
    ...(await insideOf(current().file, inside, noOtherFiles)),
  };
}

function rowSelectionIn(texts: Texts) {
  const text = textIn(texts, "rows");
  const found = text === undefined ? undefined : rowsIn(text);
  if (text !== undefined && found === undefined)
    throw new UsageError(`rows: from:to:step is needed, counted from 0, e.g. 0:10000 or ::10; not "${text}"`);
  return found;
}

/** What was asked of the rows of a table, in which neurons were recorded together. */
export function ofRowsIn(texts: Texts): string | undefined {
  const { transpose, inside, missing } = selectionIn(texts);
  if (textIn(texts, "rows") !== undefined) return "a choice of rows";
  return transpose
    ? "turning the table"
    : missing
      ? "leaving out rows"
      : inside === undefined
        ? undefined
        : "a table of intervals";
}

export const separateIn = (texts: Texts): WantedSeparate => ({
  axes: namesIn(texts, "axes"),
  unitColumn: textIn(texts, "unitColumn"),
  window: windowIn(texts),
  trials: textIn(texts, "trials") === "averages" ? "averages" : numberIn(texts, "trials", "pseudo-trials", 1),
});

function windowIn(texts: Texts): WantedSeparate["window"] {
  const text = textIn(texts, "window");
  const [, from, to] = /^(\d+):(\d+)$/.exec(text ?? "") ?? [];
  if (from !== undefined && Number(from) < Number(to)) return [Number(from), Number(to)];
  if (text === undefined) return undefined;
  throw new UsageError(`bins of time: from:to is needed, counted from 0, e.g. 20:60; not "${text}"`);
}

export function sessionIn(texts: Texts): WantedSession {
  const selection = selectionIn(texts);
  const spikes = namesIn(texts, "spikes");
  return {
    ...selection,
    ...given({
      time: textIn(texts, "time"),
      position: namesIn(texts, "position"),
      headDirection: textIn(texts, "headDirection"),
      spikeCells: textIn(texts, "spikeCells"),
      activity: namesIn(texts, "traces"),
      objects: objectsIn(texts),
      session: textIn(texts, "session"),
      keypoint: textIn(texts, "keypoint"),
      timeUnit: oneOf(texts, "timeUnit", TIME_UNITS),
      directionUnit: oneOf(texts, "directionUnit", ["rad", "deg", "turn"] satisfies (keyof typeof DIRECTION_UNITS)[]),
      frameRate: numberIn(texts, "frameRate", "samples a second", Number.MIN_VALUE),
      likelihood: numberIn(texts, "likelihood", "likelihood", 0),
    }),
    ...(spikes && { spikes: { text: texts.spikes.trim(), names: spikes } }),
    movementDirection: isOn(texts, "movementDirection"),
    binWidth: typeof selection.binWidth === "number" ? selection.binWidth : usualSession.binWidth,
    smallestSpeed: numberIn(texts, "smallestSpeed", "slowest speed", 0) ?? usualSession.smallestSpeed,
    ...lengthsIn(texts),
  };
}

function objectsIn(texts: Texts): WantedSession["objects"] {
  const text = textIn(texts, "objects");
  const found = text === undefined ? undefined : placesIn(text);
  if (text !== undefined && found === undefined)
    throw new UsageError(`places of the object: x,y for every session is needed, e.g. 30,35;70,60; not "${text}"`);
  return found;
}

function lengthsIn(texts: Texts): Pick<WantedSession, "unit" | "cmPerPixel"> {
  const unit = oneOf(texts, "units", UNITS);
  const cmPerPixel = numberIn(texts, "cmPerPixel", "cm in a pixel", Number.MIN_VALUE);
  if (unit === "px" && cmPerPixel === undefined)
    throw new UsageError("positions in pixels need the size of a pixel in cm");
  return cmPerPixel === undefined ? given({ unit }) : { unit: "px", cmPerPixel };
}
