/**
 * What is taken of an NWB file that holds several of a kind: tables of units, series of traces, tables of intervals. What the
 * standard says goes first (`/units`, `intervals/trials`), then types, then names; where two readings are left, the user is asked.
 */
import { InputError } from "../../math/errors.js";
import { hint } from "../../math/knownNames.js";
import { listed } from "../../math/words.js";
import type { Choice } from "../protocols.js";
import { type IntervalsTable, type NwbStructure, parentOf, type Series, type UnitsTable } from "./structure.js";

export interface Chosen {
  readonly units?: UnitsTable;
  /** The activity, where it is not spikes: each of other neurons, side by side. */
  readonly traces: readonly Series[];
  /** Series that every bin needs: positions and directions, or else other behaviour. */
  readonly leading: readonly Series[];
  readonly others: readonly Series[];
  /** One row each with a bin for each trial. */
  readonly trials?: IntervalsTable;
  /** All but times that are not valid. */
  readonly intervals: readonly IntervalsTable[];
  readonly invalid?: IntervalsTable;
  readonly choices: readonly Choice[];
}

/** What one kind of part came to. */
interface Taken<Part> {
  readonly taken: readonly Part[];
  readonly choices: readonly Choice[];
}

interface Part {
  readonly path: string;
}

/** Throws InputError where `use` names nothing of the kind, and where two readings of the activity are left. */
export function choose(structure: NwbStructure, use: readonly string[], file: string): Chosen {
  const parts: readonly Part[] = [...structure.units, ...structure.series, ...structure.intervals];
  for (const path of use) requirePart(path, parts, file);
  const asked = <Kind extends Part>(all: readonly Kind[]) => all.filter(({ path }) => use.includes(path));
  const allTraces = structure.series.filter(({ quantity }) => quantity === "traces");
  const wantsTraces = asked(allTraces).length > 0 && asked(structure.units).length === 0;
  const units = wantsTraces ? none<UnitsTable>() : pickUnits(structure.units, asked(structure.units), file);
  const traces = units.taken.length > 0 ? leftBySpikes(allTraces) : pickTraces(allTraces, asked(allTraces), file);
  const behaviour = structure.series.filter(({ quantity }) => quantity !== "traces");
  const leading = pickLeading(behaviour, asked(behaviour));
  const invalid = structure.intervals.find(({ path }) => isInvalid(path));
  const intervals = structure.intervals.filter((table) => !isInvalid(table.path));
  const trials = asked(structure.intervals)[0] ?? usualTrials(intervals);
  return {
    ...(units.taken.length > 0 && { units: units.taken[0] }),
    traces: traces.taken,
    leading: leading.taken,
    others: behaviour.filter((series) => !leading.taken.includes(series) && !leading.leftOut.includes(series)),
    ...(trials && { trials }),
    intervals,
    ...(invalid && { invalid }),
    choices: [
      ...units.choices,
      ...traces.choices,
      ...leading.choices,
      ...[...leading.taken, ...traces.taken].flatMap(linkChoices),
    ],
  };
}

const linkChoices = ({ path, linkTo }: Series): Choice[] =>
  linkTo === undefined ? [] : [{ said: `${path} is a link to ${linkTo}` }];

const none = <Kind>(): Taken<Kind> => ({ taken: [], choices: [] });

const names = (parts: readonly Part[]): string => listed(parts.map(({ path }) => path));

function requirePart(path: string, parts: readonly Part[], file: string): void {
  const known = parts.map((part) => part.path);
  if (known.includes(path)) return;
  throw new InputError(
    `${file}: --use takes the path of a table of units, a series or a table of intervals; "${path}" is none${hint(path, known)}: ` +
      `there are ${names(parts)}`,
  );
}

/** Both commands, for the user to choose. */
function askFor(file: string, what: string, readings: readonly (readonly Part[])[]): InputError {
  const commands = readings.map((parts) => `  --use ${parts.map(({ path }) => path).join(",")}`);
  return new InputError(`${file}: ${what}. Say which to take:\n${commands.join("\nor\n")}`);
}

function pickUnits(all: readonly UnitsTable[], asked: readonly UnitsTable[], file: string): Taken<UnitsTable> {
  if (asked.length > 0) return { taken: asked.slice(0, 1), choices: [] };
  const standard = all.find(({ path }) => path === "units");
  const taken = standard ?? (all.length === 1 ? all[0] : undefined);
  if (!taken) {
    if (all.length === 0) return none();
    throw askFor(
      file,
      `there are ${all.length} tables of units, none of them at /units`,
      all.map((one) => [one]),
    );
  }
  const left = all.filter((table) => table !== taken);
  if (left.length === 0) return { taken: [taken], choices: [] };
  return {
    taken: [taken],
    choices: [{ said: `units are those of /${taken.path}, not ${names(left)}`, otherwise: useOf(left[0]) }],
  };
}

const useOf = ({ path }: Part): string => `--use ${path}`;

function leftBySpikes(traces: readonly Series[]): Taken<Series> {
  if (traces.length === 0) return none();
  return {
    taken: [],
    choices: [{ said: `activity is spikes, not the traces of ${names(traces)}`, otherwise: useOf(traces[0]) }],
  };
}

