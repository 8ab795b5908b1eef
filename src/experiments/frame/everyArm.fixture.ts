/** Every arm of an experiment at tiny size: it runs, is drawn and gets no verdict; without results nothing is judged or drawn. */
import { expect } from "vitest";
import type { Experiment, JobContext, JobResult } from "../../protocols.js";

export interface TinyExperiment {
  readonly experiment: Experiment;
  readonly settings: object;
  /** Conditions of the jobs, in order. */
  readonly conditions: readonly string[];
  readonly verdicts: number;
}

export async function expectEveryArm(tiny: TinyExperiment, context: () => JobContext): Promise<void> {
  const { experiment } = tiny;
  const settings = experiment.settings.parse(tiny.settings);
  const jobs = experiment.jobs(settings);
  expect(jobs.map(({ condition }) => condition)).toEqual(tiny.conditions);
  const results: JobResult[] = [];
  for (const job of jobs) {
    const result = await experiment.runJob(job, settings, context());
    results.push({ ...result, values: JSON.parse(JSON.stringify(result.values)) });
  }
  const verdicts = experiment.check(results, settings);
  expect(new Set(verdicts.map(({ id }) => id)).size).toBe(tiny.verdicts);
  expect(verdicts.every(({ met }) => met === "not judged")).toBe(true);
  const figures = experiment.figures(results, settings);
  expect(figures.length).toBeGreaterThan(1);
  for (const { svg } of figures) expect(svg).not.toMatch(/NaN/);
  const defaults = experiment.settings.parse({});
  expect(experiment.check([], defaults).every(({ met }) => met === "not judged")).toBe(true);
  expect(experiment.figures([], defaults)).toEqual([]);
}
