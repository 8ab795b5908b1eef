import { type Form, formFrom } from "../../flags/output.js";
import type { CiteFlags } from "./flags.js";

export interface CiteRequest {
  readonly style: CiteFlags["style"];
  readonly form: Form;
}

/** Throws UsageError for what cannot be asked together; no file is opened here. */
export const requestFrom = (_: readonly string[], flags: CiteFlags): CiteRequest => ({
  style: flags.style,
  form: formFrom(flags),
});
