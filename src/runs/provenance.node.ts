/** Where results came from: versions, machine, engine, command line, times. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { arch, cpus, release, type } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as z from "zod";
import { isEarlier, wasmRounding } from "../engine/rounding.js";
import type { Backend } from "../protocols.js";
import { rounding } from "./runFiles.js";

const session = z.object({
  argv: z.array(z.string()),
  start: z.string(),
  end: z.string().exactOptional(),
  node: z.string().exactOptional(),
  v8: z.string().exactOptional(),
  rounding: rounding.exactOptional(),
});

/**
 * One session of a run; a resumed run has several. Times are ISO 8601, UTC; no `end` where the process was killed. `rounding` is
 * that of the wasm engine, where it trained; older folders name neither it nor the versions.
 */
export type Session = Readonly<z.infer<typeof session>>;

/** `provenance.json`: where the numbers of a run come from. */
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

const record = z.object({ node: z.string().exactOptional(), sessions: z.array(session) });

/** The sessions recorded so far; none where the file is missing or damaged. In older folders all count as of the last one's Node. */
export function readSessions(path: string): Session[] {
  if (!existsSync(path)) return [];
  try {
    const { node, sessions } = record.parse(JSON.parse(readFileSync(path, "utf8")));
    return sessions.map((one) => ({ ...(node === undefined ? {} : { node }), ...one }));
  } catch {
    return [];
  }
}

/** What a session that begins now computes with. */
export const versions = (backend: Backend): Pick<Session, "node" | "v8" | "rounding"> => ({
  node: process.version,
  v8: process.versions.v8,
  ...(backend === "wasm" ? { rounding: wasmRounding() } : {}),
});

/** What trained a run with other last bits than this process would. */
export interface Elsewhere {
  readonly what: string;
  readonly why: string;
}

/** Of a session of the run folder `path` whose wasm engine rounds otherwise than this one's; undefined where there is none. */
export function trainedElsewhere(path: string): Elsewhere | undefined {
  const own = versions("wasm");
  const found = readSessions(join(path, "provenance.json")).find(({ rounding }) => rounding !== own.rounding);
  if (!found) return undefined;
  if (isEarlier(found.rounding))
    return { what: "an earlier purecell", why: "whose wasm engine added in another order" };
  const why = `whose WebAssembly rounds differently from that of Node ${process.version}`;
  return { what: `Node ${found.node ?? "of another version"}`, why };
}

/** Version of this purecell, as its package.json has it. */
export function packageVersion(): string {
  const contents: { version: string } = JSON.parse(readFileSync(`${root}package.json`, "utf8"));
  return contents.version;
}

let known: string | null | undefined;

/** Asked for once: it stays the same while a command runs. */
function commit(): string | null {
  if (known === undefined) known = askCommit();
  return known;
}

/** Null where git is absent, or where the enclosing repository is not purecell's own. */
function askCommit(): string | null {
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
