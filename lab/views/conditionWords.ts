/** Conditions of runs in words: they are stored under ids that are safe as names of files. */
import { ARMS, SPARSITY } from "../../src/experiments/frame/index.js";

const LABELS = new Map([...ARMS, SPARSITY].map(({ id, label }) => [id, label]));

/**
 * What a condition is called among `all` of its run: an arm of an ablation study, where all of them are, as figures call it; else its id
 * without the hyphens, "3 places with repeats", "beta 1.5", "shear -0.5"; between digits they stand, "1-2".
 */
export function conditionWords(condition: string, all: readonly string[]): string {
  const label = all.length > 1 && all.every((one) => LABELS.has(one)) ? LABELS.get(condition) : undefined;
  return label ?? condition.replace(/--/g, " -").replace(/(?<![\s-])-(?=[a-z])|(?<=[a-z])-(?=[\d.a-z])/gi, " ");
}
