/** Looking at run folders without changing them. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { ReportData } from "../figures/report.js";
import { InputError, PurecellError, UsageError } from "../math/errors.js";
import { nearest } from "../math/knownNames.js";
import { type RunConfig, sameRun } from "./config.js";
import { cannotRead, readText } from "./durable.node.js";
import { readConfig } from "./folder.node.js";
import { parseReport, parseResults, parseVerdicts, type StoredVerdicts } from "./runFiles.js";
import { type Score, scoresOfJobs, scoresOfVerdicts } from "./scores.js";

/** A run folder as found. */
export interface StoredRun {
  readonly id: string;
  readonly path: string;
  readonly config: RunConfig;
  /** Absent where the run has not been judged yet. */
  readonly verdicts?: StoredVerdicts;
  /** Jobs with a result. */
  readonly jobsDone: number;
}

/** Names of the run folders under `root`, in alphabetical order. Throws InputError where it cannot be read. */
export function listRuns(root: string): string[] {
  if (!existsSync(root)) return [];
  return namesIn(root)
    .filter((name) => existsSync(join(root, name, "config.json")))
    .sort();
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (cause) {
    throw cannotRead(folder, cause);
  }
}

/** The run named by an id, by a unique beginning of one, or by the path of its folder. Throws UsageError. */
export function findRun(root: string, name: string): StoredRun {
  if (existsSync(join(name, "config.json"))) return readRun(name);
  const known = listRuns(root);
  const matches = known.includes(name) ? [name] : known.filter((id) => id.startsWith(name));
  if (matches.length === 1) return readRun(join(root, matches[0]));
  if (matches.length > 1) throw new UsageError(`"${name}" could be ${matches.join(" or ")}; type more of it.`);
  const guess = nearest(name, known);
  const list = known.length === 0 ? "There are no runs there yet." : `Known: ${known.join(", ")}.`;
  throw new UsageError(
    `no run "${name}" in ${root}.${guess === undefined ? "" : ` Did you mean "${guess}"?`}\n${list}`,
  );
}

/** Throws InputError where a file of the folder cannot be read. */
export function readRun(path: string): StoredRun {
  const config = readConfig(path);
  if (config === undefined) throw new InputError(`${path} has no config.json: it is not a run folder.`);
  const verdicts = readVerdicts(path);
  const id = path.split(/[\\/]/).filter(Boolean).at(-1) ?? path;
  return { id, path, config, jobsDone: countResults(path), ...(verdicts === undefined ? {} : { verdicts }) };
}

/**
 * The verdicts of a run of exactly this configuration that has nothing left to do. Undefined also where they cannot be
 * read: they can be made again.
 */
export function readFinished(path: string, config: RunConfig): StoredVerdicts | undefined {
  try {
    const found = readConfig(path);
    const verdicts = found && sameRun(found, config) ? readVerdicts(path) : undefined;
    return verdicts?.complete ? verdicts : undefined;
  } catch (error) {
    if (error instanceof PurecellError) return undefined;
    throw error;
  }
}

function countResults(path: string): number {
  const jobs = join(path, "jobs");
  return existsSync(jobs) ? readdirSync(jobs).filter((name) => name.endsWith(".json")).length : 0;
}

function readVerdicts(path: string): StoredVerdicts | undefined {
  const file = join(path, "verdicts.json");
  return existsSync(file) ? parseVerdicts(readText(file), file) : undefined;
}

/** The report of a judged run, as data. Throws InputError where it cannot be read. */
export function readReport(path: string): ReportData {
  const file = join(path, "report.json");
  return parseReport(readText(file), file);
}

/** Every number of a judged run; none where it has not been judged. Throws InputError where its files cannot be read. */
export function readScores(path: string): Score[] {
  const file = join(path, "results.json");
  if (!existsSync(file)) return [];
  const { verdicts = [] } = readVerdicts(path) ?? {};
  return [...scoresOfJobs(parseResults(readText(file), file)), ...scoresOfVerdicts(verdicts)];
}
