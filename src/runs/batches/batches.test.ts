/** What a batch promises without any scheduler: bundles, claims, work, and what its files tell. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { coin } from "../../../test/cli/fixtures/coin.js";
import { inProcessRunner } from "../inProcess.node.js";
import { runExperiment } from "../runExperiment.node.js";
import { lookAtProgress } from "../runProgress.node.js";
import type { RunRequest } from "../runRequest.node.js";
import { bundled } from "./bundles.js";
import { claim, readClaim, STALE } from "./claim.node.js";
import { jobFile, readBatch, writeFailure } from "./files.node.js";
import { filesRunner } from "./filesRunner.js";
import type { Batch, Scheduler } from "./protocols.js";
import { lostBundles, resubmitLost } from "./resubmit.node.js";
import { ranges } from "./slurm.node.js";
import { parseSlurmOptions } from "./slurmOptions.js";
import { bundleScript, conclusionScript } from "./slurmScript.js";
import { submit } from "./submit.node.js";
import { work } from "./work.node.js";

let runs: string;
beforeEach(() => {
  runs = mkdtempSync(join(tmpdir(), "purecell-"));
});
afterEach(() => rmSync(runs, { recursive: true }));

const jobsOf = (seconds: readonly number[]) => seconds.map((one, job) => ({ run: 0, job: `${job}`, seconds: one }));

describe("bundles", () => {
  test("hold every job once, in order, and are never more than there may be", () => {
    const limits = fc.record({
      seconds: fc.double({ min: 0.1, max: 1000, noNaN: true }),
      most: fc.integer({ min: 1, max: 50 }),
      lanes: fc.integer({ min: 1, max: 8 }),
    });
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 500, noNaN: true }), { maxLength: 200 }),
        limits,
        (seconds, limit) => {
          const jobs = jobsOf(seconds);
          const found = bundled(jobs, limit);
          expect(found.flat().map(({ job }) => job)).toEqual(jobs.map(({ job }) => job));
          expect(found.length).toBeLessThanOrEqual(limit.most);
          expect(found.every((bundle) => bundle.length > 0)).toBe(true);
        },
      ),
    );
  });

  test("are as long as asked for; longer jobs are one each; where there would be too many they grow", () => {
    const sizes = (seconds: readonly number[], limit: Parameters<typeof bundled>[1]) =>
      bundled(jobsOf(seconds), limit).map((bundle) => bundle.length);
    expect(sizes(Array(10).fill(10), { seconds: 30, most: 100, lanes: 1 })).toEqual([3, 3, 3, 1]);
    expect(sizes([5, 100, 100, 5, 5], { seconds: 30, most: 100, lanes: 1 })).toEqual([1, 1, 1, 2]);
    expect(sizes(Array(10).fill(10), { seconds: 20, most: 100, lanes: 2 })).toEqual([4, 4, 2]);
    expect(sizes(Array(100_000).fill(1), { seconds: 1, most: 1000, lanes: 1 }).length).toBeLessThanOrEqual(1000);
  });
});

const who = (owner: string) => ({ owner, host: "n1", pid: 1, since: "2026-01-01T00:00:00Z" });

describe("a claim", () => {
  test("is one process's, until it is given back", () => {
    const path = join(runs, "a.claim");
    const first = claim(path, who("one"));
    expect(claim(path, who("two"))).toBeUndefined();
    expect(first?.beat()).toBe(true);
    first?.release();
    expect(claim(path, who("two"))).toBeDefined();
    expect(readdirSync(runs)).toEqual(["a.claim"]);
  });

  test("of the same task, started again, is taken over at once; of another when it was silent for too long", () => {
    const path = join(runs, "a.claim");
    const first = claim(path, who("one"));
    const again = claim(path, who("one"));
    expect(again).toBeDefined();
    expect(first?.beat()).toBe(false);
    first?.release();
    expect(readClaim(path)?.owner).toBe("one"); // the other's, which the first one leaves alone
    const now = Date.now() / 1000;
    utimesSync(path, now - STALE + 30, now - STALE + 30);
    expect(claim(path, who("two"))).toBeUndefined();
    utimesSync(path, now - STALE - 30, now - STALE - 30);
    expect(claim(path, who("two"))).toBeDefined();
  });

  test("that is half-written counts for nothing", () => {
    const path = join(runs, "a.claim");
    writeFileSync(path, '{"token":');
    expect(claim(path, who("two"))).toBeDefined();
  });
});

const request = (seeds = [0, 1, 2]): RunRequest => ({
  experiment: { ...coin, expectedSeconds: () => 60 },
  settings: coin.settings.parse({ seeds }),
  engine: { backend: "wasm", reason: "" },
  runs,
  force: false,
  argv: [],
});

const silent = { opened() {}, started() {}, progress() {}, finished() {}, failed() {}, note() {} };
const registry = { experiments: { coin }, headlines: [], module: "" };

/** Takes everything and starts nothing. */
const patient = (alive: boolean, cancelled = false): Scheduler & { readonly taken: (readonly number[])[] } => {
  const taken: (readonly number[])[] = [];
  return {
    taken,
    name: "patient",
    script: () => "",
    async submit(_batch, _folder, bundles) {
      taken.push(bundles);
      return { scheduler: "patient", ids: [`${taken.length}`] };
    },
    isAlive: async () => alive,
    wasCancelled: async () => cancelled,
  };
};

