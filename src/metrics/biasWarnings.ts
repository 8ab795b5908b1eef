/** Where the bias of an estimate could turn its reading round, in words. */
import { plugInBias, SAMPLES_PER_CELL } from "../math/information/index.js";
import { median } from "../math/statistics.js";
import type { Factor, MetricResult, Representation } from "../protocols.js";
import type { FirstScore } from "./measuring.js";

/** Bias as a share of what a unit knows from which it is told. */
const NOTICEABLE = 0.1;

/** Nothing where there is nothing to warn of. */
export function biasWarnings(
  { request: { entry }, result }: FirstScore,
  { factors }: Pick<Representation, "factors">,
): string[] {
  if (entry.binned !== "information" || result?.settings.estimator !== "histogram") return [];
  const { bins, correction, samples } = result.settings;
  if (typeof bins !== "number" || typeof samples !== "number") return [];
  const levels = factors.map((factor) => levelsOf(factor, bins));
  return correction === "none"
    ? uncorrected(
        result,
        factors,
        levels.map((count) => plugInBias(bins, count, samples)),
      )
    : fewPerCell(
        factors,
        levels.map((count) => samples / (bins * count)),
      );
}

const levelsOf = ({ kind, values }: Factor, bins: number): number =>
  kind === "categorical" ? new Set(values).size : bins;

function uncorrected({ matrix }: MetricResult, factors: readonly Factor[], bias: readonly number[]): string[] {
  const most = bias.indexOf(Math.max(...bias));
  const known = matrix === undefined ? 0 : median(largestOfRows(matrix));
  if (!(bias[most] > NOTICEABLE * known)) return [];
  const least = bias.indexOf(Math.min(...bias));
  return [
    `information is not corrected for its bias: unrelated units seem to know ${bias[most].toFixed(3)} nats of ${factors[most].name}` +
      (least === most ? "" : ` and ${bias[least].toFixed(3)} of ${factors[least].name}`) +
      `, where the middle one knows ${known.toFixed(3)} of its best variable, so that noise can look pure and pure units mixed: ` +
      "--convention recommended corrects it",
  ];
}

const largestOfRows = ({ rows, columns, data }: NonNullable<MetricResult["matrix"]>): Float64Array =>
  Float64Array.from({ length: rows }, (_, row) => Math.max(...data.subarray(row * columns, (row + 1) * columns)));

function fewPerCell(factors: readonly Factor[], perCell: readonly number[]): string[] {
  const least = perCell.indexOf(Math.min(...perCell));
  // The rule itself leaves five on average; a tenth less is the rounding of its bins.
  if (perCell[least] >= 0.9 * SAMPLES_PER_CELL) return [];
  return [
    `only ${perCell[least].toFixed(1)} conditions for each cell of a unit's bins with the levels of ${factors[least].name}, too few to ` +
      `correct the bias (${SAMPLES_PER_CELL} are enough), so that noise looks like information about it: join its levels, leave it out, ` +
      "or record more",
  ];
}
