import { describe, expect, test } from "vitest";
import { fold, integers, key, normal, split, uniform } from "../math/random.js";
import { factorFromNumbers, representation } from "../representation/index.js";
import { CONSTANT, columnOf, interactions, mainEffects, occurringLevels } from "./factorDesign.js";
import { LANES, type NestedModel, nestedModel } from "./nestedModel.js";
import { reorderings, residualTest } from "./residualReordering.js";
import { selectivity } from "./selectivity.js";
import { tuningCurve } from "./tuningCurve.js";

/** Axes given as they are. */
const denseModel = (axes: readonly Float64Array[]): NestedModel => ({
  axes,
  from: [...axes.keys()],
  along: (values, orders, out) => {
    axes.forEach((axis, k) => {
      for (let lane = 0; lane < LANES; lane++) {
        let sum = 0;
        for (let i = 0; i < axis.length; i++) sum += axis[i] * values[orders[lane][i]];
        out[LANES * k + lane] = sum;
      }
    });
  },
});

/** Units of every class, over a shape, a side and a position, in noise. */
function plantedUnits(seed: number, count = 400) {
  const draw = (name: string) => fold(key(seed), name);
  const shape = Float64Array.from(integers(draw("shape"), count, 3));
  const side = Float64Array.from(integers(draw("side"), count, 2));
  const position = uniform(draw("position"), count);
  const noise = normal(draw("noise"), 6 * count);
  const activity = Float64Array.from({ length: 6 * count }, (_, at) => {
    const i = Math.floor(at / 6);
    const bump = Math.exp(-(((position[i] - 0.4) / 0.2) ** 2));
    const signals = [
      0,
      shape[i] === 1 ? 1 : 0,
      2 * bump,
      side[i] + 1.5 * bump,
      side[i] === 1 ? 2 * bump : 0,
      -noise[at],
    ];
    return 5 + signals[at % 6] + 0.5 * noise[at] + (at % 6 === 5 ? 0.5 * noise[at] - 5 : 0);
  });
  const factors = [
    factorFromNumbers("shape", shape),
    factorFromNumbers("side", side),
    factorFromNumbers("position", position),
  ];
  return representation({ activity: activity.map((value) => Math.round(value * 1e6) / 1e6), units: 6, factors });
}

describe("planted classes", () => {
  const { units, settings } = selectivity(plantedUnits(1), { draws: 199 }, key(2));

  test.each([
    [0, "untuned", undefined],
    [1, "pure", 0],
    [2, "pure", 2],
    [3, "linear mixed", undefined],
    [4, "nonlinear mixed", undefined],
  ] as const)("unit %i is %s", (unit, kind, preferred) => {
    expect(units[unit].kind).toBe(kind);
    if (preferred !== undefined) expect(units[unit].preferred).toBe(preferred);
  });

  test("a constant unit has no class and takes no part in the false discovery rate", () => {
    expect(units[5].kind).toBe("constant");
    expect(units[5].q.selective).toBeNaN();
    expect(settings.liveUnits).toBe(5);
  });

  test("held-out shares are those planted, and richer models do not win without cause", () => {
    const [nothing, ofShape] = units;
    expect(nothing.additive).toBeLessThan(0.02);
    const signal = 2 / 9; // variance of an indicator with probability 1/3
    expect(Math.abs(ofShape.single[0] - signal / (signal + 0.25))).toBeLessThan(0.08);
    expect(ofShape.interacting).toBeLessThan(ofShape.additive);
    expect(ofShape.p.factors[0]).toBe(1 / 200);
  });

  test("the same key gives the same report; too many columns are refused", () => {
    expect(selectivity(plantedUnits(1), {}, key(2))).toEqual(selectivity(plantedUnits(1), {}, key(2)));
    expect(() => selectivity(plantedUnits(1, 60), { bins: 12 })).toThrow(/columns, too many for 60 conditions/);
  });
});

