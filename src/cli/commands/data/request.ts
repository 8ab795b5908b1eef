import { UsageError } from "../../../math/errors.js";
import { type Form, formFrom } from "../../flags/output.js";
import type { DataFlags } from "./flags.js";

interface ListRequest {
  readonly what: "list";
  readonly form: Form;
}

export interface CheckRequest {
  readonly what: "check";
  readonly file: string;
  readonly ignoreChecksum: boolean;
  readonly form: Form;
}

export interface PreviewRequest {
  readonly what: "preview";
  /** Name of a task, or a file. */
  readonly task: string;
  readonly ignoreChecksum: boolean;
  /** Height and width in pixels; undefined for the task's own. */
  readonly size: number | undefined;
  /** Around which factors are varied; undefined for one in the middle. */
  readonly condition: number | undefined;
  readonly out: string | undefined;
  readonly form: Form;
}

export type DataRequest = ListRequest | CheckRequest | PreviewRequest;

export function requestFrom([what, name]: readonly string[], flags: DataFlags): DataRequest {
  const { ignoreChecksum, size, condition, out } = flags;
  const form = formFrom(flags);
  if (what === "list" && name === undefined) return { what, form };
  if (what === "check" && name !== undefined) return { what, file: name, ignoreChecksum, form };
  if (what === "preview" && name !== undefined) return { what, task: name, ignoreChecksum, size, condition, out, form };
  throw new UsageError(
    `"data ${[what, name].filter(Boolean).join(" ")}" is not known; there are: data list, data check FILE, data preview TASK`,
  );
}
