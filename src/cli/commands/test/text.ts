/** A test as a person reads it in a terminal. */
import { paragraphOf } from "../../../answers/population/paragraph.js";
import type { Tested } from "../../../answers/population/tested.js";
import { withoutLines } from "../../../answers/population/without.js";
import { countsText, efficiencyLines, headline, number, percent } from "../../../answers/population/words.js";
import { reasonTexts } from "../../../theory/index.js";
import { section } from "../../terminal/section.js";
import type { Style } from "../../terminal/terminal.js";

/** Where the lines of a section begin. */
export const INDENT = 12;

export function resultLines(tested: Tested, style: Style): string[] {
  const { test } = tested;
  const { explained, population, direction, geometry } = test;
  const { prediction, explanation } = explained;
  return [
    style.bold(headline(tested)),
    "",
    ...section("theory", [prediction.statement, ...reasonTexts(explanation)], INDENT, style),
    ...section(
      "neurons",
      [
        `${countsText(population)}; ${percent(population.mixedShare)} of the tuned are mixed (95 %: ${percent(population.interval[0])} to ` +
          `${percent(population.interval[1])}), ${percent(population.mainShare)} of tuning is to the main variable`,
        ...(direction === null
          ? []
          : [
              `mixed neurons lie ${direction.angle.toFixed(0)} degrees from the nearest neuron of the optimum (median; ` +
                `chance ${direction.chance.toFixed(0)}, p = ${direction.p.toPrecision(2)})`,
            ]),
      ],
      INDENT,
      style,
    ),
    ...section("efficiency", efficiencyLines(test.efficiency, test.outcome.predicted), INDENT, style),
    ...(geometry === null
      ? []
      : section(
          "geometry",
          [
            `similarity of conditions agrees with the optimum's to ${number(geometry.similarity)} (noise ceiling ${number(geometry.ceiling)})`,
          ],
          INDENT,
          style,
        )),
    ...tested.without.flatMap((one) => section("without", withoutLines(tested, one), INDENT, style)),
    ...test.efficiency.reasons.map((reason) => style.warn(`warning: ${reason}`)),
    "",
    ...section("in words", [paragraphOf(tested)], INDENT, style),
  ];
}
