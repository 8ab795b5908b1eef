/** A cell's activity in one arrangement with the behaviour, the recorded one or a shifted one: its maps, and what they score. */
import { meanOverPairs } from "./betweenSessions.js";
import { type ObjectVectorMap, objectVectorMap, objectVectorScore } from "./map/objectVector.js";
import { skaggsInformation } from "./map/spatialInformation.js";
import type { RateMap } from "./map/types.js";
import { type CellActivity, placeShifted } from "./session/cellActivity.js";
import { predictedActivity } from "./session/conjunction.js";
import type { DirectionTuning } from "./session/headDirection.js";
import type { SpatialFrame } from "./spatialFrame.js";

/** Maps of one arrangement of activity and behaviour. */
export interface Arrangement {
  readonly map: RateMap;
  readonly tuning: DirectionTuning | undefined;
  readonly vectorMaps: readonly (ObjectVectorMap | undefined)[];
}

export function arrangement(
  frame: SpatialFrame,
  activity: readonly CellActivity[],
  shift: readonly number[],
): Arrangement {
  const amounts = activity.map((cell, s) => placeShifted(frame.clocks[s], cell, shift[s]));
  return {
    map: frame.mapper.map(amounts),
    tuning: frame.tuner?.(amounts),
    vectorMaps: frame.objects.map((object, s) => object && objectVectorMap(object, amounts[s])),
  };
}

/** The scores that draws in time judge; NaN where they do not apply. */
export interface DrawnScores {
  readonly position: number;
  readonly border: number;
  readonly speed: number;
  readonly direction: number;
  readonly directionInformation: number;
  readonly objectVector: number;
}

export function scoresOf(frame: SpatialFrame, { map, tuning, vectorMaps }: Arrangement, speed: number): DrawnScores {
  return {
    position: skaggsInformation(map.rate, map.occupancy),
    border: frame.border(map).score,
    speed,
    direction: tuning?.vectorLength ?? Number.NaN,
    directionInformation: tuning ? skaggsInformation(tuning.rate, tuning.occupancy) : Number.NaN,
    objectVector: meanOverPairs(frame.objectPairs, vectorMaps, objectVectorScore),
  };
}

/** Both predictions go through the smoothing of the maps they are compared with. */
export function predictions({ sessions, mapper, tuner, angleBins }: SpatialFrame, { map, tuning }: Arrangement) {
  if (!tuner || !tuning) return { direction: Number.NaN, position: Number.NaN };
  const byPlace = sessions.map((of, s) => predictedActivity(map.rate, mapper.binOf[s], of));
  const byDirection = sessions.map((of, s) => predictedActivity(tuning.rate, angleBins[s], of));
  return {
    direction: tuner(byPlace).vectorLength,
    position: skaggsInformation(mapper.map(byDirection).rate, map.occupancy),
  };
}
