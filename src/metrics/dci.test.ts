import { describe, expect, test } from "vitest";
import references from "../../test/fixtures/sklearn/references.json" with { type: "json" };
import { numpyRandint } from "../../test/support/numpyRandom.js";
import {
  duplicated,
  fixtureCode,
  identityCode,
  linearCode,
  rearranged,
  shuffledRows,
  silent,
} from "../../test/support/representations.js";
import { fitLasso } from "../math/lasso.js";
import { diagonal, matrix } from "../math/matrix.js";
import { key, normal, uniform } from "../math/random.js";
import { factorFromNumbers, representation, takeUnits, withFactors } from "../representation/index.js";
import { completeness, dci, disentanglement } from "./dci.js";

const five = diagonal(new Float64Array(5).fill(5)).data;
const shared = 1 - Math.log(2) / Math.log(10);

describe("published matrices: disentanglement and completeness", () => {
  const wide = matrix(5, 10);
  for (let i = 0; i < 5; i++) wide.data[i * 10 + i] = wide.data[i * 10 + 5 + i] = 5;

  test.each([
    ["diagonal", five, 5, 1, 1],
    ["an empty code", Float64Array.of(1, 0, 0, 1, 0, 0), 2, 1, 1],
    ["zeros", new Float64Array(100), 10, 0, 0],
    ["redundant codes", Float64Array.of(...five, ...five), 5, 1, shared],
    ["missed factors", five.slice(0, 10), 5, 1, 1],
    ["one code, two factors", wide.data, 10, shared, 1],
  ])("%s", (_name, importances, factors, d, c) => {
    expect(disentanglement(importances, factors).score).toBeCloseTo(d, 7);
    expect(completeness(importances, factors).score).toBeCloseTo(c, 7);
  });

  test("whole numbers: SciPy's entropies", () => {
    const importances = Float64Array.from(numpyRandint(3, 0, 100, 20));
    const [d, c] = references.disentanglement.concentration;
    expect(disentanglement(importances, 4).score).toBeCloseTo(d, 12);
    expect(completeness(importances, 4).score).toBeCloseTo(c, 12);
  });
});

describe("published values, ten ten-valued factors, 1000 + 1000 samples", () => {
  const half = { trainFraction: 0.5, order: "as-given" } as const;

  test("identity: at least 0.9", () => {
    const { parts } = dci(identityCode(2000), half);
    expect(parts?.disentanglement).toBeGreaterThan(0.9);
    expect(parts?.completeness).toBeGreaterThan(0.9);
    expect(parts?.informativeness).toBeGreaterThan(0.99);
  });

  test("every unit twice: as disentangled, completeness 1 - ln 2 / ln 10 within 0.1", () => {
    const { parts } = dci(duplicated(identityCode(2000)), { ...half, trees: 30 });
    expect(parts?.disentanglement).toBeGreaterThan(0.9);
    expect(Math.abs((parts?.completeness ?? 0) - shared)).toBeLessThan(0.1);
  });

  test("rows permuted one by one: both below 0.2", () => {
    const { parts } = dci(shuffledRows(identityCode(2000), key(1)), { ...half, trees: 10 });
    expect(parts?.disentanglement).toBeLessThan(0.2);
    expect(parts?.completeness).toBeLessThan(0.2);
  });
});

describe("scikit-learn on a mixed code with a constant unit", () => {
  const { boosted, lasso } = references.disentanglement;

  test("boosting: importances within 0.02, scores within 0.02", () => {
    const { parts, matrix: importances } = dci(fixtureCode(), { order: "as-given" });
    boosted.importances.forEach((value, at) => {
      expect(Math.abs((importances?.data[at] ?? Number.NaN) - value)).toBeLessThan(0.02);
    });
    expect(Math.abs((parts?.disentanglement ?? 0) - boosted.disentanglement)).toBeLessThan(0.02);
    expect(Math.abs((parts?.completeness ?? 0) - boosted.completeness)).toBeLessThan(0.02);
    expect(Math.abs((parts?.informativeness ?? 0) - boosted.informativeness)).toBeLessThan(0.01);
  });

  test("lasso: the same weights on the same standardised data", () => {
    const code = fixtureCode();
    const numbers = withFactors(
      code,
      code.factors.map(({ name, values }) => factorFromNumbers(name, values, "continuous")),
    );
    const options = { importances: "lasso", trainFraction: 899 / 900, order: "as-given" } as const;
    const almostAll = dci(numbers, options);
    lasso.importances.forEach((value, at) => {
      expect(Math.abs((almostAll.matrix?.data[at] ?? Number.NaN) - value)).toBeLessThan(0.003);
    });
    expect(almostAll.score).toBeCloseTo(lasso.disentanglement, 2);
    expect(() => dci(code, options)).toThrow(/"factor 0" is categorical, and a lasso predicts numbers/);
  });
});

