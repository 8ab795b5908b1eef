/** What a sample says of the distribution it was drawn from, in sentences. */
import { shortPercent } from "../reasons/words.js";
import type { CornerMass } from "./cornerMass.js";
import type { Interval, Sampling } from "./types.js";

/** Independent moments in which something of probability p0 must be expected, so that its absence says anything. */
export const FEWEST_EXPECTED = 20;
/** Corners that are listed, at most. */
const MOST_LISTED = 5;

export const rangeText = ([low, high]: Interval): string =>
  Number.isFinite(high) ? `${shortPercent(low)} to ${shortPercent(high)}` : `at least ${shortPercent(low)}`;

export function statementOf({
  verdict,
  judged,
  saving,
  lowerLimit,
  within,
  rare,
  effective,
  reading,
}: Omit<Sampling, "statement">): string {
  const error = reading === "draws" ? " under sampling error" : "";
  if (!judged) {
    const least = FEWEST_EXPECTED / effective;
    const rarer = least < 1 ? `, or --rare ${roundedUp(least)}` : "";
    return (
      `undecided: what happens in ${shortPercent(rare)} of the moments is expected in ${number(effective * rare)} of the ` +
      `${number(effective)} independent moments of these rows, and its absence says nothing below ${FEWEST_EXPECTED}; more rows${rarer}`
    );
  }
  if (verdict === "modular") return `modular${error}: mixing saves at most ${shortPercent(saving[1])}`;
  if (verdict === "mixed") {
    return `mixed${error}: mixing saves at least ${shortPercent(Math.max(saving[0], lowerLimit ?? 0))}`;
  }
  return `undecided${error}: mixing saves ${rangeText(saving)}, and the limit is ${shortPercent(within)}`;
}

const number = (value: number): string => Math.round(value).toLocaleString("en-US");

const ordinal = (count: number): string => `${count}${count === 2 ? "nd" : "th"}`;

/** Two digits, rounded up. */
const roundedUp = (value: number): number => {
  const unit = 10 ** (Math.floor(Math.log10(value)) - 1);
  return Number((Math.ceil(value / unit) * unit).toPrecision(2));
};

/** Sentences below the verdict: what was assumed, what independent factors would do, which corners are emptier than they. */
export function samplingTexts(sampling: Sampling): string[] {
  return [
    sampling.statement,
    savingText(sampling),
    ...emptyCornerTexts(sampling),
    ...tieTexts(sampling),
    assumptionText(sampling),
    ...(sampling.curve.length === 0 ? [] : [curveText(sampling)]),
  ];
}

function savingText({ estimate, saving, baseline, excess, excessInterval, lowerLimit, reading }: Sampling): string {
  const drawn = reading === "draws";
  const limit = lowerLimit === null || !drawn ? "" : `, by split halves at least ${shortPercent(lowerLimit)}`;
  const range = drawn ? ` (95 %: ${rangeText(saving)}${limit})` : "";
  const own = drawn ? ` (95 %: ${rangeText(excessInterval)})` : "";
  return (
    `mixing saves ${shortPercent(estimate)}${range}; independent factors with the same margins ${shortPercent(baseline)}, ` +
    `so what they do together costs ${shortPercent(excess)}${own}`
  );
}

/** Corners that independent factors would surely fill better: limits that hold for all corners at once are not claimed. */
export const emptierCorners = ({ corners }: Pick<Sampling, "corners">): CornerMass[] =>
  corners.filter(({ foundAtMost, expected }) => foundAtMost < expected).sort((a, b) => b.missing - a.missing);

function emptyCornerTexts(sampling: Sampling): string[] {
  const emptier = emptierCorners(sampling);
  const left = emptier.length - MOST_LISTED;
  return [
    ...emptier.slice(0, MOST_LISTED).map(cornerText),
    ...(left > 0 ? [`... and ${left} more such ${left === 1 ? "corner" : "corners"}`] : []),
  ];
}

/** "x below 0.22 and y below 0.22: 0 % of the moments (at most 0.3 %), of independent factors 5 %: 5 % is missing (at most 5 %)" */
export function cornerText({ ends, found, foundAtMost, expected, missing, upperLimit }: CornerMass): string {
  const place = ends.map(cornerEndText).join(" and ");
  return (
    `${place}: ${shortPercent(found)} of the moments (at most ${shortPercent(foundAtMost)}), of independent factors ` +
    `${shortPercent(expected)}; missing ${shortPercent(missing)} (at most ${shortPercent(upperLimit)})`
  );
}

export function cornerEndText({ factor, kind, value }: CornerMass["ends"][number]): string {
  if (kind === "level") return `${factor} ${value}`;
  const shown = typeof value === "number" ? Number(value.toPrecision(3)) : value;
  if (kind === "angle") return `${factor} near ${shown}`;
  return `${factor} ${kind === "minimum" ? "up to" : "from"} ${shown}`;
}

function tieTexts({ ties }: Sampling): string[] {
  if (ties.length === 0) return [];
  const neurons = ties.length === 1 ? "one neuron" : `${ties.length} neurons`;
  return [
    `${neurons} and the opposite cost the same within the error: several codes are optimal, and intervals allow for it`,
  ];
}

/** What was assumed, with the flags that change it. */
function assumptionText({ rare, reading, units, effective, replicates }: Sampling): string {
  const served = `what happens in less than ${shortPercent(rare)} of the moments need not be served (--rare)`;
  if (reading === "design") return `${served}; the rows are a design, so nothing was drawn`;
  const part = units.every > 1 ? ` in ${number(units.rows)} rows, every ${ordinal(units.every)} of the table` : "";
  const drawn = `${number(effective)} independent moments${part}`;
  const by =
    units.kind === "series"
      ? `rows remember each other and are redrawn in ${units.count} blocks of ${units.length} (--blocks COLUMN, or --blocks rows if each was drawn by itself)`
      : units.kind === "blocks"
        ? `${units.count} blocks are redrawn`
        : "rows are redrawn one by one (--blocks COLUMN for sessions)";
  return `${served}; ${drawn}: ${by}; ${replicates} times`;
}

const curveText = ({ curve }: Sampling): string =>
  `by p0: ${curve.map(({ rare, verdict, saving }) => `${shortPercent(rare)} ${verdict} (${rangeText(saving)})`).join(", ")}`;
