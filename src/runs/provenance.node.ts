/** Where results came from: versions, machine, engine, command line, times. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { arch, cpus, release, type } from "node:os";
import { fileURLToPath } from "node:url";
import * as z from "zod";
import type { Backend } from "../protocols.js";

const session = z.object({ argv: z.array(z.string()), start: z.string(), end: z.string().exactOptional() });

/** One sitting at a run; a resumed run has several. Times are ISO 8601, UTC; no `end` where the process was killed. */
export type Session = Readonly<z.infer<typeof session>>;

export interface Provenance {
  readonly schemaVersion: 1;
  readonly purecell: string;
  /** Commit of the purecell checkout, with "+changes" where files differ from it; null outside a checkout. */
  readonly commit: string | null;
  readonly experimentVersion: number;
  readonly engine: { readonly backend: Backend; readonly reason: string };
  readonly node: string;
  readonly system: string;
  readonly cpu: string;
  readonly cores: number;
  readonly sessions: readonly Session[];
}

const root = fileURLToPath(new URL("../../", import.meta.url));

/** All that stays the same while a command runs. */
export type Machine = Omit<Provenance, "sessions">;

export function describeMachine(experimentVersion: number, engine: Provenance["engine"]): Machine {
  const processors = cpus();
  return {
    schemaVersion: 1,
    purecell: packageVersion(),
    commit: commit(),
    experimentVersion,
    engine,
    node: process.version,
    system: `${type()} ${release()} ${arch()}`,
    cpu: processors[0]?.model.trim() ?? "unknown",
    cores: processors.length,
  };
}

/** The sittings recorded so far; none where the file is missing or damaged, since nothing computed depends on it. */
export function readSessions(path: string): Session[] {
  if (!existsSync(path)) return [];
  try {
    return z.object({ sessions: z.array(session) }).parse(JSON.parse(readFileSync(path, "utf8"))).sessions;
  } catch {
    return [];
  }
}

export function packageVersion(): string {
  const contents: { version: string } = JSON.parse(readFileSync(`${root}package.json`, "utf8"));
  return contents.version;
}

/** Null where git is absent, or where the enclosing repository is not purecell's own. */
function commit(): string | null {
  try {
    if (git("rev-parse", "--show-prefix") !== "") return null;
    const changed = git("status", "--porcelain", "--untracked-files=no") !== "";
    return git("rev-parse", "HEAD") + (changed ? "+changes" : "");
  } catch {
    return null;
  }
}

const git = (...args: string[]): string =>
  execFileSync("git", args, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
