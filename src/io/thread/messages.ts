/** What passes between the main thread and the thread that reads a file. All of it is plain data. */
import type { NpyArray } from "../npy.js";
import type { DataFile, OpenOptions, ReadRows } from "../protocols.js";

export type ReaderRequest =
  | { readonly kind: "open"; readonly path: string; readonly options: OpenOptions }
  | { readonly kind: "read"; readonly name: string; readonly options: ReadRows }
  | { readonly kind: "close" };

export type ReaderReply =
  | ({ readonly kind: "opened" } & Pick<DataFile, "format" | "entries" | "bins">)
  | { readonly kind: "array"; readonly array: NpyArray }
  /** `memory`: bytes that the thread will not give back. */
  | { readonly kind: "closed"; readonly memory: number }
  /** `message` is for the user; after a fatal failure the thread is of no more use. */
  | { readonly kind: "failed"; readonly message: string; readonly fatal: boolean };
