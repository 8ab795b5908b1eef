/**
 * The result of one job as a pair of files. The arrays (`.npz`) are written first; the values (`.json`) carry the
 * checksum of the arrays and one of themselves and are written last, so a job is done exactly when its `.json` is there
 * and agrees.
 */
import { createHash } from "node:crypto";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Rounding } from "../engine/rounding.js";
import { bytesSource, type NpyArray, readNpz, writeNpz } from "../io/index.js";
import { InputError, PurecellError } from "../math/errors.js";
import type { JobResult, NamedArray } from "../protocols.js";
import { canonicalJson } from "./canonicalJson.js";
import { readBytes, readText, writeDurably } from "./durable.node.js";
import { parseJob, type StoredJob } from "./runFiles.js";

const sha256 = (bytes: Uint8Array | string) => createHash("sha256").update(bytes).digest("hex");

/** Of everything but itself. NaN is null, as in the file. */
const checksumOf = ({ checksum: _, ...stored }: StoredJob): string => sha256(canonicalJson(stored));

/** `rounding` is that of this process, where the engine is WebAssembly. */
export async function writeJobResult(
  folder: string,
  { job, values, arrays }: JobResult,
  rounding: Rounding | undefined,
): Promise<void> {
  const bytes = Object.keys(arrays).length === 0 ? undefined : writeNpz(arrays);
  if (bytes) await writeDurably(join(folder, `${job.id}.npz`), bytes);
  const stored: StoredJob = {
    schemaVersion: 1,
    job,
    values,
    arrays: bytes ? sha256(bytes) : null,
    ...(rounding && { rounding }),
  };
  const contents = { ...stored, checksum: checksumOf(stored) };
  await writeDurably(join(folder, `${job.id}.json`), `${JSON.stringify(contents, null, 2)}\n`);
}

/** Undefined where the job has not finished; where its files are damaged too, and `note` is told so. */
export async function readJobResult(
  folder: string,
  id: string,
  note: (text: string) => void,
): Promise<JobResult | undefined> {
  const file = join(folder, `${id}.json`);
  if (!existsSync(file)) return undefined;
  try {
    return await readPair(folder, file, id);
  } catch (error) {
    if (!(error instanceof PurecellError)) throw error;
    note(`the result of ${id} cannot be used (${error.message}); that job runs again`);
    return undefined;
  }
}

async function readPair(folder: string, file: string, id: string): Promise<JobResult> {
  const stored = parseJob(readText(file), file);
  const { job, values, arrays, checksum } = stored;
  if (job.id !== id) throw new InputError(`${file} is not the result of ${id}`);
  if (checksum !== undefined && checksum !== checksumOf(stored))
    throw new InputError(`${file} is damaged: its checksum does not match`);
  return { job, values, arrays: arrays === null ? {} : await readArrays(join(folder, `${id}.npz`), arrays) };
}

async function readArrays(file: string, checksum: string): Promise<JobResult["arrays"]> {
  if (!existsSync(file)) throw new InputError(`${file} is missing`);
  const bytes = readBytes(file);
  if (sha256(bytes) !== checksum) throw new InputError(`${file} is damaged: its checksum does not match`);
  const arrays = await readNpz(bytesSource(bytes, file));
  return Object.fromEntries([...arrays].map(([name, array]) => [name, named(array, file)]));
}

function named({ shape, data }: NpyArray, file: string): NamedArray {
  if (data instanceof Float64Array || data instanceof Float32Array || data instanceof Int32Array)
    return { shape, data };
  throw new InputError(`${file} holds something else than float64, float32 and int32`);
}

/** Also one that was put aside as damaged. */
export function removeCheckpoint(path: string): void {
  rmSync(path, { force: true });
  rmSync(`${path}.damaged`, { force: true });
}
