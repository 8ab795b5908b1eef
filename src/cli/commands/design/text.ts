/** A design as a person reads it in a terminal. */
import type { Change, Judged, Power, Proposal } from "../../../efficiency/index.js";
import { counted } from "../../../math/words.js";
import { reasonTexts } from "../../../theory/index.js";
import { section } from "../../terminal/section.js";
import type { Style } from "../../terminal/terminal.js";
import type { Designed } from "./designed.js";

export const percent = (part: number): string => `${Number((100 * part).toPrecision(3))} %`;

export function changeText(change: Change): string {
  if (change.action === "keep")
    return `keep ${change.variables.join(" and ")} at ${change.levels.join(", ")} alone (${counted(change.conditions, "condition")})`;
  const where = Object.entries(change.condition).map(
    ([name, value]) => `${name} ${typeof value === "number" ? Number(value.toPrecision(4)) : value}`,
  );
  return `${change.action} ${where.join(", ")}`;
}

export const proposalText = ({ changes, judged }: Proposal): string =>
  `${changes.map(changeText).join("; ")}: ${judged.predicted}, mixing saves ${percent(judged.saving)}`;

export function headline({ before, best, request: { limits } }: Designed): string {
  const { predicted } = before;
  if (predicted === "undecided")
    return `the verdict of this design is not decided: ${before.explained.prediction.statement}`;
  const other = predicted === "pure" ? "mixed" : "pure";
  if (best)
    return `this design predicts ${predicted} neurons, and ${other} ones after: ${best.changes.map(changeText).join("; ")}`;
  return (
    `this design predicts ${predicted} neurons, and no change that was tried makes it ${other} ` +
    `(up to ${limits.add} added, ${limits.drop} dropped): allow more with --add and --drop`
  );
}

/** Where the lines of a section begin. */
export const INDENT = 9;

/** Proposals that are shown. */
const SHOWN = 5;

export function designLines(designed: Designed, style: Style): string[] {
  const { before, proposals, best, power } = designed;
  const others = proposals.filter((one) => one !== best).slice(0, SHOWN);
  return [
    style.bold(headline(designed)),
    "",
    ...section("before", judgedTexts(before), INDENT, style),
    ...(best ? section("after", judgedTexts(best.judged), INDENT, style) : []),
    ...section("others", others.map(proposalText), INDENT, style),
    ...(power.length === 0 ? [] : ["", ...powerTable(power, style)]),
  ];
}

export const judgedTexts = ({ explained, saving, share, etaOfPure, conditions }: Judged): string[] => [
  `${counted(conditions.counts.length, "condition")}; ${explained.prediction.statement}`,
  `mixing saves ${percent(saving)}; a pure population has an efficiency of ${etaOfPure.toFixed(3)}, the optimum 1` +
    (share === null ? "" : `; ${rangeText(share)} of the optimum's tuning is to main variables`),
  ...reasonTexts(explained.explanation),
];

const rangeText = ([low, high]: readonly [number, number]): string =>
  high - low < 5e-4 ? percent(high) : `${percent(low)} to ${percent(high)}`;

/** Neurons down, trials across. */
export function powerCells(power: readonly Power[]): string[][] {
  const trials = [...new Set(power.map(({ repeats }) => repeats))];
  const neurons = [...new Set(power.map(({ neurons: count }) => count))];
  const of = (count: number, repeats: number) =>
    power.find((one) => one.neurons === count && one.repeats === repeats)?.power ?? Number.NaN;
  return [
    ["neurons", ...trials.map((repeats) => `${repeats} trials`)],
    ...neurons.map((count) => [String(count), ...trials.map((repeats) => `${Math.round(100 * of(count, repeats))} %`)]),
  ];
}

function powerTable(power: readonly Power[], style: Style): string[] {
  const [{ simulations, signalToNoise }] = power;
  const cells = powerCells(power);
  const [title, ...rows] = cells.map((row) => row.map((cell) => cell.padStart(9)).join("  "));
  return [
    `how often "purecell test" is right about both designs, of ${simulations} simulated populations (signal-to-noise ratio ${signalToNoise}; ` +
      "every neuron of the optimum equally often; trials of every condition):",
    style.bold(title),
    ...rows,
  ];
}
