/** Files on disk as sources. */
import { type FileHandle, open, stat } from "node:fs/promises";
import { InputError } from "../math/errors.js";
import type { ByteSource } from "./source.js";

export interface FileSource extends ByteSource {
  close(): Promise<void>;
}

/** Opens a file for reading; the caller closes it. Throws InputError where there is none, or it cannot be read. */
export async function fileSource(path: string): Promise<FileSource> {
  const refuse = (cause: unknown) => {
    throw new InputError(`cannot open ${path}: ${reason(cause)}`, { cause });
  };
  const status = await stat(path).catch(refuse);
  // before it is opened: to open a pipe is to wait for its writer
  if (!status.isFile()) throw new InputError(`${path} is not a file`);
  const handle = await open(path, "r").catch(refuse);
  return {
    name: path,
    size: (await handle.stat()).size,
    read: (offset, length) => readFully(handle, offset, length),
    close: () => handle.close(),
  };
}

/** Opens `path`, hands it to `use`, and closes it whatever happens. */
export async function withFile<Result>(path: string, use: (source: ByteSource) => Promise<Result>): Promise<Result> {
  const source = await fileSource(path);
  try {
    return await use(source);
  } finally {
    await source.close();
  }
}

/** One system call may return less than asked for; fewer bytes than `length` only at the end of the file. */
async function readFully(handle: FileHandle, offset: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(bytes, filled, Math.min(length - filled, 1 << 30), offset + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EACCES: "permission denied",
  EISDIR: "it is a folder",
};

function reason(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return ("code" in cause && REASONS[String(cause.code)]) || cause.message;
}
