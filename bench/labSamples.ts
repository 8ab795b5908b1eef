/** The recorded grid cells of the lab's first page, as a picture and their grid scores. `node --import tsx bench/labSamples.ts` */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { colourOf, STEPS, stepOf } from "../lab/panels/colours.js";
import { gridScorer, spatialTestDefaults } from "../src/cells/index.js";
import { pngBytes } from "../src/figures/pngBytes.js";
import { bytesSource, openDataFile, toFloat64 } from "../src/io/index.js";

const OUT = join(import.meta.dirname, "../lab/snapshots");
const FILE = join(import.meta.dirname, "../test/fixtures/space/grid-cell-rate-maps.npz");
const SIDE = 32;
const COLUMNS = 5;
const RGB = Array.from({ length: STEPS }, (_, step) =>
  [1, 3, 5].map((at) => Number.parseInt(colourOf(step).slice(at, at + 2), 16)),
);

const file = await openDataFile(bytesSource(readFileSync(FILE)));
const rates = toFloat64(await file.read("rate_maps_hz"), "rate_maps_hz");
const cells = rates.length / (SIDE * SIDE);
const maps = Array.from({ length: cells }, (_, cell) => rates.slice(cell * SIDE * SIDE, (cell + 1) * SIDE * SIDE));

const scores = maps.map((rate) => {
  const occupancy = new Float64Array(rate.length).fill(1);
  const map = { rows: SIDE, columns: SIDE, binSize: 1, rate, occupancy };
  const [{ grid }] = gridScorer(map, spatialTestDefaults.gridScore)([rate]);
  return Number(grid.score.toFixed(2));
});

const [width, height] = [COLUMNS * SIDE, Math.ceil(cells / COLUMNS) * SIDE];
const rgb = new Uint8Array(3 * width * height);
for (const [cell, map] of maps.entries()) {
  const most = Math.max(...map);
  const [left, top] = [(cell % COLUMNS) * SIDE, Math.floor(cell / COLUMNS) * SIDE];
  for (const [at, rate] of map.entries()) {
    const [row, column] = [SIDE - 1 - Math.floor(at / SIDE), at % SIDE];
    rgb.set(RGB[stepOf(rate / most)], 3 * ((top + row) * width + left + column));
  }
}
writeFileSync(join(OUT, "recorded-cells.png"), pngBytes({ width, height, rgb }));
writeFileSync(join(OUT, "recorded-cells.json"), `${JSON.stringify({ scores })}\n`);
console.log(scores.join(", "));
