/** Whether the joint range is full, in words that name no factor. */
import { LEVEL } from "./emptyCorners.js";
import type { RangeVerdict, Reason } from "./reason.js";

interface Judging {
  readonly reading: RangeVerdict["reading"];
  /** Whether there are several factors, so that there is a joint range at all. */
  readonly several: boolean;
  readonly count: number;
  /** Independent draws that so many rows are worth. */
  readonly draws: number;
  readonly lines: number;
  /** Missing corners. */
  readonly reasons: readonly Reason[];
}

export function rangeVerdict({ reading, several, count, draws, lines, reasons }: Judging): RangeVerdict {
  const verdict = !several ? "not judged" : reasons.length > 0 ? "cut" : "full";
  return {
    verdict,
    reading,
    rows: reading === "corners" ? null : count,
    draws: reading === "draws" ? draws : null,
    lines: reading === "draws" ? lines : null,
    level: reading === "draws" ? LEVEL : null,
    words: wordsOf(verdict, reading, count, draws),
  };
}

function wordsOf(
  verdict: RangeVerdict["verdict"],
  reading: RangeVerdict["reading"],
  count: number,
  draws: number,
): string {
  if (verdict === "not judged") return "one factor has no joint range";
  if (verdict === "cut") return "some corners of the joint range are missing";
  if (reading !== "draws") return "no missing corner costs energy";
  const shown = Math.round(draws).toLocaleString("en-US");
  if (draws === count) return `compatible with a full range: ${shown} draws from one would show as much`;
  return (
    `compatible with a full range: ${count.toLocaleString("en-US")} rows from one, worth ${shown} independent draws since they remember ` +
    "each other, would show as much (--blocks rows if each was drawn by itself)"
  );
}
