/** Which of the arrays that look like factors `measure` takes. */
import { countsTrials, type DataFile, likelyPeriod, type Roles, selectEntries } from "../../io/index.js";
import { openRecording } from "../../representation/index.js";
import type { Looking, Proposal, Turning } from "./protocols.js";
import { refusal, refusalOf, wantedOf } from "./refusal.js";

/** As many of the factors that are guessed as `measure` takes, and why not the others. */
export async function factorsTaken(
  file: DataFile,
  guess: Roles,
  looking: Looking,
): Promise<Pick<Proposal, "roles" | "leftOut">> {
  const leftOut = [...countersAmong(file, guess)];
  const counters = leftOut.map(({ name }) => name);
  for (const name of guess.factors.filter((factor) => !counters.includes(factor))) {
    const why = await refusalOf(file, { ...guess, factors: [name] }, looking);
    if (why !== undefined) leftOut.push({ name, why });
  }
  const factors = guess.factors.filter((name) => !leftOut.some((left) => left.name === name));
  const together = await togetherWith(file, { ...guess, factors }, looking);
  return {
    roles: { ...guess, factors: together.factors },
    leftOut: [...otherTables(file, guess), ...alikeAmong(guess), ...leftOut, ...together.leftOut],
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
export function otherTables(file: DataFile, { activity, factors, transpose }: Roles): Proposal["leftOut"] {
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

/** By their names and values. */
export async function anglesAmong(file: DataFile, roles: Roles, looking: Looking): Promise<readonly Turning[]> {
  const found: Turning[] = [];
  if (roles.factors.length === 0) return found;
  await refusal(async () => {
    const { factors } = await openRecording(file, await wantedOf(file, roles, looking));
    for (const { name, kind, values } of factors) {
      const period = kind === "continuous" ? likelyPeriod({ name }, Float64Array.from(values)) : undefined;
      if (period !== undefined) found.push({ name, period });
    }
  });
  return found;
}