/** Neuropil and background are no neurons. */
const ASIDE = /neuropil|background|baseline/i;
/** Of several signals of the same neurons, the first of these that there is. */
const SIGNALS: readonly RegExp[] = [/d_?f_?over_?f|dff|df_f/i];

function pickTraces(all: readonly Series[], asked: readonly Series[], file: string): Taken<Series> {
  if (asked.length > 0) return { taken: asked, choices: [] };
  const signals = all.filter(({ path }) => !ASIDE.test(path));
  const groups = grouped(signals.length > 0 ? signals : all);
  const preferred = SIGNALS.map((name) => groups.filter(([{ path }]) => name.test(path))).find(
    ({ length }) => length === 1,
  );
  const [taken] = preferred ?? groups;
  if (taken === undefined) return none();
  if (groups.length > 1 && !preferred) {
    throw askFor(file, `several traces may be the activity: ${groups.map(names).join(" or ")}`, groups);
  }
  const left = all.filter((series) => !taken.includes(series));
  return { taken, choices: [...joinedTraces(taken), ...leftTraces(taken, left)] };
}

function joinedTraces(taken: readonly Series[]): Choice[] {
  if (taken.length < 2) return [];
  return [{ said: `activity is ${names(taken)} side by side, as other neurons each`, otherwise: useOf(taken[0]) }];
}

function leftTraces(taken: readonly Series[], left: readonly Series[]): Choice[] {
  if (left.length === 0) return [];
  return [{ said: `activity is ${names(taken)}, not ${names(left)}`, otherwise: useOf(left[0]) }];
}

/** Series of one container that hold other neurons each stand together; signals of the same neurons apart. */
function grouped(series: readonly Series[]): readonly (readonly Series[])[] {
  const groups: Series[][] = [];
  for (const one of series) {
    const group = groups.find((other) => other.every((member) => areOtherNeurons(member, one)));
    if (group) group.push(one);
    else groups.push([one]);
  }
  return groups;
}

const withoutNumbers = (path: string): string => path.replace(/\d+/g, "");
const roisOf = ({ data, turned }: Series): number => data.shape?.[turned === undefined ? 1 : 0] ?? 1;

/** Planes are numbered (plane0, plane1), and of one container; other numbers of regions are other regions. */
function areOtherNeurons(a: Series, b: Series): boolean {
  if (parentOf(a.path) !== parentOf(b.path)) return false;
  return withoutNumbers(a.path) === withoutNumbers(b.path) || roisOf(a) !== roisOf(b);
}

interface Leading extends Taken<Series> {
  readonly leftOut: readonly Series[];
}

/** Positions and directions lead, those that were processed before those as a device gave them; or else behaviour of any kind. */
function pickLeading(behaviour: readonly Series[], asked: readonly Series[]): Leading {
  const spatial = behaviour.filter(({ quantity, type }) => quantity !== "other" && type === "SpatialSeries");
  const quantities = new Set(asked.map(({ quantity }) => quantity));
  const leftOut = behaviour.filter((series) => quantities.has(series.quantity) && !asked.includes(series));
  if (asked.length > 0) {
    const rest = spatial.filter((series) => !leftOut.includes(series) && !asked.includes(series));
    return { taken: [...asked, ...rest], leftOut, choices: [] };
  }
  if (spatial.length === 0) {
    return { taken: behaviour.filter(({ path }) => path.startsWith("processing/behavior/")), leftOut: [], choices: [] };
  }
  const raw = spatial.filter((series) => isRaw(series.path) && spatial.some((other) => isProcessed(other, series)));
  const choices = raw.map((series) => ({
    said: `${series.quantity}s are the processed ones, not ${series.path}`,
    otherwise: useOf(series),
  }));
  return { taken: spatial.filter((series) => !raw.includes(series)), leftOut: [], choices };
}

/** What stands there was recorded as it came: voltages, films, and whatever a device gave; positions aside. */
export const isRaw = (path: string): boolean => path.startsWith("acquisition/");

const isProcessed = (other: Series, series: Series): boolean =>
  !isRaw(other.path) && other.quantity === series.quantity;

const isInvalid = (path: string): boolean => /(^|\/)invalid_times$/.test(path);
const isEpochs = (path: string): boolean => /(^|\/)epochs$/.test(path);

export const isCalledTrials = ({ path }: Part): boolean => /(^|\/)trials$/.test(path);

/** What an animal or a brain does now and then, in trials or out of them. */
const EVENTS =
  /(^|[_/])(licks?|licking|rewards?|ripples?|swrs?|spindles?|bouts?|saccades?|blinks?|pulses?|laser|opto|events?|bursts?|seizures?|(up|down)_?states?|artifacts?|sync|ttls?|sleep|rem|nrem|theta|movements?)(_?(times?|events?|epochs?|intervals?))?$/i;

/** The standard's table of trials, or the only table that may be one. */
function usualTrials(tables: readonly IntervalsTable[]): IntervalsTable | undefined {
  const named = tables.find(isCalledTrials);
  const candidates = tables.filter(({ path }) => !isEpochs(path) && !EVENTS.test(path));
  return named ?? (candidates.length === 1 ? candidates[0] : undefined);
}
