/** One process at a time in a run folder. */
import { randomUUID } from "node:crypto";
import {
  constants,
  copyFileSync,
  existsSync,
  linkSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";
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
    takeOver(path);
  }
  held.add(path);
  return () => {
    held.delete(path);
    rmSync(path, { force: true });
  };
}

/**
 * Replaces a stale lock by one's own. Of several processes that have found it stale at the same moment, each might remove
 * what another has just made; so whoever replaces it holds a lock on doing so, and looks again.
 */
function takeOver(path: string): void {
  const done = takeLock(`${path}.takeover`);
  try {
    while (!create(path)) {
      if (!existsSync(path)) continue; // given back meanwhile
      refuseIfAlive(path);
      replace(path);
      return;
    }
  } finally {
    done();
  }
}

function replace(path: string): void {
  const own = writeOwn(path);
  try {
    renameSync(own, path);
  } catch (error) {
    rmSync(own, { force: true });
    throw cannotWrite(path, error);
  }
}

/** False where the file already exists. It appears with its contents, since a lock that is half written looks stale. */
function create(path: string): boolean {
  const own = writeOwn(path);
  try {
    linkOrCopy(own, path);
    return true;
  } catch (error) {
    if (errorCode(error) === "EEXIST") return false;
    throw cannotWrite(path, error);
  } finally {
    rmSync(own, { force: true });
  }
}

/** What file systems without hard links, such as exFAT, answer. */
const NO_LINKS: readonly string[] = ["EPERM", "ENOSYS", "ENOTSUP", "EOPNOTSUPP"];

function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch (error) {
    if (!NO_LINKS.includes(errorCode(error))) throw error;
    copyFileSync(from, to, constants.COPYFILE_EXCL);
  }
}

/** Under a name of its own, which the next opening of the folder removes should this process be killed. */
function writeOwn(path: string): string {
  const own = join(dirname(path), `.${basename(path)}.${randomUUID()}.tmp`);
  try {
    writeFileSync(own, JSON.stringify({ pid: process.pid, host: hostname() }));
    return own;
  } catch (error) {
    rmSync(own, { force: true });
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
