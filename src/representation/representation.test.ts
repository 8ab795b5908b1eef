import { describe, expect, test } from "vitest";
import { activeUnits, meanMagnitude, meanSquare, varyingUnits } from "./activeUnits.js";
import { factorFromNames, factorFromNumbers, representation } from "./representation.js";
import { activityByUnit, takeConditions, takeUnits, unitActivity } from "./select.js";

const position = factorFromNumbers("position", [0.5, 1.5, 2.5]);
const activity = Float64Array.of(1, 2, 3, 4, 5, 6);
const small = () => representation({ activity, units: 2, factors: [position], unitNames: ["a", "b"] });

describe("factors", () => {
  test("whole numbers are categories, others continuous, unless told otherwise", () => {
    expect(factorFromNumbers("shape", [3, 1, 3, 7, 1, 7])).toEqual({
      name: "shape",
      kind: "categorical",
      values: Float64Array.of(1, 0, 1, 2, 0, 2),
      levels: ["1", "3", "7"],
    });
    expect(position.kind).toBe("continuous");
    expect(factorFromNumbers("count", [3, 1, 3], "continuous").values).toEqual(Float64Array.of(3, 1, 3));
    expect(factorFromNumbers("heading", [10, 350], "circular", 360).period).toBe(360);
  });

  test("names become levels in order of appearance", () => {
    const shape = factorFromNames("shape", ["heart", "square", "heart"]);
    expect([...shape.values]).toEqual([0, 1, 0]);
    expect(shape.levels).toEqual(["heart", "square"]);
  });

  test("a column that only looks categorical is asked about", () => {
    const ids = Array.from({ length: 100 }, (_, i) => i);
    expect(() => factorFromNumbers("trial", ids)).toThrow(
      /"trial".*100 levels in 100 conditions: declare it continuous/,
    );
    expect(factorFromNumbers("trial", ids, "categorical").levels).toHaveLength(100);
  });
});

describe("what cannot be measured is refused by name", () => {
  const build = (parts: object) => () =>
    representation({ activity, units: 2, factors: [position], unitNames: ["a", "b"], ...parts });
  const bad = Float64Array.of(1, 2, 3, Number.NaN, 5, Number.NaN);
  test.each([
    [{ activity: bad }, /of b \(column 1\) is NaN or infinite in 2 of 3 conditions, first in row 1/],
    [{ activity: new Float64Array(5) }, /5 values does not divide into 2 units/],
    [{ activity: new Float64Array(0) }, /no conditions/],
    [{ units: 0 }, /0 units/],
    [{ unitNames: ["a"] }, /1 unit names were given for 2 units/],
    [{ factors: [] }, /at least one factor/],
    [{ factors: [{ ...position, values: new Float64Array(2) }] }, /"position" has 2 values .* 3 conditions/],
    [{ factors: [{ ...position, values: Float64Array.of(1, Number.NaN, 2) }] }, /"position" is NaN .* row 1/],
    [{ factors: [{ ...position, values: new Float64Array(3) }] }, /"position" never changes/],
    [{ factors: [{ ...position, kind: "circular" }] }, /"position" needs a period/],
    [{ factors: [{ ...position, kind: "categorical" }] }, /"position" holds 0.5/],
  ])("%o", (parts, message) => {
    expect(build(parts)).toThrow(message);
  });
});

describe("parts", () => {
  test("conditions and units", () => {
    expect([...unitActivity(small(), 1)]).toEqual([2, 4, 6]);
    expect([...activityByUnit(small())]).toEqual([1, 3, 5, 2, 4, 6]);
    const later = takeConditions(small(), [2, 0]);
    expect([...later.activity]).toEqual([5, 6, 1, 2]);
    expect([...later.factors[0].values]).toEqual([2.5, 0.5]);
    const swapped = takeUnits(small(), [1, 0]);
    expect([...swapped.activity]).toEqual([2, 1, 4, 3, 6, 5]);
    expect(swapped.unitNames).toEqual(["b", "a"]);
  });

  test("turning over tiles leaves nothing out", () => {
    const wide = {
      ...small(),
      conditions: 70,
      units: 45,
      activity: Float64Array.from({ length: 70 * 45 }, (_, i) => i),
    };
    const turned = activityByUnit(wide);
    for (let unit = 0; unit < 45; unit++) {
      expect(turned.subarray(unit * 70, (unit + 1) * 70)).toEqual(unitActivity(wide, unit));
    }
  });

  test("active units exceed a share of the largest mean magnitude", () => {
    const source = { ...small(), units: 3, conditions: 2, activity: Float64Array.of(-1, 0.04, 0, 1, 0.08, 0) };
    expect([...meanMagnitude(source)]).toEqual([1, 0.06, 0]);
    expect([...meanSquare(source)]).toEqual([1, (0.04 ** 2 + 0.08 ** 2) / 2, 0]);
    expect(activeUnits(source, 1 / 20)).toEqual([0, 1]);
    expect(activeUnits(source, 1 / 10)).toEqual([0]);
    expect(varyingUnits(source)).toEqual([0, 1]);
  });
});
