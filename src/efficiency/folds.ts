/** Trials dealt to parts, condition by condition, so that each part has about as many of every condition. */
import { fold, type Key, permutation } from "../math/random.js";
import type { Trials } from "./protocols.js";

/** Rows of each part; rows of one block stay together where there are blocks [parts][rows]. */
export function dealt({ condition, counts, rows }: Trials, count: number, key: Key, block = 1): Int32Array[] {
  const parts: number[][] = Array.from({ length: count }, () => []);
  if (block > 1) {
    const order = permutation(fold(key, "blocks"), Math.ceil(rows / block));
    for (let row = 0; row < rows; row++) parts[order[Math.floor(row / block)] % count].push(row);
    return parts.map((own) => Int32Array.from(own));
  }
  const order = permutation(fold(key, "order"), rows);
  const start = permutation(fold(key, "start"), counts.length);
  const next = new Int32Array(counts.length);
  for (const row of order) {
    const t = condition[row];
    parts[(start[t] + next[t]++) % count].push(row);
  }
  return parts.map((own) => Int32Array.from(own));
}
