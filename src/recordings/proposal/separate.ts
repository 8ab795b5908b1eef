/** Neurons that were not recorded together, and arrays of trials: with flags that `measure` takes. */
import type { DataFile } from "../../io/index.js";
import { given } from "../../math/given.js";
import { key } from "../../math/random.js";
import {
  areOfTrials,
  pseudoPopulation,
  type Recognised,
  recogniseSeparate,
  separateTrials,
  trialMeans,
} from "../../representation/index.js";
import type { Looking } from "./protocols.js";
import { refusal, refusalOf } from "./refusal.js";
import { looksLikeSession } from "./session.js";

/** What looks like neurons recorded apart, if `measure` reads it so. */
export async function separateIn(file: DataFile, looking: Looking): Promise<Recognised | undefined> {
  const found = await recogniseSeparate(file);
  if (found === undefined) return undefined;
  const said = saidIn(found);
  if (said.axes && areOfTrials(said.axes)) {
    const isOther = file.format === "nwb" || looksLikeSession(file.entries);
    return isOther ? undefined : trialsIn(file, found, looking);
  }
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
