/** A recording session: where the animal was, and for how long each sample of the path counts. */
import { InputError } from "../../math/errors.js";
import { median } from "../../math/statistics.js";

export interface Path {
  /** [samples] s, ascending */
  readonly t: Float64Array;
  /** [samples] position, any unit of length; NaN while the tracker has lost the animal */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** [samples] head direction, radians counter-clockwise from x; NaN where unknown */
  readonly headDirection?: Float64Array;
}

export interface PathOptions {
  /** Longest time for which a sample stands, s: more is a gap in the tracking, and what lies beyond it is not counted. */
  readonly longestStep: number;
  /** Samples slower than this are left out, length / s. */
  readonly smallestSpeed: number;
}

/** More than 0.5 s between samples is a gap; no speed is too slow. */
export const pathDefaults: PathOptions = { longestStep: 0.5, smallestSpeed: 0 };

export interface Session extends Path {
  /** [samples] seconds for which the sample stands; 0 for samples that are left out */
  readonly dwell: Float64Array;
  /** [samples] length / s, from the neighbours before and after; NaN next to lost positions */
  readonly speed: Float64Array;
  /** Seconds that count. */
  readonly duration: number;
  /** Seconds between first and last sample that fell into gaps of the tracking, lost positions, or slow samples. */
  readonly leftOut: number;
}

/**
 * Checks a path and works out how long each sample stands: until the next one, at most `longestStep`. Rates by the smallest step
 * (opexebo) or a nominal frame rate go wrong as soon as frames are dropped.
 *
 * Throws InputError on unequal lengths, fewer than two samples, time stamps that do not ascend, are not finite or usually lie farther
 * apart than the longest step, positions all lost, and an animal that never moves. Infinite positions count as lost.
 */
export function session(path: Path, options: Partial<PathOptions> = {}): Session {
  const { longestStep, smallestSpeed } = { ...pathDefaults, ...options };
  requireLengths(path);
  requireAscending(path.t);
  requireMovement(path);
  const speed = speeds(path);
  const keep = (i: number) => isTracked(path, i) && !(speed[i] < smallestSpeed);
  const usual = medianStep(path.t);
  requireSteps(usual, longestStep);
  const dwell = path.t.map((time, i) => {
    const step = i + 1 < path.t.length ? path.t[i + 1] - time : usual;
    return keep(i) ? Math.min(step, longestStep) : 0;
  });
  const duration = dwell.reduce((sum, seconds) => sum + seconds, 0);
  const whole = path.t[path.t.length - 1] - path.t[0] + usual;
  return { ...path, dwell, speed, duration, leftOut: Math.max(0, whole - duration) };
}

const isTracked = ({ x, y }: Path, i: number): boolean => Number.isFinite(x[i]) && Number.isFinite(y[i]);

const medianStep = (t: Float64Array): number => median(t.subarray(1).map((time, i) => time - t[i]));

function requireLengths({ t, x, y, headDirection }: Path): void {
  const lengths = [t.length, x.length, y.length, headDirection?.length ?? t.length];
  if (lengths.some((length) => length !== t.length)) {
    throw new InputError(
      `time, x, y and head direction need one value per sample, but have ${lengths.join(", ")} values`,
    );
  }
  if (t.length < 2) throw new InputError(`a path has at least two samples, not ${t.length}`);
}

function requireAscending(t: Float64Array): void {
  const lost = t.findIndex((time) => !Number.isFinite(time));
  if (lost >= 0) throw new InputError(`time stamp ${lost + 1} is ${t[lost]}, expected seconds; drop that sample`);
  const at = t.findIndex((time, i) => i > 0 && time <= t[i - 1]);
  if (at < 0) return;
  const repeated = t[at] === t[at - 1];
  throw new InputError(
    `time stamp ${at + 1} (${t[at]} s) ${repeated ? "repeats" : "is before"} the one before it (${t[at - 1]} s): ` +
      `${repeated ? "drop repeated samples" : "sort the samples by time"}; time stamps must ascend`,
  );
}

function requireSteps(usual: number, longestStep: number): void {
  if (usual <= longestStep) return;
  throw new InputError(
    `time stamps are ${Number(usual.toPrecision(3))} s apart, more than the longest step of ${longestStep} s: give seconds ` +
      "(milliseconds divided by 1000), or record the path at a higher rate",
  );
}

function requireMovement(path: Path): void {
  const tracked = Array.from(path.t.keys()).filter((i) => isTracked(path, i));
  if (tracked.length === 0) throw new InputError("no sample has a position: all x or y are NaN");
  const [first] = tracked;
  if (tracked.every((i) => path.x[i] === path.x[first] && path.y[i] === path.y[first])) {
    throw new InputError(`the animal never moves: every position is (${path.x[first]}, ${path.y[first]})`);
  }
}

/** Central differences over the true time steps. */
function speeds({ t, x, y }: Path): Float64Array {
  const last = t.length - 1;
  return t.map((_, i) => {
    const [a, b] = [Math.max(0, i - 1), Math.min(last, i + 1)];
    return Math.hypot(x[b] - x[a], y[b] - y[a]) / (t[b] - t[a]);
  });
}

/** Spikes by the sample during which they fell. */
export interface PlacedSpikes {
  /** [samples] spikes while the sample stood */
  readonly counts: Float64Array;
  readonly counted: number;
  /** Before the first sample or after the last. */
  readonly outside: number;
  /** In gaps of the tracking, at lost positions or at samples that were left out. */
  readonly inGaps: number;
}

/** Assigns spike times (s, any order) to the samples of a session. Throws InputError on times that are not finite. */
export function placeSpikes({ t, dwell }: Session, spikes: Float64Array): PlacedSpikes {
  const bad = spikes.findIndex((time) => !Number.isFinite(time));
  if (bad >= 0) throw new InputError(`spike ${bad + 1} is at ${spikes[bad]} s, expected a finite time`);
  const counts = new Float64Array(t.length);
  const end = t[t.length - 1] + dwell[t.length - 1];
  let [counted, outside, inGaps] = [0, 0, 0];
  for (const time of spikes) {
    const sample = lastAtOrBefore(t, time);
    if (sample < 0 || time > end) outside++;
    else if (time - t[sample] > dwell[sample]) inGaps++;
    else {
      counts[sample]++;
      counted++;
    }
  }
  return { counts, counted, outside, inGaps };
}

/** Index of the last time stamp that is not after `time`; -1 if there is none. */
function lastAtOrBefore(t: Float64Array, time: number): number {
  let [low, high] = [-1, t.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (t[middle] <= time) low = middle;
    else high = middle;
  }
  return low;
}
