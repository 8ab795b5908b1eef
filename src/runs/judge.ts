/** What the results so far allow to be said. */
import type { Experiment, Job, JobResult, Verdict } from "../protocols.js";
import type { Settings } from "./runId.js";

/** The verdicts of a run, and what they rest on. */
export interface Judgement {
  /** Whether every job has its result. */
  readonly complete: boolean;
  /** The seeds judged: all, or where jobs are missing those that have every condition. */
  readonly seeds: readonly number[];
  /** The settings with those seeds. */
  readonly settings: Settings;
  readonly results: readonly JobResult[];
  /** Empty where no seed is whole. */
  readonly verdicts: readonly Verdict[];
}

/** Judges all results, or where jobs are missing the whole seeds among them, marking every verdict as partial. */
export function judge(
  experiment: Experiment,
  settings: Settings,
  jobs: readonly Job[],
  results: readonly JobResult[],
): Judgement {
  const seeds = wholeSeeds(jobs, results);
  if (results.length === jobs.length) {
    return { complete: true, seeds, settings, results, verdicts: experiment.check(results, settings) };
  }
  const partial = { ...settings, seeds };
  const whole = results.filter(({ job }) => seeds.includes(job.seed));
  const verdicts = seeds.length === 0 ? [] : experiment.check(whole, partial);
  const note = `partial: ${seeds.length} of ${countSeeds(jobs)} seeds`;
  return { complete: false, seeds, settings: partial, results: whole, verdicts: verdicts.map(withNote(note)) };
}

/** Seeds all of whose jobs have a result, in the order of the jobs. */
function wholeSeeds(jobs: readonly Job[], results: readonly JobResult[]): number[] {
  const done = new Set(results.map(({ job }) => job.id));
  const missing = new Set(jobs.filter(({ id }) => !done.has(id)).map(({ seed }) => seed));
  return [...new Set(jobs.map(({ seed }) => seed))].filter((seed) => !missing.has(seed));
}

const countSeeds = (jobs: readonly Job[]) => new Set(jobs.map(({ seed }) => seed)).size;

const withNote = (note: string) => (verdict: Verdict) => ({ ...verdict, notes: [...(verdict.notes ?? []), note] });

/** Jobs seed by seed, so that stopping early leaves whole seeds. */
export function seedBySeed(jobs: readonly Job[], settings: Settings): Job[] {
  const seeds = [
    ...new Set([...(Array.isArray(settings.seeds) ? settings.seeds : []), ...jobs.map(({ seed }) => seed)]),
  ];
  return [...jobs].sort((a, b) => seeds.indexOf(a.seed) - seeds.indexOf(b.seed));
}

/** Verdicts recorded as `reproduced` that are not met: what makes a command exit with 1. */
export function brokenPromises(experiment: Pick<Experiment, "recorded">, verdicts: readonly Verdict[]): Verdict[] {
  return verdicts.filter(({ id, met }) => met === "not met" && experiment.recorded[id] === "reproduced");
}
