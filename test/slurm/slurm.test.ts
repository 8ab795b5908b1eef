/** A real Slurm of two nodes: tasks are killed, a node is drained, one is queued again, and the bytes are those of a run here. */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { key, permutation } from "../../src/math/random.js";
import { computed, start } from "../cli/fixtures/child.js";
import { compiledIn } from "../cli/fixtures/compiled.js";

const PATH = `${process.env.PATH}:/usr/sbin:/sbin`;
const missing = ["slurmctld", "slurmd", "sbatch", "munged"].filter(
  (program) => spawnSync("sh", ["-c", `command -v ${program}`], { env: { PATH } }).status !== 0,
);
const why =
  missing.length === 0 ? "" : ` (skipped: no ${missing.join(", ")} here; test/slurm/install.sh installs them)`;

describe.skipIf(missing.length > 0)(`on a real Slurm${why}`, () => {
  const place = compiledIn();
  let cluster: string;
  const script = join(import.meta.dirname, "cluster.sh");
  const call = (program: string, ...args: string[]) =>
    execFileSync(program, args, {
      encoding: "utf8",
      env: { ...process.env, PATH, SLURM_CONF: join(cluster, "slurm.conf") },
    });

  beforeAll(() => {
    cluster = mkdtempSync(join(tmpdir(), "purecell-slurm-"));
    call(script, "start", cluster);
  });
  afterAll(() => {
    call(script, "stop", cluster);
    rmSync(cluster, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
  });

  const until = async (what: string, condition: () => boolean) => {
    for (let tries = 0; !condition(); tries++) {
      if (tries > 1500) throw new Error(`waited 150 s in vain for ${what}\n${call("squeue", "--array")}`);
      await wait(100);
    }
  };

  /**
   * Slurm lets a task that is queued again wait for two minutes, so that nothing of its last start is left when it starts anew. Here it
   * starts as soon as no process of that start is left.
   */
  async function atOnce(task: string) {
    const state = () => call("squeue", "--noheader", "--array", `--job=${task}`, "--format=%T").trim();
    await until("it in the queue again", () => state() === "PENDING");
    const steps = () =>
      readdirSync("/proc").filter((pid) => {
        try {
          return (
            /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, "utf8").startsWith(`slurmstepd: [${idOf(task)}.`)
          );
        } catch {
          return false; // it has ended meanwhile
        }
      });
    await until("its last start gone", () => steps().length === 0);
    await wait(2000);
    call("scontrol", "update", `jobid=${task}`, "starttime=now");
  }

  /** A task of an array has a number of its own besides. */
  const idOf = (task: string) => /^JobId=(\d+)/.exec(call("scontrol", "show", "job", task))?.[1];

  const coin = (runs: string, ...more: string[]) =>
    start(
      place.main,
      [
        "run",
        "coin",
        "--seeds",
        "10",
        "--set",
        "tosses=60",
        "--set",
        "pause=40",
        "--runs",
        join(place.cwd, runs),
        ...more,
      ],
      { cwd: place.cwd, env: { PATH, SLURM_CONF: join(cluster, "slurm.conf") } },
    ).ended;

  /** Processes of bundles that are at work, the latest first. */
  function running(): number[] {
    const jobs = readdirSync(join(place.cwd, "there")).find((name) => name.startsWith("coin-"));
    const claims = readdirSync(join(place.cwd, "there", jobs ?? "", "jobs")).filter((name) => name.endsWith(".claim"));
    const found = claims.flatMap((name) => {
      try {
        const { pid, since } = JSON.parse(readFileSync(join(place.cwd, "there", jobs ?? "", "jobs", name), "utf8"));
        return existsSync(`/proc/${pid}`) ? [{ pid, since }] : [];
      } catch {
        return []; // given back meanwhile
      }
    });
    return found.sort((a, b) => b.since.localeCompare(a.since)).map(({ pid }) => pid);
  }

  const batchOf = (runs: string) => readdirSync(join(place.cwd, runs, "batches"))[0];

  const parentOf = (pid: number) => Number(readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ")[1]);

  test("20 tasks; three killed, a node drained, one queued again: the bytes of a run here", async () => {
    const here = coin("here", "--jobs", "10");
    const submitted = await coin("there", "--on", "slurm", "--bundle", "0.01", "--time", "10", "--checkpoint", "0.1");
    expect(submitted.code, submitted.err).toBe(0);
    expect(submitted.out).toMatch(/^20 jobs in 20 bundles/);
    const array = /job array (\d+)/.exec(submitted.out)?.[1];

    const folder = join(
      place.cwd,
      "there",
      readdirSync(join(place.cwd, "there")).find((name) => name.startsWith("coin-")) ?? "",
    );
    const finished = () => readdirSync(join(folder, "jobs")).filter((name) => name.endsWith(".json")).length;
    const moments = [...permutation(key(28), 12).slice(0, 3)].sort((a, b) => a - b);
    for (const [kill, moment] of moments.entries()) {
      await until(`${moment} finished jobs and one more at work`, () => finished() >= moment && running().length > 0);
      const [pid] = running();
      // The program alone, which its script starts again; then the script too, which the judge finds lost.
      if (kill === 2) process.kill(parentOf(pid), "SIGKILL");
      process.kill(pid, "SIGKILL");
      if (kill === 0) call("scontrol", "update", "nodename=two", "state=drain", "reason=test");
      if (kill === 1) {
        const [task] = call("squeue", "--noheader", "--array", "--states=RUNNING", `--job=${array}`, "--format=%i")
          .trim()
          .split("\n");
        call("scontrol", "requeue", task);
        await atOnce(task);
      }
    }
    expect((await here).code).toBe(0);
    await until("the verdicts", () => existsSync(join(folder, "verdicts.json")));
    expect(call("sinfo", "--noheader", "--Node", "--nodes=two", "--format=%T").trim()).toMatch(/^drain/);

    const [batch] = readdirSync(join(place.cwd, "there", "batches"));
    const rounds = readFileSync(join(place.cwd, "there", "batches", batch, "rounds.jsonl"), "utf8")
      .trim()
      .split("\n");
    expect(rounds.length).toBeGreaterThanOrEqual(2);
    expect(readFileSync(join(place.cwd, "there", "batches", batch, "judge.log"), "utf8")).toMatch(
      /^1 bundle of 20 without results; submitted again/,
    );
    expect(computed(folder)).toEqual(computed(join(place.cwd, "here")));
  }, 300_000);

  test("a request to stop saves the state and queues the task again; a cancelled one stays away", async () => {
    const args = ["--seeds", "1", "--set", "tosses=100"];
    expect(
      (await coin("stopped", ...args, "--on", "slurm", "--bundle", "10", "--time", "10", "--checkpoint", "0.1")).code,
    ).toBe(0);
    const folder = join(
      place.cwd,
      "stopped",
      readdirSync(join(place.cwd, "stopped")).find((name) => name.startsWith("coin-")) ?? "",
    );
    const names = (ending: string) => readdirSync(join(folder, "jobs")).filter((name) => name.endsWith(ending));
    await until("a saved state", () => names(".checkpoint.safetensors").length > 0);
    const [task] = call(
      "squeue",
      "--noheader",
      "--array",
      "--states=RUNNING",
      "--name",
      batchOf("stopped"),
      "--format=%i",
    )
      .trim()
      .split("\n");
    call("scancel", "--signal=USR1", "--batch", task);
    const states = () => call("squeue", "--noheader", "--array", `--job=${task}`, "--format=%T").trim();
    await until("the task in the queue again", () => states() === "PENDING");
    const log = readFileSync(
      join(place.cwd, "stopped", "batches", readdirSync(join(place.cwd, "stopped", "batches"))[0], "0.log"),
      "utf8",
    );
    expect(log).toContain("stopped, state saved");
    await atOnce(task);
    await until("it at work once more", () => states() === "RUNNING");
    call("scancel", task.split("_")[0]);
    await until("no task", () => !/PENDING|RUNNING/.test(states()));
    const judge = join(
      place.cwd,
      "stopped",
      "batches",
      readdirSync(join(place.cwd, "stopped", "batches"))[0],
      "judge.log",
    );
    await until(
      "the judge",
      () => existsSync(judge) && /not submitted again \(cancelled\)/.test(readFileSync(judge, "utf8")),
    );
    expect(names(".json").length).toBeLessThan(2);
  }, 300_000);
});
