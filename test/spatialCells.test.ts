/** Recognising cells: planted on a real path, and recorded. The full size: bench/cells.ts. */
import { beforeAll, describe, expect, test } from "vitest";
import { analyseCells, gridTest, spatialFrame } from "../src/cells/index.js";
import { fold, key } from "../src/math/random.js";
import { spearman } from "../src/math/statistics.js";
import {
  borderCell,
  gridCell,
  headDirectionCell,
  objectVectorCell,
  placeCell,
  type Tuning,
} from "../src/tasks/space/simulatedCells.js";
import { fixtureArray, mirrored, planted, ratSession } from "./support/ratSession.js";

const ROOM = { left: 0, right: 1, bottom: 0, top: 1 };
const rates = (peak: number) => ({ peak, background: 0.3 });

const CELLS: readonly (readonly [string, Tuning])[] = [
  ["grid", gridCell({ spacing: 0.35, orientation: 0.2, phase: { x: 0.1, y: 0.3 } }, rates(10))],
  ["place", placeCell({ x: 0.6, y: 0.25 }, 0.1, rates(15))],
  ["border", borderCell(ROOM, "east", 0.07, rates(10))],
  ["head-direction", headDirectionCell(4, 2, rates(15))],
  ["object-vector", objectVectorCell(0.15, 2, 0.07, rates(12))],
];

/** The value that a generator returns. */
function finish<T>(steps: Generator<unknown, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

describe("planted on the path of a rat, two sessions with the object moved", () => {
  let labels: readonly string[];
  beforeAll(async () => {
    const first = await ratSession();
    const sessions = [first, mirrored(first)];
    const objects = [
      { x: 0.3, y: 0.35 },
      { x: 0.7, y: 0.6 },
    ];
    const frame = spatialFrame(sessions, objects);
    const cells = CELLS.map(([, tuning], i) => planted(tuning, sessions, objects, fold(key(2024), i)));
    const found = finish(analyseCells(frame, cells, { shifts: 39, fieldShuffles: 39, extensions: 1 }, key(1)));
    labels = found.map(({ classification }) => classification.label);
  });

  test.each(CELLS.map(([type], i) => [type, i] as const))("%s (cell %i)", (type, i) => {
    expect(labels[i]).toBe(type);
  });
});

describe("15 recorded grid cells", () => {
  test("at least 13 beat the field shuffle, and scores rank with the published ones", async () => {
    const maps = await fixtureArray("grid-cell-rate-maps.npz", "rate_maps_hz");
    const published = await fixtureArray("grid-cell-rate-maps.npz", "published_gridness");
    const side = 32;
    const bins = side * side;
    const found = Array.from(published, (_, cell) => {
      const rate = maps.slice(cell * bins, (cell + 1) * bins);
      const occupancy = new Float64Array(bins).fill(1);
      return gridTest({ rows: side, columns: side, binSize: 1, rate, occupancy }, 99, fold(key(0), cell));
    });
    expect(found.filter(({ p }) => p < 0.05).length).toBeGreaterThanOrEqual(13);
    expect(
      spearman(
        found.map(({ score }) => score),
        published,
      ),
    ).toBeGreaterThan(0.5);
  });
});
