/** The thread in which the HDF5 library runs: a file that makes it abort, hang or fill its memory costs this thread only. */
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { parentPort } from "node:worker_threads";
import { type Hdf5Library, isFatal, type OpenHdf5, openWithLibrary } from "./library.js";
import type { Hdf5Reply, Hdf5Request } from "./protocols.js";

// The library prints its errors to the console; what matters of them is reported as an error.
console.error = () => {};
console.log = () => {};
console.warn = () => {};

let library: Hdf5Library | undefined;
let open: { readonly file: OpenHdf5; readonly descriptor: number } | undefined;

async function answer(request: Hdf5Request): Promise<Hdf5Reply> {
  if (request.kind === "open") return openFile(request.path);
  if (request.kind === "close") return closeFile();
  if (!open) throw new Error("no file is open");
  return { kind: "items", items: open.file.read(request) };
}

async function openFile(path: string): Promise<Hdf5Reply> {
  library ??= await load();
  if (!library) return { kind: "absent" };
  const descriptor = openSync(path, "r");
  const source = {
    size: fstatSync(descriptor).size,
    read: (into: Uint8Array, position: number) => readSync(descriptor, into, 0, into.length, position),
  };
  try {
    const file = await openWithLibrary(library, source);
    open = { file, descriptor };
    return { kind: "opened", nodes: file.nodes };
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}

function closeFile(): Hdf5Reply {
  open?.file.close();
  if (open) closeSync(open.descriptor);
  open = undefined;
  return { kind: "closed", memory: library?.Module.HEAPU8.length ?? 0 };
}

/** Undefined where h5wasm, an optional dependency, is not installed. */
async function load(): Promise<Hdf5Library | undefined> {
  try {
    return await import("h5wasm");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND") return undefined;
    throw error;
  }
}

parentPort?.on("message", async (request: Hdf5Request) => {
  const reply = await answer(request).catch(failure);
  const moved = reply.kind === "items" && reply.items instanceof Uint8Array ? [reply.items.buffer] : [];
  parentPort?.postMessage(reply, moved);
});

const failure = (error: unknown): Hdf5Reply => ({
  kind: "failed",
  reason: error instanceof Error ? error.message : String(error),
  fatal: isFatal(error),
});
