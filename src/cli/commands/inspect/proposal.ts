/** What `inspect` proposes to type next: only what the command it names accepts, tried on the file itself. */
import { type DataEntry, type DataFile, guessRoles, type Roles } from "../../../io/index.js";
import { PurecellError } from "../../../math/errors.js";
import { key } from "../../../math/random.js";
import {
  checkSupport,
  openRecording,
  pseudoPopulation,
  type Recognised,
  recogniseSeparate,
  separateTrials,
} from "../../../representation/index.js";
import { given } from "../../flags/flag.js";
import { openSessions } from "../../sessions/recordedSessions.js";
import { usualSession } from "../../sessions/wanted.js";

export interface Proposal {
  readonly roles: Roles;
  /** Arrays that look like factors and that `measure` refuses, each with its reason. */
  readonly leftOut: readonly { readonly name: string; readonly why: string }[];
  /** Neurons that were not recorded together: what the file looks like, and the flags with which `measure` reads it. */
  readonly separate?: Recognised;
  /** Whether `cells` can read the file as a session. */
  readonly cells: boolean;
}

/** `ready` where the rows of the file are conditions already. */
export async function proposalFor(file: DataFile, path: string, ready: boolean): Promise<Proposal> {
  const separate = await separateIn(file);
  if (separate) return { roles: { activity: [], factors: [] }, leftOut: [], cells: false, separate };
  const guess = guessRoles(file.entries);
  const cells = looksLikeSession(file.entries) && (await accepts(() => openSessions([path], usualSession)));
  if (!ready || guess.activity.length === 0) return { roles: guess, leftOut: [], cells };
  const refusals = await Promise.all(guess.factors.map((name) => refusalOf(file, guess.activity, name)));
  const leftOut = guess.factors.flatMap((name, at) =>
    refusals[at] === undefined ? [] : [{ name, why: refusals[at] }],
  );
  return { roles: { ...guess, factors: guess.factors.filter((_, at) => refusals[at] === undefined) }, leftOut, cells };
}

/** What looks like neurons recorded apart, if `measure` reads it so. */
async function separateIn(file: DataFile): Promise<Recognised | undefined> {
  const found = await recogniseSeparate(file);
  const isRead = found && (await accepts(() => readAs(file, found)));
  return isRead ? found : undefined;
}

async function readAs(file: DataFile, { flags }: Recognised): Promise<void> {
  const listOf = (flag: string) => flags.find(([name]) => name === flag)?.[1].split(",");
  const [unitColumn] = listOf("--unit-column") ?? [];
  const said = { axes: listOf("--axes"), unitColumn, activity: listOf("--activity"), factors: listOf("--factors") };
  const trials = await separateTrials(file, given(said));
  if (trials) pseudoPopulation(trials, { kinds: {}, periods: {}, key: key(0) }, file.name);
}

/** Why `measure` would refuse this factor; undefined where it would not. */
async function refusalOf(file: DataFile, activity: readonly string[], name: string): Promise<string | undefined> {
  return refusal(async () => {
    const { factors, conditions } = await openRecording(file, { activity, factors: [name] });
    for (const factor of factors) checkSupport(factor, conditions);
  });
}

async function refusal(attempt: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await attempt();
    return undefined;
  } catch (error) {
    if (error instanceof PurecellError) return error.message;
    throw error;
  }
}

const accepts = async (attempt: () => Promise<unknown>): Promise<boolean> => (await refusal(attempt)) === undefined;

const PLACES = /(^|[/_ ])(pos|positions?|xy|x|locations?|spatial_?series\w*)$/i;
const SPIKES = /spike/i;

/** Cheap, before anything is read: something like places, and something like spikes. */
const looksLikeSession = (entries: readonly DataEntry[]): boolean =>
  [PLACES, SPIKES].every((pattern) => entries.some(({ name }) => pattern.test(name)));
