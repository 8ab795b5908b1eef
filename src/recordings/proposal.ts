/** What `inspect` proposes to type next: only what the command it names accepts, tried on the file itself. */
import { requireRoomForShifts } from "../cells/index.js";
import {
  countsTrials,
  type DataEntry,
  type DataFile,
  guessRoles,
  likelyPeriod,
  type Roles,
  selectEntries,
  spikeRoles,
} from "../io/index.js";
import { PurecellError } from "../math/errors.js";
import { given } from "../math/given.js";
import { key } from "../math/random.js";
import {
  areOfTrials,
  checkSupport,
  leavesRoom,
  lookAtTime,
  openRecording,
  pseudoPopulation,
  type Recognised,
  recogniseSeparate,
  separateTrials,
  trialMeans,
  varyingPart,
} from "../representation/index.js";
import { halfSession, hasPath } from "./halfSession.js";
import { insideOf } from "./inside.js";
import type { DataSource } from "./otherFiles.js";
import { type Prediction, predictionOf } from "./prediction.js";
import { openingOf, type Selection } from "./selection.js";
import { openSessions } from "./sessions.js";
import { usualSession } from "./wanted.js";

/** A circular factor. */
export interface Turning {
  readonly name: string;
  readonly period: number;
}

export interface Proposal {
  readonly roles: Roles;
  /** Arrays that look like factors and that `measure` refuses, each with its reason. */
  readonly leftOut: readonly { readonly name: string; readonly why: string }[];
  /** Neurons that were not recorded together: what the file looks like, and the flags with which `measure` reads it. */
  readonly separate?: Recognised;
  /** Whether the rows are bins of time, and enough of them for shifts and blocks. */
  readonly timeSeries?: boolean;
  /** Of the factors those that are angles by their names and values, and would be read as numbers on a line. */
  readonly angles?: readonly Turning[];
  /** Why `measure` would refuse what looks like activity and factors. */
  readonly measureProblem?: string;
  /** Whether `cells` can read the file as a session. */
  readonly cells: boolean;
  /** Why what looks like a session cannot be read as one without more being said. */
  readonly cellsProblem?: string;
  /** What `cells` is to take for the activity, where that is a value for every sample of a path. */
  readonly sampled?: readonly string[];
  /** What the file holds of a session, where it holds no more than that. */
  readonly half?: "spikes" | "path";
  /** Where the file holds nothing but factors. */
  readonly prediction?: Prediction;
  /** Why the file cannot be put in bins without more being said. */
  readonly binsProblem?: string;
}

/** What was asked of an open file. */
export interface Looking {
  /** Where it can be opened again, in another way. */
  readonly source: DataSource;
  readonly selection: Selection;
  /** Whether its rows are conditions already. */
  readonly ready: boolean;
  /** More factors than these are not tried one by one, for those who cannot wait; none by default. */
  readonly mostTried?: number;
}

export async function proposalFor(file: DataFile, looking: Looking): Promise<Proposal> {
  const { source, selection, ready, mostTried = Number.POSITIVE_INFINITY } = looking;
  const separate = await separateIn(file, looking);
  if (separate) return { roles: { activity: [], factors: [] }, leftOut: [], cells: false, separate };
  const guess = guessRoles(file.entries);
  const session = await sessionOf(file, looking, guess);
  if (!ready) return { roles: guess, leftOut: [], ...session, ...(await binsOf(source, selection)) };
  if (guess.activity.length === 0)
    return {
      roles: guess,
      leftOut: [],
      ...session,
      ...given({ half: halfSession(file) }),
      ...(await asFactors(file, session)),
    };
  if (guess.factors.length > mostTried) return { roles: guess, leftOut: otherTables(file, guess), ...session };
  const counters = countersAmong(file, guess);
  const leftOut: { name: string; why: string }[] = [...counters];
  for (const name of guess.factors.filter((factor) => !counters.some((counter) => counter.name === factor))) {
    const why = await refusalOf(file, { ...guess, factors: [name] }, looking);
    if (why !== undefined) leftOut.push({ name, why });
  }
  const factors = guess.factors.filter((name) => !leftOut.some((left) => left.name === name));
  const together = await togetherWith(file, { ...guess, factors }, looking);
  const roles = { ...guess, factors: together.factors };
  return {
    roles,
    leftOut: [...otherTables(file, guess), ...alikeAmong(guess), ...leftOut, ...together.leftOut],
    ...session,
    angles: await anglesAmong(file, roles, looking),
    ...(await lookAtBins(file, roles, looking)),
  };
}