const submitted = (scheduler: Scheduler, made = request()) =>
  submit(
    [{ request: made, events: silent, secondsPerJob: 10 }],
    { registry, limits: { seconds: 20, most: 100, lanes: 1 }, options: {}, conclude: [] },
    scheduler,
  );

const carryOut = (batch: Batch, folder: string, bundle: number, signal = new AbortController().signal) =>
  work({ folder, batch, bundle, owner: "me", note: () => {} }, registry, inProcessRunner(registry), signal);

const judge = (made = request()) => runExperiment(made, filesRunner, silent, new AbortController().signal);

const bytesIn = (run: string) => {
  const names = [
    "results.json",
    "verdicts.json",
    "metrics.jsonl",
    ...readdirSync(join(run, "jobs")).map((name) => `jobs/${name}`),
  ];
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(run, name), "utf8")]));
};

describe("a batch", () => {
  test("carried out bundle by bundle gives the bytes of a run, and leaves nothing beside them", async () => {
    const { batch, folder } = await submitted(patient(false));
    expect(readBatch(folder)).toEqual(batch);
    expect(batch.bundles.map((bundle) => bundle.length)).toEqual([2, 2, 2]);
    for (const bundle of [2, 0, 1]) expect(await carryOut(batch, folder, bundle)).toMatchObject({ done: 2, failed: 0 });
    expect(await carryOut(batch, folder, 1)).toMatchObject({ done: 0, passed: 2 });
    const { status, path } = await judge();
    expect(status).toBe("complete");

    const elsewhere = mkdtempSync(join(tmpdir(), "purecell-"));
    const whole = await runExperiment(
      { ...request(), runs: elsewhere },
      inProcessRunner(registry),
      silent,
      new AbortController().signal,
    );
    const sorted = ({ "metrics.jsonl": log, ...bytes }: Record<string, string>) => ({
      ...bytes,
      log: log.split("\n").sort(),
    });
    expect(sorted(bytesIn(path))).toEqual(sorted(bytesIn(whole.path)));
    rmSync(elsewhere, { recursive: true });
  });

  test("tells from its files what is done, lost and failed; only what is lost is submitted again, unless it was cancelled", async () => {
    const scheduler = patient(false);
    const { batch, folder } = await submitted(scheduler);
    await carryOut(batch, folder, 0);
    const [{ run }] = batch.runs;
    await writeFailure(join(runs, run, "jobs"), batch.bundles[1][0].job, { message: "diverged", exitCode: 4 });
    expect(lostBundles(batch, runs)).toEqual([1, 2]);
    await carryOut(batch, folder, 2);
    expect(lostBundles(batch, runs)).toEqual([1]);
    expect((await resubmitLost(batch, folder, patient(false, true))).why).toBe("cancelled");
    await resubmitLost(batch, folder, scheduler);
    expect(scheduler.taken).toEqual([[0, 1, 2], [1]]);
    const progress = lookAtProgress(join(runs, run));
    expect([progress.done.size, progress.failed.size, progress.isJudged]).toEqual([4, 1, false]);
    const { status, failures, verdicts } = await judge();
    expect(status).toBe("failed");
    expect(failures.map(({ error }) => error.message)).toEqual(["diverged"]);
    expect(verdicts[0].notes?.[0]).toMatch(/^partial/);
  });

  test("that is still in the queue is not submitted twice", async () => {
    await submitted(patient(true));
    await expect(submitted(patient(true))).rejects.toThrow("already in the queue");
    await submitted(patient(false));
  });

  test("takes over what runs of other seeds have finished", async () => {
    await runExperiment(request([0, 1]), inProcessRunner(registry), silent, new AbortController().signal);
    const { batch } = await submitted(patient(false));
    expect(batch.bundles.flat().map(({ job }) => job)).toEqual(["fair-seed2", "bent-seed2"]);
  });

  test("stopped, has its state saved, and goes on from there", async () => {
    const made = { ...request([0]), settings: coin.settings.parse({ seeds: [0], pause: 5 }) };
    const { batch, folder } = await submitted(patient(false), made);
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 60);
    expect((await carryOut(batch, folder, 0, stop.signal)).stopped).toBe(true);
    const jobs = join(runs, batch.runs[0].run, "jobs");
    const left = readdirSync(jobs);
    expect(left.filter((name) => name.endsWith(".claim"))).toEqual([]);
    expect(left.some((name) => name.endsWith(".checkpoint.safetensors"))).toBe(true);
    expect(await carryOut(batch, folder, 0)).toMatchObject({ failed: 0, stopped: false });
    expect(readdirSync(jobs).filter((name) => name.endsWith(".json"))).toHaveLength(2);
  });

  test("shared by two processes is computed once, each waiting for what the other has claimed", async () => {
    const made = { ...request([0]), settings: coin.settings.parse({ seeds: [0], pause: 3 }) };
    const { batch, folder } = await submitted(patient(false), made);
    const both = ["one", "two"].map((owner) =>
      work(
        { folder, batch, bundle: 0, owner, note: () => {}, patience: 0.05 },
        registry,
        inProcessRunner(registry),
        new AbortController().signal,
      ),
    );
    const [one, two] = await Promise.all(both);
    expect(one.done + two.done).toBe(2);
    expect(one.passed + two.passed).toBe(2);
    expect([one.done, two.done]).toEqual([1, 1]);
  });

  test("of another version of the experiment is refused", async () => {
    const { batch, folder } = await submitted(patient(false));
    const newer = { ...batch, runs: batch.runs.map((run) => ({ ...run, experimentVersion: 2 })) };
    await expect(carryOut(newer, folder, 0)).rejects.toThrow("version 2 of coin");
    await expect(carryOut(batch, folder, 7)).rejects.toThrow("bundles 0 to 2");
  });

  test("is left in peace while it runs: opening its run removes no file that a bundle may be writing", async () => {
    const { batch } = await submitted(patient(false));
    const jobs = join(runs, batch.runs[0].run, "jobs");
    claim(jobFile(jobs, "fair-seed0", "claim"), who("one"));
    writeFileSync(join(jobs, ".fair-seed0.json.tmp"), "half");
    await judge();
    expect(existsSync(join(jobs, ".fair-seed0.json.tmp"))).toBe(true);
  });
});