describe("what axes find in values, from sums over groups", () => {
  const count = 90;
  const factors = [
    factorFromNumbers("shape", Float64Array.from(integers(fold(key(5), "shape"), count, 3))),
    factorFromNumbers("place", uniform(fold(key(5), "place"), count)),
    factorFromNumbers("side", Float64Array.from(integers(fold(key(5), "side"), count, 2))),
    factorFromNumbers("same side", Float64Array.from(integers(fold(key(5), "side"), count, 2))),
  ];
  const levels = factors.map((factor) => occurringLevels(factor, 4));
  const effects = mainEffects(levels);
  const values = normal(fold(key(5), "values"), count);
  const orders = reorderings(count, { draws: LANES, null: "permuted", smallestShift: 1 }, key(6));

  test.each([
    ["main effects", [CONSTANT, ...effects.flat()], 1 + 2 + 3 + 1],
    ["with interactions", [CONSTANT, ...effects.flat(), ...interactions(effects)], 7 + 6 + 2 + 3],
    ["the constant alone", [CONSTANT], 1],
  ])("%s: the same as by their inner products, without the columns that say nothing new", (_, indicators, rank) => {
    const model = nestedModel(indicators, levels, count);
    const found = new Float64Array(LANES * model.axes.length);
    const expected = found.slice();
    model.along(values, orders, found);
    denseModel(model.axes).along(values, orders, expected);
    expect(model.axes).toHaveLength(rank);
    found.forEach((value, i) => void expect(value).toBeCloseTo(expected[i], 10));
  });

  test("orders that leave the statistic as it is count as equal to it, whatever rounding does", () => {
    const sides = Float64Array.from({ length: 40 }, (_, i) => i % 2);
    const own = [occurringLevels(factorFromNumbers("side", sides), 2)];
    const model = nestedModel([CONSTANT, ...mainEffects(own)[0]], own, 40);
    const byTwos = reorderings(20, { draws: 200, null: "permuted", smallestShift: 1 }, key(7)).map((order) =>
      Int32Array.from({ length: 40 }, (_, i) => 2 * order[i >> 1] + (i % 2)),
    );
    expect(residualTest(normal(key(8), 40), model, 1, byTwos)).toBe(1);
    expect(columnOf([], own, 3)).toEqual(new Float64Array(3).fill(1));
  });
});

describe("calibration: the 5 % test of unrelated activity rejects 5 %", () => {
  /** An unrelated regressor and unit, white or slow. */
  function rejections(slowness: number, kind: "permuted" | "shifted", smallestShift: number, count = 120): number {
    const tests = split(key(20), 1000).map((child) => {
      const series = (name: string) => {
        const values = normal(fold(child, name), count);
        for (let i = 1; i < count; i++) values[i] += slowness * values[i - 1];
        const centre = values.reduce((sum, value) => sum + value / count, 0);
        const scale = Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0));
        return values.map((value) => (value - centre) / scale);
      };
      const orders = reorderings(count, { draws: 19, null: kind, smallestShift }, fold(child, "orders"));
      const model = denseModel([new Float64Array(count).fill(1 / Math.sqrt(count)), series("factor")]);
      return residualTest(series("unit"), model, 1, orders);
    });
    return tests.filter((p) => p <= 0.05).length / tests.length;
  }

  test("independent trials, permuted", () => {
    expect(Math.abs(rejections(0, "permuted", 1) - 0.05)).toBeLessThan(0.02);
  });

  // Shifts are exact for endless series only: at 120 conditions and shifts of 10 or more, 7.1 % are rejected (6000 series).
  test("slow signals of 400 conditions, shifted; permuting them is far too easy to beat", () => {
    expect(Math.abs(rejections(0.7, "shifted", 10, 400) - 0.05)).toBeLessThan(0.02);
    expect(rejections(0.7, "permuted", 1)).toBeGreaterThan(0.15);
  });
});

describe("tuning curves", () => {
  test("means by level, bins of an angle, and bands that cover the truth as often as they should", () => {
    const inside = split(key(3), 300).flatMap((child) => {
      const side = Float64Array.from({ length: 40 }, (_, i) => i % 2);
      const activity = normal(child, 40).map((value, i) => value + 3 * side[i]);
      const code = representation({ activity, units: 1, factors: [factorFromNumbers("side", side)] });
      return tuningCurve(code, 0, 0).map(({ band, at }) => band[0] <= 3 * at && 3 * at <= band[1]);
    });
    const share = inside.filter(Boolean).length / inside.length;
    expect(Math.abs(share - 0.95)).toBeLessThan(0.03); // standard error 0.009
  });

  test("an angle repeats with its period", () => {
    const heading = Float64Array.of(10, 370, 350, -10, 95);
    const activity = Float64Array.of(1, 3, 5, 7, 9);
    const code = representation({
      activity,
      units: 1,
      factors: [factorFromNumbers("heading", heading, "circular", 360)],
    });
    expect(tuningCurve(code, 0, 0, { bins: 4 }).map(({ at, mean, conditions }) => [at, mean, conditions])).toEqual([
      [45, 2, 2],
      [135, 9, 1],
      [315, 6, 2],
    ]);
  });
});
