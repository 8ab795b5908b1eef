import { type Form, formFrom } from "../../flags/output.js";
import type { BinWidth } from "../../flags/selection.js";
import type { InspectFlags } from "./flags.js";

export interface InspectRequest {
  readonly file: string;
  readonly binWidth: BinWidth | undefined;
  readonly form: Form;
}

export const requestFrom = ([file]: readonly string[], flags: InspectFlags): InspectRequest => ({
  file,
  binWidth: flags.binWidth,
  form: formFrom(flags),
});
