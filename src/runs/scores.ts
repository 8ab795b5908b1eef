/** The numbers of a run, one a row: those that its jobs measured, and the per-seed values that its verdicts rest on. */
import type { Json, Verdict } from "../protocols.js";
import { isRecord } from "./canonicalJson.js";

/** One number of one job or verdict. */
export interface Score {
  /** Arm of the experiment; empty where the number is a verdict's, which compares arms. */
  readonly condition: string;
  readonly seed: number;
  /** Name of the value, with dots where it lies deeper ("energies.objective"); for a verdict its id. */
  readonly score: string;
  /** NaN where it is undefined. */
  readonly value: number;
}

/** A job as `results.json` keeps it. */
export interface MeasuredJob {
  readonly condition: string;
  readonly seed: number;
  readonly values: Readonly<Record<string, Json>>;
}

/** Numbers at the top and inside objects; lists are left out, since their items have no names. */
export const scoresOfJobs = (jobs: readonly MeasuredJob[]): Score[] =>
  jobs.flatMap(({ condition, seed, values }) =>
    numbersIn(values).map(([score, value]) => ({ condition, seed, score, value })),
  );

function numbersIn(values: Readonly<Record<string, unknown>>, above = ""): (readonly [string, number])[] {
  return Object.entries(values).flatMap(([name, value]): (readonly [string, number])[] => {
    if (typeof value === "number") return [[above + name, value]];
    if (value === null) return [[above + name, Number.NaN]];
    return isRecord(value) ? numbersIn(value, `${above}${name}.`) : [];
  });
}

/** Of verdicts that say what they found seed by seed. */
export const scoresOfVerdicts = (verdicts: readonly Verdict[]): Score[] =>
  verdicts.flatMap(({ id, values = [] }) =>
    values.flatMap(({ label, value }) => {
      const seed = /^seed (\d+)$/.exec(label)?.[1];
      return seed === undefined ? [] : [{ condition: "", seed: Number(seed), score: id, value }];
    }),
  );

/** Names of scores in the order in which they first come. */
export const scoreNames = (scores: readonly Score[]): string[] => [...new Set(scores.map(({ score }) => score))];

/** What to look at first where nothing was asked for: the purity of single neurons, else the first number at the top, else the first. */
export function leadingScore(scores: readonly Score[]): string | undefined {
  const names = scoreNames(scores);
  return names.find((name) => name === "mir") ?? names.find((name) => !name.includes(".")) ?? names[0];
}
