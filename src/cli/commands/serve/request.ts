import { isMainThread } from "node:worker_threads";
import { UsageError } from "../../../math/errors.js";
import type { ServeFlags } from "./flags.js";

export type ServeRequest = Readonly<Record<string, never>>;

export function requestFrom(_: readonly string[], { stdio }: ServeFlags): ServeRequest {
  if (!stdio) throw new UsageError("purecell serve speaks over stdin and stdout alone: purecell serve --stdio");
  if (!isMainThread) throw new UsageError("this process serves already; start another one for another session.");
  return {};
}
