import { availableParallelism } from "node:os";
import { expect, test } from "vitest";
import { lanesFor } from "./lanes.js";

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

test("sources that run untranslated start no thread unasked", () => expect(lanesFor(usual, undefined)).toBe(1));
