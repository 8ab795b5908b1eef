/**
 * Which of a file's arrays is likely the activity and which are likely the factors: by what the format knows, names and lengths, never
 * by value. What is known to be something else (time stamps, spikes and what is as long as their list, places) is no activity.
 */
import { rowLength } from "../entries.js";
import type { DataEntry } from "../protocols.js";
import { alikeFamilies, numberedFamilies, wordIn } from "./families.js";
import { isCounter, lastName, plainName } from "./names.js";
import { positionRole, timeRole } from "./session.js";
import { isList } from "./shapes.js";
import { spikeRoles } from "./spikes.js";

/** Names or patterns, as `selectEntries` takes them. */
export interface Roles {
  readonly activity: readonly string[];
  readonly factors: readonly string[];
  /** Other columns that are numbered as neurons are: neither activity nor factors unless someone says so. */
  readonly alike?: readonly string[];
  /** Where the activity is stored as [units x conditions]. */
  readonly transpose?: true;
}

const ACTIVITY =
  /^(\w+_)?(activity|activities|activations?|(firing_?)?rates?|spikes?|(spike_?)?counts?|responses?|d_?f_?f|dff|fluorescence|traces?|neurons?|units?|cells?|codes?|latents?|hidden|embeddings?|representations?|x)(_?(matrix|data|array|table))?$/i;
const FACTORS =
  /^(factors?|labels?|targets?|behaviou?rs?|states?|variables?|conditions?|stimul(us|i)|latents?_(values|classes)|y)$/i;
const TIME = /^(t|times?|time_?stamps?|frames?|index|rows?|samples?|unnamed:? ?0|__index_level_0__)$/i;
const DESCRIPTION = /^(factor_(names|kinds|periods|levels_\d+)|unit_names|schema_version|metadata)$/i;
/** Never activity by their size alone. */
const PLACES = /(^|_)(positions?|coordinates?|coords|locations?|xy)$/;
/** At most so many columns make a factor table of an array that says nothing of itself. */
const FEW_COLUMNS = 12;

/** Whether the name says that it counts trials or rows. */
export const countsTrials = (entry: DataEntry): boolean =>
  entry.kind === "numbers" && isList(entry) && isCounter(entry.name);

/** Whether the format knows a table to be activity, or its name says it is. */
export const isNamedActivity = (entry: DataEntry): boolean =>
  isNumeric(entry) &&
  isTable(entry) &&
  (entry.role === "activity" || entry.role === "signal" || ACTIVITY.test(lastName(entry)));

const isTable = ({ shape }: DataEntry): boolean => shape.length === 2;
const isNumeric = ({ kind }: DataEntry): boolean => kind === "numbers" || kind === "booleans";
const size = ({ shape }: DataEntry): number => shape.reduce((product, length) => product * length, 1);

/** Empty lists where there is nothing to go by. */
export function guessRoles(entries: readonly DataEntry[]): Roles {
  const spikes = entriesOfSpikes(entries);
  const usable = entries.filter(
    (entry) => entry.problem === undefined && entry.shape.length > 0 && !isAside(entry) && !spikes.has(entry),
  );
  const places = entriesOfPlaces(entries);
  const activity = guessActivity(usable.filter((entry) => !places.has(entry)));
  const [first] = activity;
  if (!first) return { activity: [], factors: [] };
  const chosen = new Set(activity);
  const others = usable.filter((entry) => !chosen.has(entry));
  const transpose = activity.length === 1 && isTurned(first, others);
  const [units = 1, conditions] = transpose ? first.shape : [rowLength(first.shape), first.shape[0]];
  const besides = others.filter(
    (entry) => hasConditions(entry, conditions) && !(describesUnits(entry) && conditions !== units),
  );
  const alike = first.shape.length === 1 ? alikeFamilies(others) : [];
  const isAlike = (entry: DataEntry) => alike.some((family) => family.includes(entry));
  const isSignal = ({ shape, role }: DataEntry) =>
    role === "signal" || (units > 2 && shape.length === 2 && String(shape) === String(first.shape));
  const free = besides.filter((entry) => !isSignal(entry) && !isAlike(entry));
  const factors = guessFactors(free).map(({ name }) => name);
  return {
    activity: namesOrPattern(activity, entries),
    factors,
    ...(alike.length > 0 && { alike: alike.flatMap((family) => namesOrPattern(family, entries)) }),
    ...(transpose && { transpose: true }),
  };
}

