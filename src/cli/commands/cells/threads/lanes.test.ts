import { availableParallelism } from "node:os";
import { expect, test } from "vitest";
import { analyseDefaults } from "../../../../cells/index.js";
import { lanesFor, sizeOf } from "./lanes.js";

const usual = { cells: 40, draws: 1000, bins: 1600, samples: 60_000 };

test.each([
  ["as many as asked for", usual, 3, 3],
  ["however little there is to do", { ...usual, draws: 38 }, 2, 2],
  ["never more than there are cells", { ...usual, cells: 2 }, 5, 2],
] as const)("%s", (_, size, workers, expected) => expect(lanesFor(size, workers)).toBe(expected));

test.each([
  ["one for each core", usual, availableParallelism()],
  ["none besides this one for a small file", { ...usual, cells: 2 }, 1],
  ["one where further ones would not fit into the memory", { ...usual, samples: 1e12 }, 1],
] as const)("as fits the size: %s", (_, size, expected) => expect(lanesFor(size, undefined, true)).toBe(expected));

test("random phases and continuous activity take longer than spikes that are shifted", () => {
  const recorded = (events: number) => {
    const [clock, amount] = [new Float64Array(events), new Float64Array(events)];
    return { sessions: [], activity: [[{ clock, amount, spikes: events, outside: 0, inGaps: 0 }]] };
  };
  const bins = { rows: 40, columns: 40, binSize: 2.5, left: 0, bottom: 0 };
  const work = (events: number, options = analyseDefaults) => {
    const size = sizeOf(recorded(events), bins, options);
    return size.draws * size.bins;
  };
  expect(work(0)).toBe(1000 * 1600);
  expect(work(16_000)).toBe(2 * work(0));
  expect(work(0, { ...analyseDefaults, null: "phase-randomise" })).toBe(5500 * 1600);
});

test("sources that run untranslated start no thread unasked", () => expect(lanesFor(usual, undefined)).toBe(1));
