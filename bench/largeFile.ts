/** A file larger than memory should be: mean and histogram of every column, some rows at a time. `npx tsx bench/largeFile.ts FILE` */
import { openDataPath } from "../src/io/openDataPath.node.js";
import { readSlices } from "../src/io/selection.js";

const [path, name = "activity"] = process.argv.slice(2);
const BINS = 20;

const started = performance.now();
const file = await openDataPath(path);
const columns = file.entries.find((entry) => entry.name === name)?.shape[1] ?? 1;
const [least, most] = [new Float64Array(columns).fill(Infinity), new Float64Array(columns).fill(-Infinity)];
const sums = new Float64Array(columns);
let rows = 0;
for await (const { values, from, to } of readSlices(file, name)) {
  for (let at = 0; at < values.length; at++) {
    const column = at % columns;
    sums[column] += values[at];
    if (values[at] < least[column]) least[column] = values[at];
    if (values[at] > most[column]) most[column] = values[at];
  }
  rows += to - from;
}
const means = performance.now();
const counts = new Float64Array(columns * BINS);
for await (const { values } of readSlices(file, name)) {
  for (let at = 0; at < values.length; at++) {
    const column = at % columns;
    const part = (values[at] - least[column]) / (most[column] - least[column]);
    counts[column * BINS + Math.min(BINS - 1, Math.floor(part * BINS))]++;
  }
}
await file.close();
const ended = performance.now();
const shares = counts.map((count) => count / rows);
console.log(`${rows} x ${columns}: means ${sums[0] / rows} ... ${sums[columns - 1] / rows}`);
console.log(`shares of the bins: ${Math.min(...shares).toFixed(4)} to ${Math.max(...shares).toFixed(4)}`);
console.log(`first pass ${((means - started) / 1000).toFixed(1)} s, second ${((ended - means) / 1000).toFixed(1)} s`);
console.log(`peak resident memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MiB`);