/** Of one list of times of spikes, it and all that is as long; lists of times of cells. */
function entriesOfSpikes(entries: readonly DataEntry[]): ReadonlySet<DataEntry> {
  const roles = spikeRoles(entries);
  if (roles?.kind === "trains") return new Set(roles.trains);
  const times = roles?.times;
  return new Set(times ? entries.filter(({ shape }) => shape[0] === times.shape[0]) : []);
}

function entriesOfPlaces(entries: readonly DataEntry[]): ReadonlySet<DataEntry> {
  const time = timeRole(entries);
  const found = time ? positionRole(entries, time.shape[0]) : undefined;
  return new Set(found?.kind === "found" ? found.value.entries : []);
}

const DESCRIBES_UNITS =
  /^(cells?|units?|neurons?|rois?|electrodes?|channels?|clusters?)_|_(of_)?(cells?|units?|neurons?|rois?)$/;
const describesUnits = (entry: DataEntry): boolean => DESCRIBES_UNITS.test(plainName(entry));

/** Whether more of the other arrays have as many rows as the table has columns than have as many as it has rows. */
function isTurned({ shape, role }: DataEntry, others: readonly DataEntry[]): boolean {
  const [rows, columns] = shape;
  if (shape.length !== 2 || rows === columns || role === "activity" || role === "signal") return false;
  const evidence = (conditions: number, units: number) =>
    others.filter((entry) => entry.shape[0] === (describesUnits(entry) ? units : conditions) && entry.shape.length <= 2)
      .length;
  return evidence(columns, rows) > evidence(rows, columns);
}

const hasConditions = ({ shape }: DataEntry, conditions: number): boolean =>
  shape[0] === conditions || (shape.length === 2 && shape[1] === conditions && shape[0] <= FEW_COLUMNS);

const isAside = (entry: DataEntry): boolean =>
  entry.role === "time" ||
  entry.role === "raw" ||
  entry.role === "description" ||
  DESCRIPTION.test(lastName(entry)) ||
  TIME.test(lastName(entry));

function guessActivity(entries: readonly DataEntry[]): readonly DataEntry[] {
  const numeric = entries.filter((entry) => isNumeric(entry) && entry.role !== "factor");
  const said = numeric.find(({ role }) => role === "activity") ?? numeric.find(({ role }) => role === "signal");
  const named = numeric.find((entry) => isTable(entry) && ACTIVITY.test(lastName(entry)));
  const found = said ?? named;
  if (found) return [found];
  const [numbered] = numberedFamilies(entries);
  if (numbered) return numbered;
  const tables = numeric.filter(
    (entry) =>
      isTable(entry) && rowLength(entry.shape) > 1 && !FACTORS.test(lastName(entry)) && !PLACES.test(plainName(entry)),
  );
  return tables.sort((a, b) => size(b) - size(a)).slice(0, 1);
}

/** A pattern for a family, where it fits nothing else. */
function namesOrPattern(chosen: readonly DataEntry[], all: readonly DataEntry[]): readonly string[] {
  const word = wordIn(chosen[0]);
  const readable = all.filter(({ problem }) => problem === undefined);
  const fits = (test: (name: string) => boolean) => readable.filter(({ name }) => test(name)).length === chosen.length;
  if (chosen.length < 2 || word === undefined) return chosen.map(({ name }) => name);
  const leads = chosen.every(({ name }) => name.startsWith(word));
  if (leads && fits((name) => name.startsWith(word))) return [`${word}*`];
  if (!leads && fits((name) => name.includes(word))) return [`*${word}*`];
  return chosen.map(({ name }) => name);
}

function guessFactors(entries: readonly DataEntry[]): readonly DataEntry[] {
  const said = entries.filter(({ role }) => role === "factor");
  if (said.length > 0) return said;
  const named = entries.filter((entry) => FACTORS.test(lastName(entry)) && entry.shape.length <= 2);
  // A single column called "stimulus" or "y" is one factor among the others.
  if (named.some((entry) => !isList(entry))) return named;
  return entries.filter(({ shape }) => shape.length === 1 || (shape.length === 2 && Math.min(...shape) <= FEW_COLUMNS));
}
