import type { Flags, FlagValues } from "../../flags/flag.js";
import { json, out } from "../../flags/output.js";
import { wholeNumber } from "../../flags/readers.js";

const counted = wholeNumber({ most: 999_999_999, takes: "a whole number" });

export const flags = {
  ignoreChecksum: { help: "accept a file of the right layout whose checksum is not a published one" },
  size: {
    argument: "<px>",
    value: counted,
    otherwise: "the task's own",
    help: "preview: height and width",
  },
  condition: {
    argument: "<n>",
    value: counted,
    otherwise: "the middle",
    help: "preview: number of the image around which factors are varied",
  },
  out: { ...out, argument: "<file>", otherwise: "TASK-preview.png", help: "preview: the PNG to write" },
  json,
} as const satisfies Flags;

export type DataFlags = FlagValues<typeof flags>;