describe("for Slurm", () => {
  const options = { partition: "cpu", account: "lab", time: "4:00:00", memory: "4G", options: ["--constraint=avx2"] };
  const batch: Batch = {
    schemaVersion: 1,
    id: "batch-1",
    module: "",
    runs: [],
    bundles: [],
    lanes: 2,
    options,
    conclude: ["run", "a b"],
  };
  const program = { command: ["node", "/it's/main.js"], quote: (word: string) => `'${word.replaceAll("'", "'\\''")}'` };

  test("scripts ask for what was asked for, and a shell can read them", () => {
    for (const script of [bundleScript(batch, "/a b/100%", program), conclusionScript(batch, "/a b", program)]) {
      expect(spawnSync("bash", ["-n"], { input: script }).status).toBe(0);
      for (const line of ["--partition=cpu", "--account=lab", "--mem=4G"])
        expect(script).toContain(`#SBATCH ${line}\n`);
    }
    const script = bundleScript(batch, "/a b/100%", program);
    for (const line of ["--time=4:00:00", "--constraint=avx2", "--cpus-per-task=2", '--output="/a b/100%%/%a.log"'])
      expect(script).toContain(`#SBATCH ${line}\n`);
  });

  test("numbers of bundles are written as ranges", () => {
    expect(ranges([0, 1, 2, 3, 7, 9, 10])).toBe("0-3,7,9-10");
    expect(ranges([5])).toBe("5");
  });

  test("a file of options is read, and what is wrong in it named", () => {
    expect(parseSlurmOptions(JSON.stringify(options), "f")).toEqual(options);
    expect(() => parseSlurmOptions('{"partion": "cpu"}', "f")).toThrow(/partion/);
    expect(() => parseSlurmOptions('{"options": ["gres"]}', "f")).toThrow(/--constraint=avx2/);
  });
});
