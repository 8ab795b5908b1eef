/**
 * Which levels of a category a population tells apart. Neurons may know "a or not a" of a variable with levels a, b and c: then the
 * difference of b and c costs without end to read, and the variable that is encoded is the one in which they count as one.
 */
import type { Matrix } from "../math/matrix.js";
import { fold, type Key } from "../math/random.js";
import { listed } from "../math/words.js";
import type { Factor, Representation } from "../protocols.js";
import { withFactors } from "../representation/index.js";
import { populationMeasure } from "./corrected.js";
import { gramsRedrawn, SURE } from "./estimate.js";
import type { NeuronShares, Trials } from "./protocols.js";

/** What is known of the differences of the levels of a variable. */
export interface LevelDifferences {
  readonly variable: number;
  /** Pairs of levels that differ in the activity beyond noise. */
  readonly told: readonly Pair[];
  readonly untold: readonly Pair[];
}

type Pair = readonly [number, number];

/** Q of the population, and of neurons drawn again. */
export interface Grams {
  readonly gram: Matrix;
  readonly drawn: readonly Matrix[];
}

/**
 * By the squared difference of their tuning, summed over neurons, noise taken off: it must be above 0, and so it must be in all but
 * 2.5 % of the populations that are drawn again.
 */
export function levelDifferences(trials: Trials, variable: number, { gram, drawn }: Grams): LevelDifferences {
  const { coordinates, levels } = trials.variables[variable];
  const places = placesOf(trials, variable);
  const isTold = ([a, b]: Pair): boolean => {
    const away = coordinates.map((_, i) => places[a][i] - places[b][i]);
    const squared = (q: Matrix) =>
      coordinates.reduce(
        (sum, row, i) =>
          sum + coordinates.reduce((s, column, j) => s + away[i] * q.data[row * q.columns + column] * away[j], 0),
        0,
      );
    return squared(gram) > 0 && drawn.filter((q) => !(squared(q) > 0)).length <= (1 - SURE) * drawn.length;
  };
  const pairs = Array.from({ length: levels.levels }, (_, a) =>
    Array.from({ length: a }, (__, b): Pair => [b, a]),
  ).flat();
  return { variable, told: pairs.filter(isTold), untold: pairs.filter((pair) => !isTold(pair)) };
}

/** Coordinates of every level [levels][coordinates of the variable] */
function placesOf({ variables, coordinates, cells, counts }: Trials, variable: number): number[][] {
  const own = variables[variable].coordinates;
  const places: number[][] = Array.from({ length: variables[variable].levels.levels }, () => []);
  for (let t = 0; t < counts.length; t++) {
    const level = cells[t * variables.length + variable];
    if (places[level].length === 0) places[level] = own.map((i) => coordinates.data[t * coordinates.columns + i]);
  }
  return places;
}

/** Draws that tell whether levels differ. */
const DRAWS = 200;

export interface Joined {
  readonly representation: Representation;
  readonly notes: readonly string[];
}

/** With levels that are not told apart as one, where that is a matter of yes or no; undefined where nothing is to be joined. */
export function joinLevels(
  representation: Representation,
  trials: Trials,
  shares: NeuronShares,
  key: Key,
): Joined | undefined {
  const isOpen = trials.variables.map(({ kind, levels }) => kind === "categorical" && levels.levels > 2);
  if (!isOpen.includes(true)) return undefined;
  const grams = { gram: populationMeasure(shares).gram, drawn: gramsRedrawn(shares, DRAWS, fold(key, "levels")) };
  const notes: string[] = [];
  const factors = representation.factors.map((factor, v) => {
    const groups = isOpen[v]
      ? groupsOf(levelDifferences(trials, v, grams), trials.variables[v].levels.levels)
      : undefined;
    if (groups === undefined) return factor;
    const numbers = groups.map((group) => group.map((level) => trials.variables[v].values[level]));
    const names = numbers.map((group) => group.map((number) => factor.levels?.[number] ?? String(number)));
    notes.push(wordsOf(factor.name, names));
    return joinedFactor(factor, numbers, names);
  });
  return notes.length === 0 ? undefined : { representation: withFactors(representation, factors), notes };
}

/** Levels by what they are told from; undefined where all are, where none is, and where likeness does not carry over. */
function groupsOf({ told, untold }: LevelDifferences, count: number): number[][] | undefined {
  if (told.length === 0 || untold.length === 0) return undefined;
  const alike = (a: number, b: number) =>
    a === b || untold.some(([x, y]) => (x === a && y === b) || (x === b && y === a));
  const levels = Array.from({ length: count }, (_, level) => level);
  const groups: number[][] = [];
  for (const level of levels) {
    const own = groups.find((group) => alike(group[0], level));
    if (own === undefined) groups.push([level]);
    else own.push(level);
  }
  const isOne = (group: readonly number[]) =>
    levels.every((other) => group.every((level) => alike(level, other) === group.includes(other)));
  return groups.every(isOne) ? groups : undefined;
}

/** Names of the levels of every group. */
type Names = readonly (readonly string[])[];

function joinedFactor(factor: Factor, groups: readonly (readonly number[])[], names: Names): Factor {
  return {
    ...factor,
    values: factor.values.map((value) => groups.findIndex((group) => group.includes(value))),
    levels: names.map((group) => group.join("/")),
  };
}

function wordsOf(name: string, names: Names): string {
  const joined = names.filter((group) => group.length > 1).map((group) => group.join(" from "));
  return (
    `${name}: this population does not tell ${listed(joined)}, which count as one level from here on; what it tells apart is ` +
    `${listed(names.map((group) => group.join("/")))} (--keep-levels leaves them as they are)`
  );
}

/** What is true of a category that is not encoded as a whole; undefined where nothing of it is. */
export function encodedInPart(trials: Trials, variable: number, grams: Grams): string | undefined {
  const { name, kind, levels, levelNames, coordinates } = trials.variables[variable];
  if (kind !== "categorical" || levels.levels < 3) return undefined;
  const { told, untold } = levelDifferences(trials, variable, grams);
  if (told.length === 0) return undefined;
  const nameOf = (level: number) => levelNames?.[level] ?? String(level);
  if (untold.length === 0)
    return (
      `${name} encoded in part: its levels differ, but along fewer than the ${coordinates.length} directions that they need to be read one ` +
      `by one; if they are steps of one quantity, --kinds ${name}=continuous`
    );
  const pairs = untold.map(([a, b]) => `${nameOf(a)} from ${nameOf(b)}`);
  return `${name} encoded in part: this population does not tell ${listed(pairs)}, beside levels that it tells apart`;
}
