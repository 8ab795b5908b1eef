import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromRows, identity, type Matrix, matrix, scale } from "../math/matrix.js";
import { fold, key, normal, uniform } from "../math/random.js";
import { checkedPrediction } from "./checked.fixture.js";
import { describePair, supportFromSamples, supportFromVertices } from "./index.js";
import { nearlyOrthogonal, oblique } from "./targets.fixture.js";

type Keep = (i: number, j: number) => boolean;

/** side x side grid on the unit square; `keep` sees whole numbers, so that cuts are exact. */
function grid(side: number, keep: Keep = () => true): Matrix {
  const rows: number[][] = [];
  for (let i = 0; i < side; i++) {
    for (let j = 0; j < side; j++) if (keep(i, j)) rows.push([i / (side - 1), j / (side - 1)]);
  }
  return fromRows(rows);
}

const predictSamples = (samples: Matrix, lambda = 1) =>
  checkedPrediction({ support: supportFromSamples(samples), lambdaIn: lambda, lambdaOut: lambda });

const corners = (d: number): Matrix =>
  fromRows(Array.from({ length: 2 ** d }, (_, k) => Array.from({ length: d }, (__, i) => ((k >> i) & 1) - 0.5)));
const cube = supportFromVertices(corners(6), scale(identity(6), 1 / 12));

describe("verdicts", () => {
  test("a whole grid is modular, a cut one mixes and names the corner", () => {
    const whole = predictSamples(grid(9), 0.1);
    expect([whole.verdict, whole.strict, whole.status]).toEqual(["modular", "modular", "certified"]);
    expect(whole.worstFacet).toBeNull();
    const cut = predictSamples(
      grid(9, (i, j) => i + j >= 4.8),
      0.1,
    );
    expect([cut.verdict, cut.strict]).toEqual(["mixed", "mixed"]);
    expect(cut.saving.least).toBeCloseTo(0.770773 / 0.76735 - 1, 4);
    // no pair fails: the edge that cuts the corner (0, 0) off is to blame
    expect(cut.pairs.every((pair) => pair.holds)).toBe(true);
    expect(cut.worstFacet?.factors).toEqual(["s1", "s2"]);
    for (const x of cut.worstFacet?.normal ?? []) expect(x).toBeCloseTo(-Math.SQRT1_2, 9);
    expect(cut.worstFacet?.needed).toBeGreaterThan(cut.worstFacet?.offset ?? Infinity);
  });

  test("a saving below the tolerance asked for is nearly modular", () => {
    const cut = fromRows(
      Array.from({ length: 441 }, (_, k) => [(k % 21) - 10, Math.floor(k / 21) - 10].map((x) => x / 10)).filter(
        ([x, y]) => x + y < 1.2001,
      ),
    );
    const problem = { support: supportFromSamples(cut) };
    expect(checkedPrediction(problem).verdict).toBe("nearly modular");
    expect(checkedPrediction(problem, { within: 1e-5 }).verdict).toBe("mixed");
    expect(checkedPrediction(problem).strict).toBe("mixed");
  });

  test.each<[string, (cut: number) => Keep, number, number]>([
    ["one corner", (c) => (i, j) => i + j >= c, 74, 75],
    ["two opposite corners", (c) => (i, j) => i + j >= c && i + j <= 400 - c, 54, 55],
    [
      "all four corners",
      (c) => (i, j) => i + j >= c && i + j <= 400 - c && i - j <= 200 - c && j - i <= 200 - c,
      58,
      59,
    ],
  ])("critical cut of %s", (_, keep, modular, mixed) => {
    expect(predictSamples(grid(201, keep(modular))).strict).toBe("modular");
    expect(predictSamples(grid(201, keep(mixed))).strict).toBe("mixed");
  });

  test("correlation alone never mixes: the diagonal a million times over", () => {
    const samples = grid(11);
    const weights = Float64Array.from({ length: 121 }, (_, k) => (k % 12 === 0 ? 1e6 : 1));
    const { verdict, strict } = checkedPrediction({ support: supportFromSamples(samples, { weights }) });
    expect([verdict, strict]).toEqual(["modular", "modular"]);
  });

  test("three nearly equal factors with all corners present are modular although F is indefinite", () => {
    const weights = Array.from({ length: 8 }, (_, k) => (k === 0 || k === 7 ? 1 : 1e-3));
    const { strict } = checkedPrediction({ support: supportFromSamples(corners(3), { weights }) });
    expect(strict).toBe("modular");
  });

  test("all joint extremes present: modular for any weights and any number of factors", () => {
    fc.assert(
      fc.property(fc.nat(1e6), fc.integer({ min: 2, max: 5 }), (seed, d) => {
        const weights = uniform(key(seed), 2 ** d).map((w) => w ** 4 + 1e-6);
        const shifts = normal(fold(key(seed), 1), d);
        const samples = matrix(
          2 ** d,
          d,
          corners(d).data.map((x, k) => x * Math.exp(shifts[k % d]) + shifts[k % d]),
        );
        expect(checkedPrediction({ support: supportFromSamples(samples, { weights }) }).strict).toBe("modular");
      }),
      { numRuns: 40 },
    );
  });

  test("few continuous points mix, and save less the more there are", () => {
    const saving = (count: number): number => {
      const all = Array.from(
        { length: 15 },
        (_, k) => predictSamples(matrix(count, 2, uniform(fold(key(count), k), 2 * count))).saving.most,
      );
      return all.sort((a, b) => a - b)[7];
    };
    const [few, some, many] = [32, 256, 1000].map(saving);
    expect(few).toBeGreaterThan(some);
    expect(some).toBeGreaterThan(many);
    expect(many).toBeLessThan(0.002);
  });
});

