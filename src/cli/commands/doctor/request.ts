import { type Form, formFrom } from "../../flags/output.js";
import type { DoctorFlags } from "./flags.js";

export interface DoctorRequest {
  /** Folder of run folders. */
  readonly runs: string;
  readonly form: Form;
}

export const requestFrom = (_: readonly string[], flags: DoctorFlags): DoctorRequest => ({
  runs: flags.runs,
  form: formFrom(flags),
});
