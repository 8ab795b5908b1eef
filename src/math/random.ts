/**
 * Keyed, splittable random numbers: the only source of randomness in the project.
 *
 * Threefry-2x32 with 20 rounds, a counter-based generator: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy
 * as 1, 2, 3", SC 2011. A key is a value; the same key always gives the same numbers, on every engine and machine.
 * Derive a fresh key for every use with `fold` or `split`, and never draw twice from the same key.
 */

/** Two unsigned 32-bit words. */
export interface Key {
  readonly high: number;
  readonly low: number;
}

const PARITY = 0x1bd11bda;

const rotateLeft = (word: number, bits: number): number => (word << bits) | (word >>> (32 - bits));

/**
 * One Threefry-2x32-20 block: encrypts the counter (c0, c1) under the key; writes two words to `out` at `at`. Rounds are written out
 * in fours, since most of the time of many draws goes here.
 */
export function threefry({ high, low }: Key, c0: number, c1: number, out: Uint32Array, at = 0): void {
  const parity = PARITY ^ high ^ low;
  let x0 = (c0 + high) | 0;
  let x1 = (c1 + low) | 0;
  let [next, afterNext, last] = [low, parity, high];
  for (let four = 1; four <= 5; four++) {
    if (four & 1) {
      x0 = (x0 + x1) | 0;
      x1 = rotateLeft(x1, 13) ^ x0;
      x0 = (x0 + x1) | 0;
      x1 = rotateLeft(x1, 15) ^ x0;
      x0 = (x0 + x1) | 0;
      x1 = rotateLeft(x1, 26) ^ x0;
      x0 = (x0 + x1) | 0;
      x1 = rotateLeft(x1, 6) ^ x0;
    } else {
      x0 = (x0 + x1) | 0;
      x1 = rotateLeft(x1, 17) ^ x0;
      x0 = (x0 + x1) | 0;
      x1 = rotateLeft(x1, 29) ^ x0;
      x0 = (x0 + x1) | 0;
      x1 = rotateLeft(x1, 16) ^ x0;
      x0 = (x0 + x1) | 0;
      x1 = rotateLeft(x1, 24) ^ x0;
    }
    x0 = (x0 + next) | 0;
    x1 = (x1 + afterNext + four) | 0;
    [next, afterNext, last] = [afterNext, last, next];
  }
  out[at] = x0;
  out[at + 1] = x1;
}

const isSeed = (seed: number): boolean => Number.isSafeInteger(seed) && seed >= 0;

/** The root key of a seed, a whole number from 0 to 2^53 - 1. Throws RangeError otherwise. */
export function key(seed: number): Key {
  if (!isSeed(seed)) throw new RangeError(`a seed is a whole number from 0 to 2^53 - 1, not ${seed}`);
  return { high: Math.floor(seed / 2 ** 32) >>> 0, low: seed >>> 0 };
}

/** FNV-1a, 32 bit: names become counters. */
function hashName(name: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(name)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

/** A key for one named or numbered purpose under this one. Names and numbers never collide (different counter words). */
export function fold(parent: Key, purpose: string | number): Key {
  const words = new Uint32Array(2);
  if (typeof purpose === "string") threefry(parent, hashName(purpose), 0x5eed, words);
  else if (isSeed(purpose)) threefry(parent, purpose >>> 0, 0x80000000 | Math.floor(purpose / 2 ** 32), words);
  else throw new RangeError(`a key is folded with a name or a whole number, not ${purpose}`);
  return { high: words[0], low: words[1] };
}

/** `count` independent keys. */
export function split(parent: Key, count: number): Key[] {
  return Array.from({ length: count }, (_, index) => fold(parent, index));
}

/** `count` random 32-bit words. */
export function randomWords(source: Key, count: number): Uint32Array {
  const words = new Uint32Array(count + (count & 1));
  for (let block = 0; block < words.length; block += 2) threefry(source, block >>> 1, 0, words, block);
  return count & 1 ? words.subarray(0, count) : words;
}

/** `count` numbers uniform on [0, 1), 53 bits each. */
export function uniform(source: Key, count: number): Float64Array {
  const words = randomWords(source, 2 * count);
  const out = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    out[i] = ((words[2 * i] >>> 5) * 67108864 + (words[2 * i + 1] >>> 6)) / 9007199254740992;
  }
  return out;
}

/** Numbers uniform on [0, 1), one a call, for loops that cannot know how many they will need. */
export function uniformStream(source: Key): () => number {
  const block = 64;
  let drawn: Float64Array = new Float64Array();
  let blocks = 0;
  let at = 0;
  return () => {
    if (at === drawn.length) {
      drawn = uniform(fold(source, blocks++), block);
      at = 0;
    }
    return drawn[at++];
  };
}

/** `count` standard normal numbers (Box and Muller 1958). */
export function normal(source: Key, count: number): Float64Array {
  const pairs = (count + 1) >> 1;
  const u = uniform(source, 2 * pairs);
  const out = new Float64Array(count);
  for (let pair = 0; pair < pairs; pair++) {
    const radius = Math.sqrt(-2 * Math.log(1 - u[2 * pair]));
    const angle = 2 * Math.PI * u[2 * pair + 1];
    out[2 * pair] = radius * Math.cos(angle);
    if (2 * pair + 1 < count) out[2 * pair + 1] = radius * Math.sin(angle);
  }
  return out;
}

/** `count` whole numbers uniform on [0, below). The bias of the multiply-shift method is under below / 2^53. */
export function integers(source: Key, count: number, below: number): Int32Array {
  if (!(Number.isInteger(below) && below >= 1 && below <= 2 ** 31)) {
    throw new RangeError(`integers are drawn below a whole number from 1 to 2^31, not ${below}`);
  }
  return Int32Array.from(uniform(source, count), (u) => Math.floor(u * below));
}

/** A random order of 0 .. count-1 (Fisher and Yates). */
export function permutation(source: Key, count: number): Int32Array {
  const order = Int32Array.from({ length: count }, (_, i) => i);
  const u = uniform(source, count);
  for (let last = count - 1; last > 0; last--) {
    const other = Math.floor(u[last] * (last + 1));
    [order[last], order[other]] = [order[other], order[last]];
  }
  return order;
}
