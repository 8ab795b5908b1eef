/** What runs have in common, and where they differ. */

import { InputError } from "../../../math/errors.js";
import { unknownName } from "../../../math/knownNames.js";
import { median } from "../../../math/statistics.js";
import { canonicalJson } from "../../../runs/canonicalJson.js";
import { readScores, type Score, type StoredRun, scoreNames } from "../../../runs/index.js";
import { type Paired, paired } from "./pairs.js";

/** A setting, the engine or the version, with its value in every run. */
export interface Difference {
  readonly name: string;
  readonly values: readonly unknown[];
}

/** One score of one arm in all runs. */
export interface ComparedScore {
  readonly condition: string;
  readonly score: string;
  /** NaN where a run has none. */
  readonly runs: readonly {
    readonly median: number;
    readonly seeds: number;
    readonly bySeed: ReadonlyMap<number, number>;
  }[];
  /** Of the second run and those after it, with the first. */
  readonly paired: readonly Paired[];
}

export interface Comparison {
  readonly runs: readonly StoredRun[];
  readonly differences: readonly Difference[];
  readonly scores: readonly ComparedScore[];
}

/** Throws InputError where runs have no score in common, UsageError where none has a score that was asked for. */
export function compareRuns(runs: readonly StoredRun[], asked: readonly string[] | undefined): Comparison {
  const scores = runs.map(({ path }) => readScores(path));
  const unjudged = runs.find((_, run) => scores[run].length === 0);
  if (unjudged) throw new InputError(`${unjudged.id} has no results yet. See: purecell show ${unjudged.id}`);
  const known = scoreNames(scores.flat());
  const unknown = asked?.find((name) => !known.includes(name));
  if (unknown !== undefined) throw unknownName("score", unknown, known);
  const isWanted = ({ score }: Score) => (asked ? asked.includes(score) : isWhole(scores, score));
  const compared = common(scores.map((one) => one.filter(isWanted)));
  if (compared.length > 0) return { runs, differences: differencesOf(runs), scores: compared };
  throw new InputError(
    `${runs.map(({ id }) => id).join(" and ")} have no score in common. Compare runs of one experiment.`,
  );
}

/** A value of its own, or the id of a verdict, rather than a part of a larger value. */
const isWhole = (scores: readonly (readonly Score[])[], score: string): boolean =>
  !score.includes(".") || scores.some((run) => run.some((one) => one.score === score && one.condition === ""));

/** Of every arm and score that is defined in two runs or more. */
function common(scores: readonly (readonly Score[])[]): ComparedScore[] {
  const byName = scores.map(byArmAndScore);
  const names = [...new Set(byName.flatMap((run) => [...run.keys()]))];
  return names
    .map((name) => byName.map((run) => run.get(name) ?? []))
    .filter((found) => found.filter((one) => one.some(({ value }) => !Number.isNaN(value))).length > 1)
    .map((found) => {
      const [{ condition, score }] = found.flat();
      return {
        condition,
        score,
        runs: found.map(summarised),
        paired: found.slice(1).map((run) => paired(found[0], run)),
      };
    });
}

function byArmAndScore(scores: readonly Score[]): ReadonlyMap<string, readonly Score[]> {
  const groups = new Map<string, Score[]>();
  for (const one of scores) {
    const name = canonicalJson([one.condition, one.score]);
    groups.set(name, [...(groups.get(name) ?? []), one]);
  }
  return groups;
}

function summarised(scores: readonly Score[]) {
  const defined = scores.map(({ value }) => value).filter((value) => !Number.isNaN(value));
  const bySeed = new Map(scores.map(({ seed, value }) => [seed, value]));
  return { median: defined.length === 0 ? Number.NaN : median(defined), seeds: defined.length, bySeed };
}

/** Engine and version first, then settings in the order of the first run that has them. */
function differencesOf(runs: readonly StoredRun[]): Difference[] {
  const settings = [...new Set(runs.flatMap(({ config }) => Object.keys(config.settings)))];
  const all: Difference[] = [
    { name: "experiment", values: runs.map(({ config }) => config.experiment) },
    { name: "version", values: runs.map(({ config }) => config.experimentVersion) },
    { name: "engine", values: runs.map(({ config }) => config.engine) },
    ...settings.map((name) => ({ name, values: runs.map(({ config }) => config.settings[name]) })),
  ];
  return all.filter(({ values }) => new Set(values.map((value) => canonicalJson(value ?? null))).size > 1);
}
