/** Messages of the library, as the page says them: every one of these stands in the sources with flags. */
import { describe, expect, test } from "vitest";
import { withoutFlags } from "../../lab/worker/withoutFlags.js";

describe("messages without flags", () => {
  test.each([
    [
      "comes about in bins of time: say how wide, in seconds, with --bin-width 0.1, or one bin a trial, with --bin-width trials",
      "comes about in bins of time: say how wide, in seconds, or one bin a trial",
    ],
    [
      'a.npz has nothing called "activity"; it holds x, y. Say which it is: --activity NAME',
      'a.npz has nothing called "activity"; it holds x, y. Say which it is',
    ],
    ["Say which are factors: --factors NAME,NAME or --factors FILE", "Say which are factors"],
    [
      'it holds text where activity is expected: choose the units, e.g. --activity "unit_*"',
      "it holds text where activity is expected: choose the units",
    ],
    ['leave it out, or read it as numbers with --kinds "x=continuous"', "leave it out"],
    [
      "declare all of them categorical, or none (--kinds NAME=categorical or NAME=continuous)",
      "declare all of them categorical, or none",
    ],
    ["give matchBins, e.g. 10 (--set matchBins=10), to take those of", "give matchBins, e.g. 10, to take those of"],
    [
      'column "x" has more than 512 levels; is it continuous? Then leave it out of --kinds',
      'column "x" has more than 512 levels; is it continuous?',
    ],
    ["half of it (of 2.5 s), a - b and co-ordinates", "half of it (of 2.5 s), a - b and co-ordinates"],
    ["run--2.csv is empty", "run--2.csv is empty"],
  ])("%s", (message, said) => {
    expect(withoutFlags(message)).toBe(said);
  });
});
