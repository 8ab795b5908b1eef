/** Experiments from settings to report, one or many over the same lanes. */
import { Interrupted } from "../math/errors.js";
import type { JobRunner } from "./jobRunner.js";
import { OpenRun } from "./openRun.node.js";
import {
  finishedRun,
  type HeardRun,
  pickJudged,
  placeOf,
  type RunEvents,
  type RunOutcome,
  type RunRequest,
} from "./runRequest.node.js";
import { type Assignment, scheduleFrom } from "./schedule.js";
import { Shelf } from "./shelf.node.js";

/**
 * Runs what an earlier run of the same configuration has not finished, judges, draws and reports. When `signal` aborts,
 * running jobs save their state; the same call later goes on from there, and ends with the same results bit for bit.
 * Throws InputError or UsageError where the folder, or a file that the settings name, cannot be used.
 */
export async function runExperiment(
  request: RunRequest,
  runner: JobRunner,
  events: RunEvents,
  signal: AbortSignal,
): Promise<RunOutcome> {
  const [outcome] = await runTogether([{ request, events }], runner, signal);
  if (outcome === undefined) throw new Interrupted();
  return outcome;
}

/**
 * As `runExperiment`, of several runs whose jobs share the lanes: jobs of the next run begin while the last ones of the one before it
 * are under way, and every run is judged as soon as it is whole. `ended` is told of each.
 * Resolves to an outcome for every run that was begun, in order.
 */
export async function runTogether(
  runs: readonly HeardRun[],
  runner: JobRunner,
  signal: AbortSignal,
  ended: (place: number) => void = () => {},
): Promise<readonly (RunOutcome | undefined)[]> {
  const line = new RunLine(runs, signal, ended);
  try {
    await scheduleFrom(() => line.next(), runner, signal);
    await line.finish();
    return line.outcomes;
  } finally {
    line.close();
  }
}

/** Runs, opened one after another as their jobs are asked for, and judged when none of them is left. */
class RunLine {
  readonly outcomes: (RunOutcome | undefined)[] = [];
  readonly #runs: readonly HeardRun[];
  readonly #signal: AbortSignal;
  readonly #ended: (place: number) => void;
  readonly #open = new Map<OpenRun, number>();
  readonly #shelves = new Map<string, Shelf>();
  #begun = 0;
  #waiting: Assignment[] = [];
  /** Asked for by the lanes one after another, so that a run is opened once. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(runs: readonly HeardRun[], signal: AbortSignal, ended: (place: number) => void) {
    this.#runs = runs;
    this.#signal = signal;
    this.#ended = ended;
  }

  next(): Promise<Assignment | undefined> {
    const found = this.#turn.then(() => this.#take());
    this.#turn = found.catch(() => {});
    return found;
  }

  async #take(): Promise<Assignment | undefined> {
    while (this.#waiting.length === 0 && this.#begun < this.#runs.length && !this.#signal.aborted) await this.#begin();
    return this.#waiting.shift();
  }

  async #begin(): Promise<void> {
    const place = this.#begun++;
    const { request, events } = this.#runs[place];
    const earlier = finishedRun(request);
    if (earlier) {
      this.outcomes[place] = { ...placeOf(request), status: "already done", failures: [], ...pickJudged(earlier) };
      this.#ended(place);
      return;
    }
    const run = await OpenRun.open(request, events, this.#shelfOf(request.runs));
    this.#open.set(run, place);
    const ended = async () => {
      if (--left === 0) await this.#conclude(run, place);
    };
    let left = run.tasks.length;
    this.#waiting = run.tasks.map((task) => ({ task, events: run.events, ended }));
    if (left === 0) await this.#conclude(run, place);
  }

  #shelfOf(root: string): Shelf {
    const shelf = this.#shelves.get(root) ?? new Shelf(root);
    this.#shelves.set(root, shelf);
    return shelf;
  }

  async #conclude(run: OpenRun, place: number): Promise<void> {
    this.outcomes[place] = await run.conclude(this.#signal);
    this.#open.delete(run);
    run.close();
    this.#ended(place);
  }

  /** Concludes the runs that were stopped. */
  async finish(): Promise<void> {
    for (const [run, place] of [...this.#open]) await this.#conclude(run, place);
  }

  close(): void {
    for (const run of this.#open.keys()) run.close();
  }
}
