/** What the computer has run out of: memory, file handles, threads, room on the disk or in a file. Neither the user's data nor a bug. */
import { PurecellError } from "./errors.js";

export class ResourceError extends PurecellError {
  constructor(message: string, options?: ErrorOptions) {
    super(message, 4, options);
  }
}

const FILES = 'too many files are open at once. Raise the limit with "ulimit -n 1024", or use --jobs 1';
const MEMORY =
  "the computer has no memory left for this. Use --jobs 1 or --workers 1, fewer rows or a smaller size, or close other programs";
const THREADS = 'no further thread or process can be started. Raise the limit with "ulimit -u", or use --jobs 1';
const DISK = "the disk is full. Free some space and run the same command again: it resumes where it stopped";
const LONG_FILE =
  'a file would become larger than is allowed here. Raise the limit with "ulimit -f unlimited", or choose a disk without one';

/** By the code of the system (errno(3)) or of Node. */
const BY_CODE: ReadonlyMap<string, string> = new Map([
  ["EMFILE", FILES],
  ["ENFILE", FILES],
  ["ENOMEM", MEMORY],
  ["ERR_WORKER_OUT_OF_MEMORY", MEMORY],
  ["ERR_MEMORY_ALLOCATION_FAILED", MEMORY],
  ["EAGAIN", THREADS],
  ["ERR_WORKER_INIT_FAILED", THREADS],
  ["ENOSPC", DISK],
  ["EDQUOT", DISK],
  ["EFBIG", LONG_FILE],
]);

/** Where an engine gives no code, by its words: V8, WebAssembly, the C++ library. */
const OUT_OF_MEMORY =
  /array buffer allocation failed|could not allocate memory|out of memory|bad_alloc|insufficient memory/i;

/** What has run out, where that is what `cause` says; undefined for any other error. */
export function exhausted(cause: unknown): string | undefined {
  if (!(cause instanceof Error)) return undefined;
  const known = "code" in cause ? BY_CODE.get(String(cause.code)) : undefined;
  return known ?? (OUT_OF_MEMORY.test(cause.message) ? MEMORY : undefined);
}

/** Ours as it is, and what tells that something has run out as one of ours; undefined for any other error. */
export function asOwnError(thrown: unknown): PurecellError | undefined {
  if (thrown instanceof PurecellError) return thrown;
  const what = exhausted(thrown);
  return what === undefined ? undefined : new ResourceError(`${what}.`, { cause: thrown });
}

/** For those who find out otherwise. */
export const tooManyFiles = (cause: unknown): ResourceError => new ResourceError(`${FILES}.`, { cause });
