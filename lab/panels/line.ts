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
