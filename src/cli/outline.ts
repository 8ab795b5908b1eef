/** What `list` and completion say of an experiment. */
import type { Backend, Experiment } from "../protocols.js";
import type { Size } from "./training/settings.js";

export type Outline = Pick<Experiment, "id" | "title" | "source" | "claim" | "version" | "recorded"> & {
  readonly work: Readonly<Record<Size, Work>>;
};

export interface Work {
  readonly jobs: number;
  /** Seconds that all of them should take on one core. */
  readonly expectedSeconds: Readonly<Record<Backend, number>>;
}

export type Outlines = Readonly<Record<string, Outline>>;
