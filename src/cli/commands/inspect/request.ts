import type { Selection } from "../../../recordings/selection.js";
import { valuesOf } from "../../flags/flag.js";
import { type Form, formFrom } from "../../flags/output.js";
import { selection } from "../../flags/selection.js";
import type { InspectFlags } from "./flags.js";

export interface InspectRequest {
  readonly file: string;
  readonly selection: Selection;
  readonly form: Form;
}

export const requestFrom = ([file]: readonly string[], flags: InspectFlags): InspectRequest => ({
  file,
  selection: valuesOf(selection, flags),
  form: formFrom(flags),
});
