/** What is proposed of a file, and what was asked of it. */
import type { Roles } from "../../io/index.js";
import type { Recognised } from "../../representation/index.js";
import type { DataSource } from "../otherFiles.js";
import type { Prediction } from "../prediction.js";
import type { Selection } from "../selection.js";

/** A circular factor. */
export interface Turning {
  readonly name: string;
  readonly period: number;
}

export interface Proposal {
  readonly roles: Roles;
  /** Arrays that look like factors and that `measure` refuses, each with its reason. */
  readonly leftOut: readonly { readonly name: string; readonly why: string }[];
  /** Neurons that were not recorded together: what the file looks like, and the flags with which `measure` reads it. */
  readonly separate?: Recognised;
  /** Whether the rows are bins of time, and enough of them for shifts and blocks. */
  readonly timeSeries?: boolean;
  /** Of the factors those that are angles by their names and values, and would be read as numbers on a line. */
  readonly angles?: readonly Turning[];
  /** Why `measure` would refuse what looks like activity and factors. */
  readonly measureProblem?: string;
  /** Whether `cells` can read the file as a session. */
  readonly cells: boolean;
  /** Why what looks like a session cannot be read as one without more being said. */
  readonly cellsProblem?: string;
  /** What `cells` is to take for the activity, where that is a value for every sample of a path. */
  readonly sampled?: readonly string[];
  /** What the file holds of a session, where it holds no more than that. */
  readonly half?: "spikes" | "path";
  /** Where the file holds nothing but factors. */
  readonly prediction?: Prediction;
  /** Why the file cannot be put in bins without more being said. */
  readonly binsProblem?: string;
}

/** What was asked of an open file. */
export interface Looking {
  /** Where it can be opened again, in another way. */
  readonly source: DataSource;
  readonly selection: Selection;
  /** Whether its rows are conditions already. */
  readonly ready: boolean;
  /** More factors than these are not tried one by one, for those who cannot wait; none by default. */
  readonly mostTried?: number;
}
