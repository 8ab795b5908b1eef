/**
 * The samples that lie close to one along all of several variables, or along all but one: what the neighbours of a sample in many
 * dimensions are found from. Along one variable they are a stretch of its ascending order. Stretches are kept as sets, a bit for each
 * sample, coarsely, and intersected 32 samples at a time; the few that are left are measured.
 */
import { type Coordinate, reachDown, reachUp, separation } from "./coordinate.js";

/** What was found about one sample, within one radius; the sample itself is among it. */
export interface Vicinity {
  /** Entries before this one are closer than the radius along all variables. */
  within: number;
  /** Entries from this one on are closer along all but one. */
  beyond: number;
  readonly samples: Int32Array;
  /** The largest of the distances along the variables, of which variable it is, and the second largest. */
  readonly largest: Float64Array;
  readonly second: Float64Array;
  readonly of: Uint8Array;
}

/** Finds the vicinity of a sample, in memory that the next call overwrites. */
export type VicinityFinder = (sample: number, radius: number) => Vicinity;

/** Stretches begin and end at every 64th part of the order. */
const BLOCKS = 64;

/** A variable with the sets of samples in its first blocks. */
interface Marked {
  readonly along: Coordinate;
  /** Samples of a block. */
  readonly block: number;
  /** [BLOCKS + 1 x words] */
  readonly upTo: Int32Array;
}

export function vicinityFinder(variables: readonly Coordinate[]): VicinityFinder {
  const samples = variables[0].values.length;
  const words = Math.ceil(samples / 32);
  const marked = variables.map((along) => markBlocks(along, words));
  const space = spaceOf(variables);
  const everything = new Int32Array(words);
  for (let i = 0; i < samples; i++) everything[i >> 5] |= 1 << (i & 31);
  const all = new Int32Array(words);
  const butOne = new Int32Array(words);
  const found: Vicinity = {
    within: 0,
    beyond: samples,
    samples: new Int32Array(samples),
    largest: new Float64Array(samples),
    second: new Float64Array(samples),
    of: new Uint8Array(samples),
  };
  return (sample, radius) => {
    all.set(everything);
    butOne.set(everything);
    for (const one of marked) keepStretch(one, sample, radius, all, butOne);
    found.within = 0;
    found.beyond = samples;
    for (let word = 0; word < words; word++) {
      for (let bits = butOne[word]; bits !== 0; bits &= bits - 1) {
        measureDistances(space, sample, 32 * word + 31 - Math.clz32(bits & -bits), radius, found);
      }
    }
    return found;
  };
}

function markBlocks(along: Coordinate, words: number): Marked {
  const { order } = along;
  const block = Math.ceil(order.length / BLOCKS);
  const upTo = new Int32Array((BLOCKS + 1) * words);
  for (let b = 0; b < BLOCKS; b++) {
    const next = (b + 1) * words;
    upTo.copyWithin(next, b * words, next);
    for (let place = b * block; place < Math.min(order.length, (b + 1) * block); place++) {
      upTo[next + (order[place] >> 5)] |= 1 << (order[place] & 31);
    }
  }
  return { along, block, upTo };
}

/** Of the sets of samples in all stretches so far, and in all but one at most, keeps what one more stretch leaves. */
function keepStretch(
  { along, block, upTo }: Marked,
  sample: number,
  radius: number,
  all: Int32Array,
  butOne: Int32Array,
): void {
  if (radius > along.period / 2) return;
  const { sorted, lead, rank, order } = along;
  const samples = order.length;
  const from = lead + rank[sample];
  const first = reachDown(sorted, from, radius, false) - lead;
  const end = reachUp(sorted, from, radius, false) + 1 - lead;
  const turned = first < 0 || end > samples; // over the end of a circle
  if (turned && end - first >= samples) return;
  const low = Math.floor((first < 0 ? first + samples : first) / block) * all.length;
  const high = Math.ceil((end > samples ? end - samples : end) / block) * all.length;
  for (let word = 0; word < all.length; word++) {
    const [below, above] = [upTo[low + word], upTo[high + word]];
    const inside = turned ? above | ~below : above & ~below;
    butOne[word] = (butOne[word] & inside) | all[word];
    all[word] &= inside;
  }
}

/** All variables of a sample side by side. */
interface Space {
  /** [samples x variables] */
  readonly points: Float64Array;
  readonly periods: Float64Array;
}

function spaceOf(variables: readonly Coordinate[]): Space {
  const points = new Float64Array(variables.length * variables[0].values.length);
  variables.forEach(({ values }, v) => {
    for (let i = 0; i < values.length; i++) points[i * variables.length + v] = values[i];
  });
  return { points, periods: Float64Array.from(variables, ({ period }) => period) };
}

/** Adds another sample to what was found, where it is close enough. */
function measureDistances(
  { points, periods }: Space,
  sample: number,
  other: number,
  radius: number,
  found: Vicinity,
): void {
  const here = sample * periods.length;
  const there = other * periods.length;
  let largest = 0;
  let second = 0;
  let of = 0;
  for (let v = 0; v < periods.length; v++) {
    const distance = separation(points[there + v], points[here + v], periods[v]);
    if (distance > largest) {
      second = largest;
      largest = distance;
      of = v;
    } else if (distance > second) second = distance;
  }
  if (!(second < radius)) return;
  const at = largest < radius ? found.within++ : --found.beyond;
  found.samples[at] = other;
  found.largest[at] = largest;
  found.second[at] = second;
  found.of[at] = of;
}