describe("selectivity over optima", () => {
  test.each([
    ["nearly orthogonal", nearlyOrthogonal, 1e-4, 8, 0.9944, 0.9944],
    ["nearly orthogonal", nearlyOrthogonal, 1e-5, 6, 1, 1],
    ["oblique", oblique, 1e-4, 9, 0.951, 0.963],
    ["oblique", oblique, 1e-5, 7, 0.9756, 0.9756],
  ])("%s targets at %s", (_, targetMixing, lambda, neurons, minimum, maximum) => {
    const problem = { support: cube, targetMixing, alpha: 1e-3, lambdaIn: lambda, lambdaOut: lambda };
    const { selectivity } = checkedPrediction(problem);
    expect(selectivity?.fewestNeurons).toBe(neurons);
    expect(selectivity?.minimum).toBeCloseTo(minimum, 3);
    expect(Math.abs((selectivity?.maximum ?? 0) - maximum)).toBeLessThan(1e-3);
  });

  test("the disc's optimum mixes 1 : 4", () => {
    const rows = Array.from({ length: 441 }, (_, k) => [(k % 21) - 10, Math.floor(k / 21) - 10]);
    const disc = fromRows(rows.filter(([x, y]) => x * x + y * y <= 100).map((row) => row.map((x) => x / 10)));
    const { neurons } = predictSamples(disc);
    for (const { direction } of neurons) {
      const [small, large] = direction.map(Math.abs).sort((a, b) => a - b);
      expect(large / small).toBeCloseTo(4, 3);
    }
  });
});

describe("explanations", () => {
  test("a missing corner in words", () => {
    // reward-x is at its minimum only where position-y is at least 0.4
    const samples = fromRows([
      [0, 0.4],
      [0, 1],
      [0, 0.4],
      [1, 0],
      [4, 0],
      [1, 0.5],
    ]);
    const { pairs, strict } = checkedPrediction({
      support: supportFromSamples(samples, { names: ["reward-x", "position-y"] }),
    });
    expect(strict).toBe("mixed");
    const [pair] = pairs.filter(({ factors, side }) => factors[0] === "reward-x" && side === "minimum");
    expect(pair.reachFound[0]).toBeCloseTo(0.4, 9);
    expect(pair.reachFound[1]).toBeCloseTo(1, 9);
    // m_1 = -mean(s1), F_12 = -cov: the needed value is E[s1 s2] / E[s1] = 0.5 / 6
    expect(pair.reachNeeded).toBeCloseTo(0.5 / 6, 9);
    expect(pair.holds).toBe(false);
    expect(describePair(pair)).toBe(
      "when reward-x is at its minimum, position-y never falls below 0.4; purity needs 0.0833",
    );
  });

  test("for uncorrelated factors purity needs both sides of the mean", () => {
    const { pairs, strict } = predictSamples(
      fromRows([
        [0, 1],
        [1, 0],
        [2, 0],
        [1, 2],
        [0, 2],
        [2, 1],
      ]),
    );
    expect(strict).toBe("mixed");
    for (const pair of pairs) {
      const inside = pair.reachFound[0] <= pair.reachNeeded && pair.reachNeeded <= pair.reachFound[1];
      expect(pair.holds).toBe(inside);
    }
  });
});

