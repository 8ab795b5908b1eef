/** Choices that a file leaves, in words. */
import type { Choice } from "./protocols.js";

/** What was decided where a file left a choice, as a line for its user. */
export const choiceLine = ({ said, otherwise }: Choice): string =>
  otherwise === undefined ? said : `${said} (otherwise ${otherwise})`;
