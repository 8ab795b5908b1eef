/** Every experiment by its name: the command line's choices, the lab's menu and the default set. */
import type { Experiment } from "../protocols.js";
import { fig2 } from "./fig2.js";
import { fig4Linear } from "./fig4Linear.js";

export const experiments: Readonly<Record<string, Experiment>> = {
  [fig2.id]: fig2,
  [fig4Linear.id]: fig4Linear,
};

/** What `npm start` reproduces, in order. */
export const defaultSet: readonly string[] = [fig2.id, fig4Linear.id];
