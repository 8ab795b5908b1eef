/** How far runs are together, and how long the rest should take: looked at again and again, it learns what jobs take. */
import { listed } from "../../../math/words.js";
import { lookAtProgress, type RunProgress } from "../../../runs/index.js";
import { duration } from "../../terminal/duration.js";
import { JobTimes } from "../../training/jobTimes.js";
import { isWritten, type Shown, type ShownRun } from "./shown.js";

/** All runs at one moment. */
export interface Seen {
  readonly jobs: number | undefined;
  readonly done: number;
  readonly failed: number;
  readonly running: readonly {
    readonly run: string;
    readonly job: string;
    readonly host?: string;
    readonly fraction: number;
  }[];
  /** Whether all runs have been judged. */
  readonly isJudged: boolean;
  /** Whether, besides, the page over all of them is written. */
  readonly isOver: boolean;
  /** Seconds; undefined where nobody is at work or jobs are not known. */
  readonly remaining: number | undefined;
}

export class Watch {
  readonly #shown: Shown;
  readonly #times = new JobTimes(1);
  readonly #known = new Map<string, "waiting" | "running" | "over">();
  /** Of runs that are over. */
  readonly #settled = new Map<string, RunProgress>();

  constructor(shown: Shown) {
    this.#shown = shown;
  }

  /** `now` in ms since 1970. */
  look(now: number): Seen {
    const seen = this.#shown.runs.map((run) => ({ run, progress: this.#progressOf(run) }));
    for (const { run, progress } of seen) this.#learn(run, progress, now / 1000);
    const running = seen.flatMap(({ run, progress }) => progress.running.map((job) => ({ run: run.id, ...job })));
    const count = (of: (progress: RunProgress) => number) => seen.reduce((sum, { progress }) => sum + of(progress), 0);
    const jobs = seen.every(({ run }) => run.jobs)
      ? seen.reduce((sum, { run }) => sum + (run.jobs?.length ?? 0), 0)
      : undefined;
    const isJudged = seen.every(({ run, progress }) => isOver(run, progress));
    const { page } = this.#shown;
    return {
      jobs,
      done: count(({ done }) => done.size),
      failed: count(({ failed }) => failed.size),
      running: running.map(({ since: _, isFresh: __, ...job }) => job),
      isJudged,
      isOver: isJudged && (page === undefined || isWritten(page)),
      remaining:
        jobs === undefined || running.length === 0 ? undefined : this.#times.remaining(now / 1000, running.length),
    };
  }

  #progressOf(run: ShownRun): RunProgress {
    const settled = this.#settled.get(run.path);
    if (settled) return settled;
    const progress = lookAtProgress(run.path);
    if (isOver(run, progress)) this.#settled.set(run.path, progress);
    return progress;
  }

  #learn({ id: run, jobs = [], secondsPerJob }: ShownRun, progress: RunProgress, now: number): void {
    const running = new Map(progress.running.map((one) => [one.job, one]));
    for (const { id, condition } of jobs) {
      const name = `${run}/${id}`;
      const before = this.#known.get(name);
      const isOver = progress.done.has(id) || progress.failed.has(id);
      const work = running.get(id);
      if (before === undefined) this.#times.add(name, secondsPerJob, isOver, condition);
      if (isOver && before !== undefined && before !== "over") this.#times.end(name, now);
      if (work && before !== "running") this.#begin(name, work, now);
      if (work) this.#times.update(name, work.fraction, now);
      this.#known.set(name, isOver ? "over" : work ? "running" : "waiting");
    }
  }

  #begin(name: string, { since, isFresh }: RunProgress["running"][number], now: number): void {
    const begun = Math.min(now, since / 1000);
    this.#times.begin(name, begun);
    // What is done at the first look was done since then, so that one look is enough for a rate.
    if (isFresh) this.#times.update(name, 0, begun);
  }
}

/** Judged, with nothing left to compute. */
const isOver = ({ jobs }: ShownRun, { isJudged, done, failed, running }: RunProgress): boolean =>
  isJudged && running.length === 0 && (jobs === undefined || done.size + failed.size >= jobs.length);

/** "fig2-1a2b3c4d  12 of 20 jobs, 4 running on n1 and n2, 1 failed, about 3 min left" */
export function lineOf({ name }: Shown, { jobs, done, failed, running, isJudged, isOver, remaining }: Seen): string {
  const hosts = [...new Set(running.flatMap(({ host }) => host ?? []))].sort();
  const where = hosts.length === 0 ? "" : ` on ${listed(hosts, 4)}`;
  return [
    `${name}  ${done} of ${jobs === undefined ? "an unknown number of" : jobs} jobs`,
    ...(running.length > 0 ? [`${running.length} running${where}`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(isJudged ? ["judged"] : running.length === 0 ? [idle(jobs, done + failed)] : []),
    ...(isJudged && !isOver ? ["its report is still to be written"] : []),
    ...(remaining === undefined ? [] : [`about ${duration(remaining)} left`]),
  ].join(", ");
}

const idle = (jobs: number | undefined, over: number): string =>
  jobs !== undefined && over >= jobs ? "waiting to be judged" : "nobody at work: in a queue, or stopped";
