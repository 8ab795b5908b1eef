/** One bundle of a batch, carried out by this process. */
import { existsSync, rmSync } from "node:fs";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { wasmRounding } from "../../engine/rounding.js";
import { UsageError } from "../../math/errors.js";
import type { Experiment, Job, JobProgress, JobResult } from "../../protocols.js";
import { makeFolder } from "../durable.node.js";
import { readJobResult, removeCheckpoint, writeJobResult } from "../jobFiles.node.js";
import type { JobRunner, JobTask, Registry } from "../jobRunner.js";
import { appendMetrics } from "../metricsLog.node.js";
import { type Assignment, scheduleFrom } from "../schedule.js";
import { describeFailure } from "../workerMessages.js";
import { type Claim, claim, HEARTBEAT } from "./claim.node.js";
import { jobFile, writeFailure } from "./files.node.js";
import type { Batch, BatchJob } from "./protocols.js";

/** Seconds between saved states, and between writings of reports: a network drive has other bundles to serve. */
const CHECKPOINT = 60;
const REPORTS = 10;

/** How a bundle ended. */
export interface Worked {
  /** Jobs computed here. */
  readonly done: number;
  /** Jobs that were finished already, or by another process meanwhile. */
  readonly passed: number;
  readonly failed: number;
  /** Whether it was asked to stop before its end; what was under way has its state saved. */
  readonly stopped: boolean;
}

export interface WorkOptions {
  /** Folder of the batch. */
  readonly folder: string;
  readonly batch: Batch;
  readonly bundle: number;
  /** Who works, by a name that a scheduler gives again to the same task when it starts it again. */
  readonly owner: string;
  readonly note: (text: string) => void;
  /** Seconds between looks at jobs that another process has claimed. */
  readonly patience?: number;
}

/** Throws UsageError where there is no such bundle, or an experiment has another version here. */
export async function work(
  { folder, batch, bundle, owner, note, patience = HEARTBEAT }: WorkOptions,
  registry: Registry,
  runner: JobRunner,
  signal: AbortSignal,
): Promise<Worked> {
  const jobs = batch.bundles[bundle];
  if (jobs === undefined)
    throw new UsageError(`${folder} has bundles 0 to ${batch.bundles.length - 1}; got ${bundle}.`);
  const bench = new Bench(dirname(dirname(folder)), batch, registry, owner, note);
  const waiting = [...jobs];
  const elsewhere: BatchJob[] = [];
  const next = async (): Promise<Assignment | undefined> => {
    while (!signal.aborted) {
      const job = waiting.shift();
      if (job === undefined && elsewhere.length === 0) return undefined;
      if (job === undefined) {
        // Another process is at work on these: until it has finished them, or has been silent for too long.
        await wait(patience * 1000, undefined, { signal }).catch(() => {});
        waiting.push(...elsewhere.splice(0));
        continue;
      }
      const taken = await bench.take(job);
      if (taken === "elsewhere") elsewhere.push(job);
      else if (taken !== "done") return taken;
    }
    return undefined;
  };
  const beating = setInterval(() => bench.beat(), HEARTBEAT * 1000);
  try {
    await scheduleFrom(next, runner, signal);
  } finally {
    clearInterval(beating);
    bench.release();
  }
  return { ...bench.counts, stopped: signal.aborted };
}

/** The jobs that this process has claimed. */
class Bench {
  readonly counts = { done: 0, passed: 0, failed: 0 };
  readonly #root: string;
  readonly #batch: Batch;
  readonly #registry: Registry;
  readonly #owner: string;
  readonly #note: (text: string) => void;
  readonly #claims = new Map<string, Claim>();

  constructor(root: string, batch: Batch, registry: Registry, owner: string, note: (text: string) => void) {
    this.#root = root;
    this.#batch = batch;
    this.#registry = registry;
    this.#owner = owner;
    this.#note = note;
  }

