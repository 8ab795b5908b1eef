import type { Flags, FlagValues } from "../../flags/flag.js";
import { json, out } from "../../flags/output.js";
import { wholeNumber } from "../../flags/readers.js";

export const flags = {
  port: {
    argument: "<n>",
    value: wholeNumber({ most: 65_535, takes: "a whole number from 0 (any free one) to 65535" }),
    otherwise: "8724, or a free one where that is taken",
    help: "port to listen on",
  },
  open: { negated: true, help: "print the address and open no browser" },
  token: {
    negated: true,
    help: "let every user of this computer in, also without the token of the printed address",
  },
  out: { ...out, help: "instead of serving: write the site, with the runs that are named, for any web host" },
  json,
} as const satisfies Flags;

export type LabFlags = FlagValues<typeof flags>;
