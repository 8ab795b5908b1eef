/** What one session says of another: whether maps of the room repeat, and which maps predict the other's activity. */

import { mapCorrelation } from "./map/mapCorrelation.js";
import type { ObjectVectorMap } from "./map/objectVector.js";
import type { RateMap } from "./map/types.js";
import { type CellActivity, placeShifted } from "./session/cellActivity.js";
import type { VectorContest } from "./session/vectorAdvantage.js";
import type { SpatialFrame } from "./spatialFrame.js";

/** Mean of a likeness over pairs of sessions; NaN without pairs. */
export function meanOverPairs<T>(
  pairs: readonly (readonly [number, number])[],
  of: readonly (T | undefined)[],
  likeness: (first: T, second: T) => number,
): number {
  const values = pairs.map(([a, b]) => {
    const [first, second] = [of[a], of[b]];
    return first && second ? likeness(first, second) : Number.NaN;
  });
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Maps of the room, one of each session. */
export const placeMaps = ({ clocks, mappers }: SpatialFrame, activity: readonly CellActivity[]): RateMap[] =>
  mappers.map((mapper, s) => mapper.map([placeShifted(clocks[s], activity[s], 0)]));

export function positionStability({ objectPairs }: SpatialFrame, maps: readonly RateMap[]): number {
  if (maps.length < 2) return Number.NaN;
  const ends = [[0, maps.length - 1]] as const;
  return meanOverPairs(objectPairs.length > 0 ? objectPairs : ends, maps, mapCorrelation);
}

/** Each session of a pair predicts the other. */
export function contestsOf(
  frame: SpatialFrame,
  activity: readonly CellActivity[],
  maps: readonly RateMap[],
  vectorMaps: readonly (ObjectVectorMap | undefined)[],
): VectorContest[] {
  const ways = frame.objectPairs.flatMap(([a, b]) => [
    [a, b],
    [b, a],
  ]);
  return ways.flatMap(([from, to]) => {
    const [vector, object] = [vectorMaps[from], frame.objects[to]];
    if (!vector || !object) return [];
    const contest: VectorContest = {
      session: frame.sessions[to],
      amounts: placeShifted(frame.clocks[to], activity[to], 0),
      isSpikes: !Number.isNaN(activity[to].spikes),
      byPlace: readMap(maps[from].rate, frame.mappers[to].binOf[0]),
      byVector: readMap(vector.rate, object.binOf),
    };
    return [contest];
  });
}

const readMap = (rate: Float64Array, binOf: Int32Array): Float64Array =>
  new Float64Array(binOf.length).map((_, i) => rate[binOf[i]] ?? Number.NaN);
