import { UsageError } from "../../../math/errors.js";
import { type Form, formFrom } from "../../flags/output.js";
import type { CompareFlags } from "./flags.js";

export interface CompareRequest {
  /** Ids of runs, beginnings of them, or folders; the others are compared with the first. */
  readonly names: readonly string[];
  /** Undefined for all that are not parts of a larger value. */
  readonly scores: readonly string[] | undefined;
  /** Folder of run folders. */
  readonly runs: string;
  readonly form: Form;
}

export function requestFrom(names: readonly string[], flags: CompareFlags): CompareRequest {
  if (names.length < 2) throw new UsageError("name two runs or more; the others are compared with the first.");
  return { names, scores: flags.score, runs: flags.runs, form: formFrom(flags) };
}
