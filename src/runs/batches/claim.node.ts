/**
 * Who computes a job, as a file beside its result. Claims save work and guard nothing: a job computed twice gives the same bytes twice,
 * and every file is replaced in one step. So they need no lock of a kernel, and hold on file systems over a network: a claim is made by
 * a hard link, which one process alone can make; its age is the difference of two times that the file server gave.
 */
import { randomUUID } from "node:crypto";
import {
  closeSync,
  fstatSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import * as z from "zod";
import { cannotWrite, errorCode } from "../durable.node.js";

const contents = z.object({
  token: z.string(),
  owner: z.string(),
  host: z.string(),
  pid: z.number(),
  /** When it was made, ISO 8601. */
  since: z.string(),
});

/** Of a claim, as its file says it. */
export type Claimant = Omit<z.infer<typeof contents>, "token">;

/** Seconds between signs of life, and without one after which a claim may be taken over. */
export const HEARTBEAT = 20;
export const STALE = 90;

/** A claim that this process holds. */
export interface Claim {
  /** A sign of life. False where another process has taken over. */
  beat(): boolean;
  release(): void;
}

/**
 * The claim `path`, or undefined where another process is at work. One of the same `owner` is taken over at once: a scheduler does not
 * start a task again before it has ended. Throws InputError where the file cannot be written.
 */
export function claim(path: string, claimant: Claimant): Claim | undefined {
  const token = randomUUID();
  const own = join(dirname(path), `.${token}.tmp`);
  const handle = openSync(own, "wx");
  try {
    writeSync(handle, JSON.stringify({ token, ...claimant }));
    fsyncSync(handle);
    if (!make(own, path, claimant.owner)) return undefined;
  } catch (error) {
    rmSync(own, { force: true });
    closeSync(handle);
    throw cannotWrite(path, error);
  }
  return {
    beat() {
      if (readClaim(path)?.token !== token) return false;
      writeSync(handle, " "); // the server notes the time of it
      fsyncSync(handle);
      return true;
    },
    release() {
      closeSync(handle);
      if (readClaim(path)?.token === token) rmSync(path, { force: true });
    },
  };
}

/** Two that find the same claim stale may both take it over: the later one has it, and the other hears at its next sign of life. */
function make(own: string, path: string, owner: string): boolean {
  try {
    linkSync(own, path);
    rmSync(own, { force: true });
    return true;
  } catch (error) {
    if (errorCode(error) !== "EEXIST") throw error;
  }
  const found = readClaim(path);
  if (found === undefined || found.owner === owner || ageOf(path, own) > STALE) {
    renameSync(own, path);
    return true;
  }
  rmSync(own, { force: true });
  return false;
}

/** Seconds between the last sign of life and the writing of `now`, both by the clock of whoever keeps the files. */
function ageOf(path: string, now: string): number {
  const age = changedAt(now) - changedAt(path);
  return Number.isNaN(age) ? Number.POSITIVE_INFINITY : age / 1000;
}

/** Of an opened file, for which a network file system asks its server. NaN where it is gone. */
function changedAt(path: string): number {
  try {
    const handle = openSync(path, "r");
    try {
      return fstatSync(handle).mtimeMs;
    } finally {
      closeSync(handle);
    }
  } catch {
    return Number.NaN;
  }
}

/** Undefined where there is none, or it is half-written. */
export function readClaim(path: string): z.infer<typeof contents> | undefined {
  try {
    return contents.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return undefined;
  }
}
