/** How random draws are made. */
import { parseSeed } from "../../runs/seeds.js";
import type { Flag } from "./flag.js";
import { wholeNumber } from "./readers.js";

const group = "Draws";

export const seed = {
  group,
  argument: "<n>",
  value: { read: parseSeed, schema: { type: "integer", minimum: 0 } },
  fallback: "0",
  help: "seed of all draws, a whole number",
} as const satisfies Flag;

export const workers = {
  group,
  argument: "<n>",
  value: wholeNumber({ least: 1 }),
  otherwise: "one for each core",
  help: "threads for the draws; the numbers are the same for any",
} as const satisfies Flag;
