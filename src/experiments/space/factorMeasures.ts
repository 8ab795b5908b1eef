/**
 * What a code of position and vector from an object is selective for, neuron by neuron.
 *
 * Whittington et al. 2023, A.9, measure: spatial correlation across object layouts, grid score, overlap of the readout weights of
 * the two populations, and selectivity. Here tuning power (variance over the box by waves of one factor) takes the place of readout
 * weights, since factors are told apart without readouts. All are probed with the two factors independent and uniform.
 */
import { fold, type Key, uniform } from "../../math/random.js";
import { mean, pearson, standardDeviation } from "../../math/statistics.js";
import { mir } from "../../metrics/index.js";
import { codeAt, type FourierSeries, tuningPower } from "../../models/index.js";
import type { Factor, Representation } from "../../protocols.js";
import { BOX } from "../../tasks/space/placeBatches.js";
import { mapPlaces } from "./maps.js";
import type { FactorValues } from "./measures.js";

/** Below this share of the largest tuning power a neuron is dead. */
export const ALIVE = 0.02;
const PROBES = 10_000;
/** Squares along a side of the box, by which the information estimate names a place. */
const SQUARES = 6;
/** All neurons given are active. Without its correction the estimate finds 0.016 nats where there are none. */
export const PROBE_INFORMATION = {
  bins: 10,
  correction: "miller-madow",
  activityFraction: 0,
  informationFraction: 0,
} as const;
const LAYOUTS = 8;
const LAYOUT_BINS = 24;

export function factorMeasures(series: FourierSeries, key: Key): Omit<FactorValues, "grid"> {
  const power = (["position", "object vector", "mixed"] as const).map((kind) => tuningPower(series, kind));
  const total = power[0].map((_, unit) => power[0][unit] + power[1][unit] + power[2][unit]);
  const most = Math.max(...total);
  const active = [...total.keys()].filter((unit) => total[unit] > ALIVE * most);
  const correlations = layoutCorrelations(series, fold(key, "layouts"));
  return {
    active,
    shares: active.map((unit) => [
      power[0][unit] / total[unit],
      power[1][unit] / total[unit],
      power[2][unit] / total[unit],
    ]),
    layoutCorrelations: active.map((unit) => correlations[unit]),
    mir: mir(probed(series, active, fold(key, "probes")), PROBE_INFORMATION).score,
    overlap: cosineSimilarity(
      active.map((unit) => power[0][unit]),
      active.map((unit) => power[1][unit]),
    ),
  };
}

export function cosineSimilarity(a: readonly number[], b: readonly number[]): number {
  const inner = (x: readonly number[], y: readonly number[]) => x.reduce((sum, value, i) => sum + value * y[i], 0);
  return inner(a, b) / Math.sqrt(inner(a, a) * inner(b, b));
}

/** Active neurons at random places and vectors; either factor as the square it falls in. */
function probed(series: FourierSeries, active: readonly number[], key: Key): Representation {
  const places = uniform(key, 4 * PROBES).map((value) => BOX * value);
  const all = codeAt(series, places);
  const activity = Float64Array.from(
    { length: PROBES * active.length },
    (_, at) => all[Math.floor(at / active.length) * series.units + active[at % active.length]],
  );
  const square = (probe: number, first: number): number => {
    const [column, row] = [first, first + 1].map((d) => Math.floor((places[4 * probe + d] / BOX) * SQUARES));
    return row * SQUARES + column;
  };
  const factor = (name: string, first: number): Factor => ({
    name,
    kind: "categorical",
    values: Float64Array.from({ length: PROBES }, (_, probe) => square(probe, first)),
    levels: Array.from({ length: SQUARES ** 2 }, (_, level) => `square ${level + 1}`),
  });
  return {
    conditions: PROBES,
    units: active.length,
    activity,
    factors: [factor("position", 0), factor("object vector", 2)],
  };
}

/** Mean Pearson correlation of each neuron's map of positions between any two of several places of the object, [units]. */
function layoutCorrelations(series: FourierSeries, key: Key): number[] {
  const objects = uniform(key, 2 * LAYOUTS).map((value) => BOX * value);
  const positions = mapPlaces(LAYOUT_BINS);
  const layouts = Array.from({ length: LAYOUTS }, (_, layout) => {
    const places = Float64Array.from({ length: 2 * positions.length }, (_, at) => {
      const position = positions[2 * (at >> 2) + (at % 2)];
      return at % 4 < 2 ? position : position - objects[2 * layout + (at % 2)];
    });
    return codeAt(series, places);
  });
  return Array.from({ length: series.units }, (_, unit) => {
    const maps = layouts.map((activity) => activity.filter((_, at) => at % series.units === unit));
    if (maps.some((map) => standardDeviation(map) === 0)) return Number.NaN;
    const pairs = maps.flatMap((map, i) => maps.slice(i + 1).map((other) => pearson(map, other)));
    return mean(pairs);
  });
}

/** More than 80 % of a neuron's tuning power. */
export const PURE = 0.8;

export interface TypeCounts {
  readonly active: number;
  readonly position: number;
  readonly objectVector: number;
  /** Share of active neurons that are of either type; NaN where none is active. */
  readonly pureShare: number;
  /** Mean over active neurons of the larger pure share of tuning power. */
  readonly selectivity: number;
}

export function countTypes({ shares }: Pick<FactorValues, "shares">): TypeCounts {
  const count = (kind: 0 | 1) => shares.filter((share) => share[kind] > PURE).length;
  const [position, objectVector] = [count(0), count(1)];
  return {
    active: shares.length,
    position,
    objectVector,
    pureShare: (position + objectVector) / shares.length,
    selectivity: mean(shares.map(([own, other]) => Math.max(own, other))),
  };
}
