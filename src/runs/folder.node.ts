/**
 * A run as a folder that a person can read:
 *
 *   config.json       what is computed: experiment, every setting, engine
 *   provenance.json   versions, machine, command lines, times
 *   metrics.jsonl     every report of every job, appended
 *   jobs/             <job>.json + <job>.npz of finished jobs, <job>.checkpoint.safetensors of the others
 *   results.json      the values of all jobs          verdicts.json   what was judged of them
 *   figures/          .svg and, where resvg is installed, .png                   report.html     everything on one page
 *   report.json       the report as data, for reports over several runs
 *   log               what happened, with times
 */
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { wasmRounding } from "../engine/rounding.js";
import { InputError, UsageError } from "../math/errors.js";
import type { JobResult } from "../protocols.js";
import { canonicalJson } from "./canonicalJson.js";
import { parseRunConfig, type RunConfig, sameModule } from "./config.js";
import { makeFolder, readText, writeDurably } from "./durable.node.js";
import { readJobResult, removeCheckpoint, writeJobResult } from "./jobFiles.node.js";
import { takeLock } from "./lock.node.js";
import { appendLine, appendMetrics, endHalfLine } from "./metricsLog.node.js";
import { trainedElsewhere } from "./provenance.node.js";
import type { MetricsLine } from "./runFiles.js";
import { runId } from "./runId.js";

/**
 * Everything purecell puts into a run folder, and all that `--force` removes, in that order: the verdicts first, since
 * they call a run finished, and the configuration last, since it says whose the rest is.
 */
const CONTENTS = [
  "verdicts.json",
  "results.json",
  "report.html",
  "report.json",
  "figures",
  "jobs",
  "metrics.jsonl",
  "provenance.json",
  "log",
  "config.json",
] as const;

/** A run folder this process may write to: open it, and close it to give up its lock. */
export class RunFolder {
  readonly config: RunConfig;
  readonly path: string;
  readonly #unlock: () => void;

  private constructor(config: RunConfig, path: string, unlock: () => void) {
    this.config = config;
    this.path = path;
    this.#unlock = unlock;
  }

  /**
   * The folder of this run under `root`, made or continued. `force` throws away what it held.
   * Throws InputError where it cannot be written, is locked, or holds something else; UsageError where its results
   * belong to another version of the experiment.
   */
  static async open(root: string, config: RunConfig, force = false): Promise<RunFolder> {
    const path = join(root, runId(config));
    makeFolder(path);
    const unlock = takeLock(join(path, "lock"));
    try {
      if (force || isOfOtherModuleAndEmpty(path, config)) clear(path);
      else refuseOthers(path, config);
      await prepare(path, config);
      return new RunFolder(config, path, unlock);
    } catch (error) {
      unlock();
      throw error;
    }
  }

  close(): void {
    this.#unlock();
  }

  /** A path inside the folder. */
  file(...names: readonly string[]): string {
    return join(this.path, ...names);
  }

  write(name: string, contents: string | Uint8Array): Promise<void> {
    return writeDurably(this.file(name), contents);
  }

  writeJson(name: string, value: unknown): Promise<void> {
    return this.write(name, `${JSON.stringify(value, null, 2)}\n`);
  }

  /** The result of a finished job; undefined where there is none or, as `note` then says, it is damaged. */
  readResult(job: string, note: (text: string) => void): Promise<JobResult | undefined> {
    return readJobResult(this.file("jobs"), job, note);
  }

  async writeResult(result: JobResult): Promise<void> {
    const rounding = this.config.engine === "wasm" ? wasmRounding() : undefined;
    await writeJobResult(this.file("jobs"), result, rounding);
    this.discardCheckpoint(result.job.id);
  }

  /** A finished job needs its checkpoint no longer. A process killed between the two leaves it to the next one. */
  discardCheckpoint(job: string): void {
    removeCheckpoint(this.checkpoint(job));
  }

  checkpoint(job: string): string {
    return this.file("jobs", `${job}.checkpoint.safetensors`);
  }

  appendMetrics(job: string, progress: Omit<MetricsLine, "job">): void {
    appendMetrics(this.file("metrics.jsonl"), job, [progress]);
  }

  log(text: string): void {
    appendLine(this.file("log"), `${new Date().toISOString()} ${text}`);
  }
}

function clear(path: string): void {
  for (const name of CONTENTS) rmSync(join(path, name), { recursive: true, force: true });
}

/** Of a module that has been mended since, before any of its jobs was done: nothing would be lost. */
function isOfOtherModuleAndEmpty(path: string, config: RunConfig): boolean {
  const found = readOwnConfig(path);
  return found?.module !== undefined && !sameModule(found, config) && isEmptyFolder(join(path, "jobs"));
}

