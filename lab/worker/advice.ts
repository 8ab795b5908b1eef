/** The library's messages name flags; a page has controls. What a message says in words, and which flags it speaks of. */
import { choiceLine } from "../../src/io/choices.js";
import type { Choice } from "../../src/io/index.js";
import { withoutFlags } from "./withoutFlags.js";

export interface Advice {
  readonly said: string;
  /** "--direction-unit", in the order in which they come. */
  readonly flags: readonly string[];
  /** Readings between which a person is asked to choose. */
  readonly offers: readonly { readonly flag: string; readonly value: string }[];
}

const FLAGS = /--[a-z][a-z-]*/g;
/** A line of its own, as questions list their answers. */
const OFFER = /^\s*(--[a-z][a-z-]*) (.+)$/gm;

export function adviceIn(message: string): Advice {
  const offers = [...message.matchAll(OFFER)].map(([, flag, value]) => ({
    flag,
    value: value.replace(/^'(.*)'$/, "$1"),
  }));
  const plain = message
    .replace(OFFER, "")
    .replace(/\n\s*\n/g, "\n")
    .trim();
  return { said: withoutFlags(plain), flags: [...new Set(message.match(FLAGS) ?? [])], offers };
}

export const adviceOf = (choices: readonly Choice[]): Advice[] => choices.map((choice) => adviceIn(choiceLine(choice)));
