/** What was decided where a file left a choice, as a line for its user. */
import type { Choice } from "./protocols.js";

export const choiceLine = ({ said, otherwise }: Choice): string =>
  otherwise === undefined ? said : `${said} (otherwise ${otherwise})`;
