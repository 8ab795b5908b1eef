/**
 * Correlation of the activity around an object between places of the object: Whittington et al. 2023, A.9, measure warping by it, on 16 x 16
 * places, with a patch size that is not given. Here a patch is 5/16 of the box a side, 9 x 9 points around each of eight random places of
 * the object. 1 for neurons that see nothing but the vector from the object.
 */
import { type Key, uniform } from "../../../math/random.js";
import { mean, pearson, standardDeviation } from "../../../math/statistics.js";
import { codeAt, type FourierSeries } from "../../../models/index.js";
import type { JobResult } from "../../../protocols.js";
import { BOX } from "../../../tasks/space/placeBatches.js";

const OBJECTS = 8;
const POINTS = 9;
const SIDE = (5 / 16) * BOX;

/** Of every unit given, the mean over pairs of objects; NaN for a unit that is flat around one. */
export function patchCorrelations(series: FourierSeries, units: readonly number[], key: Key): number[] {
  const objects = uniform(key, 2 * OBJECTS).map((value) => BOX * value);
  const steps = Array.from({ length: POINTS }, (_, i) => SIDE * (i / (POINTS - 1) - 0.5));
  const offsets = steps.flatMap((down) => steps.map((right) => [down, right] as const));
  const patches = Array.from({ length: OBJECTS }, (_, object) => {
    const [x, y] = [objects[2 * object], objects[2 * object + 1]];
    return codeAt(series, Float64Array.from(offsets.flatMap(([down, right]) => [x + down, y + right, down, right])));
  });
  return units.map((unit) => {
    const own = patches.map((activity) => activity.filter((_, at) => at % series.units === unit));
    if (own.some((patch) => standardDeviation(patch) < 1e-9)) return Number.NaN;
    return mean(own.flatMap((patch, i) => own.slice(i + 1).map((other) => pearson(patch, other))));
  });
}

/** The code that a job kept, if it did. */
export function seriesIn(arrays: JobResult["arrays"]): FourierSeries | undefined {
  const [average, cosine, sine, waves] = ["mean", "cosine", "sine", "waves"].map((name) => arrays[name]);
  if (!(average && cosine && sine && waves)) return undefined;
  const dimensions = waves.shape[1];
  return {
    units: average.data.length,
    mean: Float32Array.from(average.data),
    cosine: Float32Array.from(cosine.data),
    sine: Float32Array.from(sine.data),
    waves: Array.from({ length: waves.shape[0] }, (_, wave) => {
      const k = Array.from(waves.data.subarray(wave * dimensions, (wave + 1) * dimensions));
      return { k, kind: kindOf(k) };
    }),
  };
}

function kindOf(k: readonly number[]): "position" | "object vector" | "mixed" {
  const within = (part: readonly number[]) => part.some((value) => value !== 0);
  const [place, vector] = [within(k.slice(0, 2)), within(k.slice(2))];
  return place && vector ? "mixed" : vector ? "object vector" : "position";
}
