/**
 * What one cell did during a session, as amounts on the session's clock: spikes (amount 1 each) or a continuous activity (value times
 * seconds). The clock runs while the animal is tracked and counted, so that shifting in time never lands in a gap.
 */
import { InputError } from "../../math/errors.js";
import { integersOf } from "../../math/integers.js";
import { type Key, uniform } from "../../math/random.js";
import { placeSpikes, type Session } from "./session.js";

export interface CellActivity {
  /** [events] s on the session's clock, ascending */
  readonly clock: Float64Array;
  /** [events] 1 for a spike */
  readonly amount: Float64Array;
  /** Spikes that counted; NaN for a continuous activity. */
  readonly spikes: number;
  /** Spikes outside the session, and in gaps of the tracking. */
  readonly outside: number;
  readonly inGaps: number;
}

/** Clock reading at the beginning of every sample, and at the end of the last. [samples + 1] */
export function sessionClock({ dwell }: Session): Float64Array {
  const clock = new Float64Array(dwell.length + 1);
  dwell.forEach((seconds, i) => {
    clock[i + 1] = clock[i] + seconds;
  });
  return clock;
}

/** Spike times in seconds, any order. Throws InputError on times that are not finite. */
export function spikesOf(session: Session, times: Float64Array): CellActivity {
  const { counts, counted, outside, inGaps } = placeSpikes(session, times);
  const clock = sessionClock(session);
  const at = Array.from(counts.keys()).filter((i) => counts[i] > 0);
  return {
    clock: Float64Array.from(at, (i) => (clock[i] + clock[i + 1]) / 2),
    amount: Float64Array.from(at, (i) => counts[i]),
    spikes: counted,
    outside,
    inGaps,
  };
}

/** One value per sample, e.g. a model neuron's activity or a calcium trace. Throws InputError on values that are not finite. */
export function activityOf(session: Session, values: Float64Array): CellActivity {
  const { dwell } = session;
  if (values.length !== dwell.length) {
    throw new InputError(`an activity has one value per sample: ${dwell.length} expected, ${values.length} found`);
  }
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw new InputError(`activity at sample ${bad + 1} is ${values[bad]}, expected a finite number`);
  const clock = sessionClock(session);
  return {
    clock: dwell.map((seconds, i) => clock[i] + seconds / 2),
    amount: values.map((value, i) => value * dwell[i]),
    spikes: Number.NaN,
    outside: 0,
    inGaps: 0,
  };
}

/** Amounts by the sample in which they fell: only samples with something in them, so that few spikes cost little. */
export interface Placed {
  /** [events] sample numbers; may repeat */
  readonly samples: Int32Array;
  /** [events] */
  readonly amounts: Float64Array;
}

/** Where everything falls after the activity has been moved by `shift` seconds, the end wrapped to the start. */
export function placeShifted(clock: Float64Array, { clock: events, amount }: CellActivity, shift: number): Placed {
  const whole = clock[clock.length - 1];
  const samples = new Int32Array(events.length);
  let sample = 0;
  let before = Infinity;
  for (let event = 0; event < events.length; event++) {
    const moved = events[event] + shift;
    const time = moved >= whole ? moved - whole : moved;
    sample = sampleAt(clock, time, time < before ? 0 : sample);
    samples[event] = sample;
    before = time;
  }
  return { samples, amounts: amount };
}

/** The last sample that begins no later than `time`, from one that does, in steps that double: spikes lie many samples apart. */
function sampleAt(clock: Float64Array, time: number, from: number): number {
  const last = clock.length - 2;
  let sample = from;
  let step = 1;
  for (; sample + step <= last && clock[sample + step] <= time; step *= 2) sample += step;
  for (step /= 2; step >= 1; step /= 2) if (sample + step <= last && clock[sample + step] <= time) sample += step;
  return sample;
}

/** The seconds of a session as amounts, for occupancies. */
export const dwellOf = ({ dwell }: Session): Placed => ({
  samples: integersOf(dwell.length, (i) => i),
  amounts: dwell,
});

/** Totals in each bin over all sessions; samples in bin -1 are left out. [bins] */
export function sumByBin(binOf: readonly Int32Array[], placed: readonly Placed[], bins: number): Float64Array {
  const out = new Float64Array(bins);
  for (const [session, of] of placed.entries()) addByBin(out, binOf[session], of);
  return out;
}

function addByBin(out: Float64Array, binOf: Int32Array, { samples, amounts }: Placed): void {
  for (let event = 0; event < samples.length; event++) {
    const to = binOf[samples[event]];
    if (to >= 0) out[to] += amounts[event];
  }
}

/** Totals per sample. [samples] */
export function perSample({ samples, amounts }: Placed, count: number): Float64Array {
  const out = new Float64Array(count);
  for (let event = 0; event < samples.length; event++) out[samples[event]] += amounts[event];
  return out;
}

/** Smallest shift of a time-shift null, s: longer than the behaviour remembers itself (20 s is usual; Langston et al. 2010). */
export const SMALLEST_SHIFT = 20;

/** Throws InputError for a session in which there is no room for shifts of at least `smallest` seconds. */
export function requireRoomForShifts(duration: number, smallest = SMALLEST_SHIFT): void {
  if (duration >= 3 * smallest) return;
  throw new InputError(
    `a session of ${duration.toFixed(1)} s is too short for shifts of at least ${smallest} s; record ${3 * smallest} s, or give a smaller ` +
      "--smallest-shift",
  );
}

/** Random shifts, uniform from `smallest` to the session's length less that. Throws InputError for too short a session. */
export function randomShifts(key: Key, count: number, duration: number, smallest = SMALLEST_SHIFT): Float64Array {
  requireRoomForShifts(duration, smallest);
  return uniform(key, count).map((u) => smallest + u * (duration - 2 * smallest));
}
