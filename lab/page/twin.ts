/** The network that trains beside another without some of its rules, from the same weights on the same data. */
import type { Lab } from "./lab.svelte.js";
import { Training } from "./training.svelte.js";

/** It lacks the constraints that the address names; to be shown only while it names some. */
export const twinOf = (lab: Lab): Training =>
  new Training(lab, { trainer: lab.twin, removed: () => lab.controls?.twin ?? [] });

export const hasTwin = (lab: Lab): boolean => (lab.controls?.twin.length ?? 0) > 0;
