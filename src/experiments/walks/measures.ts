/**
 * What neurons of a network that walked are selective for. In every pair of place and object once (or equally often), place and
 * displacement are independent and uniform, so the variance of a neuron splits, as in an analysis of variance, into that of its
 * means given the place, that of its means given the displacement, and the rest: of both, and of the way it came.
 */
import { mean, pearson, standardDeviation, variance } from "../../math/statistics.js";
import { linearCinfom, mir } from "../../metrics/index.js";
import type { Factor, Representation } from "../../protocols.js";
import { displacement, roomPlaces } from "../../tasks/space/roomWalks.js";
import { cosineSimilarity, PROBE_INFORMATION } from "../space/factorMeasures.js";
import type { FactorValues } from "../space/measures.js";

/** Below this share of the largest variance a neuron is dead. */
const ALIVE = 0.02;

/** Codes, and where the walker and the object were. */
export interface Visited {
  readonly side: number;
  /** [rows x units] */
  readonly codes: Float64Array;
  readonly units: number;
  /** [rows] */
  readonly places: readonly number[];
  /** [rows] */
  readonly objects: readonly number[];
}

export const vectorsOf = ({ places, objects, side }: Visited): number[] =>
  places.map((place, row) => displacement(place, objects[row], side));

/** Shares of variance [position, displacement, rest] and maps of every active neuron. */
export function varianceShares(visited: Visited) {
  const count = roomPlaces(visited.side);
  const vectors = vectorsOf(visited);
  const columns = Array.from({ length: visited.units }, (_, unit) => unitCodes(visited, unit));
  const total = columns.map((column) => variance(column, 0));
  const most = Math.max(...total);
  const active = [...total.keys()].filter((unit) => total[unit] > ALIVE * most);
  const maps = (groups: readonly number[]) => active.map((unit) => groupMeans(columns[unit], groups, count));
  const [position, vector] = [maps(visited.places), maps(vectors)];
  const shares = active.map((unit, i): [number, number, number] => {
    const [own, other] = [position[i], vector[i]].map((map) => variance(map, 0) / total[unit]);
    return [own, other, 1 - own - other];
  });
  return { active, shares, position, vector, columns };
}

const unitCodes = ({ codes, units, places }: Visited, unit: number): Float64Array =>
  Float64Array.from(places, (_, row) => codes[row * units + unit]);

/** Mean of the values of each group, [groups]; 0 for a group without any. */
export function groupMeans(values: Float64Array, groups: readonly number[], count: number): Float64Array {
  const [sums, sizes] = [new Float64Array(count), new Float64Array(count)];
  for (const [row, group] of groups.entries()) {
    sums[group] += values[row];
    sizes[group]++;
  }
  return sums.map((sum, group) => (sizes[group] > 0 ? sum / sizes[group] : 0));
}

/** Below this share of variance by both factors together a neuron follows neither. */
const NEITHER = 1e-6;

/** Mean over active neurons of |v_x - v_y| / (v_x + v_y), v the shares of variance: 1 when each follows one factor; 0 for neither. */
export const factorContrast = (shares: FactorValues["shares"]): number =>
  mean(shares.map(([own, other]) => (own + other > NEITHER ? Math.abs(own - other) / (own + other) : 0)));

export interface WalkMeasures extends Omit<FactorValues, "grid"> {
  readonly contrast: number;
}

/** `overlap` is the cosine between the two readouts' summed absolute weights, per neuron (Whittington et al. 2023, A.9). */
export function walkMeasures(visited: Visited, readoutWeights: ArrayLike<number>): WalkMeasures {
  const { active, shares, columns } = varianceShares(visited);
  return {
    active,
    shares,
    layoutCorrelations: active.map((unit) => layoutCorrelation(columns[unit], visited)),
    mir: active.length > 0 ? mir(representationOf(visited, active), PROBE_INFORMATION).score : Number.NaN,
    overlap: readoutOverlap(readoutWeights, visited.units, roomPlaces(visited.side)),
    contrast: factorContrast(shares),
  };
}

/** Mean correlation of a neuron's maps of places between any two places of the object; NaN where a map is flat. */
function layoutCorrelation(column: Float64Array, { places, objects, side }: Visited): number {
  const count = roomPlaces(side);
  const maps = [...new Set(objects)].map((object) => {
    const rows = places.map((_, row) => row).filter((row) => objects[row] === object);
    return groupMeans(
      Float64Array.from(rows, (row) => column[row]),
      rows.map((row) => places[row]),
      count,
    );
  });
  const flat = (map: Float64Array) => standardDeviation(map) < 1e-3 * standardDeviation(column);
  if (maps.some(flat)) return Number.NaN;
  return mean(maps.flatMap((map, i) => maps.slice(i + 1).map((other) => pearson(map, other))));
}

/** Readout weights [units x 2 places]: columns of place, then of displacement. */
function readoutOverlap(weights: ArrayLike<number>, units: number, places: number): number {
  const strength = (unit: number, first: number) =>
    Array.from({ length: places }, (_, i) => Math.abs(weights[unit * 2 * places + first + i])).reduce(
      (a, b) => a + b,
      0,
    );
  const [place, vector] = [0, places].map((first) => Array.from({ length: units }, (_, unit) => strength(unit, first)));
  return cosineSimilarity(place, vector);
}

/** The chosen units with place and displacement as categories. */
export function representationOf(visited: Visited, units: readonly number[]): Representation {
  const { codes, places, side } = visited;
  const factor = (name: string, values: readonly number[]): Factor => ({
    name,
    kind: "categorical",
    values: Float64Array.from(values),
    levels: Array.from({ length: roomPlaces(side) }, (_, level) => `${name} ${level}`),
  });
  return {
    conditions: places.length,
    units: units.length,
    activity: Float64Array.from(
      { length: places.length * units.length },
      (_, at) => codes[Math.floor(at / units.length) * visited.units + units[at % units.length]],
    ),
    factors: [factor("position", places), factor("object vector", vectorsOf(visited))],
  };
}

/** Linear CInfoM with the numbers of place and displacement as scalars, as Dorrell et al. 2025 measure this task. */
export function publishedCinfom(visited: Visited): number {
  const { factors, ...rest } = representationOf(visited, [...Array(visited.units).keys()]);
  return linearCinfom({ ...rest, factors: factors.map(asNumbers) }).score;
}

const asNumbers = ({ name, values }: Factor): Factor => ({ name, kind: "continuous", values });