/** Columns that are numbered as the activity is, of another name. */
const alikeAmong = ({ activity, alike = [] }: Roles): Proposal["leftOut"] =>
  alike.map((name) => ({
    name,
    why: `numbered as neurons are; --activity '${[...activity, ...alike].join(",")}' takes all of them`,
  }));

/** What a format says to be a factor stays one, whatever its name. */
function countersAmong(file: DataFile, { factors }: Roles): Proposal["leftOut"] {
  return file.entries
    .filter((entry) => factors.includes(entry.name) && entry.role !== "factor" && countsTrials(entry))
    .map(({ name }) => ({ name, why: `counts trials, by its name; --factors ${name} takes it all the same` }));
}

/** Tables of as many rows that may as well be the activity. */
function otherTables(file: DataFile, { activity, factors, transpose }: Roles): Proposal["leftOut"] {
  const [first] = selectEntries(file, activity);
  const conditions = first.shape[transpose ? 1 : 0];
  return file.entries
    .filter(
      ({ shape, kind, role, problem }) =>
        shape.length === 2 && kind === "numbers" && role === undefined && problem === undefined,
    )
    .filter(
      ({ name, shape: [rows, columns] }) =>
        rows === conditions && columns > 1 && ![...activity, ...factors].includes(name),
    )
    .map(({ name, shape }) => ({
      name,
      why: `a table ${shape.join(" x ")}, which --activity ${name} takes in its place`,
    }));
}

/** What `predict` would read, where the file is neither a recording nor a session. */
async function asFactors(
  file: DataFile,
  { cells, cellsProblem }: Pick<Proposal, "cells" | "cellsProblem">,
): Promise<Pick<Proposal, "prediction">> {
  let prediction: Prediction | undefined;
  if (cells || cellsProblem !== undefined) return {};
  await refusal(async () => {
    prediction = await predictionOf(file);
  });
  return given({ prediction });
}

/** What looks like neurons recorded apart, if `measure` reads it so. */
async function separateIn(file: DataFile, looking: Looking): Promise<Recognised | undefined> {
  const found = await recogniseSeparate(file);
  if (found === undefined) return undefined;
  const said = saidIn(found);
  if (said.axes && areOfTrials(said.axes)) return trialsIn(file, found, looking);
  const problem = await refusal(() => readAs(file, said));
  return problem === undefined ? found : undefined;
}

function saidIn({ flags }: Recognised) {
  const listOf = (flag: string) => flags.find(([name]) => name === flag)?.[1].split(",");
  const [unitColumn] = listOf("--unit-column") ?? [];
  return { axes: listOf("--axes"), unitColumn, activity: listOf("--activity"), factors: listOf("--factors") };
}

/** With those of the factors that `measure` takes. */
async function trialsIn(file: DataFile, found: Recognised, looking: Looking): Promise<Recognised | undefined> {
  const { axes = [], activity, factors = [] } = saidIn(found);
  const taken: string[] = [];
  await refusal(async () => {
    const table = await trialMeans(file, { axes, ...given({ activity: activity?.[0] }) });
    for (const name of factors) {
      const roles = { activity: [table.activity], factors: [...taken, name] };
      if ((await refusalOf(table.file, roles, looking)) === undefined) taken.push(name);
    }
  });
  if (taken.length === 0) return undefined;
  const flags = found.flags.filter(([name]) => name !== "--factors");
  return { ...found, flags: [...flags, ["--factors", taken.join(",")]] };
}

async function readAs(file: DataFile, said: ReturnType<typeof saidIn>): Promise<void> {
  const trials = await separateTrials(file, given(said));
  if (trials) pseudoPopulation(trials, { kinds: {}, periods: {}, key: key(0) }, file.name);
}

async function anglesAmong(file: DataFile, roles: Roles, looking: Looking): Promise<readonly Turning[]> {
  const found: Turning[] = [];
  if (roles.factors.length === 0) return found;
  await refusal(async () => {
    const { factors } = await openRecording(file, await wantedOf(file, roles, looking));
    for (const { name, kind, values } of factors) {
      const period = kind === "continuous" ? likelyPeriod({ name }, Float64Array.from(values)) : undefined;
      if (period !== undefined) found.push({ name, period: Number(period.toFixed(4)) });
    }
  });
  return found;
}

