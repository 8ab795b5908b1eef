/** Whether the joint range is full, in words that name no factor. */
import { LEVEL } from "./emptyCorners.js";
import type { RangeVerdict, Reason } from "./reason.js";

interface Judging {
  readonly reading: RangeVerdict["reading"];
  /** Whether there are several factors, so that there is a joint range at all. */
  readonly several: boolean;
  readonly count: number;
  readonly lines: number;
  /** Missing corners. */
  readonly reasons: readonly Reason[];
}

export function rangeVerdict({ reading, several, count, lines, reasons }: Judging): RangeVerdict {
  const verdict = !several ? "not judged" : reasons.length > 0 ? "cut" : "full";
  return {
    verdict,
    reading,
    rows: reading === "corners" ? null : count,
    lines: reading === "draws" ? lines : null,
    level: reading === "draws" ? LEVEL : null,
    words: wordsOf(verdict, reading, count),
  };
}

function wordsOf(verdict: RangeVerdict["verdict"], reading: RangeVerdict["reading"], count: number): string {
  if (verdict === "not judged") return "one factor has no joint range";
  if (verdict === "cut") return "some corners of the joint range are missing";
  if (reading !== "draws") return "no missing corner costs energy";
  return `compatible with a full range: ${count.toLocaleString("en-US")} draws from one would show as much`;
}
