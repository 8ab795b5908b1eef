import { type Form, formFrom } from "../../flags/output.js";
import type { ListFlags } from "./flags.js";

export interface ListRequest {
  /** Experiments to describe in full; none for a line on each. */
  readonly names: readonly string[];
  readonly form: Form;
}

export const requestFrom = (names: readonly string[], flags: ListFlags): ListRequest => ({
  names,
  form: formFrom(flags),
});
