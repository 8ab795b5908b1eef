/**
 * The four measures of Whittington et al. 2023, A.9, of codes that formed in several worlds: correlation of a neuron's maps between
 * worlds, grid score (of neurons whose maps do not change), overlap of the readout weights of places and of objects, and correlation
 * of patches around objects. And selectivity: the share of a neuron's variance that the place explains.
 */
import { mean, pearson, standardDeviation, variance } from "../../math/statistics.js";
import { WORLD_PLACES, WORLD_SIDE } from "../../tasks/space/objectWorlds.js";
import { cosineSimilarity } from "../space/factorMeasures.js";

/** Codes of several worlds. */
export interface FormedCodes {
  readonly units: number;
  /** [worlds places x units] */
  readonly codes: ArrayLike<number>;
  /** Of every world, the places of its objects. */
  readonly worlds: readonly (readonly number[])[];
}

/** Below this share of the largest variance a neuron is dead. */
const ALIVE = 0.02;
/** A map that varies less than this, relative to the neuron's variation over all worlds, has no shape to correlate. */
const FLAT = 1e-3;
/** Half the side of a patch: 5 x 5 places around an object. */
const REACH = 2;

/** Map of a neuron in a world, [places]. */
export const worldMap = ({ codes, units }: FormedCodes, unit: number, world: number): Float64Array =>
  Float64Array.from({ length: WORLD_PLACES }, (_, place) => codes[(world * WORLD_PLACES + place) * units + unit]);

export interface PatternMeasures {
  readonly active: readonly number[];
  /** Of active neurons: mean correlation between maps of any two worlds; 0 with a map that is flat. */
  readonly layoutCorrelations: readonly number[];
  /** Of active neurons: share of variance over worlds and places that the place explains. */
  readonly placeShares: readonly number[];
  /** Cosine between summed absolute readout weights of places and of objects, over neurons. */
  readonly overlap: number;
  /** The same of places and moves. */
  readonly moveOverlap: number;
  /** Mean over active neurons of the correlation of their patches around any two objects at different places. */
  readonly patchCorrelation: number;
}

/** `weights`: readouts [units x width] of places, objects and moves. */
export function patternMeasures(formed: FormedCodes, weights: readonly ArrayLike<number>[]): PatternMeasures {
  const worlds = [...formed.worlds.keys()];
  const maps = Array.from({ length: formed.units }, (_, unit) => worlds.map((world) => worldMap(formed, unit, world)));
  const total = maps.map((each) => variance(joined(each), 0));
  const most = Math.max(...total);
  const active = [...total.keys()].filter((unit) => total[unit] > ALIVE * most);
  const [place, object, moves] = weights.map((readout) => summedWeights(readout, formed.units));
  return {
    active,
    layoutCorrelations: active.map((unit) => meanCorrelation(maps[unit], Math.sqrt(total[unit]))),
    placeShares: active.map((unit) => variance(averageMap(maps[unit]), 0) / total[unit]),
    overlap: cosineSimilarity(place, object),
    moveOverlap: cosineSimilarity(place, moves),
    patchCorrelation: patchCorrelation(maps, active, formed.worlds),
  };
}

const joined = (maps: readonly Float64Array[]): Float64Array => Float64Array.from(maps.flatMap((map) => [...map]));

/** Over worlds, [places]. */
export const averageMap = (maps: readonly Float64Array[]): Float64Array =>
  maps[0].map((_, place) => mean(maps.map((map) => map[place])));

function meanCorrelation(maps: readonly Float64Array[], scale: number): number {
  const flat = maps.map((map) => standardDeviation(map) < FLAT * scale);
  return mean(
    maps.flatMap((map, i) =>
      maps.slice(i + 1).map((other, j) => (flat[i] || flat[i + 1 + j] ? 0 : pearson(map, other))),
    ),
  );
}

/** Sum of absolute weights from each unit, [units]. */
const summedWeights = (weights: ArrayLike<number>, units: number): number[] => {
  const width = weights.length / units;
  return Array.from({ length: units }, (_, unit) =>
    Array.from({ length: width }, (_, i) => Math.abs(weights[unit * width + i])).reduce((a, b) => a + b, 0),
  );
};

/** NaN where no two objects stand at different places. */
function patchCorrelation(
  maps: readonly (readonly Float64Array[])[],
  active: readonly number[],
  worlds: readonly (readonly number[])[],
): number {
  const objects = worlds.flatMap((places, world) => places.map((place) => ({ place, world })));
  const pairs = objects.flatMap((a, i) => objects.slice(i + 1).flatMap((b) => (a.place === b.place ? [] : [[a, b]])));
  const correlations = active.flatMap((unit) =>
    pairs.flatMap((pair) => {
      const [a, b] = pair.map(({ place, world }) => patch(maps[unit][world], place));
      return standardDeviation(a) === 0 || standardDeviation(b) === 0 ? [] : [pearson(a, b)];
    }),
  );
  return mean(correlations);
}

/** The places within two of one, [25]. */
function patch(map: Float64Array, middle: number): Float64Array {
  const side = 2 * REACH + 1;
  return Float64Array.from({ length: side * side }, (_, at) => {
    const row = Math.floor(middle / WORLD_SIDE) + Math.floor(at / side) - REACH;
    const column = (middle % WORLD_SIDE) + (at % side) - REACH;
    const wrap = (value: number) => (value + WORLD_SIDE) % WORLD_SIDE;
    return map[wrap(row) * WORLD_SIDE + wrap(column)];
  });
}
