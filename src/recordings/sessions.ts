/** From files to sessions and what every cell did in each: one file may hold several sessions, several files one each. */
import {
  activityOf,
  type CellActivity,
  movementDirection,
  type Path,
  type Session,
  session,
  spikesOf,
} from "../cells/index.js";
import {
  angleOf,
  choiceLine,
  type DataEntry,
  type DataFile,
  directionRole,
  findEntry,
  maybeTurns,
  plainName,
  sessionRole,
  unitInName,
} from "../io/index.js";
import { InputError } from "../math/errors.js";
import { fileInside } from "../representation/index.js";
import { entryNamed, oneColumn, readPosition, readTime } from "./arrays.js";
import type { CellData, CellTable } from "./cellTable.js";
import { insideOf } from "./inside.js";
import { type Lengths, lengthsOf } from "./lengths.js";
import type { DataSource, OtherFiles } from "./otherFiles.js";
import { openingOf } from "./selection.js";
import { readCells } from "./spikeTrains.js";
import { DIRECTION_UNITS, type Place, type WantedSession } from "./wanted.js";

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

/** Throws InputError with what to type where the files do not say what is what. */
export async function openSessions(sources: readonly DataSource[], wanted: WantedSession): Promise<RecordedCells> {
  const raw: RawSession[] = [];
  const { smallestSpeed } = wanted;
  const options = openingOf(wanted);
  for (const { open, others } of sources)
    raw.push(...(await open((file) => sessionsInside(file, wanted, others), options)));
  const positions = raw.flatMap(({ path }) => [path.x, path.y]);
  const lengths = lengthsOf(wanted, positions, raw[0].unit);
  const scaled = raw.map(({ path }) => inCentimetres(path, lengths.cmPerUnit));
  const sessions = scaled.map((path) => session(path, { smallestSpeed }));
  const names = [...new Set(raw.flatMap(({ cells }) => [...cells.keys()]))];
  if (names.length === 0) {
    throw new InputError(`${sources.map(({ name }) => name).join(", ")}: there are no spikes, and so no cells`);
  }
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
    `${outside} of ${inside + outside} spikes lie outside the sessions: spikes and positions need one clock, both in seconds. Are spikes in ` +
      "milliseconds, or numbers of samples? Give --sampling-rate 1000, or as many samples a second as there are",
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
function objectsOf(raw: readonly RawSession[], { objects: places }: WantedSession): readonly Place[] {
  const objects = typeof places === "object" ? places : raw.flatMap((one) => one.objects);
  if (objects.length === 0 || objects.length === raw.length) return objects;
  throw new InputError(
    `${objects.length} places of the object for ${raw.length} sessions: give one for every session, e.g. --objects "30,35;70,60"`,
  );
}

const OBJECTS = /^objects?(_?(positions?|places?|locations?|xy))?$/i;

/** Of the samples inside of the intervals asked for, or of all. */
async function sessionsInside(file: DataFile, wanted: WantedSession, others: OtherFiles): Promise<RawSession[]> {
  const { inside } = await insideOf(file, wanted.inside, others);
  if (inside === undefined) return readSessions(file, wanted, others);
  const kept = await fileInside(file, inside);
  return readSessions({ ...kept.file, choices: [...(file.choices ?? []), ...kept.choices] }, wanted, others);
}

async function readSessions(file: DataFile, wanted: WantedSession, others: OtherFiles): Promise<RawSession[]> {
  const time = await readTime(file, wanted);
  const t = time.values;
  const { x, y, ...position } = await readPosition(file, wanted, t.length);
  if (wanted.missing === "refuse") requirePlaces(file, x, y);
  const direction = await readDirection(file, wanted, { x, y });
  const cells = await readCells(file, wanted, t, others);
  const path: Path = { t, x, y, ...(direction.radians && { headDirection: direction.radians }) };
  const objects = await readObjects(file, wanted);
  const decided = (file.choices ?? []).map(choiceLine);
  const notes = [...decided, ...time.notes, ...position.notes, ...direction.notes, ...cells.notes];
  const whole = { file: file.name, path, unit: position.unit, cells: cells.table, objects, notes };
  const parts = wanted.session === undefined ? sessionRole(file.entries, t.length) : entryNamed(file, wanted.session);
  return parts ? splitSessions(whole, await oneColumn(file, parts, "session")) : [whole];
}

/** For those who want no gaps: they are left out, and counted, by default. */
function requirePlaces(file: DataFile, x: Float64Array, y: Float64Array): void {
  const lost = x.filter((value, at) => !(Number.isFinite(value) && Number.isFinite(y[at]))).length;
  if (lost === 0) return;
  throw new InputError(
    `${file.name}: ${lost} of ${x.length} samples have no position; --missing leave-out leaves them out, as is done without the flag`,
  );
}

async function readDirection(
  file: DataFile,
  wanted: WantedSession,
  path: Pick<Path, "x" | "y">,
): Promise<{ readonly radians?: Float64Array; readonly notes: readonly string[] }> {
  if (wanted.movementDirection) {
    return { radians: movementDirection(path), notes: ["head direction: the direction of movement stands in for it"] };
  }
  const { entry, notes } = chosenDirection(file, wanted, path.x.length);
  if (!entry) return { notes };
  const values = await oneColumn(file, entry, "head direction");
  if (values.length !== path.x.length) {
    throw new InputError(`${file.name}: ${values.length} head directions for ${path.x.length} positions`);
  }
  const { period, said } = periodOf(file, entry, values, wanted);
  const radians = period === TURN ? values : values.map((value) => (value * TURN) / period);
  return { radians, notes: [...notes, ...said] };
}

const TURN = 2 * Math.PI;

/** One turn in the unit of the directions: as the user or the file says, or as name and values show. */
function periodOf(file: DataFile, entry: DataEntry, values: Float64Array, { directionUnit }: WantedSession) {
  if (directionUnit !== undefined) return { period: DIRECTION_UNITS[directionUnit], said: [] };
  const units = entry.units ?? unitInName(entry);
  if (entry.period === undefined && units === "" && maybeTurns(values)) {
    throw new InputError(
      `${file.name}: head directions "${entry.name}" run from 0 to 1: parts of a turn, or radians? Give one of\n` +
        "  --direction-unit turn\n  --direction-unit rad",
    );
  }
  const period = entry.period ?? angleOf({ path: entry.name, units, certain: true }, values)?.period ?? TURN;
  return { period, said: [`head directions are taken as ${unitCalled(period)} (otherwise --direction-unit)`] };
}

const unitCalled = (period: number): string => (period === 1 ? "turns" : period === 360 ? "degrees" : "radians");

function chosenDirection(
  file: DataFile,
  { headDirection }: WantedSession,
  samples: number,
): { readonly entry?: DataEntry; readonly notes: readonly string[] } {
  if (headDirection !== undefined) return { entry: entryNamed(file, headDirection), notes: [] };
  const found = directionRole(file.entries, samples);
  if (found.kind === "asked") throw new InputError(`${file.name}: ${found.question}`);
  if (found.kind === "found") return { entry: found.value, notes: found.choices.map(choiceLine) };
  return { notes: ["no head directions: that test is left out (--movement-direction uses the path instead)"] };
}

async function readObjects(file: DataFile, { objects }: WantedSession): Promise<Place[]> {
  if (typeof objects === "object") return [];
  const entry =
    objects === undefined ? file.entries.find((one) => OBJECTS.test(plainName(one))) : findEntry(file, objects);
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
  // samples without a number, as between epochs, belong to no session
  const changes = Array.from(number.keys()).filter((i) => i === 0 || !Object.is(number[i], number[i - 1]));
  const starts = changes.filter((i) => !Number.isNaN(number[i]));
  const back = starts.find((from) => from > 0 && path.t[from] <= path.t[from - 1]);
  if (back !== undefined) {
    throw new InputError(
      `${whole.file}: the clock goes back at sample ${back + 1}, where session ${number[back]} begins, so that spikes could belong to ` +
        "either session: let the clock run on, or give one file for every session",
    );
  }
  return starts.map((from, s) => {
    const to = changes.find((change) => change > from) ?? number.length;
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
const OWN_UNIT = "activity is a value for every sample, not spikes: maps and peaks are in its own unit, not in Hz";

function sessionNotes(sessions: readonly Session[], activity: readonly (readonly CellActivity[])[]): string[] {
  const notes: string[] = [];
  const left = sessions.reduce((sum, { leftOut }) => sum + leftOut, 0);
  if (left > 1) notes.push(`${left.toFixed(1)} s of gaps, lost positions or slow samples are left out`);
  const total = (read: (cell: CellActivity) => number) => activity.flat().reduce((sum, cell) => sum + read(cell), 0);
  const [outside, gaps] = [total(({ outside: of }) => of), total(({ inGaps }) => inGaps)];
  if (outside > 0) notes.push(`${outside} spikes lie outside the sessions and are left out`);
  if (activity.flat().some(({ spikes }) => Number.isNaN(spikes))) notes.push(OWN_UNIT);
  if (gaps > 0) notes.push(`${gaps} spikes fell into gaps of the tracking and are left out`);
  return notes;
}
