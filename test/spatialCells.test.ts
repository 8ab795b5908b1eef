/** Recognising cells: planted on a real path, and recorded. The full size: bench/cells.ts. */
import { beforeAll, describe, expect, test } from "vitest";
import {
  analyseCells,
  classify,
  gridTest,
  spatialFrame,
  spatialTestDefaults,
  spatialTests,
  spikesOf,
} from "../src/cells/index.js";
import { fold, key } from "../src/math/random.js";
import { spearman } from "../src/math/statistics.js";
import {
  borderCell,
  conjunctiveCell,
  gridCell,
  headDirectionCell,
  objectVectorCell,
  placeCell,
  type Tuning,
} from "../src/tasks/space/simulatedCells.js";
import { fixtureArray, mirrored, planted, plantedSpikes, ratSession } from "./support/ratSession.js";

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

describe("one session of a rat, few draws", () => {
  const SHORT = { shifts: 59, fieldShuffles: 59, extensions: 0 };
  const place = placeCell({ x: 0.45, y: 0.5 }, 0.13, { peak: 1, background: 0 });
  const direction = headDirectionCell(1, 3, { peak: 1, background: 0 });

  test("a cell of place and direction is conjunctive, a cell of place alone is not", async () => {
    const first = await ratSession();
    const frame = spatialFrame([first], []);
    const both = conjunctiveCell(place, direction, rates(60));
    const cells = [both, placeCell({ x: 0.45, y: 0.5 }, 0.13, rates(12))].map((tuning, i) =>
      planted(tuning, [first], [{ x: 0, y: 0 }], fold(key(5), i)),
    );
    const [{ classification: conjunctive }, { classification: single }] = finish(
      analyseCells(frame, cells, SHORT, key(6)),
    );
    expect(new Set([conjunctive.label, conjunctive.also])).toEqual(new Set(["place", "head-direction"]));
    expect(conjunctive.evidence).toContain("; also ");
    expect([single.label, single.also]).toEqual(["place", undefined]);
  });

  test("a grid score without a lattice makes no grid: the cell is one of place, and its evidence says why", async () => {
    const first = await ratSession();
    const frame = spatialFrame([first], []);
    const tests = spatialTests(frame, planted(CELLS[0][1], [first], [{ x: 0, y: 0 }], key(12)), SHORT, key(13));
    const reason = "4 of six peaks found around the centre";
    const geometry = { ...tests.grid.geometry, spacing: Number.NaN, axes: [], reason };
    expect(tests.grid.p).toBeLessThan(0.05);
    const [kept, lost] = [tests, { ...tests, grid: { ...tests.grid, geometry } }].map((one) => classify([one])[0]);
    expect([kept.label, lost.label]).toEqual(["grid", "place"]);
    expect(kept.evidence).not.toContain("lattice");
    expect(lost.evidence).toContain(`without a lattice: ${reason}`);
  });

  test("random phases in time judge much as shifts do", async () => {
    const first = await ratSession();
    const frame = spatialFrame([first], []);
    const cell = planted(CELLS[1][1], [first], [{ x: 0, y: 0 }], key(7));
    const shifted = spatialTests(frame, cell, SHORT, key(8));
    const phases = spatialTests(frame, cell, { ...SHORT, shifts: 19, null: "phase-randomise" }, key(8));
    expect(phases.position.p).toBe(0.05);
    expect(phases.position.score).toBe(shifted.position.score);
    expect(phases.position.nullMedian / shifted.position.nullMedian).toBeGreaterThan(0.6);
    expect(phases.position.nullMedian / shifted.position.nullMedian).toBeLessThan(1.6);
    expect(phases.direction?.p).toBeGreaterThan(0.05);
  });

  test("three sessions, one of them without the object", async () => {
    const first = await ratSession();
    const sessions = [first, first, mirrored(first)];
    const objects = [
      { x: 0.3, y: 0.35 },
      { x: Number.NaN, y: Number.NaN },
      { x: 0.7, y: 0.6 },
    ];
    const frame = spatialFrame(sessions, objects);
    expect(frame.objectPairs).toEqual([[0, 2]]);
    const cell = sessions.map((of, s) => spikesOf(of, plantedSpikes(CELLS[4][1], of, objects[s], fold(key(9), s))));
    const tests = spatialTests(frame, cell, SHORT, key(10));
    expect(tests.objectVector?.score).toBeGreaterThan(0.7);
    expect(tests.objectVector?.maps).toHaveLength(2);
    expect(tests.stability).toBeLessThan(0.3);
  });
});

test("a border cell stays one where the object moved along its wall, and both maps repeat", async () => {
  const first = await ratSession();
  const sessions = [first, mirrored(first)];
  const objects = [
    { x: 0.3, y: 0.5 },
    { x: 0.7, y: 0.5 },
  ];
  const frame = spatialFrame(sessions, objects);
  const cells = [borderCell(ROOM, "south", 0.09, rates(10)), CELLS[4][1]].map((tuning, i) =>
    planted(tuning, sessions, objects, fold(key(15), i)),
  );
  const [border, vector] = finish(analyseCells(frame, cells, { shifts: 59, fieldShuffles: 19, extensions: 0 }, key(6)));
  expect(border.tests?.objectVector?.score).toBeGreaterThan(0.9);
  expect(Math.abs(border.tests?.objectVector?.advantage ?? 9)).toBeLessThan(3);
  expect(vector.tests?.objectVector?.advantage).toBeGreaterThan(3);
  expect([border, vector].map(({ classification }) => classification.label)).toEqual(["border", "object-vector"]);
});

describe("15 recorded grid cells", () => {
  test("all beat the field shuffle under the default score, and scores rank with the published ones", async () => {
    const maps = await fixtureArray("grid-cell-rate-maps.npz", "rate_maps_hz");
    const published = await fixtureArray("grid-cell-rate-maps.npz", "published_gridness");
    const side = 32;
    const bins = side * side;
    const options = { variant: spatialTestDefaults.gridScore, stopAbove: 0.05, peaksApart: true };
    const found = Array.from(published, (_, cell) => {
      const rate = maps.slice(cell * bins, (cell + 1) * bins);
      const occupancy = new Float64Array(bins).fill(1);
      return gridTest({ rows: side, columns: side, binSize: 1, rate, occupancy }, 99, fold(key(0), cell), options);
    });
    expect(found.filter(({ p }) => p < 0.05)).toHaveLength(15);
    expect(
      spearman(
        found.map(({ score }) => score),
        published,
      ),
    ).toBeGreaterThan(0.8);
  });
});
