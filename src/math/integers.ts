/**
 * Whole numbers, one for every place from 0 on. `Int32Array.from` makes a list of all values first, which takes many times as long and
 * as much memory where there is one for each sample of an hour.
 */
export function integersOf(count: number, of: (at: number) => number): Int32Array {
  const out = new Int32Array(count);
  for (let at = 0; at < count; at++) out[at] = of(at);
  return out;
}
