/** What a person sees while jobs run: one line for the whole, and on a screen one more for every active job. */
import type { JobProgress } from "../../protocols.js";
import { duration } from "../terminal/duration.js";
import { type Terminal, visible } from "../terminal/terminal.js";
import { JobTimes } from "./jobTimes.js";
import type { PlannedRun } from "./plannedRun.js";

/** Seconds between redraws, and between lines where the narration is not a screen. */
const REDRAW = 0.2;
const PLAIN_LINE = 5;

const seconds = () => performance.now() / 1000;

export class Progress {
  readonly #terminal: Terminal;
  readonly #times: JobTimes;
  readonly #active = new Map<string, JobProgress | undefined>();
  readonly #timer: NodeJS.Timeout;
  readonly #plans = new Map<string, PlannedRun>();
  readonly #entered = new Set<string>();
  #label = "";
  #jobs = 0;
  #finished = 0;
  #drawnLines = 0;
  #drawnAt = Number.NEGATIVE_INFINITY;

  constructor(terminal: Terminal, lanes: number) {
    this.#terminal = terminal;
    this.#times = new JobTimes(lanes);
    this.#timer = setInterval(() => this.#draw(), REDRAW * 1000);
  }

  /** Announces a run. */
  expect(planned: PlannedRun): void {
    const { label, jobs, outlook, secondsPerJob } = planned;
    const open = new Set(outlook.open);
    for (const { id, condition } of jobs)
      this.#times.add(`${label}/${id}`, secondsPerJob, !open.has(id), `${planned.request.experiment.id} ${condition}`);
    this.#plans.set(label, planned);
    this.#jobs += jobs.length;
  }

  /** An announced run begins; some of its jobs may have been `done` earlier. */
  enter(label: string, done: ReadonlySet<string>): void {
    const { secondsPerJob = 0 } = this.#plans.get(label) ?? {};
    for (const id of done) this.#times.add(`${label}/${id}`, secondsPerJob, true);
    this.#finished += done.size;
    this.#label = label;
    this.#entered.add(label);
    this.#draw(true);
  }

  /** An announced run is over, perhaps because it had been done before. */
  leave(label: string): void {
    if (!this.#entered.has(label)) this.#finished += this.#plans.get(label)?.jobs.length ?? 0;
    for (const active of this.#active.keys()) if (active.startsWith(`${label}/`)) this.#active.delete(active);
  }

  started(label: string, job: string): void {
    this.#active.set(`${label}/${job}`, undefined);
    this.#times.begin(`${label}/${job}`, seconds());
  }

  update(label: string, job: string, progress: JobProgress): void {
    this.#active.set(`${label}/${job}`, progress);
    this.#times.update(`${label}/${job}`, progress.total > 0 ? progress.done / progress.total : 0, seconds());
    this.#draw();
  }

  ended(label: string, job: string): void {
    this.#active.delete(`${label}/${job}`);
    this.#finished++;
    this.#label = label;
    this.#times.end(`${label}/${job}`, seconds());
    this.#draw();
  }

  /** A line of narration that stays. */
  say(line: string): void {
    this.#erase();
    this.#terminal.say(line);
    this.#draw(this.#terminal.live);
  }

  close(): void {
    clearInterval(this.#timer);
    this.#erase();
  }

  #draw(now = false): void {
    const pause = this.#terminal.live ? REDRAW : PLAIN_LINE;
    if (this.#label === "" || (!now && seconds() - this.#drawnAt < pause)) return;
    this.#drawnAt = seconds();
    if (this.#terminal.live) this.#redraw();
    else this.#terminal.say(this.#summary());
  }

  #redraw(): void {
    this.#erase();
    const name = (active: string) => (this.#plans.size > 1 ? active : active.slice(active.indexOf("/") + 1));
    const active = [...this.#active].map(([job, progress]) => `  ${activeLine(name(job), progress)}`);
    const lines = [this.#summary(), ...active];
    for (const line of lines) this.#terminal.write(`${visible(line).slice(0, this.#terminal.columns - 1)}\n`);
    this.#drawnLines = lines.length;
  }

  #erase(): void {
    if (this.#drawnLines > 0) this.#terminal.write(`\u001b[${this.#drawnLines}A\u001b[J`);
    this.#drawnLines = 0;
  }

  #summary(): string {
    const now = seconds();
    const percent = `${Math.floor(100 * this.#times.fraction(now))} %`;
    const left = duration(this.#times.remaining(now));
    return `${this.#label}  ${percent}  ${this.#finished} of ${this.#jobs} jobs  about ${left} left`;
  }
}

function activeLine(job: string, progress: JobProgress | undefined): string {
  if (progress === undefined) return `${job}  starting`;
  if (progress.done >= progress.total) return `${job}  trained; measuring`;
  const metrics = Object.entries(progress.metrics).map(([name, value]) => `${name} ${value.toPrecision(4)}`);
  const percent = progress.total > 0 ? Math.floor((100 * progress.done) / progress.total) : 0;
  return [job, `${percent} %`, ...metrics].join("  ");
}
