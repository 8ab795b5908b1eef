import { type Form, formFrom } from "../../flags/output.js";
import type { ListFlags } from "./flags.js";

export interface ListRequest {
  readonly form: Form;
}

export const requestFrom = (_: readonly string[], flags: ListFlags): ListRequest => ({ form: formFrom(flags) });
