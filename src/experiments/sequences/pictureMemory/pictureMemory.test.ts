/** Two pictures in order: trials by hand, kinds of cells on planted units, theory, and the claims on planted results. */
import { describe, expect, test } from "vitest";
import { compileNative } from "../../../engine/native/compile.node.js";
import { matrix } from "../../../math/matrix.js";
import { DELAY_ENDS, picturesInOrder } from "../../../tasks/sequences/pictures.js";
import { expectEveryArm } from "../../frame/everyArm.fixture.js";
import { jobContext } from "../../frame/jobContext.fixture.js";
import { activeOf, meanShare, readingOf } from "../categoryReading.js";
import { type PictureRow, pictureClaims } from "./claims.js";
import { pictureMemory } from "./index.js";
import { ACTIVE, kindOf, visualCells } from "./measures.js";
import { settings } from "./settings.js";
import { delayedPictures } from "./theory.js";

test("pictures are shown in steps 1 and 5, held, reported together in step 9, and a reward is asked for in step 10", () => {
  const { trials, steps, input, target, pairs, inputs, outputs } = picturesInOrder(4, "without-same");
  expect([trials, steps, inputs, outputs, picturesInOrder(4, "all").trials]).toEqual([12, 10, 4, 9, 16]);
  expect(DELAY_ENDS).toEqual([3, 7]);
  const trial = pairs.findIndex(([first, second]) => first === 3 && second === 1);
  const shown = input.subarray(trial * 40, (trial + 1) * 40);
  expect([...shown.entries()].filter(([, value]) => value === 1).map(([at]) => at)).toEqual([3, 4 * 4 + 1]);
  const asked = [...target.entries()].filter(([at, value]) => value === 1 && Math.floor(at / 9) % 12 === trial);
  expect(asked.map(([at]) => [Math.floor(at / 108), at % 9])).toEqual([
    [8, 3],
    [8, 5],
    [9, 8],
  ]);
});

test("kinds of cells, on planted units: of the first picture, of the last whatever its rank, of both, silent", () => {
  const { pairs } = picturesInOrder(4, "without-same");
  const is = (picture: number, other: number) => Number(picture === other);
  const coded = (units: number, rows: readonly number[]) => ({
    code: matrix(12, units, Float64Array.from(rows)),
    variables: [0, 1].map((rank) => pairs.map((pair) => pair[rank])),
    levels: 4,
  });
  // The last but one likes another picture as the second than it liked as the first.
  const firstDelay = pairs.flatMap(([a]) => [0, is(a, 3), is(a, 1), is(a, 0), 0]);
  const secondDelay = pairs.flatMap(([a, b]) => [is(a, 0), 2 * is(b, 3), is(a, 1) + is(b, 1), is(b, 2), 0.01 * a]);
  const [before, after] = [firstDelay, secondDelay].map((rows) => readingOf(coded(5, rows), [0, 1]));
  const active = activeOf(coded(5, secondDelay), ACTIVE);
  expect(active).toEqual([0, 1, 2, 3]);
  expect(active.map((unit) => kindOf(after.parts[unit]))).toEqual(["first", "second", "both", "second"]);
  expect(visualCells(before, after, active)).toEqual([1, 2]);
  // Pictures that never repeat are correlated over trials; the regression is not misled by that.
  expect(meanShare(after, active)).toBeCloseTo((1 + 1 + 0.5 + 1) / 4, 9);
  after.effects[2].flatMap((effect) => effect.map((value, k) => expect(value).toBeCloseTo(is(k, 1) - 1 / 4, 9)));
});

test("theory of a static delay: four pictures apart with repeats and without, three mixed without", () => {
  for (const shown of ["all", "without-same"] as const) {
    const { saving, share, status } = delayedPictures(4, shown);
    expect([saving, status]).toEqual([0, "certified"]);
    expect(share).toBeCloseTo(1, 6);
  }
  expect(delayedPictures(3, "all").saving).toBe(0);
  expect(100 * delayedPictures(3, "without-same").saving).toBeCloseTo(3.53, 2);
});

describe("claims, on planted results", () => {
  const GOOD = { error: 1e-5, first: 25, visual: 30, share: 0.95, withRepeats: 0.93, energy: 99 };
  const rows = (changed: Partial<typeof GOOD>): PictureRow[] => {
    const { error, first, visual, share, withRepeats, energy } = { ...GOOD, ...changed };
    return [10, 11, 12].flatMap((seed) =>
      (["without-same", "all"] as const).map((shown) => ({
        shown,
        condition: shown,
        seed,
        firstActive: 40,
        active: 60,
        first,
        second: 55 - first,
        both: 5,
        visual,
        share: shown === "all" ? withRepeats : share,
        error,
        energy: shown === "all" ? 130 : energy,
        arrays: {},
      })),
    );
  };
  const failed = (changed: Partial<typeof GOOD>): string[] =>
    pictureClaims(rows(changed), settings.parse({}))
      .filter(({ met }) => met === "not met")
      .map(({ id }) => id.replace("picture-memory.", ""));

  test.each([
    [{}, []],
    [{ error: 2e-3 }, ["reports"]],
    [{ visual: 11 }, ["visual-cells"]],
    [{ first: 11 }, ["rank-cells"]],
    [{ share: 0.89 }, ["one-rank-each"]],
    [{ withRepeats: 0.84 }, ["repeats-do-not-matter"]],
    [{ energy: 101 }, ["near-the-stored-energy"]],
  ])("fail where they should: %j", (changed, ids) => {
    expect(failed(changed)).toEqual(ids);
  });
});

test("every arm at tiny size", () =>
  expectEveryArm(
    {
      experiment: pictureMemory,
      settings: { seeds: [1], updates: 5, units: 8 },
      conditions: ["without-same", "all"],
      verdicts: 6,
    },
    () => jobContext(compileNative, "native"),
  ));