describe("groups", () => {
  const angle = (steps: number, places: number, keep: Keep = () => true): Matrix =>
    fromRows(
      Array.from({ length: steps * places }, (_, k) => [Math.floor(k / places), k % places])
        .filter(([a, p]) => keep(a, p))
        .map(([a, p]) => [Math.cos((2 * Math.PI * a) / steps), Math.sin((2 * Math.PI * a) / steps), p / (places - 1)]),
    );

  test("an angle and an independent place are encoded apart", () => {
    const { strict, neurons } = checkedPrediction({ support: supportFromSamples(angle(12, 5)), groups: [[0, 1]] });
    expect(strict).toBe("modular");
    for (const { direction } of neurons) {
      const angular = Math.hypot(direction[0], direction[1]);
      expect(Math.min(angular, Math.abs(direction[2]))).toBeLessThan(1e-9);
    }
  });

  test("without some combinations they mix", () => {
    const samples = angle(12, 5, (a, p) => (a < 6 ? p > 1 : p < 3));
    const { strict, saving } = checkedPrediction({ support: supportFromSamples(samples), groups: [[0, 1]] });
    expect(strict).toBe("mixed");
    expect(saving.least).toBeGreaterThan(0);
  });

  test("one-hot categories have rank k - 1, and each neuron at most one category", () => {
    const samples = fromRows(
      Array.from({ length: 12 }, (_, k) => [...[0, 1, 2].map((c) => (k % 3 === c ? 1 : 0)), Math.floor(k / 3)]),
    );
    expect(() => checkedPrediction({ support: supportFromSamples(samples) })).toThrow(/one group/);
    const { neurons, strict } = checkedPrediction({ support: supportFromSamples(samples), groups: [[0, 1, 2]] });
    expect(strict).toBe("modular");
    const categorical = neurons.filter(({ direction }) => Math.abs(direction[3]) < 1e-9);
    expect(categorical.length).toBe(3);
    for (const { direction } of categorical) {
      // zero for two categories, positive for one: after the bias only the greatest entry stands out
      const [low, middle, high] = direction.slice(0, 3).sort((a, b) => a - b);
      expect(middle - low).toBeLessThan(1e-6);
      expect(high).toBeGreaterThan(middle + 0.1);
    }
  });
});

describe("conventions and refusals", () => {
  const square = matrix(40, 2, normal(key(3), 80));

  test("factors that the target does not need are left out and named", () => {
    const samples = matrix(50, 3, normal(key(5), 150));
    const targetMixing = fromRows([
      [1, 0, 0],
      [0, 2, 0],
    ]); // prettier-ignore
    const support = supportFromSamples(samples, { names: ["a", "b", "idle"] });
    const { settings, neurons } = checkedPrediction({ support, targetMixing });
    expect(settings.dropped).toEqual(["idle"]);
    for (const { direction } of neurons) expect(direction[2]).toBe(0);
  });

  test("singular inputs, bad prices, bad groups and misfitting mixings are refused", () => {
    const support = supportFromSamples(square);
    expect(() => checkedPrediction({ support, inputMixing: fromRows([[1, 1]]) })).toThrow(/does not determine/);
    expect(() => checkedPrediction({ support, alpha: 0 })).toThrow(/alpha/);
    expect(() => checkedPrediction({ support, lambdaIn: -1 })).toThrow(/lambdaIn/);
    expect(() => checkedPrediction({ support, groups: [[0, 7]] })).toThrow(/factor 7/);
    expect(() => checkedPrediction({ support, groups: [[0], [0, 1]] })).toThrow(/two groups/);
    expect(() => checkedPrediction({ support, targetMixing: identity(3) })).toThrow(/one column each/);
  });

  test("without time the answer says so and its bracket still holds", () => {
    const problem = { support: supportFromSamples(square) };
    const hurried = checkedPrediction(problem, { seconds: 0 });
    const { energy } = checkedPrediction(problem);
    expect(hurried.status).not.toBe("certified");
    expect(hurried.energy.lowerBound).toBeLessThanOrEqual(energy.optimal);
    expect(hurried.energy.optimal).toBeGreaterThanOrEqual(energy.lowerBound);
  });

  test("the answer is plain JSON", () => {
    const prediction = predictSamples(square);
    expect(JSON.parse(JSON.stringify(prediction))).toEqual(prediction);
  });
});
