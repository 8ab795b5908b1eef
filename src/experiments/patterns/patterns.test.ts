import { describe, expect, test } from "vitest";
import { compileNative } from "../../engine/native/compile.node.js";
import { fixed } from "../../engine/ops.js";
import { startEngine } from "../../engine/start.js";
import { compileWasm } from "../../engine/wasm.js";
import { key } from "../../math/random.js";
import { placeCrossEntropy } from "../../objectives/index.js";
import { offset, WORLD_PLACES } from "../../tasks/space/objectWorlds.js";
import { compilePlan, trainToEnd } from "../../training/index.js";
import { FULL } from "../frame/arms.js";
import { expectEveryArm } from "../frame/everyArm.fixture.js";
import { jobContext } from "../frame/jobContext.fixture.js";
import { patchCorrelations, seriesIn } from "../space/fig7/patches.js";
import { homePrediction } from "../space/homeTheory.js";
import { codeArrays } from "../space/measures.js";
import { fig6Patterns } from "./fig6Patterns.js";
import { fig14 } from "./fig14.js";
import { patternMeasures } from "./measures.js";
import { patternPlan } from "./study.js";

const tiny = fig6Patterns.settings.parse({
  seeds: [3],
  ablatedSeeds: 1,
  units: 4,
  worlds: 1,
  steps: 1,
  updates: 3,
  fieldShuffles: 20,
});

test("planted neurons get the four measures that they must", () => {
  const worlds = [[40], [200], [70, 190]];
  // A bump of place, a bump around the nearest object, and a silent one.
  const bump = (from: number, to: number) => Math.exp(-(Math.hypot(...offset(from, to)) ** 2) / 4);
  const codes = worlds.flatMap((objects) =>
    Array.from({ length: WORLD_PLACES }, (_, place) => [
      bump(place, 120),
      Math.max(...objects.map((object) => bump(place, object))),
      0,
    ]).flat(),
  );
  const place = [1, 1, 0, 0, 0, 0];
  const object = [0, 1, 0];
  const measures = patternMeasures({ units: 3, codes, worlds }, [place, object, [2, -1, 0]]);
  expect(measures.active).toEqual([0, 1]);
  expect(measures.placeShares[0]).toBeCloseTo(1, 9);
  expect(measures.placeShares[1]).toBeLessThan(0.5);
  expect(measures.layoutCorrelations[0]).toBeCloseTo(1, 9);
  expect(measures.layoutCorrelations[1]).toBeLessThan(0.1);
  expect([measures.overlap, measures.moveOverlap]).toEqual([0, expect.closeTo(2 / Math.sqrt(5), 9)]);
  const object1 = patternMeasures({ units: 1, codes: codes.filter((_, at) => at % 3 === 1), worlds }, [[1], [1], [1]]);
  expect(object1.patchCorrelation).toBeCloseTo(1, 3);
});

test("patches of a Fourier code: 1 for the vector from the object, less for position", () => {
  const waves = [
    { k: [2, 1, 0, 0], kind: "position" as const },
    { k: [0, 0, 1, 1], kind: "object vector" as const },
  ];
  const series = {
    waves,
    units: 2,
    mean: new Float32Array(2),
    cosine: Float32Array.of(1, 0, 0, 1),
    sine: new Float32Array(4),
  };
  const kept = seriesIn(codeArrays(series));
  expect(kept).toEqual(series);
  expect(seriesIn({})).toBeUndefined();
  const [position, vector] = patchCorrelations(series, [0, 1], key(2));
  expect(vector).toBeCloseTo(1, 6);
  expect(position).toBeLessThan(0.5);
});

test("the linear theory: range, not independence, so a split at every probability but 1", () => {
  for (const atHome of [0, 0.5, 0.95]) {
    const { verdict, selectivity, gap } = homePrediction(atHome, 1);
    expect([verdict, gap < 1e-5]).toEqual(["split", true]);
    expect(selectivity).toBeCloseTo(1, 6);
  }
  expect(homePrediction(1, 1).verdict).toBe("one factor");
});

