/** Files of run folders: written wholly or not at all, and every refusal of the system one clear error. */
import { accessSync, constants, existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { writeFileAtomic } from "../io/writeFileAtomic.node.js";
import { InputError, type PurecellError } from "../math/errors.js";
import { exhausted, ResourceError } from "../math/resourceErrors.js";

/** Replaces the file in one durable step. Throws InputError, or ResourceError where the disk is full. */
export async function writeDurably(path: string, contents: string | Uint8Array): Promise<void> {
  try {
    await writeFileAtomic(path, contents);
  } catch (cause) {
    throw cannotWrite(path, cause);
  }
}

/** Throws InputError. */
export function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw cannotRead(path, cause);
  }
}

/** The file as UTF-8. Throws InputError. */
export const readText = (path: string): string => new TextDecoder().decode(readBytes(path));

/** Makes a folder and those above it. Throws InputError where a file is in the way or permission is missing. */
export function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (cause) {
    const closed = errorCode(cause) === "ENOENT" ? whyClosed(nearestFolder(path)) : undefined;
    throw cannotWrite(path, closed ?? cause);
  }
}

/** Why nothing can be made in a folder; undefined where something can. On a read-only disk mkdir itself says ENOENT. */
function whyClosed(folder: string): unknown {
  try {
    accessSync(folder, constants.W_OK);
    return undefined;
  } catch (cause) {
    return cause;
  }
}

/** The folder itself, or the nearest one above it that exists: where permission to make it is decided. */
export function nearestFolder(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearestFolder(dirname(path));
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "permission is denied. Choose another place with --runs DIR or --out PATH, or change its permissions",
  EPERM: "permission is denied. Choose another place with --runs DIR or --out PATH, or change its permissions",
  EROFS: "the disk is read-only. Choose another place with --runs DIR or --out PATH",
  EEXIST: "a file stands where a folder is needed. Move it away, or choose another place with --runs DIR or --out PATH",
  ENOENT: "there is no such file",
  ENOTDIR: "a file stands where a folder is needed. Move it away, or choose another place with --runs DIR or --out PATH",
  EISDIR: "a folder stands where a file is needed. Move it away, or choose another place with --runs DIR or --out PATH",
};

/** The one error for everything that keeps a path from being written. */
export const cannotWrite = (path: string, cause: unknown): PurecellError => refusal("write", path, cause);

/** The one error for everything that keeps a path from being read. */
export const cannotRead = (path: string, cause: unknown): PurecellError => refusal("read", path, cause);

function refusal(verb: string, path: string, cause: unknown): PurecellError {
  const lacking = exhausted(cause);
  if (lacking !== undefined) return new ResourceError(`cannot ${verb} ${path}: ${lacking}.`, { cause });
  const code = errorCode(cause);
  const reason = REASONS[code] ?? (cause instanceof Error ? cause.message : String(cause));
  return new InputError(`cannot ${verb} ${path}: ${reason}.`, { cause });
}

/** The system's code of an error, e.g. "ENOENT"; empty where there is none. */
export const errorCode = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : "";
