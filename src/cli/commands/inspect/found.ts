/** A file, and what was found in it. */
import type { DataFile } from "../../../io/index.js";
import type { Proposal } from "../../../recordings/proposal/protocols.js";
import type { Selection } from "../../../recordings/selection.js";

export interface Found extends Proposal {
  readonly file: DataFile;
  readonly path: string;
  readonly selection: Selection;
}
