/**
 * `np.random.RandomState(seed).randint(low, high, count)`, so that tests can use the very data that published reference
 * values were computed on. MT19937: Matsumoto and Nishimura, ACM TOMACS 8, 3 (1998); bounded by masked rejection.
 */
export function numpyRandint(seed: number, low: number, high: number, count: number): Int32Array {
  const next = mersenneTwister(seed);
  const range = high - 1 - low;
  const mask = 2 ** (32 - Math.clz32(range)) - 1;
  return Int32Array.from({ length: count }, () => {
    let draw = next() & mask;
    while (draw > range) draw = next() & mask;
    return low + draw;
  });
}

function mersenneTwister(seed: number): () => number {
  const state = new Uint32Array(624);
  state[0] = seed;
  for (let i = 1; i < 624; i++) state[i] = Math.imul(1812433253, state[i - 1] ^ (state[i - 1] >>> 30)) + i;
  let position = 624;
  return () => {
    if (position === 624) {
      for (let i = 0; i < 624; i++) {
        const y = (state[i] & 0x80000000) | (state[(i + 1) % 624] & 0x7fffffff);
        state[i] = state[(i + 397) % 624] ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
      }
      position = 0;
    }
    let y = state[position++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  };
}
