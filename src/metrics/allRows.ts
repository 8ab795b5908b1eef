/**
 * Scores of a recording whose activity does not fit in memory: from counts of all its rows where a metric needs nothing else, from
 * some of the rows otherwise. Draws are always made from those rows. An estimate from fewer samples has another bias, so a
 * draw is compared with the score on the same rows, never with the one from all rows; intervals are as wide as those rows make them.
 */
import { counted } from "../math/words.js";
import type { MetricResult } from "../protocols.js";
import { canBeCounted } from "./countedInformation.js";
import { withBiasNote } from "./fewRows.js";
import type { InformationSource } from "./informationMatrix.js";
import type { FirstScore, MetricRequest } from "./measuring.js";

/** All rows of a recording, of which a representation holds some. */
export interface AllRows {
  readonly conditions: number;
  /** Rows from one that is held to the next, on average. */
  readonly spacing: number;
  readonly source: InformationSource;
}

/** Whether a metric, with these options, is measured on all rows. */
export const needsCountsAlone = ({ entry, options }: MetricRequest): boolean =>
  entry.measureSource !== undefined && canBeCounted(options);

/** Numbers of bins in which all rows must be counted for these requests. */
export const binsCounted = (requests: readonly MetricRequest[]): number[] => [
  ...new Set(
    requests.filter(needsCountsAlone).map(({ entry, options }) => Number(options.bins ?? entry.defaults.bins)),
  ),
];

/** A score on `held` rows, made one of all rows where that can be; settings and notes say which. */
export function onAllRows(one: FirstScore, { conditions, source }: AllRows, held: number): FirstScore {
  const { request, result } = one;
  if (result === undefined) return one;
  const part = `${held} of ${conditions}`;
  if (!needsCountsAlone(request)) return { ...one, result: noted(result, part, `from ${part} rows`) };
  const all = withBiasNote(request.entry.measureSource?.(source, request.options) ?? result, source.factors);
  const note =
    `score from all ${counted(conditions, "row")}; chance levels and interval from ${counted(held, "row")}, ` +
    `on which it is ${result.score.toPrecision(4)}`;
  return { ...one, result: noted(all, `all ${conditions}`, note), onDrawn: result };
}

const noted = (result: MetricResult, rows: string, note: string): MetricResult => ({
  ...result,
  settings: { ...result.settings, rows },
  notes: [...(result.notes ?? []), note],
});
