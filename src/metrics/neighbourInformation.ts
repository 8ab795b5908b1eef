/**
 * Information of units about factors from distances to nearest neighbours, the estimator by the kind of each factor:
 * categorical by Ross (math/information/ross.ts), continuous by Kraskov, Stoegbauer and Grassberger (math/information/ksg.ts),
 * circular by the latter with distances on the circle. Scaling, jitter and counts are those of scikit-learn's
 * `mutual_info_classif` and `mutual_info_regression` (math/information/coordinate.ts), whose default is also 3 neighbours.
 *
 * The jitter of unit n comes from fold(fold(key, "units"), n) and that of factor f from fold(fold(key, "factors"), f). A unit
 * that never varies has exactly no information.
 */
import {
  type Coordinate,
  coordinate,
  type KsgAlgorithm,
  ksgInformation,
  type Labels,
  levelLabels,
  rossInformation,
} from "../math/information/index.js";
import { fold, type Key } from "../math/random.js";
import type { Factor, Representation } from "../protocols.js";
import { unitActivity, varyingUnits } from "../representation/index.js";

export interface NeighbourOptions {
  readonly neighbours: number;
  /** Size of the noise that breaks ties, in standard deviations. */
  readonly jitter: number;
}

/** Three neighbours (Kraskov et al. 2004); noise of 1e-10 standard deviations breaks ties. */
export const neighbourDefaults: NeighbourOptions = { neighbours: 3, jitter: 1e-10 };

/** A factor as a neighbour estimator reads it. */
export type FactorReading = { readonly labels: Labels } | { readonly coordinate: Coordinate };

/** Name of the estimator that a kind of factor gets. */
export const neighbourEstimator = ({ kind }: Factor): string =>
  ({ categorical: "ross", continuous: "ksg", circular: "ksg on the circle" })[kind];

/** The factors by their kinds. */
export const readFactors = (factors: readonly Factor[], jitter: number, key: Key): FactorReading[] =>
  factors.map(({ kind, values, period = Infinity }, f) =>
    kind === "categorical"
      ? { labels: levelLabels(values) }
      : { coordinate: coordinate(values, fold(fold(key, "factors"), f), { jitter, period }) },
  );

/** I(a_n; e_f) in nats for every unit and factor, [units x factors]; may be below zero. Throws InputError for too few conditions. */
export function neighbourTable(
  representation: Representation,
  readings: readonly FactorReading[],
  { neighbours, jitter }: NeighbourOptions,
  key: Key,
  algorithm: KsgAlgorithm = 1,
): Float64Array {
  const out = new Float64Array(representation.units * readings.length);
  for (const unit of varyingUnits(representation)) {
    const activity = coordinate(unitActivity(representation, unit), fold(fold(key, "units"), unit), { jitter });
    readings.forEach((reading, factor) => {
      out[unit * readings.length + factor] =
        "labels" in reading
          ? rossInformation(activity, reading.labels, neighbours)
          : ksgInformation(activity, reading.coordinate, neighbours, algorithm);
    });
  }
  return out;
}
