/**
 * Which arrays of a file say where an animal was, and when: time stamps, positions, directions. What the format knows goes first, then
 * lengths together with names; where two readings are left, the user is asked.
 */
import { listed } from "../../math/words.js";
import type { Choice, DataEntry } from "../protocols.js";
import { isOfSpikes, plainName, unitInName } from "./names.js";
import { isList } from "./shapes.js";

/** What was found, or what is to be asked. */
export type Found<Value> =
  | { readonly kind: "found"; readonly value: Value; readonly choices: readonly Choice[] }
  | { readonly kind: "asked"; readonly question: string }
  | { readonly kind: "none" };

export interface PositionRoles {
  /** One table [samples x 2], or two columns. */
  readonly entries: readonly DataEntry[];
  /** Where it is stored as [2 x samples]. */
  readonly turned: boolean;
  /** How far each sample can be trusted, 0 to 1. */
  readonly likelihood?: DataEntry;
  /** Unit of length that the file or the name states. */
  readonly unit?: string;
}

const TIME = /^(t|times?|ts|time_?stamps?|tracking_times?|frame_times?|position_times?|pos_?t|post)$/;
const DIRECTION = /^(head_?directions?|hd|headings?|head_?angles?|head_?dir|compass|yaw|azimuth)$/;
const SESSION = /^(sessions?|session_?(id|number|index))$/;

const isReadable = ({ problem }: DataEntry): boolean => problem === undefined;
const isNumeric = ({ kind }: DataEntry): boolean => kind === "numbers";

const readable = (entries: readonly DataEntry[]): readonly DataEntry[] =>
  entries.filter((entry) => isReadable(entry) && isNumeric(entry));

const found = <Value>(value: Value, choices: readonly Choice[] = []): Found<Value> => ({
  kind: "found",
  value,
  choices,
});

/** The time stamps of the samples. */
export function timeRole(entries: readonly DataEntry[]): DataEntry | undefined {
  const usable = readable(entries).filter((entry) => !isOfSpikes(entry));
  return (
    usable.find(({ role }) => role === "time") ?? usable.find((entry) => isList(entry) && TIME.test(plainName(entry)))
  );
}

/** The number of the session of each sample. */
export const sessionRole = (entries: readonly DataEntry[], samples: number): DataEntry | undefined =>
  readable(entries).find((entry) => entry.shape[0] === samples && isList(entry) && SESSION.test(plainName(entry)));

/** Head directions: of those the format knows, or else of such a name; as many as there are samples. */
export function directionRole(entries: readonly DataEntry[], samples: number): Found<DataEntry> {
  const usable = readable(entries).filter((entry) => isList(entry) && entry.shape[0] === samples);
  const known = usable.filter(({ quantity }) => quantity === "direction");
  const [named] = usable.filter((entry) => DIRECTION.test(plainName(entry)));
  const [first] = known.length > 0 ? known : named ? [named] : [];
  if (!first) return { kind: "none" };
  if (known.length < 2) return found(first);
  return {
    kind: "asked",
    question: askOf(
      "which of the directions is that of the head",
      known.map(({ name }) => [`--head-direction ${name}`]),
    ),
  };
}

const askOf = (what: string, commands: readonly (readonly string[])[]): string =>
  `${what} is left open. Give one of\n${commands.map((words) => `  ${words.join(" ")}`).join("\n")}`;

const POSITION = /^(pos|positions?|xy|locations?|coordinates?|coords|tracking|spatial_?series.*|data|d)$/;
const NEVER = /cell|unit|neuron|roi|electrode|channel|object/;

/** The same of what the user named. Undefined where its shape is no place for each sample. */
export function givenPosition(entries: readonly DataEntry[], samples: number): PositionRoles | undefined {
  const [first] = entries;
  if (entries.length === 1) return isTableOf(first, samples) ? tableRoles(first, samples) : undefined;
  const isPair = entries.length === 2 && entries.every((entry) => isList(entry) && entry.shape[0] === samples);
  const unit = unitOf(first);
  return isPair ? { entries, turned: false, ...(unit !== undefined && { unit }) } : undefined;
}

/** Whether an array looks like positions by its name, whatever its shape. */
export const isNamedPosition = (entry: DataEntry): boolean => POSITION.test(plainName(entry));

/** x and y of every sample. `keypoint` is the part of the body to follow, where several were tracked. */
export function positionRole(entries: readonly DataEntry[], samples: number, keypoint?: string): Found<PositionRoles> {
  const usable = readable(entries).filter((entry) => !NEVER.test(plainName(entry)) && entry.role !== "time");
  const tables = usable.filter((entry) => isTableOf(entry, samples));
  const known = tables.filter(({ quantity }) => quantity === "position");
  const named = tables.filter((entry) => POSITION.test(plainName(entry)) || namesXY(entry));
  const whole = known.length > 0 ? known : named;
  const pairs = whole.length > 0 ? [] : pairsOf(usable.filter((entry) => isList(entry) && entry.shape[0] === samples));
  const readings = [...whole.map((entry) => tableRoles(entry, samples)), ...pairs];
  const wanted = wantedOf(readings, keypoint);
  if (wanted.length === 1) return found(wanted[0], choicesOf(wanted[0], readings));
  if (wanted.length === 0) return missing(readings, keypoint);
  const commands = wanted.map((reading) => [flagOf(reading)]);
  return { kind: "asked", question: askOf("which of several positions is the animal's", commands) };
}

