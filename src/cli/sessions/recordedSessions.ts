/** From files to sessions and what every cell did in each: one file may hold several sessions, several files one each. */
import {
  activityOf,
  type CellActivity,
  movementDirection,
  type Path,
  type Session,
  session,
  spikesOf,
} from "../../cells/index.js";
import type { DataFile } from "../../io/index.js";
import { withDataPath } from "../../io/openDataPath.node.js";
import { InputError } from "../../math/errors.js";
import { findOne, oneColumn, readPosition } from "./arrays.js";
import { type Lengths, lengthsOf } from "./lengths.js";
import { type CellData, type CellTable, readCells } from "./spikeTrains.js";
import type { Place, WantedSession } from "./wanted.js";

export interface RecordedCells {
  readonly sessions: readonly Session[];
  /** Where the object stood in each session, cm; empty without objects. */
  readonly objects: readonly Place[];
  readonly names: readonly string[];
  /** [cell][session] */
  readonly activity: readonly (readonly CellActivity[])[];
  readonly lengths: Lengths;
  /** What was assumed or left out, for the narration and the report. */
  readonly notes: readonly string[];
}

/** Everything of one file, positions as they stand there. */
interface RawSession {
  readonly file: string;
  readonly path: Path;
  readonly unit: string | undefined;
  readonly cells: CellTable;
  readonly objects: readonly Place[];
  readonly notes: readonly string[];
}

export async function openSessions(paths: readonly string[], wanted: WantedSession): Promise<RecordedCells> {
  const { binWidth, smallestSpeed } = wanted;
  const raw: RawSession[] = [];
  for (const path of paths) raw.push(...(await withDataPath(path, (file) => readSessions(file, wanted), { binWidth })));
  const positions = raw.flatMap(({ path }) => [path.x, path.y]);
  const lengths = lengthsOf(wanted, positions, raw[0].unit);
  const scaled = raw.map(({ path }) => inCentimetres(path, lengths.cmPerUnit));
  const sessions = scaled.map((path) => session(path, { smallestSpeed }));
  const names = [...new Set(raw.flatMap(({ cells }) => [...cells.keys()]))];
  if (names.length === 0) throw new InputError(`${paths.join(", ")}: there are no spikes, and so no cells`);
  const activity = names.map((name) => sessions.map((of, s) => activityIn(of, raw[s].cells.get(name))));
  requireSpikesWithin(activity);
  const objects = objectsOf(raw, wanted).map(({ x, y }) => ({ x: x * lengths.cmPerUnit, y: y * lengths.cmPerUnit }));
  const isRaised = raw.some(({ cells }) => [...cells.values()].some((data) => lowest(data) < 0));
  const notes = [
    ...new Set(raw.flatMap((one) => one.notes)),
    ...(lengths.inferred ? [lengths.inferred] : []),
    ...(isRaised ? [RAISED] : []),
  ];
  return { sessions, objects, names, activity, lengths, notes: [...notes, ...sessionNotes(sessions, activity)] };
}

/** Spikes on another clock are a mistake, not cells that were silent. */
function requireSpikesWithin(activity: readonly (readonly CellActivity[])[]): void {
  const all = activity.flat().filter(({ spikes }) => !Number.isNaN(spikes));
  const [inside, outside] = [
    all.reduce((sum, { spikes, inGaps }) => sum + spikes + inGaps, 0),
    all.reduce((sum, cell) => sum + cell.outside, 0),
  ];
  if (outside <= MOST_OUTSIDE * (inside + outside)) return;
  throw new InputError(
    `${outside} of ${inside + outside} spikes lie outside the sessions: spikes and positions need one clock, both in seconds`,
  );
}

const MOST_OUTSIDE = 0.5;

const inCentimetres = (path: Path, factor: number): Path => ({
  ...path,
  x: path.x.map((value) => value * factor),
  y: path.y.map((value) => value * factor),
});

function activityIn(of: Session, data: CellData | undefined): CellActivity {
  if (!data) return spikesOf(of, new Float64Array(0));
  if (data.kind === "spikes") return spikesOf(of, data.values);
  const least = lowest(data);
  const found = activityOf(of, least < 0 ? data.values.map((value) => value - least) : data.values);
  const counted = found.amount.reduce((sum, amount) => sum + amount, 0);
  return data.isRate ? { ...found, spikes: Math.round(counted) } : found;
}

/** Rates are never negative, and information is not defined where they are: traces below zero are raised. */
const lowest = (data: CellData): number =>
  data.kind === "activity" ? data.values.reduce((least, value) => Math.min(least, value), 0) : 0;

const RAISED = "activities with negative values (e.g. dF/F) are raised so that their lowest value is 0";

/** Flags first, then the files; a number of places other than of sessions is an error. */
function objectsOf(raw: readonly RawSession[], { objects: given }: WantedSession): readonly Place[] {
  const objects = typeof given === "object" ? given : raw.flatMap((one) => one.objects);
  if (objects.length === 0 || objects.length === raw.length) return objects;
  throw new InputError(
    `${objects.length} places of the object for ${raw.length} sessions: give one for every session, e.g. --objects "30,35;70,60"`,
  );
}

const TIME = /^(t|times?|time_?stamps?)$/i;
const DIRECTION = /^(head_?directions?|hd|headings?|head_?angles?)$/i;
const SESSION = /^(sessions?|session_?(id|number|index))$/i;
const OBJECTS = /^objects?(_?(positions?|places?|locations?|xy))?$/i;

