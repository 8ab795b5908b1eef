import { describe, expect, test } from "vitest";
import reference from "../../test/fixtures/information/reference.json" with { type: "json" };
import { referenceLabelings, referencePairs } from "../../test/support/information.js";
import { linearCode } from "../../test/support/representations.js";
import { key, permutation } from "../math/random.js";
import { factorFromNumbers, representation, takeUnits, withActivity, withFactors } from "../representation/index.js";
import { informationMatrix } from "./informationMatrix.js";

const ksg = { estimator: "ksg" } as const;

describe("the estimator goes by the kind of each factor", () => {
  const { x, ...others } = referencePairs();
  const wanted = [
    ...Object.entries(others).map(([name, values]) => ({ name, factor: factorFromNumbers(name, values) })),
    ...Object.entries(referenceLabelings()).map(([name, values]) => ({
      name,
      factor: factorFromNumbers(name, values, "categorical"),
    })),
  ];
  const code = representation({ activity: x, units: 1, factors: wanted.map(({ factor }) => factor) });

  test.each([1, 3, 10])("scikit-learn's numbers for both, %i neighbours", (neighbours) => {
    const { data, settings } = informationMatrix(code, { ...ksg, neighbours });
    wanted.forEach(({ name, factor }, f) => {
      const list = factor.kind === "continuous" ? reference.ksg : reference.ross;
      const { nats } = list.find((entry) => entry.name === name && entry.neighbours === neighbours) ?? { nats: NaN };
      expect(data[f]).toBeCloseTo(nats, 10);
    });
    expect(settings.estimators).toEqual(["ksg", "ksg", "ksg", "ross", "ross", "ross"]);
    expect(settings.neighbours).toBe(neighbours);
  });

  test("a circular factor does not care where the circle is cut", () => {
    const source = linearCode(key(4), 1000, [[1, 0]]);
    const angle = source.factors[0].values.map((value) => 360 * value);
    const unit = withActivity(
      source,
      angle.map((value) => Math.exp(2 * Math.cos((value * Math.PI) / 180))),
    );
    const at = (shift: number) => {
      const heading = factorFromNumbers(
        "heading",
        angle.map((value) => value + shift),
        "circular",
        360,
      );
      return informationMatrix(withFactors(unit, [heading]), ksg);
    };
    expect(at(-720).data[0]).toBeCloseTo(at(0).data[0], 3);
    expect(at(180).data[0]).toBeCloseTo(at(0).data[0], 3);
    expect(at(0).settings.estimators).toEqual(["ksg on the circle"]);
  });
});

describe("units", () => {
  const mixing = [
    [1, 0],
    [0.5, 1],
    [0, 0],
  ];
  const code = linearCode(key(5), 600, mixing);

  test("that never vary have no information, exactly", () => {
    expect([...informationMatrix(code, ksg).data.subarray(4)]).toEqual([0, 0]);
  });

  test("in another order, in another unit of measurement: the same rows", () => {
    const { data } = informationMatrix(code, ksg);
    const order = permutation(key(6), 3);
    const moved = informationMatrix(takeUnits(code, order), ksg).data;
    order.forEach((unit, place) => {
      for (const f of [0, 1]) expect(moved[2 * place + f]).toBeCloseTo(data[2 * unit + f], 6);
    });
    const scaled = withActivity(
      code,
      code.activity.map((value) => 1000 * value),
    );
    informationMatrix(scaled, ksg).data.forEach((value, at) => void expect(value).toBeCloseTo(data[at], 6));
  });

  test("the same key gives the same bits, and the two algorithms agree about what there is", () => {
    expect(informationMatrix(code, ksg, key(1)).data).toEqual(informationMatrix(code, ksg, key(1)).data);
    const second = informationMatrix(code, { estimator: "ksg2" }).data;
    expect(Math.abs(second[3] - informationMatrix(code, ksg).data[3])).toBeLessThan(0.1);
  });
});