/** Bins of NWB files are held in memory, so that a look at them costs little. */
async function lookAtBins(
  file: DataFile,
  roles: Roles,
  looking: Looking,
): Promise<Pick<Proposal, "timeSeries" | "measureProblem">> {
  if (file.format !== "nwb" || roles.factors.length === 0) return {};
  let timeSeries = false;
  const measureProblem = await refusal(async () => {
    const recording = await openRecording(file, await wantedOf(file, roles, looking));
    const { representation } = varyingPart(await recording.read(), file.name);
    timeSeries =
      looking.selection.binWidth !== "trials" && leavesRoom(lookAtTime(representation), representation.conditions);
  });
  return { timeSeries, ...given({ measureProblem }) };
}

/** As many of the factors as go together: one whose rows do not fit the others' is left out. */
async function togetherWith(
  file: DataFile,
  roles: Roles,
  looking: Looking,
): Promise<Pick<Proposal, "leftOut"> & Pick<Roles, "factors">> {
  const taken: string[] = [];
  const leftOut: { name: string; why: string }[] = [];
  const all = roles.factors.length === 0 ? undefined : await refusalOf(file, roles, looking);
  if (all === undefined) return { factors: roles.factors, leftOut };
  for (const name of roles.factors) {
    const why = await refusalOf(file, { ...roles, factors: [...taken, name] }, looking);
    if (why === undefined) taken.push(name);
    else leftOut.push({ name, why });
  }
  return { factors: taken, leftOut };
}

async function sessionOf(
  file: DataFile,
  looking: Looking,
  { activity }: Roles,
): Promise<Pick<Proposal, "cells" | "cellsProblem" | "sampled">> {
  if (looksLikeSession(file.entries)) {
    const problem = await refusalOfCells(looking, undefined);
    return problem === undefined ? { cells: true } : { cells: false, cellsProblem: problem };
  }
  if (!looking.ready || activity.length === 0 || !hasPath(file.entries)) return { cells: false };
  const cells = (await refusalOfCells(looking, activity)) === undefined;
  return { cells, ...(cells && { sampled: activity }) };
}

/** Why `cells` would refuse the file, with this activity or with the spikes in it; undefined where it would not. */
function refusalOfCells(
  { source, selection }: Looking,
  activity: readonly string[] | undefined,
): Promise<string | undefined> {
  const binWidth = typeof selection.binWidth === "number" ? selection.binWidth : usualSession.binWidth;
  return refusal(async () => {
    const { sessions } = await openSessions([source], {
      ...usualSession,
      ...selection,
      binWidth,
      ...given({ activity }),
    });
    for (const { duration } of sessions) requireRoomForShifts(duration);
  });
}

/** So wide are the bins that are proposed, s. */
export const PROPOSED_BINS = 0.1;

async function binsOf(source: DataSource, selection: Selection): Promise<Pick<Proposal, "binsProblem">> {
  const options = openingOf({ ...selection, binWidth: PROPOSED_BINS });
  return given({ binsProblem: await refusal(() => source.open(async () => {}, options)) });
}

/** Why `measure` would refuse these factors; undefined where it would not. */
async function refusalOf(file: DataFile, roles: Roles, looking: Looking): Promise<string | undefined> {
  return refusal(async () => {
    const recording = await openRecording(file, await wantedOf(file, roles, looking));
    for (const factor of recording.factors) checkSupport(factor, recording.conditions);
  });
}

const wantedOf = async (
  file: DataFile,
  { activity, factors, transpose }: Roles,
  { source: { others }, selection: { inside, missing } }: Looking,
) => ({
  activity,
  factors,
  ...given({ transpose, missing }),
  ...(await insideOf(file, inside, others)),
});

async function refusal(attempt: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await attempt();
    return undefined;
  } catch (error) {
    if (error instanceof PurecellError) return error.message;
    throw error;
  }
}

const PLACES = /(^|[/_ ])(pos|positions?|xy|x|locations?|spatial_?series\w*)([_ ].*)?($|\/data$)/i;
const SPIKES = /spike/i;

/** Cheap, before anything is read: something like places, and something like spikes. */
function looksLikeSession(entries: readonly DataEntry[]): boolean {
  const named = (pattern: RegExp) => entries.some(({ name }) => pattern.test(name));
  return named(PLACES) && (named(SPIKES) || spikeRoles(entries)?.kind === "trains");
}
