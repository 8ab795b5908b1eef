/** The terms of an objective as parts of a sum, each with its symbol, its colour and its name in the glossary. */
import type { TermName } from "../page/glossary.js";
import type { Moment } from "../worker/trainings/protocol.js";

export interface ObjectivePart {
  readonly term: string;
  readonly title: string;
  readonly symbol: string;
  /** In the glossary. */
  readonly entry: TermName;
  readonly colour: string;
  readonly strength: number;
  readonly isOff: boolean;
  /** Strength times value at the newest update; 0 where it is off, or not known yet. */
  readonly cost: number;
}

type Words = Pick<ObjectivePart, "title" | "symbol" | "entry" | "colour">;

const TERMS: Readonly<Record<string, Words>> = {
  prediction: { title: "error", symbol: "error", entry: "error", colour: "trained" },
  nonnegativity: { title: "negative activity", symbol: "max(−z, 0)", entry: "nonnegativity", colour: "fourth" },
  activityEnergy: { title: "activity energy", symbol: "|z|²", entry: "activityEnergy", colour: "certified" },
  weightEnergy: { title: "weight energy", symbol: "|W|²", entry: "weightEnergy", colour: "third" },
};

/** "separationOfPositions" -> "separation of positions" */
const wordsOf = (term: string): string => term.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

function wordsFor(term: string): Words {
  if (Object.hasOwn(TERMS, term)) return TERMS[term];
  const words = wordsOf(term);
  return { title: words, symbol: words, entry: "separation", colour: term.endsWith("Vectors") ? "ink" : "trained" };
}

/** Terms of `strengths`, in their order. */
export function parts({ terms, strengths }: Moment, off: readonly string[]): ObjectivePart[] {
  return Object.entries(strengths).map(([term, strength]) => {
    const isOff = off.includes(term);
    const value = terms[term] ?? 0;
    return { term, ...wordsFor(term), strength, isOff, cost: isOff ? 0 : Math.max(0, strength * value) };
  });
}
