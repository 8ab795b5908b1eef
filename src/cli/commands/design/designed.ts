import type { Judged, Power, Proposal } from "../../../efficiency/index.js";
import type { DesignRequest } from "./request.js";

/** A design, what was proposed for it, and how well that can be seen. */
export interface Designed {
  readonly request: DesignRequest;
  readonly before: Judged;
  /** The best first. */
  readonly proposals: readonly Proposal[];
  /** The smallest that turns the verdict. */
  readonly best: Proposal | undefined;
  readonly power: readonly Power[];
}
