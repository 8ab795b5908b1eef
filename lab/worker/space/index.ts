/** Rate maps of a spatial code in a room with an object, and how grid-like its neurons are. */
import { gridScorer } from "../../../src/cells/grid/gridScorer.js";
import { mapPlaces, rateMapOf } from "../../../src/experiments/space/index.js";
import { codeAt } from "../../../src/models/spatialCode.js";
import type { RoomMaps, RoomQuestion } from "./protocol.js";

export function roomMaps({ series, object, bins, scores }: RoomQuestion): RoomMaps {
  const positions = mapPlaces(bins);
  const dimensions = series.waves[0].k.length;
  const places = dimensions === 2 ? positions : withVectors(positions, object);
  const activity = codeAt(series, places);
  const alone = scores ? codeAt(series, places, ({ kind }) => kind === "position") : undefined;
  const rates = new Float32Array(series.units * bins * bins);
  const gridScores = new Float64Array(series.units).fill(Number.NaN);
  for (let unit = 0; unit < series.units; unit++) {
    rates.set(rateMapOf(activity, series.units, unit, bins).rate, unit * bins * bins);
    if (alone) gridScores[unit] = scoreOf(rateMapOf(alone, series.units, unit, bins));
  }
  return { bins, rates, gridScores };
}

function scoreOf(map: ReturnType<typeof rateMapOf>): number {
  const [{ grid }] = gridScorer(map)([map.rate]);
  return grid.score;
}

/** [x, y, x - object, y - object] of every position. */
const withVectors = (positions: Float64Array, object: readonly [number, number]): Float64Array =>
  Float64Array.from({ length: 2 * positions.length }, (_, at) => {
    const value = positions[2 * (at >> 2) + (at % 2)];
    return at % 4 < 2 ? value : value - object[at % 2];
  });
