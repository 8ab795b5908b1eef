/** Courses and tables of networks of sequences, from what was seen of their training. */
import { level, over } from "../page/history.js";
import type { Line } from "../panels/line.js";
import type { SequencePrediction } from "../worker/sequences/protocol.js";
import type { Moment, SequencesSnapshot } from "../worker/trainings/protocol.js";

/** A chart over training. */
export interface Course {
  readonly title: string;
  readonly yLabel: string;
  readonly y: readonly [number, number];
  readonly lines: readonly Line[];
}

type CourseOf = (history: readonly Moment[], total: number, found: SequencePrediction | undefined) => Course;

export const shareCourse: CourseOf = (history) => ({
  title: "Share of the main rhythm",
  yLabel: "share",
  y: [0.5, 1],
  lines: [lineOf(history, (shown) => (shown.of === "rhythms" ? shown.share : Number.NaN))],
});

/** With the angle of the optimum. */
export const angleCourse: CourseOf = (history, total, found) => ({
  title: "Angle between the two memories",
  yLabel: "degrees",
  y: [60, 90],
  lines: [
    lineOf(history, (shown) => (shown.of === "places" ? shown.angles[0] : Number.NaN)),
    ...(found ? [{ label: "optimum", colour: "certified", dash: "6 3", points: level(found.angles[0], total) }] : []),
  ],
});

const lineOf = (history: readonly Moment[], read: (shown: SequencesSnapshot) => number): Line => ({
  label: "trained network",
  colour: "trained",
  points: over(history, "sequences", read),
});

/** A row for each trial at each step: what is saved as a table. */
export function activityTable(snapshot: SequencesSnapshot | undefined) {
  if (snapshot === undefined) return { names: [], rows: [] };
  const { code, units, trials } = snapshot;
  return {
    names: ["step", "trial", ...Array.from({ length: units }, (_, unit) => `unit_${unit}`)],
    rows: Array.from({ length: code.length / units }, (_, row) => [
      Math.floor(row / trials),
      row % trials,
      ...code.subarray(row * units, (row + 1) * units),
    ]),
  };
}
