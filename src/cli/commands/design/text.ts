/** A design as a person reads it in a terminal. */
import { headline, judgedTexts, proposalText } from "../../../answers/design/words.js";
import type { Power } from "../../../efficiency/index.js";
import { section } from "../../terminal/section.js";
import type { Style } from "../../terminal/terminal.js";
import type { Designed } from "./designed.js";

/** Where the lines of a section begin. */
export const INDENT = 9;

/** Proposals that are shown. */
const SHOWN = 5;

export function designLines(designed: Designed, style: Style): string[] {
  const { before, proposals, best, power } = designed;
  const others = proposals.filter((one) => one !== best).slice(0, SHOWN);
  return [
    style.bold(headline({ ...designed, limits: designed.request.limits })),
    "",
    ...section("before", judgedTexts(before), INDENT, style),
    ...(best ? section("after", judgedTexts(best.judged), INDENT, style) : []),
    ...section("others", others.map(proposalText), INDENT, style),
    ...(power.length === 0 ? [] : ["", ...powerTable(power, style)]),
  ];
}

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