function refuseOthers(path: string, config: RunConfig): void {
  const found = readOwnConfig(path);
  if (found === undefined) {
    refuseUnknown(path);
    return;
  }
  if (found.experimentVersion !== config.experimentVersion) {
    throw new UsageError(
      `${path} holds results of version ${found.experimentVersion} of ${config.experiment}; this is version ` +
        `${config.experimentVersion}, whose numbers may differ. Add --force to replace them, or keep them and use --runs DIR.`,
    );
  }
  if (canonicalJson(identity(found)) !== canonicalJson(identity(config))) {
    throw new InputError(`${path}/config.json does not describe this run: it was edited. ${WAY_OUT}`);
  }
  refuseOtherModule(path, found, config);
  if (config.engine === "wasm") refuseOtherNode(path);
}

/** Results of a module that reads otherwise now are not those of this experiment. */
function refuseOtherModule(path: string, found: RunConfig, config: RunConfig): void {
  if (sameModule(found, config)) return;
  const [then, now] = [found.module, config.module];
  throw new UsageError(
    `${path} holds results of ${then?.path ?? "an experiment of purecell's"}, which ${whatChanged(then, now)}: numbers may differ. ` +
      "Add --force to throw these results away and start anew, or keep them and use --runs DIR.",
  );
}

/** "has changed since (SHA-256 1a2b3c4d then, 5e6f7a8b now)" */
function whatChanged(then: RunConfig["module"], now: RunConfig["module"]): string {
  if (then === undefined || now === undefined) return `is another than ${now?.path ?? "purecell's own of that name"}`;
  const short = (digest: string) => digest.slice(0, 8);
  if (then.sha256 !== now.sha256)
    return `has changed since (SHA-256 ${short(then.sha256)} then, ${short(now.sha256)} now)`;
  const changed = now.imports.filter(({ sha256 }) => !then.imports.some((one) => one.sha256 === sha256));
  return `imports files that have changed since (${changed.map((one) => one.path).join(", ") || "one is left out"})`;
}

/** Only where something was computed: results of both would stand side by side, with the same name and other last bits. */
function refuseOtherNode(path: string): void {
  const jobs = join(path, "jobs");
  const other = existsSync(jobs) && !isEmptyFolder(jobs) ? trainedElsewhere(path) : undefined;
  if (other === undefined) return;
  throw new InputError(
    `${path} was begun with ${other.what}, ${other.why}: old and new numbers would differ in their last bits. Continue with ` +
      "that one, add --force to start afresh with this one, or keep both with --runs DIR.",
  );
}

function readOwnConfig(path: string): RunConfig | undefined {
  try {
    return readConfig(path);
  } catch (cause) {
    throw cause instanceof InputError ? new InputError(`${cause.message} ${WAY_OUT}`, { cause }) : cause;
  }
}

const identity = ({ experiment, settings, engine }: RunConfig) => ({ experiment, settings, engine });

const WAY_OUT = "Move the folder away, or add --force to start it afresh.";

/** A folder without a config is ours to fill only if nothing of a run is in it. */
function refuseUnknown(path: string): void {
  const found = CONTENTS.filter((name) => existsSync(join(path, name)) && !isEmptyFolder(join(path, name)));
  if (found.length === 0) return;
  throw new InputError(`${path} holds ${found.join(", ")} but no config.json: it is half-written. ${WAY_OUT}`);
}

function isEmptyFolder(path: string): boolean {
  try {
    return readdirSync(path).length === 0;
  } catch {
    return false; // a file
  }
}

/** The config of a run folder; undefined where there is none. Throws InputError where it cannot be read. */
export function readConfig(path: string): RunConfig | undefined {
  const file = join(path, "config.json");
  return existsSync(file) ? parseRunConfig(readText(file), file) : undefined;
}

async function prepare(path: string, config: RunConfig): Promise<void> {
  makeFolder(join(path, "jobs"));
  makeFolder(join(path, "figures"));
  for (const folder of [path, join(path, "jobs"), join(path, "figures")]) removeTemporaries(folder);
  endHalfLine(join(path, "metrics.jsonl"));
  if (!existsSync(join(path, "config.json"))) {
    await writeDurably(join(path, "config.json"), `${JSON.stringify(config, null, 2)}\n`);
  }
}

/** Temporary files of a process that was killed while writing; not while others compute jobs and may be writing now. */
function removeTemporaries(folder: string): void {
  const names = readdirSync(folder);
  if (names.some((name) => name.endsWith(".claim"))) return;
  for (const name of names) if (/^\..*\.tmp$/.test(name)) rmSync(join(folder, name), { force: true });
}
