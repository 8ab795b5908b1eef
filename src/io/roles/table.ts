/** Which of a file's arrays is likely the activity and which are likely the factors: by role, name and shape, never by value. */
import { rowLength } from "../entries.js";
import type { DataEntry } from "../protocols.js";

/** Names or patterns, as `selectEntries` takes them. */
export interface Roles {
  readonly activity: readonly string[];
  readonly factors: readonly string[];
}

const ACTIVITY =
  /^(activity|activations?|(firing_?)?rates?|spikes?|(spike_?)?counts?|responses?|d_?f_?f|dff|fluorescence|traces?|neurons?|units?|cells?|codes?|latents?|hidden|embeddings?|representations?|x)$/i;
const FACTORS =
  /^(factors?|labels?|targets?|behaviou?rs?|states?|variables?|conditions?|stimul(us|i)|latents?_(values|classes)|y)$/i;
const TIME = /^(t|times?|time_?stamps?|frames?|index|rows?|samples?|unnamed:? ?0|__index_level_0__)$/i;
const DESCRIPTION = /^(factor_(names|kinds|periods|levels_\d+)|unit_names|schema_version|metadata)$/i;
const NUMBERED = /^(.*?(?:unit|neuron|cell|roi|channel|hidden|code|latent|[nuc])[ _-]?)\d+$/i;

/** At most so many columns make a factor table of an array that says nothing of itself. */
const FEW_COLUMNS = 12;

const lastName = ({ name }: DataEntry): string => name.slice(name.lastIndexOf("/") + 1);
const isTable = ({ shape }: DataEntry): boolean => shape.length === 2;
const isNumeric = ({ kind }: DataEntry): boolean => kind === "numbers" || kind === "booleans";
const size = ({ shape }: DataEntry): number => shape.reduce((product, length) => product * length, 1);

/** Empty lists where there is nothing to go by. */
export function guessRoles(entries: readonly DataEntry[]): Roles {
  const usable = entries.filter((entry) => entry.problem === undefined && entry.shape.length > 0 && !isAside(entry));
  const activity = guessActivity(usable);
  const [first] = activity;
  if (!first) return { activity: [], factors: [] };
  const chosen = new Set(activity);
  const others = usable.filter((entry) => !chosen.has(entry) && entry.shape[0] === first.shape[0]);
  return { activity: namesOrPattern(activity, entries), factors: guessFactors(others).map(({ name }) => name) };
}

const isAside = (entry: DataEntry): boolean =>
  entry.role === "time" ||
  entry.role === "raw" ||
  entry.role === "description" ||
  DESCRIPTION.test(lastName(entry)) ||
  TIME.test(lastName(entry));

function guessActivity(entries: readonly DataEntry[]): readonly DataEntry[] {
  const numeric = entries.filter((entry) => isNumeric(entry) && entry.role !== "factor");
  const said = numeric.find(({ role }) => role === "activity");
  const named = numeric.find((entry) => isTable(entry) && ACTIVITY.test(lastName(entry)));
  const found = said ?? named;
  if (found) return [found];
  const numbered = mostNumbered(numeric);
  if (numbered.length > 1) return numbered;
  const tables = numeric.filter(
    (entry) => isTable(entry) && rowLength(entry.shape) > 1 && !FACTORS.test(lastName(entry)),
  );
  return tables.sort((a, b) => size(b) - size(a)).slice(0, 1);
}

/** The largest family of columns such as unit_1, unit_2, ... */
function mostNumbered(entries: readonly DataEntry[]): readonly DataEntry[] {
  const families = new Map<string, DataEntry[]>();
  for (const entry of entries) {
    const [, stem] = NUMBERED.exec(entry.name) ?? [];
    if (stem === undefined || entry.shape.length !== 1) continue;
    const family = families.get(stem) ?? [];
    family.push(entry);
    families.set(stem, family);
  }
  return [...families.values()].reduce<readonly DataEntry[]>(
    (most, family) => (family.length > most.length ? family : most),
    [],
  );
}

/** A pattern for a family, where it fits nothing else. */
function namesOrPattern(chosen: readonly DataEntry[], all: readonly DataEntry[]): readonly string[] {
  const [, stem] = NUMBERED.exec(chosen[0].name) ?? [];
  const fitting =
    stem === undefined ? [] : all.filter(({ name, problem }) => name.startsWith(stem) && problem === undefined);
  return chosen.length > 1 && fitting.length === chosen.length ? [`${stem}*`] : chosen.map(({ name }) => name);
}

function guessFactors(entries: readonly DataEntry[]): readonly DataEntry[] {
  const said = entries.filter(({ role }) => role === "factor");
  if (said.length > 0) return said;
  const named = entries.filter((entry) => FACTORS.test(lastName(entry)) && entry.shape.length <= 2);
  if (named.length > 0) return named;
  return entries.filter(({ shape }) => shape.length === 1 || (shape.length === 2 && rowLength(shape) <= FEW_COLUMNS));
}