async function readSessions(file: DataFile, wanted: WantedSession): Promise<RawSession[]> {
  const time =
    wanted.time === undefined
      ? (file.entries.find(({ role }) => role === "time") ?? findOne(file, undefined, TIME))
      : findOne(file, wanted.time, TIME);
  if (!time) {
    throw new InputError(
      `${file.name}: no time stamps found (looked for "t", "time", "timestamps"); name them with --time, in seconds`,
    );
  }
  const t = await oneColumn(file, time, "time");
  const [x, y] = await readPosition(file, wanted.position);
  if (x.length !== t.length) {
    throw new InputError(
      `${file.name}: ${t.length} time stamps but ${x.length} positions: there must be one position each`,
    );
  }
  const direction = await readDirection(file, wanted, { x, y });
  const cells = await readCells(file, wanted);
  const path: Path = { t, x, y, ...(direction.radians && { headDirection: direction.radians }) };
  const objects = await readObjects(file, wanted);
  const unit = file.entries.find(({ note, units }) => note === "SpatialSeries" && units !== undefined)?.units;
  const whole = { file: file.name, path, unit, cells, objects, notes: direction.notes };
  const parts = findOne(file, wanted.session, SESSION);
  return parts ? splitSessions(whole, await oneColumn(file, parts, "session")) : [whole];
}

async function readDirection(
  file: DataFile,
  wanted: WantedSession,
  path: Pick<Path, "x" | "y">,
): Promise<{ readonly radians?: Float64Array; readonly notes: readonly string[] }> {
  if (wanted.movementDirection) {
    return { radians: movementDirection(path), notes: ["head direction: the direction of movement stands in for it"] };
  }
  const entry = findOne(file, wanted.headDirection, DIRECTION);
  if (!entry)
    return { notes: ["no head directions: that test is left out (--movement-direction uses the path instead)"] };
  const values = await oneColumn(file, entry, "head direction");
  if (values.length !== path.x.length) {
    throw new InputError(`${file.name}: ${values.length} head directions for ${path.x.length} positions`);
  }
  const inDegrees = values.some((value) => Math.abs(value) > 2 * Math.PI + 0.1);
  if (!inDegrees) return { radians: values, notes: [] };
  return { radians: values.map((value) => (value * Math.PI) / 180), notes: ["head directions are taken as degrees"] };
}

async function readObjects(file: DataFile, { objects }: WantedSession): Promise<Place[]> {
  if (typeof objects === "object") return [];
  const entry = findOne(file, objects, OBJECTS);
  if (!entry) return [];
  const array = await file.read(entry.name);
  const single = entry.shape.length === 1 && entry.shape[0] === 2;
  if (!single && !(entry.shape.length === 2 && entry.shape[1] === 2)) {
    throw new InputError(
      `${file.name}: "${entry.name}" has shape (${entry.shape.join(", ")}), expected [sessions x 2]`,
    );
  }
  const values = Array.from(array.data, Number);
  return Array.from({ length: values.length / 2 }, (_, s) => ({ x: values[2 * s], y: values[2 * s + 1] }));
}

/** Runs of equal session numbers, each with the spikes of its span of time. */
function splitSessions(whole: RawSession, number: Float64Array): RawSession[] {
  const { path, cells } = whole;
  if (number.length !== path.t.length) {
    throw new InputError(`${whole.file}: ${number.length} session numbers for ${path.t.length} time stamps`);
  }
  const starts = Array.from(number.keys()).filter((i) => i === 0 || number[i] !== number[i - 1]);
  const back = starts.find((from) => from > 0 && path.t[from] <= path.t[from - 1]);
  if (back !== undefined) {
    throw new InputError(
      `${whole.file}: the clock goes back at sample ${back + 1}, where session ${number[back]} begins, so that spikes could belong to ` +
        "either session: let the clock run on, or give one file for every session",
    );
  }
  return starts.map((from, s) => {
    const to = starts[s + 1] ?? number.length;
    const cut = (values: Float64Array) => values.subarray(from, to);
    const [begin, end] = [path.t[from], to < path.t.length ? path.t[to] : Infinity];
    const own = new Map([...cells].map(([name, data]) => [name, cutCell(data, cut, begin, end)]));
    const { headDirection } = path;
    const part: Path = {
      t: cut(path.t),
      x: cut(path.x),
      y: cut(path.y),
      ...(headDirection && { headDirection: cut(headDirection) }),
    };
    return { ...whole, path: part, cells: own, objects: s === 0 ? whole.objects : [] };
  });
}

const cutCell = (data: CellData, cut: (values: Float64Array) => Float64Array, begin: number, end: number): CellData =>
  data.kind === "activity"
    ? { ...data, values: cut(data.values) }
    : { ...data, values: data.values.filter((time) => time >= begin && time < end) };

/** What was left out, where it is worth a word. */
function sessionNotes(sessions: readonly Session[], activity: readonly (readonly CellActivity[])[]): string[] {
  const notes: string[] = [];
  const left = sessions.reduce((sum, { leftOut }) => sum + leftOut, 0);
  if (left > 1) notes.push(`${left.toFixed(1)} s of gaps, lost positions or slow samples are left out`);
  const total = (read: (cell: CellActivity) => number) => activity.flat().reduce((sum, cell) => sum + read(cell), 0);
  const [outside, gaps] = [total(({ outside: of }) => of), total(({ inGaps }) => inGaps)];
  if (outside > 0) notes.push(`${outside} spikes lie outside the sessions and are left out`);
  if (gaps > 0) notes.push(`${gaps} spikes fell into gaps of the tracking and are left out`);
  return notes;
}
