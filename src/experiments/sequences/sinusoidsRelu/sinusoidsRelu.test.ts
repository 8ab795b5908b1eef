/** Two sinusoids in rectified units: inputs, and the claims on planted results. */
import { describe, expect, test } from "vitest";
import { compileNative } from "../../../engine/native/compile.node.js";
import { expectEveryArm } from "../../frame/everyArm.fixture.js";
import { jobContext } from "../../frame/jobContext.fixture.js";
import { type ReluRow, reluClaims } from "./claims.js";
import { sinusoidsRelu } from "./index.js";
import { reluPlan } from "./job.js";
import { settings } from "./settings.js";

test("inputs pulse at half the sum and half the difference of the frequencies of the outputs", () => {
  const { plan } = reluPlan("3-7", 1, settings.parse({ steps: 60 }));
  const { input, target } = plan.stream.batch(1);
  const pulses = (at: number): number[] => [...Array(60).keys()].filter((step) => input[2 * step + at] === 1);
  // 3 and 7: at 5 and 2 radians a unit of time, periods of 12.57 and 31.4 steps.
  expect([pulses(0), pulses(1)]).toEqual([
    [0, 12, 25, 37, 50],
    [0, 31],
  ]);
  expect([target[2 * 10], target[2 * 10 + 1]]).toEqual([Math.cos(3), Math.cos(7)].map(Math.fround));
});

describe("claims, on planted results", () => {
  const GOOD = { octave: 0.82, other: 0.92, error: 0.01 };
  const rows = (changed: Partial<typeof GOOD>): ReluRow[] => {
    const { octave, other, error } = { ...GOOD, ...changed };
    return [10, 11, 12].flatMap((seed) =>
      ["1-2", "3-7", "irrational-b"].map((pair) => ({
        pair,
        condition: pair,
        seed,
        share: pair === "1-2" ? octave : pair === "3-7" ? 0.95 : other,
        index: 0.5,
        active: 27,
        mixed: 9,
        error,
        arrays: {},
      })),
    );
  };
  const failed = (changed: Partial<typeof GOOD>): string[] =>
    reluClaims(rows(changed), settings.parse({}))
      .filter(({ met }) => met === "not met")
      .map(({ id }) => id.replace("sinusoids-relu.", ""));

  test.each([
    [{}, []],
    [{ octave: 0.93 }, ["harmonic-mixes-more"]],
    [{ other: 0.81 }, ["harmonic-mixes-more"]],
    [{ error: 0.06 }, ["keeps-going"]],
  ])("fail where they should: %j", (changed, ids) => {
    expect(failed(changed)).toEqual(ids);
  });

  test("without a pair to compare with nothing is judged", () => {
    const octaves = rows({}).filter(({ pair }) => pair === "1-2");
    const { met } = reluClaims(octaves, settings.parse({}))[0];
    expect(met).toBe("not judged");
  });
});

test("every arm at tiny size", () =>
  expectEveryArm(
    {
      experiment: sinusoidsRelu,
      settings: { seeds: [1], pairs: ["1-2", "3-7"], updates: 3, steps: 60, measuredSteps: 60, units: 6 },
      conditions: ["1-2", "3-7"],
      verdicts: 2,
    },
    () => jobContext(compileNative, "native"),
  ));
