import { expect, test } from "vitest";
import { numberedRuns } from "./entries.js";

test.each<[string[], string[][]]>([
  [[], []],
  [
    ["a", "b"],
    [["a"], ["b"]],
  ],
  [
    ["trial", "n8", "n9", "n10", "n11", "n12", "tone"],
    [["trial"], ["n8", "n9", "n10", "n11", "n12"], ["tone"]],
  ],
  [
    ["n0", "n1", "n2", "n3"],
    [["n0"], ["n1"], ["n2"], ["n3"]],
  ],
  [
    ["n0", "n2", "n4", "n6", "n8"],
    [["n0"], ["n2"], ["n4"], ["n6"], ["n8"]],
  ],
  [
    ["a1", "a2", "b3", "b4", "b5"],
    [["a1"], ["a2"], ["b3"], ["b4"], ["b5"]],
  ],
])("%j", (names, runs) => expect(numberedRuns(names)).toEqual(runs));
