/** One process at a time in a run folder. */
import { closeSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import * as z from "zod";
import { InputError } from "../math/errors.js";
import { cannotWrite, errorCode } from "./durable.node.js";

const owner = z.object({ pid: z.number().int().positive(), host: z.string() });

/** Locks held by this very process, which a look at process numbers cannot tell from stale ones. */
const held = new Set<string>();

/**
 * Takes the lock file `path` and returns what gives it back. The lock of a process that is no longer alive is taken
 * over; that of a living one, or of another computer, is refused with InputError.
 */
export function takeLock(path: string): () => void {
  if (!create(path)) {
    refuseIfAlive(path);
    rmSync(path, { force: true });
    if (!create(path)) throw lockedBy(path, "another process that has just started");
  }
  held.add(path);
  return () => {
    held.delete(path);
    rmSync(path, { force: true });
  };
}

/** False where the file already exists. */
function create(path: string): boolean {
  try {
    const file = openSync(path, "wx");
    writeFileSync(file, JSON.stringify({ pid: process.pid, host: hostname() }));
    closeSync(file);
    return true;
  } catch (error) {
    if (errorCode(error) === "EEXIST") return false;
    throw cannotWrite(path, error);
  }
}

function refuseIfAlive(path: string): void {
  const found = readOwner(path);
  if (found === undefined) return; // killed while writing it
  if (found.host !== hostname()) throw lockedBy(path, `process ${found.pid} on ${found.host}`);
  if (found.pid === process.pid ? held.has(path) : isAlive(found.pid)) throw lockedBy(path, `process ${found.pid}`);
}

function readOwner(path: string): z.infer<typeof owner> | undefined {
  try {
    return owner.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return errorCode(error) === "EPERM"; // alive, but another user's
  }
}

/** Linux keeps the number of a killed process until its parent asks for it, in some containers for good (proc(5), stat). */
function isZombie(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")")).startsWith(") Z");
  } catch {
    return false;
  }
}

const lockedBy = (path: string, who: string) =>
  new InputError(
    `this run is being written by ${who}. Wait for it or stop it; if it no longer exists, delete ${path} and try again.`,
  );
