/** Which columns of a table of conditions are variables, and of which kind. */
import { kinds } from "./factorKinds.js";
import type { Flags } from "./flag.js";
import { differentNames } from "./readers.js";

export const variables = {
  columns: {
    group: "Data",
    argument: "<list>",
    value: differentNames,
    otherwise: "all but numbers of trials",
    help: "columns that are variables, in this order, e.g. position,reward",
  },
  kinds: {
    group: "Data",
    argument: "<list>",
    value: kinds,
    otherwise: "numbers continuous, words categorical",
    help: "e.g. odour=categorical,heading=circular:360",
  },
} as const satisfies Flags;
