/** What the units of factors do to the answer. */
import { columnSpreads } from "../../../theory/index.js";
import type { Factors } from "./gather.js";
import type { PredictRequest } from "./request.js";

/** Factors whose spreads differ by less count about alike. */
const APART = 2;

/** A sentence where some factors count for more than others by their units alone, and nothing was said of that. */
export function scaleNote(
  { columns, support: { covariance } }: Factors,
  { scale, inputMixing, targetMixing }: PredictRequest,
): string | undefined {
  const spreads = columnSpreads(covariance, columns);
  const isSaid = scale === "equal" || inputMixing !== undefined || targetMixing !== undefined;
  const varying = spreads.filter((spread) => spread > 0);
  if (isSaid || Math.max(...varying) < APART * Math.min(...varying)) return undefined;
  const listed = columns.map(({ name }, at) => `${name} ${Number(spreads[at].toPrecision(2))}`).join(", ");
  return `factors count by their spread in their own units (standard deviations: ${listed}); --scale equal counts all alike`;
}
