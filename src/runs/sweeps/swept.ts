/** Runs of a sweep with their verdicts and scores, wherever they were read. */
import { median } from "../../math/statistics.js";
import type { Met, Verdict } from "../../protocols.js";
import type { RunStatus } from "../runRequest.node.js";
import type { Score } from "../scores.js";

/** One run of the sweep. */
export interface SweptRun {
  readonly id: string;
  readonly path: string;
  readonly varied: Readonly<Record<string, unknown>>;
  /** "not started" where the sweep was stopped before it. */
  readonly status: RunStatus | "not started";
  readonly seeds: readonly number[];
  readonly verdicts: readonly Verdict[];
  readonly scores: readonly Score[];
}

export interface Swept {
  readonly axes: readonly string[];
  readonly runs: readonly SweptRun[];
  /** What the summary shows; undefined where nothing was measured. */
  readonly score: string | undefined;
  /** All scores that could be shown. */
  readonly known: readonly string[];
}

/** Over the seeds of one arm of one run. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly greatest: number;
  readonly seeds: number;
}

/** NaN where the arm has no such score. Seeds whose score is undefined are not counted. */
export function spreadOf({ scores }: Pick<SweptRun, "scores">, score: string | undefined, condition: string): Spread {
  const values = scores
    .filter((one) => one.score === score && one.condition === condition)
    .map(({ value }) => value)
    .filter((value) => !Number.isNaN(value));
  if (values.length === 0) return { median: Number.NaN, least: Number.NaN, greatest: Number.NaN, seeds: 0 };
  return { median: median(values), least: Math.min(...values), greatest: Math.max(...values), seeds: values.length };
}

/** Arms that have the score, in the order of the jobs. */
export const conditionsWith = ({ runs }: Swept, score: string | undefined): string[] => [
  ...new Set(
    runs.flatMap(({ scores }) => scores.filter((one) => one.score === score).map(({ condition }) => condition)),
  ),
];

/** Ids of all verdicts, in the order in which they first come. */
export const verdictIds = ({ runs }: Swept): string[] => [
  ...new Set(runs.flatMap(({ verdicts }) => verdicts.map(({ id }) => id))),
];

export const metOf = ({ verdicts }: SweptRun, id: string): Met | undefined =>
  verdicts.find((verdict) => verdict.id === id)?.met;

export const valueText = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

export const scoreTitle = ({ score }: Pick<Swept, "score">, condition: string): string =>
  condition === "" ? `${score}` : `${score} (${condition})`;
