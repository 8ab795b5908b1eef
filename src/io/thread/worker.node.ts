/** The thread in which foreign code reads a file. */
import { parentPort } from "node:worker_threads";
import { InputError } from "../../math/errors.js";
import { hdf5Memory, loadHdf5, openHdf5Path } from "../hdf5/open.node.js";
import { contentOf } from "../openDataFile.js";
import { openParquet } from "../parquet/file.js";
import type { DataFile, OpenOptions } from "../protocols.js";
import { fileSource } from "../source.node.js";
import { type PackedArray, packArray, type ReaderReply, type ReaderRequest } from "./messages.js";

// Libraries print their errors to the console; what matters of them comes back as an error.
console.error = () => {};
console.log = () => {};
console.warn = () => {};

let file: DataFile | undefined;

async function answer(request: ReaderRequest): Promise<ReaderReply> {
  if (request.kind === "open") {
    file = await open(request.path, request.options);
    const { format, entries, bins, choices } = file;
    return { kind: "opened", format, entries, ...(bins && { bins }), ...(choices && { choices }) };
  }
  if (!file) throw new Error("no file is open");
  if (request.kind === "read") {
    return { kind: "array", array: packArray(await file.read(request.name, request.options)) };
  }
  await file.close();
  file = undefined;
  return { kind: "closed", memory: hdf5Memory() };
}

async function open(path: string, options: OpenOptions): Promise<DataFile> {
  const source = await fileSource(path);
  if ((await contentOf(source)) === "parquet") return openParquet(source, options);
  await source.close();
  await loadHdf5(path);
  tellReady();
  return openHdf5Path(path, options);
}

/** Whatever is no plain refusal leaves memory in an unknown state. */
const failure = (error: unknown): ReaderReply => ({
  kind: "failed",
  message:
    error instanceof InputError ? error.message : `cannot be read: ${error instanceof Error ? error.message : error}`,
  fatal: !(error instanceof InputError),
});

/** The memory of numbers is handed over, not copied. */
function moved({ data }: PackedArray): ArrayBuffer[] {
  if ("words" in data) return [data.numbers.buffer];
  return ArrayBuffer.isView(data) && data.buffer instanceof ArrayBuffer ? [data.buffer] : [];
}

const tellReady = () => parentPort?.postMessage({ kind: "ready" } satisfies ReaderReply);

tellReady();
parentPort?.on("message", async (request: ReaderRequest) => {
  const reply = await answer(request).catch(failure);
  parentPort?.postMessage(reply, reply.kind === "array" ? moved(reply.array) : []);
});