test("the lasso meets its optimality conditions", () => {
  const x = matrix(200, 5, normal(key(4), 1000));
  const y = Float64Array.from(
    { length: 200 },
    (_, i) => 2 * x.data[5 * i] - x.data[5 * i + 2] + 0.3 * x.data[5 * i + 3],
  );
  const weights = fitLasso(x, y, 0.1);
  const centre = (values: Float64Array) => values.map((value) => value - values.reduce((a, b) => a + b) / 200);
  const columns = [0, 1, 2, 3, 4].map((j) => centre(Float64Array.from({ length: 200 }, (_, i) => x.data[5 * i + j])));
  const rest = centre(y).map((value, i) => columns.reduce((sum, c, j) => sum - weights[j] * c[i], value));
  columns.forEach((c, j) => {
    const slope = c.reduce((sum, value, i) => sum + value * rest[i], 0) / 200;
    if (weights[j] !== 0) expect(slope).toBeCloseTo(0.1 * Math.sign(weights[j]), 8);
    else expect(Math.abs(slope)).toBeLessThanOrEqual(0.1 + 1e-9);
  });
  expect(weights[1]).toBe(0);
});

describe("kinds of factors and units", () => {
  const mixed = () => {
    const position = uniform(key(5), 600);
    const heading = uniform(key(6), 600).map((value) => 360 * value);
    const activity = Float64Array.from({ length: 1800 }, (_, at) => {
      const [row, unit] = [Math.floor(at / 3), at % 3];
      if (unit === 2) return 5;
      return unit === 0 ? position[row] : Math.cos((heading[row] * Math.PI) / 180);
    });
    return representation({
      activity,
      units: 3,
      factors: [factorFromNumbers("position", position), factorFromNumbers("heading", heading, "circular", 360)],
    });
  };

  test.each(["boosting", "forest", "lasso"] as const)(
    "%s: numbers and angles; a constant unit weighs nothing",
    (importances) => {
      const { parts, perUnit } = dci(mixed(), { importances });
      expect(parts?.disentanglement).toBeGreaterThan(importances === "forest" ? 0.5 : 0.6);
      expect(parts?.informativeness).toBeGreaterThan(0.6);
      expect(perUnit?.[2]).toBeNaN();
    },
  );

  test("keeping dead units raises completeness, leaving them out gives that of the live ones", () => {
    const code = mixed();
    const lively = dci(takeUnits(code, [0, 1]), {}, key(1)).parts?.completeness ?? 0;
    expect(dci(code, { deadUnits: "leave-out" }, key(1)).parts?.completeness).toBe(lively);
    expect(dci(code, {}, key(1)).parts?.completeness).toBeGreaterThan(lively);
  });

  test("silence is refused, a single unit or factor noted", () => {
    expect(() => dci(silent(identityCode(100)))).toThrow(/every unit is constant/);
    const pure = linearCode(key(7), 200, [[1, 0]]);
    expect(dci(pure).parts?.completeness).toBeNaN();
    expect(dci(withFactors(pure, pure.factors.slice(0, 1))).score).toBeNaN();
  });

  test("order and scale of the units do not matter, the key decides the split", () => {
    const code = fixtureCode(300);
    const other = rearranged(code, [0, 1, 2, 3, 4, 5], [2, 0.5, 8, 1, 4, 16]);
    expect(dci(other, {}, key(2)).parts).toEqual(dci(code, {}, key(2)).parts);
    expect(dci(code, {}, key(3)).parts).not.toEqual(dci(code, {}, key(2)).parts);
    const turned = dci(rearranged(code, [5, 4, 3, 2, 1, 0], [1, 1, 1, 1, 1, 1]), {}, key(2));
    expect(Math.abs(turned.score - dci(code, {}, key(2)).score)).toBeLessThan(0.02);
  });
});
