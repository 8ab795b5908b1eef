/** A variable that was not recorded: the reading on planted neurons, theory, and the claims on planted results. */
import { describe, expect, test } from "vitest";
import { compileNative } from "../../../engine/native/compile.node.js";
import { matrix } from "../../../math/matrix.js";
import { key } from "../../../math/random.js";
import { drawRingWalks } from "../../../tasks/sequences/ringWalks.js";
import { expectEveryArm } from "../../frame/everyArm.fixture.js";
import { jobContext } from "../../frame/jobContext.fixture.js";
import { activeOf, type Coded, meanShare, readingOf, shareOf } from "../categoryReading.js";
import { type MissingRow, missingClaims } from "./claims.js";
import { missingVariable } from "./index.js";
import { ACTIVE, ownedBy } from "./measures.js";
import { ALL, RECORDED, ROOMS, settings, UNRECORDED } from "./settings.js";
import { roomOptimum, unrecordedReading } from "./theory.js";

const WALKS = 20_000;

/** A neuron for each object, on where that lies in one cell, and one for the first two together, in sampled rooms. */
function planted(chained: number): Coded {
  const { objects } = drawRingWalks({ places: 4, objects: 3, moves: 0, walks: WALKS, chained }, key(8));
  const variables = ALL.map((object) => objects.map((placed) => placed[object]));
  const here = (row: number, object: number, cell: number) => Number(objects[row][object] === cell);
  const code = objects.flatMap((_, row) => [
    ...ALL.map((object) => here(row, object, object + 1)),
    here(row, 0, 1) + here(row, 1, 3),
    7,
  ]);
  return { code: matrix(WALKS, 5, Float64Array.from(code)), variables, levels: 4 };
}

describe("the reading", () => {
  test("with all objects tells units of one object from those of two, however correlated the objects are", () => {
    const seen = planted(ROOMS.chains);
    expect(activeOf(seen, ACTIVE)).toEqual([0, 1, 2, 3]);
    const whole = readingOf(seen, ALL);
    [0, 1, 2].forEach((unit) => void expect(shareOf(whole.parts[unit])).toBeCloseTo(1, 9));
    expect(shareOf(whole.parts[3])).toBeCloseTo(0.5, 1);
    expect(meanShare(whole, [0, 3])).toBeCloseTo(0.75, 1);
    whole.explained.slice(0, 4).forEach((value) => void expect(value).toBeCloseTo(1, 9));
    expect(ownedBy(whole, [0, 1, 2, 3], UNRECORDED)).toEqual([2]);
  });

  test("without the third object its unit is read as theory says: mixed where objects form chains, untuned where not", () => {
    const theory = unrecordedReading(ROOMS.chains);
    expect([theory.share, theory.explained]).toEqual([0.5, 1 / 3]);
    const chains = readingOf(planted(ROOMS.chains), RECORDED);
    expect(Math.abs(shareOf(chains.parts[2]) - theory.share)).toBeLessThan(0.05);
    expect(Math.abs(chains.explained[2] - theory.explained)).toBeLessThan(0.02);
    expect(shareOf(chains.parts[0])).toBeGreaterThan(0.999);
    const independent = readingOf(planted(ROOMS.independent), RECORDED);
    expect(independent.explained[2]).toBeLessThan(0.003);
    expect(unrecordedReading(ROOMS.independent).explained).toBe(0);
  });
});

test("theory, before any training: neurons of one object each, with chains as without", () => {
  for (const rooms of ["chains", "independent"] as const) {
    const { saving, share, status } = roomOptimum(rooms);
    expect([saving, status]).toEqual([0, "certified"]);
    expect(share).toBeCloseTo(1, 6);
  }
});

describe("claims, on planted results", () => {
  const GOOD = { right: 1, share: 0.97, mixed: 18, chainedLeast: 0.3, independentMost: 0.03 };
  const rows = (changed: Partial<typeof GOOD>): MissingRow[] => {
    const { right, share, mixed, chainedLeast, independentMost } = { ...GOOD, ...changed };
    return [10, 11, 12].flatMap((seed) =>
      (["chains", "independent"] as const).map((rooms) => ({
        rooms,
        condition: rooms,
        seed,
        share,
        active: 54,
        hidden: 18,
        hiddenMixed: mixed,
        hiddenShare: 0.55,
        hiddenExplained: rooms === "chains" ? [chainedLeast, 0.36] : [0.01, independentMost],
        right,
        error: 1e-3,
        arrays: {},
      })),
    );
  };
  const failed = (changed: Partial<typeof GOOD>): string[] =>
    missingClaims(rows(changed), settings.parse({}))
      .filter(({ met }) => met === "not met")
      .map(({ id }) => id.replace("missing-variable.", ""));

  test.each([
    [{}, []],
    [{ right: 0.98 }, ["knows"]],
    [{ share: 0.89 }, ["objects-separate"]],
    [{ mixed: 17 }, ["unrecorded-looks-mixed"]],
    [{ chainedLeast: 0.09 }, ["unrecorded-looks-mixed"]],
    [{ independentMost: 0.06 }, ["independent-looks-untuned"]],
  ])("fail where they should: %j", (changed, ids) => {
    expect(failed(changed)).toEqual(ids);
  });
});

test("every arm at tiny size", () =>
  expectEveryArm(
    {
      experiment: missingVariable,
      settings: { seeds: [1], updates: 5, units: 6, moves: 3, walks: 8, evaluationRooms: 200 },
      conditions: ["chains", "independent"],
      verdicts: 4,
    },
    () => jobContext(compileNative, "native"),
  ));
