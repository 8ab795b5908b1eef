/** Changes of a design in words. */
import type { Change, Judged, Proposal, SearchLimits } from "../../efficiency/index.js";
import { counted } from "../../math/words.js";
import { reasonTexts } from "../../theory/index.js";

/** A design, and the smallest change that turns its verdict, where one was found within the limits. */
export interface Searched {
  readonly before: Judged;
  readonly best: Proposal | undefined;
  readonly limits: SearchLimits;
}

export const percent = (part: number): string => `${Number((100 * part).toPrecision(3))} %`;

export function changeText(change: Change): string {
  if (change.action === "keep")
    return `keep ${change.variables.join(" and ")} at ${change.levels.join(", ")} alone (${counted(change.conditions, "condition")})`;
  const where = Object.entries(change.condition).map(
    ([name, value]) => `${name} ${typeof value === "number" ? Number(value.toPrecision(4)) : value}`,
  );
  return `${change.action} ${where.join(", ")}`;
}

export const changesText = ({ changes }: Pick<Proposal, "changes">): string => changes.map(changeText).join("; ");

export const proposalText = (proposal: Proposal): string =>
  `${changesText(proposal)}: ${proposal.judged.predicted}, mixing saves ${percent(proposal.judged.saving)}`;

export function headline({ before, best, limits }: Searched): string {
  const { predicted } = before;
  if (predicted === "undecided")
    return `the verdict of this design is not decided: ${before.explained.prediction.statement}`;
  const other = predicted === "pure" ? "mixed" : "pure";
  if (best) return `this design predicts ${predicted} neurons, and ${other} ones after: ${changesText(best)}`;
  return (
    `this design predicts ${predicted} neurons, and no change that was tried makes it ${other} ` +
    `(up to ${limits.add} added, ${limits.drop} dropped): allow more with --add and --drop`
  );
}

export const judgedTexts = ({ explained, saving, share, etaOfPure, conditions }: Judged): string[] => [
  `${counted(conditions.counts.length, "condition")}; ${explained.prediction.statement}`,
  `mixing saves ${percent(saving)}; a pure population has an efficiency of ${etaOfPure.toFixed(3)}, the optimum 1` +
    (share === null ? "" : `; ${rangeText(share)} of the optimum's tuning is to main variables`),
  ...reasonTexts(explained.explanation),
];

const rangeText = ([low, high]: readonly [number, number]): string =>
  high - low < 5e-4 ? percent(high) : `${percent(low)} to ${percent(high)}`;
