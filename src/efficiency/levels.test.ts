/** Populations that know a category as a whole, in part, or along one line. */
import { describe, expect, test } from "vitest";
import { key } from "../math/random.js";
import { factorFromNames, factorFromNumbers } from "../representation/index.js";
import { simulated } from "./simulate.js";
import { testPopulation } from "./testPopulation.js";

const CUES = ["a", "b", "c", "d"];
const SIZES = [-1.5, -0.5, 0.5, 1.5];
const cells = CUES.flatMap((cue) => SIZES.map((size) => ({ cue, size })));

/** Half of the neurons are tuned to the size, half to numbers that the cues stand for, one column after another. */
function run(columns: readonly (readonly number[])[], options = {}) {
  const centred = columns.map((column) => column.map((value) => value - column.reduce((sum, v) => sum + v / 4, 0)));
  const coordinates = cells.map(({ cue, size }) => [size, ...centred.map((column) => column[CUES.indexOf(cue)])]);
  const gains = Array.from({ length: 24 }, (_, unit) =>
    coordinates[0].map((_c, i) => Number(i === (unit % 2 === 0 ? 0 : 1 + ((unit >> 1) % columns.length)))),
  );
  const conditions = [
    factorFromNames(
      "cue",
      cells.map(({ cue }) => cue),
    ),
    factorFromNumbers(
      "size",
      Float64Array.from(cells, ({ size }) => size),
      "continuous",
    ),
  ];
  const recorded = simulated({ conditions, coordinates, gains, repeats: 16, signalToNoise: 1 }, key(4));
  const test = testPopulation(recorded, { intervalDraws: 40, nullDraws: 19, ...options }, key(1));
  return { ...test, cue: test.trials.variables[0] };
}

const isA = [1, 0, 0, 0];

describe("levels that are not told apart", () => {
  test("are joined, and said with the flag that keeps them", () => {
    const { notes, cue, efficiency, outcome } = run([isA]);
    expect(notes[0]).toMatch(
      /^cue: .* not tell b from c from d, .* one level .* apart is a and b\/c\/d \(--keep-levels/,
    );
    expect(cue.levelNames).toEqual(["a", "b/c/d"]);
    expect(efficiency.eta).toBeGreaterThan(0.9);
    expect(outcome).toEqual({ predicted: "pure", recorded: "pure" });
  });

  test("in two groups", () => expect(run([[1, 1, 0, 0]]).cue.levelNames).toEqual(["a/b", "c/d"]));

  test("are named where they are kept, and no variable is called not encoded that is so in part", () => {
    const { efficiency } = run([isA], { keepLevels: true });
    expect(efficiency.eta).toBeNull();
    expect(efficiency.reasons[0]).toMatch(/^cue encoded in part: .* not tell b from c, b from d and c from d/);
  });
});

test("levels along one line are told apart, not read one by one", () => {
  const { notes, efficiency } = run([[0, 1, 2, 3]]);
  expect(notes.join()).not.toContain("--keep-levels");
  expect(efficiency.reasons[0]).toMatch(
    /^cue encoded in part: its levels differ, .* 3 directions .* --kinds cue=continuous/,
  );
});

test("a category that is known as a whole stays as it is", () => {
  const { notes, cue, efficiency } = run([isA, [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]);
  expect(notes.join()).not.toContain("--keep-levels");
  expect(cue.levelNames).toEqual(CUES);
  expect(efficiency.eta).toBeGreaterThan(0.9);
});
