/** A line of a chart over training. */
export interface Line {
  readonly label: string;
  readonly points: readonly (readonly [number, number])[];
  /** A colour of the style sheet, e.g. "trained". */
  readonly colour: string;
  readonly dash?: string;
  /** One of many that belong to a line of the legend: drawn faint, and not in the legend itself. */
  readonly faint?: boolean;
  /** [x, least, most]: an area behind the line. */
  readonly band?: readonly (readonly [number, number, number])[];
}

const COLOURS = ["trained", "certified", "third", "fourth", "muted", "ink"] as const;
const DASHES = ["none", "6 3", "2 2", "8 3 2 3", "12 3", "4 2 1 2"] as const;

/** Colour and dash of the n-th of several lines. */
export const lineStyle = (at: number): Required<Pick<Line, "colour" | "dash">> => ({
  colour: COLOURS[at % COLOURS.length],
  dash: DASHES[at % DASHES.length],
});