/** The part of the body asked for, or else the positions that name no part, where there is one such reading. */
function wantedOf(readings: readonly PositionRoles[], keypoint: string | undefined): readonly PositionRoles[] {
  if (keypoint !== undefined) return readings.filter((reading) => partOf(reading) === keypoint.toLowerCase());
  const general = readings.filter((reading) => partOf(reading) === "");
  return general.length === 1 ? general : readings;
}

function missing(readings: readonly PositionRoles[], keypoint: string | undefined): Found<PositionRoles> {
  if (readings.length === 0 || keypoint === undefined) return { kind: "none" };
  const parts = readings.map(partOf).filter((part) => part !== "");
  return { kind: "asked", question: `there is no part of the body called "${keypoint}"; there are ${listed(parts)}` };
}

/** Of 2 columns and as many rows as there are samples; or the other way round. */
const isTableOf = ({ shape }: DataEntry, samples: number): boolean =>
  shape.length === 2 && ((shape[1] === 2 && shape[0] === samples) || (shape[0] === 2 && shape[1] === samples));

const namesXY = ({ columnNames = [] }: DataEntry): boolean =>
  columnNames.length === 2 && columnNames.every((name, at) => plainName({ name }) === "xy"[at]);

function tableRoles(entry: DataEntry, samples: number): PositionRoles {
  const unit = unitOf(entry);
  return { entries: [entry], turned: entry.shape[0] !== samples, ...(unit !== undefined && { unit }) };
}

const unitOf = (entry: DataEntry): string | undefined => entry.units ?? (unitInName(entry) || undefined);

/** "x", "pos_x", "x_position"; of a part of the body "head_x", "x_head", "head x". */
const X = /^(?:(.*?)_)?x(?:_(.*))?$/;
const GENERAL = /^(pos|positions?|loc|locations?|coords?|coordinates?|animal|rat|mouse|centre|center|centroid)$/;

/** "posx" and "xpos" are "pos_x" and "x_pos". */
const axisName = (entry: DataEntry): string =>
  plainName(entry)
    .replace(/^(pos|loc|coord)([xy])$/, "$1_$2")
    .replace(/^([xy])(pos|loc|coord)$/, "$1_$2");

/** Pairs of columns whose names differ in x and y alone. */
function pairsOf(lists: readonly DataEntry[]): readonly PositionRoles[] {
  const byName = new Map(lists.map((entry) => [axisName(entry), entry]));
  return lists.flatMap((x): PositionRoles[] => {
    const parts = X.exec(axisName(x));
    if (!parts) return [];
    const [, before, after] = parts;
    const named = (letter: string) =>
      byName.get([before, letter, after].filter((part) => part !== undefined).join("_"));
    const [y, likelihood] = [named("y"), named("likelihood") ?? named("confidence") ?? named("score")];
    const unit = unitOf(x);
    if (!y) return [];
    return [{ entries: [x, y], turned: false, ...(likelihood && { likelihood }), ...(unit !== undefined && { unit }) }];
  });
}

/** The part of the body that a pair of columns follows; "" where it does not say. */
function partOf({ entries }: PositionRoles): string {
  const [, before = "", after = ""] = X.exec(axisName(entries[0])) ?? [];
  const part = before === "" ? after : before;
  if (entries.length === 1)
    return POSITION.test(plainName(entries[0])) || namesXY(entries[0]) ? "" : plainName(entries[0]);
  return GENERAL.test(part) ? "" : part;
}

const flagOf = (reading: PositionRoles): string => {
  const names = reading.entries.map(({ name }) => name).join(",");
  return `--position ${/[^\w./:=,@%+-]/.test(names) ? `'${names}'` : names}`;
};

function choicesOf(reading: PositionRoles, readings: readonly PositionRoles[]): readonly Choice[] {
  const [entry] = reading.entries;
  const turned = reading.turned
    ? [{ said: `"${entry.name}" is ${entry.shape.join(" x ")}: its axes are exchanged, and it is turned` }]
    : [];
  const others = readings.filter((other) => other !== reading);
  if (others.length === 0 && partOf(reading) === "") return turned;
  const beside =
    others.length === 0
      ? ""
      : `, not ${listed(others.map(({ entries }) => entries.map(({ name }) => name).join(", ")))}`;
  const names = reading.entries.map(({ name }) => name).join(" and ");
  return [...turned, { said: `positions are ${names}${beside}`, otherwise: "--position NAMES" }];
}
