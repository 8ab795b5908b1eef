/**
 * Writes a large table of independent uniform factors, to time `purecell predict` on:
 * node --import tsx bench/bigFactors.ts big.npy 10000000 2 && /usr/bin/time -v npx purecell predict big.npy
 */
import { appendFileSync, closeSync, openSync } from "node:fs";
import { encodeNpy } from "../src/io/index.js";
import { fold, key, uniform } from "../src/math/index.js";

const [path, rows, factors] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const AT_A_TIME = 1 << 16;
const out = openSync(path, "w");
const names = Array.from({ length: factors }, (_, i) => `factor-${i + 1}`);
appendFileSync(out, path.endsWith(".npy") ? npyHeader() : `${names.join(",")}\n`);
for (let row = 0; row < rows; row += AT_A_TIME) {
  const count = Math.min(AT_A_TIME, rows - row);
  const values = uniform(fold(key(1), row), count * factors);
  appendFileSync(out, path.endsWith(".npy") ? new Uint8Array(values.buffer) : linesOf(values, count));
}
closeSync(out);

/** The header of an array of that shape: an empty one with its shape written over, 128 bytes. */
function npyHeader(): Uint8Array {
  const empty = new TextDecoder("latin1").decode(encodeNpy({ shape: [0, factors], data: new Float64Array() }));
  const text = empty.slice(10).replace("(0,", `(${rows},`).trimEnd();
  return Uint8Array.from(`${empty.slice(0, 10)}${text.padEnd(empty.length - 11)}\n`, (c) => c.charCodeAt(0));
}

function linesOf(values: Float64Array, count: number): string {
  const line = (row: number) => Array.from(values.subarray(row * factors, (row + 1) * factors), (x) => x.toFixed(8));
  return Array.from({ length: count }, (_, row) => `${line(row).join(",")}\n`).join("");
}
