/** Rate maps of a recorded code of places, at any moment between two of its frames and with the object anywhere. */
import type { Growth, GrowthFrame } from "../page/growth.js";

export interface GrowthMaps {
  readonly bins: number;
  /** [units x bins x bins], row 0 at the smallest y */
  readonly rates: Float32Array;
}

/** Amplitudes below this part of the largest are not seen. */
const UNSEEN = 0.004;

/** The frame `share` of the way from one to the next. */
export function between(one: GrowthFrame, next: GrowthFrame, share: number): GrowthFrame {
  const mix = (a: Float32Array, b: Float32Array) => a.map((value, at) => value + share * (b[at] - value));
  return {
    update: Math.round(one.update + share * (next.update - one.update)),
    kinds: share < 0.5 ? one.kinds : next.kinds,
    mean: mix(one.mean, next.mean),
    cosine: mix(one.cosine, next.cosine),
    sine: mix(one.sine, next.sine),
  };
}

/** mean + sum over waves of cosines and sines at k . (place, place - object), below zero counted as silence. */
export function growthMaps(
  { units, waves }: Pick<Growth, "units" | "waves">,
  { mean, cosine, sine }: GrowthFrame,
  object: readonly [number, number],
  bins: number,
): GrowthMaps {
  const size = bins * bins;
  const rates = new Float32Array(units * size);
  for (let unit = 0; unit < units; unit++) rates.fill(mean[unit], unit * size, (unit + 1) * size);
  const least = UNSEEN * Math.max(largestOf(cosine), largestOf(sine));
  for (const [wave, k] of waves.entries()) {
    const [cosines, sines] = tablesOf(k, object, bins);
    for (let unit = 0; unit < units; unit++) {
      const [a, b] = [cosine[wave * units + unit], sine[wave * units + unit]];
      if (Math.abs(a) + Math.abs(b) < least) continue;
      for (let at = 0; at < size; at++) rates[unit * size + at] += a * cosines[at] + b * sines[at];
    }
  }
  return { bins, rates: rates.map((rate) => Math.max(0, rate)) };
}

const largestOf = (values: Float32Array): number => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

/** Cosine and sine of one wave at the middle of every bin of the box: of sums of an angle for the column and one for the row. */
function tablesOf(
  [kx, ky, ox = 0, oy = 0]: readonly number[],
  object: readonly [number, number],
  bins: number,
): readonly [Float32Array, Float32Array] {
  const middles = Float64Array.from({ length: bins }, (_, bin) => 2 * Math.PI * ((bin + 0.5) / bins - 0.5));
  const across = middles.map((x) => kx * x + ox * (x - object[0]));
  const up = middles.map((y) => ky * y + oy * (y - object[1]));
  const [cosX, sinX, cosY, sinY] = [across.map(Math.cos), across.map(Math.sin), up.map(Math.cos), up.map(Math.sin)];
  const [cosines, sines] = [new Float32Array(bins * bins), new Float32Array(bins * bins)];
  for (let row = 0; row < bins; row++) {
    for (let column = 0; column < bins; column++) {
      const at = row * bins + column;
      cosines[at] = cosX[column] * cosY[row] - sinX[column] * sinY[row];
      sines[at] = sinX[column] * cosY[row] + cosX[column] * sinY[row];
    }
  }
  return [cosines, sines];
}