test("rows that run through the classes: log of their number for equal logits, 0 for certain ones", async () => {
  await startEngine();
  const value = async (right: number) => {
    const logits = Float32Array.from({ length: 6 * 4 }, (_, at) => {
      const [row, column] = [Math.floor(at / 4), at % 4];
      return column === 1 + (row % 3) ? right : column === 0 ? 77 : 0;
    });
    const [output, target] = [fixed([6, 4], logits), fixed([1], new Float32Array(1))];
    const term = placeCrossEntropy("places", 1);
    return (await term.value({ parameters: {}, weights: [], activity: {}, output, target }).data())[0];
  };
  expect(await value(0)).toBeCloseTo(Math.log(3), 5);
  expect(await value(60)).toBeCloseTo(0, 5);
});

test("fields lock to objects where patches correlate more in one world than in changing ones, seed by seed", () => {
  const planted = (condition: string, seed: number, patchCorrelation: number) => ({
    job: { id: `${condition}-seed${seed}`, condition, seed },
    values: {
      pattern: {
        ...{ active: [0], layoutCorrelations: [1], placeShares: [1], overlap: 0, moveOverlap: 0, patchCorrelation },
        ...{ grid: null, placesRight: 1, objectsRight: [1, 1], movesRight: [1, 0.5] },
      },
    },
    arrays: {},
  });
  const judged = (one: readonly number[], changing: readonly number[], changes = {}) =>
    fig14.check(
      [
        ...one.map((value, seed) => planted("entangled", seed, value)),
        ...changing.map((value, seed) => planted("all", seed, value)),
      ],
      fig14.settings.parse(changes),
    )[0].met;
  expect(judged([0.8, 0.7, 0.75], [0.3, 0.2, 0.25])).toBe("met");
  expect(judged([0.8, 0.1, 0.75], [0.3, 0.2, 0.25])).toBe("not met");
  expect(judged([0.8, Number.NaN, 0.75], [0.3, 0.2, 0.25])).toBe("not met");
  expect(judged([0.8, 0.7], [0.3, 0.2])).toBe("not judged");
  expect(judged([0.8, 0.7, 0.75], [0.3, 0.2])).toBe("not judged");
  expect(judged([0.8, 0.7, 0.75], [0.3, 0.2, 0.25], { updates: 100 })).toBe("not judged");
});

test("objects may be asked for late, and moves to them with them; places never are", () => {
  const { objective } = patternPlan({ ...tiny, objectsAfter: 1 / 3 }, FULL, 3);
  const strengths = (step: number) =>
    objective.filter(({ term }) => /places|objects|actions/.test(term.name)).map(({ strength }) => strength(step, 9));
  expect([1, 3, 4, 9].map(strengths)).toEqual([
    [tiny.places, 0, 0],
    [tiny.places, 0, 0],
    [tiny.places, tiny.objects, tiny.actions],
    [tiny.places, tiny.objects, tiny.actions],
  ]);
});

describe("fig6-patterns at tiny size", () => {
  test("both engines take the same steps", async () => {
    const plan = patternPlan(tiny, FULL, 3);
    const [wasm, native] = await Promise.all([compileWasm, compileNative].map((engine) => compilePlan(plan, engine)));
    const [a, b] = [await trainToEnd(plan, wasm), await trainToEnd(plan, native)];
    const worst = Math.max(
      ...a.tensors.parameters.data.map((value, at) => Math.abs(value - b.tensors.parameters.data[at])),
    );
    expect(worst).toBeLessThan(1e-3);
  });

  test("every arm", () =>
    expectEveryArm(
      {
        experiment: fig6Patterns,
        settings: tiny,
        conditions: ["all", "no-nonnegativity", "no-energies"],
        verdicts: 5,
      },
      () => jobContext(compileNative, "native"),
    ));

  test("both tasks of fig14", () => {
    const { ablatedSeeds, ...own } = tiny;
    const settings = fig14.settings.parse(own);
    return expectEveryArm({ experiment: fig14, settings, conditions: ["all", "entangled"], verdicts: 1 }, () =>
      jobContext(compileNative, "native"),
    );
  });
});
