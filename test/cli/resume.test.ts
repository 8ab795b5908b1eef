import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { beforeAll, describe, expect, test } from "vitest";
import { key, uniform } from "../../src/math/random.js";
import { type Child, computed, jobFiles, start, until } from "./fixtures/child.js";
import { compiledIn } from "./fixtures/compiled.js";
import { FACTOR, ownExperiment } from "./fixtures/ownModule.js";

const TOSSING = ["run", "coin", "--set", "pause=12", "--jobs", "2"];

const place = compiledIn();

const toss = (runs: string): Child => start(place.main, [...TOSSING, "--runs", runs], { cwd: place.cwd });
const reproduceOver = (coins: string, runs: string, ...more: string[]): Child =>
  start(place.main, ["reproduce", "--jobs", "2", "--json", "--runs", runs, ...more], {
    cwd: place.cwd,
    env: { COINS: coins },
  });
const files = (runs: string) => computed(join(place.cwd, runs));

/** How often each job reported its fifth toss, in all sessions: twice where a job began again from nothing. */
function fifthTosses(runs: string, jobs: readonly string[]): number[] {
  const [run] = readdirSync(join(place.cwd, runs));
  const lines = readFileSync(join(place.cwd, runs, run, "metrics.jsonl"), "utf8").split("\n");
  return jobs.map((job) => lines.filter((line) => line.includes(`"job":"${job}","done":5,`)).length);
}

const checkpointed = (runs: string) => () => jobFiles(join(place.cwd, runs), ".checkpoint.safetensors").length > 0;

test("a user's own module: its jobs run in threads of their own, and not once it has changed", async () => {
  const module = join(dirname(place.main), "mine.js");
  writeFileSync(join(dirname(place.main), "factor.js"), FACTOR);
  writeFileSync(module, ownExperiment(["factor * amount", '(await import("node:worker_threads")).threadId * amount']));
  const run = (...more: string[]) =>
    start(place.main, ["run", module, "--jobs", "2", "--json", "--runs", "own", ...more], { cwd: place.cwd }).ended;
  const [outcome] = [JSON.parse((await run()).out)];
  expect(outcome.verdicts[0]).toMatchObject({ met: "met", measured: expect.stringMatching(/^0, [24]$/) });
  writeFileSync(module, ownExperiment());
  const { code, err } = await run();
  expect([code, err]).toEqual([2, expect.stringContaining("Add --force")]);
  expect(JSON.parse((await run("--force")).out).verdicts[0].measured).toBe("0, 6");
});

describe("coins", () => {
  beforeAll(async () => {
    expect((await toss("whole").ended).code).toBe(0);
  });

  test("SIGKILL at random moments, then the same command: the same bytes", async () => {
    for (const moment of uniform(key(2022), 6)) {
      const child = toss("killed");
      await wait(250 + 450 * moment);
      child.kill("SIGKILL");
      const { code, signal } = await child.ended;
      expect(signal === "SIGKILL" || code === 0).toBe(true);
    }
    expect((await toss("killed").ended).code).toBe(0);
    expect(files("killed")).toEqual(files("whole"));
  });

  test("SIGKILL after a checkpoint: the same bytes", async () => {
    const child = toss("once");
    await until(checkpointed("once"));
    child.kill("SIGKILL");
    expect((await child.ended).signal).toBe("SIGKILL");
    expect((await toss("once").ended).code).toBe(0);
    expect(files("once")).toEqual(files("whole"));
  });

  test.each(["SIGINT", "SIGTERM"] as const)("%s: state saved, code 130, and how to go on", async (signal) => {
    const child = toss(signal);
    await until(checkpointed(signal));
    child.kill(signal);
    const { code, out, err } = await child.ended;
    expect(code).toBe(130);
    expect(err).toContain(`To go on later: purecell run coin --set pause=12 --jobs 2 --runs ${signal}\n`);
    expect(out).toContain("(interrupted)");
    expect(out).not.toContain("report.html");
    const saved = jobFiles(join(place.cwd, signal), ".checkpoint.safetensors");
    expect(saved).toHaveLength(2);
    expect((await toss(signal).ended).code).toBe(0);
    const jobs = saved.map((file) => basename(file).replace(".checkpoint.safetensors", ""));
    expect(fifthTosses(signal, jobs)).toEqual([1, 1]);
    expect(files(signal)).toEqual(files("whole"));
  });

  test("--minutes judges the whole seeds; later the rest follows", async () => {
    const timed = await reproduceOver("slowSecond", "timed", "--minutes", "0.04").ended;
    expect(timed.code).toBe(0);
    expect(timed.err).toMatch(/^2 experiments: \d+ jobs, 2 at a time, about .* from the start, stopping after/);
    for (const id of ["coin", "coin-again"])
      expect(timed.err).toMatch(new RegExp(`^ {2}${id} +\\d+ jobs {2}about`, "m"));
    const [partial] = JSON.parse(timed.out).runs;
    expect(partial.status).toBe("time is up");
    expect(partial.seeds).toEqual([0]);
    const rest = await reproduceOver("slowSecond", "timed").ended;
    expect(rest.err).toContain("coin: going on in");
    expect(JSON.parse(rest.out).runs).toMatchObject([
      { experiment: "coin", status: "complete", seeds: [0, 1] },
      { experiment: "coin-again", status: "complete", seeds: [0, 1] },
    ]);
  });

  test("SIGINT between two experiments: the second is not started, code 130", async () => {
    const { code, out } = await reproduceOver("impatient", "between").ended;
    expect(code).toBe(130);
    expect(JSON.parse(out).runs).toMatchObject([{ experiment: "coin", status: "complete" }]);
  });

  test("a second process is refused while the first writes", async () => {
    const first = toss("locked");
    await until(checkpointed("locked"));
    const second = await toss("locked").ended;
    expect(second.code).toBe(3);
    expect(second.err).toContain("error: this run is being written by process");
    expect((await first.ended).code).toBe(0);
    expect(files("locked")).toEqual(files("whole"));
  });
});
