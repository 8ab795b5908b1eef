/** How far a run is, from its files alone: computed here, on a cluster, or by someone else. */
import { closeSync, existsSync, fstatSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import { readClaim } from "./batches/claim.node.js";
import { jobFile, lookAtJobs } from "./batches/files.node.js";
import { type MetricsLine, parseMetrics } from "./runFiles.js";

/** A job under way. */
export interface RunningJob {
  readonly job: string;
  /** Of its training that is done, 0 to 1. */
  readonly fraction: number;
  /** When it began, ms since 1970 by the clock of whoever computes it. */
  readonly since: number;
  /** Whether nothing of its training was done when it began; false also where that is not known. */
  readonly isFresh: boolean;
  /** Undefined where this is not known, as in a run that is not part of a batch. */
  readonly host?: string;
}

export interface RunProgress {
  readonly done: ReadonlySet<string>;
  readonly failed: ReadonlySet<string>;
  readonly running: readonly RunningJob[];
  /** Whether the run has been judged, with all its jobs or some of them. */
  readonly isJudged: boolean;
}

/** `path`: the run folder. Opens no result: a job that has one counts as done. */
export function lookAtProgress(path: string): RunProgress {
  const jobs = join(path, "jobs");
  const { done, failed, claimed } = lookAtJobs(jobs);
  const elsewhere = [...claimed].filter((job) => !done.has(job)).flatMap((job) => claimedJob(jobs, job) ?? []);
  const here = existsSync(join(path, "lock")) ? loggedJobs(path).filter(({ job }) => !done.has(job)) : [];
  const running = [...elsewhere, ...here.filter(({ job }) => !claimed.has(job))];
  const isJudged = existsSync(join(path, "verdicts.json"));
  return { done, failed: new Set([...failed].filter((job) => !done.has(job))), running, isJudged };
}

function claimedJob(jobs: string, job: string): RunningJob | undefined {
  const claim = readClaim(jobFile(jobs, job, "claim"));
  if (claim === undefined) return undefined;
  const { total = 0, done = 0 } = parseMetrics(tailOf(jobFile(jobs, job, "metrics.jsonl"))).at(-1) ?? {};
  return {
    job,
    fraction: total > 0 ? done / total : 0,
    since: Date.parse(claim.since),
    isFresh: false,
    host: claim.host,
  };
}

/** Jobs that the log says were started and not ended. */
function loggedJobs(path: string): RunningJob[] {
  const begun = new Map<string, number>();
  const again = new Set<string>();
  for (const line of tailOf(join(path, "log")).split("\n")) {
    const [, time, word, job] = /^(\S+) (start|done|failed) ([\w.-]+)/.exec(line) ?? [];
    if (word === "start") {
      if (begun.has(job)) again.add(job);
      begun.set(job, Date.parse(time));
    } else if (word !== undefined) begun.delete(job);
  }
  const latest = new Map<string, MetricsLine>();
  for (const line of parseMetrics(tailOf(join(path, "metrics.jsonl")))) latest.set(line.job, line);
  return [...begun].map(([job, since]) => {
    const { total = 0, done = 0 } = latest.get(job) ?? {};
    return { job, fraction: total > 0 ? done / total : 0, since, isFresh: !again.has(job) };
  });
}

/** Bytes at the end of a log that tell what is going on now. */
const TAIL = 1 << 16;

/** Whole lines at the end of a file; empty where there is none. */
function tailOf(path: string): string {
  if (!existsSync(path)) return "";
  const handle = openSync(path, "r");
  try {
    const { size } = fstatSync(handle);
    const bytes = Buffer.alloc(Math.min(size, TAIL));
    const count = readSync(handle, bytes, 0, bytes.length, size - bytes.length);
    const text = bytes.toString("utf8", 0, count);
    return size > TAIL ? text.slice(text.indexOf("\n") + 1) : text;
  } finally {
    closeSync(handle);
  }
}
