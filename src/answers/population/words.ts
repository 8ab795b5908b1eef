/** A test in words. */
import type { Efficiency, Population } from "../../efficiency/index.js";
import type { Tested } from "./tested.js";

/** Three decimals; "unknown" where there is no number. */
export const number = (value: number | null): string =>
  value === null || !Number.isFinite(value) ? "unknown" : value.toFixed(3);

export const percent = (share: number): string => (Number.isFinite(share) ? `${Math.round(100 * share)} %` : "unknown");

export const range = ([low, high]: readonly [number, number]): string => `${number(low)} to ${number(high)}`;

export const countsText = ({ counts }: Population): string =>
  `${counts.pure} pure, ${counts.mixed} mixed, ${counts.untuned} untuned`;

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
