/**
 * A word on bias, where bins leave few rows: plug-in information overstates by about (K_x - 1)(K_y - 1) / 2n nats (Miller 1955; Panzeri,
 * Senatore, Montemurro and Petersen, J Neurophysiol 98, 1064, 2007), the more so for pairs that have nothing to do with each other,
 * which presses every ratio between factors towards none.
 */
import { counted } from "../math/words.js";
import type { Factor, Json, MetricResult } from "../protocols.js";
import { factorLabels, informationDefaults } from "./informationMatrix.js";

/** Fewer rows for a cell of the joint histogram than this, and bias is worth a line (as in Cochran's rule for chi-square tests). */
const ENOUGH = 5;

/** Undefined where rows are enough, or nothing was binned. `settings` are those of a result. */
export function biasNote(settings: Readonly<Record<string, Json>>, factors: readonly Factor[]): string | undefined {
  const { estimator, binning, bins, samples, correction } = settings;
  if (estimator !== "histogram" || binning === "levels" || typeof bins !== "number" || typeof samples !== "number")
    return undefined;
  // A corrected estimate errs to either side; where it cannot be trusted, `biasWarnings` says so.
  if (correction !== "none") return undefined;
  const levels = factors.map((factor) => factorLabels(factor, { ...informationDefaults, bins }).levels);
  const most = Math.max(...levels);
  const rows = samples / (bins * most);
  if (rows >= ENOUGH) return undefined;
  const excess = ((bins - 1) * (most - 1)) / (2 * samples);
  return (
    `bias: ${counted(samples, "row")} in ${bins} x ${counted(most, "bin")} are ${rows.toPrecision(2)} a bin (${ENOUGH} are enough), so information is ` +
    `overstated, by about ${excess.toPrecision(2)} nats for "${factors[levels.indexOf(most)].name}"; the interval is of scores with this ` +
    "bias: use fewer bins, or the correction miller-madow"
  );
}

/** The result with that note. */
export function withBiasNote(result: MetricResult, factors: readonly Factor[]): MetricResult {
  const note = biasNote(result.settings, factors);
  return note === undefined ? result : { ...result, notes: [...(result.notes ?? []), note] };
}
