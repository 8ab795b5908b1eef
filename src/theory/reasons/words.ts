/** Reasons in sentences, in the factors' own units. */
import type { PairReach } from "../types.js";
import type { Explanation, Reason, ReasonEnd, ReasonLine } from "./reason.js";

/** Significant digits of numbers in sentences. */
const DIGITS = 3;

/** Three significant digits, or as many as a whole number has; more where it takes them to give `step` two. */
export function shortNumber(value: number, step = Infinity, digits = DIGITS): string {
  const size = (of: number): number => (of === 0 || !Number.isFinite(of) ? 0 : Math.floor(Math.log10(Math.abs(of))));
  const decimals = Math.max(digits - 1 - size(value), Number.isFinite(step) ? 1 - size(step) : 0, 0);
  return String(Number(value.toFixed(Math.min(decimals, 20)))).replace("-", "−");
}

const joined = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts[parts.length - 1]}`;

/** "x + 0.5 y − 0.2 z" */
export const sumText = (weights: ReasonLine["weights"]): string =>
  weights
    .map(({ factor, weight }, i) => {
      const size = Math.abs(Math.abs(weight) - 1) < 5e-4 ? factor : `${shortNumber(Math.abs(weight))} ${factor}`;
      const sign = weight < 0 ? "−" : "+";
      return i === 0 ? (weight < 0 ? `−${size}` : size) : `${sign} ${size}`;
    })
    .join(" ");

/** "x near 0.01", "odour apple" */
const endText = ({ factor, kind, value }: ReasonEnd): string =>
  kind === "level" ? `${factor} ${value}` : `${factor} near ${typeof value === "number" ? shortNumber(value) : value}`;

const isContinuous = ({ kind }: ReasonEnd): boolean => kind === "minimum" || kind === "maximum";

/** "x + y never falls below 0.6; purity needs 0.4" */
export function lineText({ weights, limit, found, needed }: ReasonLine, digits = DIGITS): string {
  const step = Math.abs(found - needed);
  const needs = Number.isNaN(needed) ? "" : `; purity needs ${shortNumber(needed, step, digits)}`;
  // What the solver leaves of a zero is no number to read.
  const reached = Math.abs(found) < 1e-9 * step ? 0 : found;
  return `${sumText(weights)} never ${limit} ${shortNumber(reached, step, digits)}${needs}`;
}

/** "when odour is apple, x + y never falls below 0.6; purity needs 0.4", or "odour apple and heading near 90 never occur together". */
export function cornerText({ ends, line }: Pick<Reason, "ends" | "line">): string {
  const fixed = ends.filter((end) => !isContinuous(end));
  if (line === null) return `${joined(fixed.map(endText))} never occur together`;
  const where = fixed.map(({ factor, kind, value }) => `${factor} is ${kind === "angle" ? "near " : ""}${value}`);
  const when = where.length === 0 ? "" : `when ${joined(where)}, `;
  return `${when}${lineText(line)}`;
}

/** "rows with x near 0 and y near 0; x + y down to 0.4 is enough" */
export function fillText({ ends, line }: Pick<Reason, "ends" | "line">): string {
  const rows = `rows with ${joined(ends.map(endText))}`;
  return line === null || Number.isNaN(line.needed) ? rows : `${rows}; ${reachText(line)} is enough`;
}

/** "x + y down to 0.4" */
export const reachText = ({ weights, limit, found, needed }: ReasonLine, digits = DIGITS): string =>
  `${sumText(weights)} ${limit === "falls below" ? "down" : "up"} to ${shortNumber(needed, Math.abs(found - needed), digits)}`;

/** "when x is at its minimum, y never falls below 0.4; purity needs 0.08" */
export function describePair({ factors: [own, other], side, reachFound, reachNeeded }: PairReach): string {
  const below = reachNeeded < reachFound[0];
  const line = {
    weights: [{ factor: other, weight: 1 }],
    limit: below ? "falls below" : "rises above",
    found: below ? reachFound[0] : reachFound[1],
    needed: reachNeeded,
  } as const;
  return `when ${own} is at its ${side}, ${lineText(line)}`;
}

/** "a row with x at 0 and y at 0.08 or below" */
export function pairFillText({ factors: [own, other], extreme, reachFound, reachNeeded }: PairReach): string {
  const beyond = reachNeeded < reachFound[0] ? "below" : "above";
  return `a row with ${own} at ${shortNumber(extreme)} and ${other} at ${shortNumber(reachNeeded)} or ${beyond}`;
}

/** "0.022 %" */
export const shortPercent = (part: number): string => `${Number((100 * part).toPrecision(2))} %`;

/** Draws that independent factors would have in a corner, of so many rows that are worth so many independent draws. */
export interface Emptied {
  readonly expected: number;
  readonly count: number;
  readonly draws: number;
}

const whole = (value: number): string => Math.round(value).toLocaleString("en-US");

/** "independent factors would put 213 of 1,600 rows there"; of rows that remember each other, "... of 400 independent moments ..." */
export const expectedText = ({ expected, count, draws }: Emptied): string =>
  `independent factors would put ${whole(expected)} of ${whole(draws)} ${draws < count ? "independent moments" : "rows"} there`;

/** Reasons that are listed, at most. */
const MOST_LISTED = 5;

/** Why pure neurons do not do, in sentences, the costliest first; or that the draws show a full range. */
export function reasonTexts({ range, reasons }: Explanation): string[] {
  if (reasons.length === 0) return range.reading === "draws" && range.verdict === "full" ? [range.words] : [];
  const left = reasons.length - MOST_LISTED;
  return [
    ...reasons.slice(0, MOST_LISTED).map(({ words }) => words),
    ...(left > 0 ? [`... and ${left} more such ${left === 1 ? "reason" : "reasons"}`] : []),
  ];
}

/** What would fill the corners that are listed. */
export const fillings = ({ reasons }: Explanation): string[] =>
  reasons.slice(0, MOST_LISTED).flatMap(({ fill }) => (fill === "" ? [] : [fill]));
