/** A test as a person reads it in a terminal. */
import type { Efficiency, Population } from "../../../efficiency/index.js";
import { reasonTexts } from "../../../theory/index.js";
import { section } from "../../terminal/section.js";
import type { Style } from "../../terminal/terminal.js";
import { paragraphOf } from "./paragraph.js";
import type { Tested } from "./tested.js";
import { withoutLines } from "./without.js";

/** Three decimals; "unknown" where there is no number. */
export const number = (value: number | null): string =>
  value === null || !Number.isFinite(value) ? "unknown" : value.toFixed(3);

export const percent = (share: number): string => (Number.isFinite(share) ? `${Math.round(100 * share)} %` : "unknown");

export const range = ([low, high]: readonly [number, number]): string => `${number(low)} to ${number(high)}`;

export const countsText = ({ counts }: Population): string =>
  `${counts.pure} pure, ${counts.mixed} mixed, ${counts.untuned} untuned`;

/** Where the lines of a section begin. */
export const INDENT = 12;

/** What the two verdicts say together. */
export function headline({ test: { outcome } }: Tested): string {
  const { predicted, recorded } = outcome;
  if (predicted === "undecided" || recorded === "undecided")
    return `theory predicts ${wordOf(predicted)}, the recording shows ${wordOf(recorded)}`;
  const agrees = predicted === recorded;
  return agrees
    ? `as theory predicts, this population is ${recorded}`
    : `theory predicts a ${predicted} population, but this one is ${recorded}`;
}

const wordOf = (purity: string): string => (purity === "undecided" ? "neither clearly" : `a ${purity} population`);

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

export function efficiencyLines(efficiency: Efficiency, predicted: string): string[] {
  const { eta, interval, bias, nulls, standardised, any, baseline, uncorrected, linearShare } = efficiency;
  const others = [
    `any tuning ${number(any)}; recorded over least baseline ${number(baseline)}; linear share of tuning ${number(linearShare)}`,
  ];
  if (eta === null) return ["not given, see the warning", ...others];
  const chance = nulls.map(
    ({ kind, p, draws, median, range: [low, high] }) =>
      `${kind} ${number(eta * median)} (${range([eta * low, eta * high])}), p = ${p.toPrecision(2)} of ${draws}`,
  );
  return [
    `${number(eta)}${interval === null ? "" : ` (95 %: ${range(interval)}; bias of drawing ${number(bias)})`}, ` +
      `with all variables equally important ${number(standardised)}, without correction for noise ${number(uncorrected)}`,
    `by chance: ${chance.join("; ")}`,
    ...(predicted === "mixed" && nulls[0].p < 0.05
      ? ["a small p means that neurons lie where activity is cheap, which here is not where they are pure"]
      : []),
    ...others,
  ];
}
