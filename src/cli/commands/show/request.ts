import { type Form, formFrom } from "../../flags/output.js";
import type { ShowFlags } from "./flags.js";

export interface ShowRequest {
  /** Id of the run, the beginning of it, or its folder. */
  readonly run: string;
  /** Folder of run folders. */
  readonly runs: string;
  readonly form: Form;
}

export const requestFrom = ([run]: readonly string[], flags: ShowFlags): ShowRequest => ({
  run,
  runs: flags.runs,
  form: formFrom(flags),
});
