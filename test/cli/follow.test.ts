/** How far runs are, told from their files alone; and judging what others have computed. */
import { existsSync, mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findShown } from "../../src/cli/commands/show/shown.js";
import { lineOf, Watch } from "../../src/cli/commands/show/watch.js";
import { readMetrics } from "../../src/runs/metricsLog.node.js";
import { onlyRun, start, until } from "./fixtures/child.js";
import { compiledIn } from "./fixtures/compiled.js";
import { tossing } from "./fixtures/inProcess.js";

let runs: string;
beforeEach(() => {
  runs = mkdtempSync(join(tmpdir(), "purecell-"));
});
afterEach(() => rmSync(runs, { recursive: true }));

const place = compiledIn();

/** Of the run that is under way. */
const reports = () => readMetrics(join(onlyRun(runs) ?? runs, "metrics.jsonl")).length;

test("a run that is computed elsewhere is followed to its verdicts", async () => {
  const slow = start(place.main, ["run", "coin", "--set", "pause=100", "--jobs", "2", "--runs", runs], {
    cwd: place.cwd,
  });
  await until(() => existsSync(join(onlyRun(runs) ?? runs, "jobs")) && reports() > 1);
  const during = JSON.parse((await tossing("show", "coin", "--runs", runs, "--json")).out);
  expect(during).toMatchObject({ complete: false, jobs: 4 });
  expect(during.running.length + during.jobsDone).toBeGreaterThan(0);
  const { code, out } = await tossing("show", "coin", "--runs", runs, "--follow");
  expect([code, out]).toEqual([0, expect.stringMatching(/^coin-\w+ {2}complete, 4 jobs done/)]);
  expect((await slow.ended).code).toBe(0);
});

test("sweeps are shown with all their runs", async () => {
  await tossing("sweep", "coin", "--vary", "bias=0.2,0.8", "--runs", runs);
  const { out } = await tossing("show", "sweep-coin", "--runs", runs, "--follow");
  expect(out).toMatch(/^sweep {2}sweep-coin-\w+ {2}8 of 8 jobs, judged\n/);
  expect(out).toMatch(/bias=0\.8 +complete +1 of 1 claim met/);
  const told = JSON.parse((await tossing("show", "sweep-coin", "--runs", runs, "--json")).out);
  expect(told).toMatchObject({
    kind: "sweep",
    jobs: 8,
    jobsDone: 8,
    runs: [{ varied: { bias: 0.2 } }, { complete: true }],
  });
});

test("a sweep is over when its report is written, and not by the report of an earlier time", async () => {
  await tossing("sweep", "coin", "--vary", "bias=0.2,0.8", "--runs", runs);
  const shown = await findShown(runs, "sweep-coin", async () => undefined);
  const report = join(shown.path, "report.html");
  const look = () => {
    const seen = new Watch(shown).look(Date.now());
    return [seen.isJudged, seen.isOver, lineOf(shown, seen)];
  };
  expect(look()).toEqual([true, true, expect.stringMatching(/, judged$/)]);
  const waiting = [true, false, expect.stringMatching(/, judged, its report is still to be written$/)];
  const { mtimeMs } = statSync(join(shown.path, "sweep.json"));
  utimesSync(report, new Date(mtimeMs - 1000), new Date(mtimeMs - 1000));
  expect(look()).toEqual(waiting);
  rmSync(report);
  expect(look()).toEqual(waiting);
  const following = tossing("show", "sweep-coin", "--runs", runs, "--follow");
  setTimeout(() => writeFileSync(report, "<!doctype html>"), 100);
  expect((await following).out).toContain("report.html");
});

test("--on files computes nothing and judges the whole seeds that are there", async () => {
  await tossing("run", "coin", "--seeds", "2", "--runs", runs);
  const { code, out, err } = await tossing("run", "coin", "--seeds", "3", "--runs", runs, "--on", "files", "--json");
  expect([code, JSON.parse(out).seeds]).toEqual([0, [0, 1]]);
  expect(JSON.parse(out).verdicts[0].notes).toEqual(["partial: 2 of 3 seeds"]);
  expect(err).toContain("2 jobs have no result yet");
});

test.each([
  [["--partition", "cpu"], "--partition is for Slurm; add --on slurm"],
  [["--options", "--gres=gpu:1"], "--options is for Slurm; add --on slurm"],
  [["--workers", "2", "--jobs", "3"], "--workers and --jobs mean the same"],
  [["--on", "slurm", "--workers", "2", "--throttle", "3"], "--workers and --throttle mean the same"],
  [["--on", "slrum"], 'Did you mean "slurm"?'],
])("%j is refused", async (args, words) => {
  const said = await tossing("run", "coin", "--runs", runs, ...args);
  expect([said.code, said.err]).toEqual([2, expect.stringContaining(words)]);
});
