/** Two places in order: trials by hand, theory, and the claims on planted results. */
import { describe, expect, test } from "vitest";
import { compileNative } from "../../../engine/native/compile.node.js";
import { onRing } from "../../../tasks/sequences/cuedRecall.js";
import { orderedRecall } from "../../../tasks/sequences/orderedRecall.js";
import { expectEveryArm } from "../../frame/everyArm.fixture.js";
import { jobContext } from "../../frame/jobContext.fixture.js";
import { delayOptimum } from "../delayOptimum.js";
import { type MemoryRow, memoryClaims } from "./claims.js";
import { sequenceMemory } from "./index.js";
import { settings } from "./settings.js";

test("two places are shown in order, and recalled in order after a step of nothing", () => {
  const { trials, steps, input, target, pairs } = orderedRecall(6, "without-same");
  expect([trials, steps, orderedRecall(6, "all").trials]).toEqual([30, 5, 36]);
  const trial = pairs.findIndex(([first, second]) => first === 4 && second === 1);
  const [first, second] = [onRing(4, 6), onRing(1, 6)].map((place) => [...Float32Array.from(place)]);
  const shown = [...input.subarray(trial * 10, (trial + 1) * 10)];
  expect(shown).toEqual([...first, ...second, 0, 0, 0, 0, 0, 0]);
  const asked = Array.from({ length: 5 }, (_, step) => [
    ...target.subarray((step * 30 + trial) * 2, (step * 30 + trial + 1) * 2),
  ]);
  expect(asked).toEqual([[0, 0], [0, 0], [0, 0], first, second]); // prettier-ignore
});

test("theory of the delay: without repeats three places tilt to 74.5 degrees, four to 85.2, six not at all", () => {
  const found = [3, 4, 6].map((places) => delayOptimum(places, "without-same"));
  expect(found.map(({ angles }) => Number(angles[0].toFixed(1)))).toEqual([74.5, 85.2, 90]);
  expect(found.map(({ saving }) => Number((100 * saving).toFixed(2)))).toEqual([3.53, 0.35, 0]);
  for (const places of [3, 4, 6]) expect(delayOptimum(places, "all").angles[0]).toBeCloseTo(90, 1);
});

describe("claims, on planted results", () => {
  interface Angles {
    readonly whole: number;
    readonly three: number;
    readonly six: number;
  }
  const planted = ({ whole, three, six }: Angles): MemoryRow[] =>
    [10, 11, 12].flatMap((seed) =>
      [3, 6].flatMap((places) =>
        (["all", "without-same"] as const).map((shown) => ({
          places,
          shown,
          seed,
          condition: `${places}-${shown}`,
          angles: [shown === "all" ? whole : places === 3 ? three : six, 90] as [number, number],
          error: 1e-5,
          energy: 1,
          arrays: {},
        })),
      ),
    );
  const failed = (angles: Angles): string[] =>
    memoryClaims(planted(angles), settings.parse({}))
      .filter(({ met }) => met === "not met")
      .map(({ id }) => id.replace("sequence-memory.", ""));

  test.each([
    [{ whole: 88, three: 84, six: 87.5 }, []],
    [{ whole: 84, three: 80, six: 84 }, ["repeats-orthogonal"]],
    [{ whole: 88, three: 88.5, six: 89.5 }, ["missing-repeats-tilt"]],
    [{ whole: 88, three: 84, six: 85 }, ["ring-of-six-does-not"]],
  ])("fail where they should: %j", (angles, ids) => {
    expect(failed(angles)).toEqual(ids);
  });
});

test("every arm at tiny size", () =>
  expectEveryArm(
    {
      experiment: sequenceMemory,
      settings: { seeds: [1], places: [3, 6], updates: 10, units: 6 },
      conditions: [
        "3-places-with-repeats",
        "3-places-without-repeats",
        "6-places-with-repeats",
        "6-places-without-repeats",
      ],
      verdicts: 3,
    },
    () => jobContext(compileNative, "native"),
  ));