  /** "elsewhere": another process has claimed it. */
  async take({ run, job: id }: BatchJob): Promise<Assignment | "done" | "elsewhere"> {
    const { run: name, experiment: known, experimentVersion, settings, backend } = this.#batch.runs[run];
    const experiment = this.#experiment(known, experimentVersion);
    const jobs = join(this.#root, name, "jobs");
    const job = experiment.jobs(settings).find((one) => one.id === id);
    if (job === undefined) throw new UsageError(`${known} has no job ${id} with the settings of ${name}.`);
    const isDone = async () => (await readJobResult(jobs, id, () => {})) !== undefined;
    if (await isDone()) return this.#pass();
    makeFolder(jobs);
    const path = jobFile(jobs, id, "claim");
    const mine = claim(path, {
      owner: this.#owner,
      host: hostname(),
      pid: process.pid,
      since: new Date().toISOString(),
    });
    if (mine === undefined) return "elsewhere";
    this.#claims.set(path, mine);
    if (await isDone()) {
      await this.#drop(path); // by whoever held the claim until now
      return this.#pass();
    }
    const checkpoint = jobFile(jobs, id, "checkpoint.safetensors");
    const { checkpoint: checkpointEvery = CHECKPOINT } = this.#batch.options;
    const task: JobTask = { experiment: known, settings, backend, job, checkpoint, checkpointEvery };
    const reports = new Reports(jobFile(jobs, id, "metrics.jsonl"), id);
    const ended = async () => {
      reports.write();
      await this.#drop(path);
    };
    return { task, events: this.#events(jobs, job, backend, reports), ended };
  }

  #experiment(name: string, version: number): Experiment {
    const experiment = this.#registry.experiments[name];
    if (experiment?.version === version) return experiment;
    throw new UsageError(
      `the batch is of version ${version} of ${name}; here it is ${experiment?.version ?? "unknown"}.`,
    );
  }

  #events(jobs: string, job: Job, backend: JobTask["backend"], reports: Reports): Assignment["events"] {
    rmSync(jobFile(jobs, job.id, "failed"), { force: true });
    return {
      started: () => this.#note(`start ${job.id}`),
      progress: (_, progress) => reports.add(progress),
      finished: async (result: JobResult) => {
        reports.write();
        await writeJobResult(jobs, result, backend === "wasm" ? wasmRounding() : undefined);
        removeCheckpoint(jobFile(jobs, job.id, "checkpoint.safetensors"));
        this.counts.done++;
        this.#note(`done ${job.id}`);
      },
      failed: ({ error }) => {
        this.counts.failed++;
        this.#note(`failed ${job.id}: ${error.stack ?? error.message}`);
        this.#failures.push(writeFailure(jobs, job.id, describeFailure(error)));
      },
      note: this.#note,
    };
  }

  readonly #failures: Promise<void>[] = [];

  #pass(): "done" {
    this.counts.passed++;
    return "done";
  }

  async #drop(path: string): Promise<void> {
    await Promise.all(this.#failures.splice(0));
    this.#claims.get(path)?.release();
    this.#claims.delete(path);
  }

  /** A job that another process has taken over is finished all the same: its bytes are the same. */
  beat(): void {
    for (const [path, held] of this.#claims)
      if (existsSync(path) && !held.beat()) this.#note(`${path} was taken over: this process was silent for too long`);
  }

  release(): void {
    for (const held of this.#claims.values()) held.release();
    this.#claims.clear();
  }
}

/** Reports of one job, written together now and then; a process that is killed takes the latest with it. */
class Reports {
  readonly #path: string;
  readonly #job: string;
  #waiting: JobProgress[] = [];
  #writtenAt = Number.NEGATIVE_INFINITY;

  constructor(path: string, job: string) {
    this.#path = path;
    this.#job = job;
  }

  add(progress: JobProgress): void {
    this.#waiting.push(progress);
    if (performance.now() - this.#writtenAt > 1000 * REPORTS) this.write();
  }

  write(): void {
    if (this.#waiting.length > 0) appendMetrics(this.#path, this.#job, this.#waiting);
    this.#waiting = [];
    this.#writtenAt = performance.now();
  }
}
