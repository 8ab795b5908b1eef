/** How networks are trained, and where their runs are kept. */
import type { BackendChoice } from "../../protocols.js";
import type { Flag, Flags, FlagValues } from "./flag.js";
import { oneOf, text, wholeNumber } from "./readers.js";

/** The folder of run folders. */
export const runs = {
  argument: "<dir>",
  value: text,
  fallback: "runs",
  help: "folder that holds the run folders",
} as const satisfies Flag;

export const training = {
  quick: { group: "Size", help: "a few seconds, to see that it works; too small to judge" },
  full: { group: "Size", help: "the size published in the paper" },
  engine: {
    group: "Machine",
    argument: "<name>",
    value: oneOf<BackendChoice>(["auto", "wasm", "native"]),
    otherwise: "auto",
    help: "what trains: auto, wasm or native",
  },
  device: {
    group: "Machine",
    argument: "<name>",
    value: oneOf(["cpu", "gpu"]),
    otherwise: "cpu",
    help: "train on the cores or on a graphics processor, over WebGPU: cpu or gpu",
  },
  jobs: {
    group: "Machine",
    argument: "<n>",
    value: wholeNumber({ least: 1, most: 999, takes: "how many jobs to run side by side, from 1 to 999" }),
    otherwise: "one per core",
    help: "trainings to run side by side",
  },
  runs: { group: "Output", ...runs },
  force: { group: "Output", help: "throw away the results of an earlier run of the same configuration" },
} as const satisfies Flags;

export type Training = FlagValues<typeof training>;
