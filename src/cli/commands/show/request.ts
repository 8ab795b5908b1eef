import { type Form, formFrom } from "../../flags/output.js";
import type { ShowFlags } from "./flags.js";

export interface ShowRequest {
  /** Id of a run, a sweep or a batch, the beginning of it, or its folder. */
  readonly name: string;
  /** Folder of run folders. */
  readonly runs: string;
  /** Whether to stay until it is finished. */
  readonly follow: boolean;
  readonly form: Form;
}

export const requestFrom = ([name]: readonly string[], flags: ShowFlags): ShowRequest => ({
  name,
  runs: flags.runs,
  follow: flags.follow,
  form: formFrom(flags),
});
