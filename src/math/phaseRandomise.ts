/**
 * Series with the spectrum of another and random phases: Theiler et al., Physica D 58 (1992). With `adjusted` amplitudes the
 * surrogate holds the very values of the original in another order (their AAFT), which keeps rates positive.
 */
import FFT from "fft.js";
import { fold, type Key, normal, uniform } from "./random.js";
import { ascendingOrder } from "./statistics.js";

/** Surrogates of one series, whose length is a power of two (RangeError otherwise). */
export function phaseRandomiser(values: Float64Array): (key: Key) => Float64Array {
  const { length } = values;
  if (length < 4 || (length & (length - 1)) !== 0) {
    throw new RangeError(`phases are randomised for a power of two of values, at least 4, not ${length}`);
  }
  const plan = new FFT(length);
  const spectrum = new Float64Array(2 * length);
  plan.realTransform(spectrum, values);
  const turned = new Float64Array(2 * length);
  const out = new Float64Array(2 * length);
  return (key) => {
    const u = uniform(key, length / 2);
    turned.set(spectrum.subarray(0, 2));
    turned[length] = spectrum[length];
    turned[length + 1] = 0;
    for (let k = 1; k < length / 2; k++) {
      const [cosine, sine] = [Math.cos(2 * Math.PI * u[k]), Math.sin(2 * Math.PI * u[k])];
      const [real, imaginary] = [spectrum[2 * k], spectrum[2 * k + 1]];
      const mirror = 2 * (length - k);
      turned[2 * k] = turned[mirror] = real * cosine - imaginary * sine;
      turned[2 * k + 1] = real * sine + imaginary * cosine;
      turned[mirror + 1] = -turned[2 * k + 1];
    }
    plan.inverseTransform(out, turned);
    return Float64Array.from({ length }, (_, i) => out[2 * i]);
  };
}

/**
 * Surrogates that hold the same values: the series is made normal by rank (equal values in random order), its phases are
 * randomised, and the values are put in the order of the result.
 */
export function adjustedPhaseRandomiser(values: Float64Array, key: Key): (key: Key) => Float64Array {
  const { length } = values;
  const jitter = uniform(fold(key, "ties"), length);
  const order = Int32Array.from(values.keys()).sort((a, b) => values[a] - values[b] || jitter[a] - jitter[b]);
  const bell = normal(fold(key, "normal"), length).sort();
  const gaussian = new Float64Array(length);
  order.forEach((at, rank) => {
    gaussian[at] = bell[rank];
  });
  const randomise = phaseRandomiser(gaussian);
  const ascending = Float64Array.from(order, (at) => values[at]);
  return (draw) => {
    const out = new Float64Array(length);
    ascendingOrder(randomise(draw)).forEach((at, rank) => {
      out[at] = ascending[rank];
    });
    return out;
  };
}
