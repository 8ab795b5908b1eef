import { expect, test } from "vitest";
import { coin } from "../../test/cli/fixtures/coin.js";
import type { JobResult } from "../protocols.js";
import { brokenPromises, judge, seedBySeed } from "./judge.js";

const settings = coin.settings.parse({ seeds: [7, 2], tosses: 20 });
const jobs = coin.jobs(settings);
const results: JobResult[] = jobs.map((job) => ({
  job,
  values: { share: job.condition === "bent" ? 0.75 : 0.5 },
  arrays: {},
}));

test("all results: every seed, no remark", () => {
  const { complete, seeds, verdicts } = judge(coin, settings, jobs, results);
  expect({ complete, seeds }).toEqual({ complete: true, seeds: [7, 2] });
  expect(verdicts[0].met).toBe("met");
  expect(verdicts[0].notes).toBeUndefined();
});

test("a missing job: only the seeds that have every condition, and every verdict says so", () => {
  const { complete, seeds, settings: judged, results: used, verdicts } = judge(coin, settings, jobs, results.slice(1));
  expect({ complete, seeds }).toEqual({ complete: false, seeds: [2] });
  expect(judged.seeds).toEqual([2]);
  expect(used.map(({ job }) => job.id)).toEqual(["fair-seed2", "bent-seed2"]);
  expect(verdicts[0].notes).toEqual(["partial: 1 of 2 seeds"]);
});

test("no whole seed: nothing is judged", () => {
  expect(judge(coin, settings, jobs, results.slice(0, 2)).verdicts).toEqual([]);
});

test("jobs are taken seed by seed, in the order the seeds were asked for", () => {
  const order = ["fair-seed7", "bent-seed7", "fair-seed2", "bent-seed2"];
  expect(seedBySeed(jobs, settings).map(({ id }) => id)).toEqual(order);
});

test("only what is recorded as reproduced and not met is a broken promise", () => {
  const [verdict] = judge(coin, settings, jobs, results).verdicts;
  const broken = (met: typeof verdict.met, recorded: typeof coin.recorded) =>
    brokenPromises({ recorded }, [{ ...verdict, met }]).length;
  expect(broken("not met", { "coin.bent": "reproduced" })).toBe(1);
  expect(broken("met", { "coin.bent": "reproduced" })).toBe(0);
  expect(broken("not judged", { "coin.bent": "reproduced" })).toBe(0);
  expect(broken("not met", { "coin.bent": "partly" })).toBe(0);
  expect(broken("not met", {})).toBe(0);
});
