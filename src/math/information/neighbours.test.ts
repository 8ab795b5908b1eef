import fc from "fast-check";
import { describe, expect, test } from "vitest";
import reference from "../../../test/fixtures/information/reference.json" with { type: "json" };
import { referenceLabelings, referencePairs } from "../../../test/support/information.js";
import { digamma, digammaTable } from "../distributions.js";
import { fold, integers, type Key, key, normal, permutation, uniform } from "../random.js";
import { mean, standardDeviation } from "../statistics.js";
import { coordinate, countWithin, plainCoordinate, separation } from "./coordinate.js";
import { levelLabels } from "./discretise.js";
import { ksgInformation } from "./ksg.js";
import { nearestNeighbours } from "./nearest.js";
import { mutualInformation } from "./plugIn.js";
import { rossInformation } from "./ross.js";

/** Standard normal pairs with correlation `rho`. */
function gaussianPair(source: Key, count: number, rho: number): [Float64Array, Float64Array] {
  const x = normal(fold(source, "x"), count);
  const noise = normal(fold(source, "noise"), count);
  return [x, x.map((value, i) => rho * value + Math.sqrt(1 - rho * rho) * noise[i])];
}

/** KSG of raw values, jittered by a key of their own. */
const ksg = (x: Float64Array, y: Float64Array, k = 3, algorithm: 1 | 2 = 1, period = Infinity) =>
  ksgInformation(coordinate(x, key(1), { period }), coordinate(y, key(2), { period }), k, algorithm);

const ross = (x: Float64Array, labels: ArrayLike<number>, k = 3) =>
  rossInformation(coordinate(x, key(3)), levelLabels(labels), k);

/** Mean and standard deviation of an estimate over data sets. */
function over(seeds: number, estimate: (source: Key) => number): { centre: number; spread: number } {
  const values = Array.from({ length: seeds }, (_, seed) => estimate(key(seed)));
  return { centre: mean(values), spread: standardDeviation(values) };
}

describe("against scikit-learn", () => {
  test.each(reference.ksg)("mutual_info_regression, $name, $neighbours neighbours", ({ name, neighbours, nats }) => {
    const { x, ...others } = referencePairs();
    expect(Math.max(0, ksg(x, others[name], neighbours))).toBeCloseTo(nats, 10);
  });

  test.each(reference.ross)("mutual_info_classif, $name, $neighbours neighbours", ({ name, neighbours, nats }) => {
    expect(Math.max(0, ross(referencePairs().x, referenceLabelings()[name], neighbours))).toBeCloseTo(nats, 10);
  });
});

describe("closed forms", () => {
  // Kraskov et al. 2004, figures 2 and 4: for Gaussians the error is below its standard deviation, which falls as
  // 1 / sqrt(n).
  test.each([
    [500, 0, 0.04],
    [500, 0.3, 0.04],
    [500, 0.9, 0.05],
    [5000, 0, 0.013],
    [5000, 0.3, 0.015],
    [5000, 0.9, 0.018],
  ])("Gaussian pairs: n %i, correlation %d, within %d nats on average", (n, rho, error) => {
    const exact = -Math.log(1 - rho * rho) / 2;
    for (const algorithm of [1, 2] as const) {
      const { centre, spread } = over(8, (source) => ksg(...gaussianPair(source, n, rho), 3, algorithm));
      expect(Math.abs(centre - exact)).toBeLessThan(error);
      expect(spread).toBeLessThan(2 * error);
    }
  });

  test("a uniform channel y = x + w u has I = w / 2 - ln w nats for w <= 1; the bias falls with n", () => {
    const error = (w: number, n: number, seeds: number) =>
      Math.abs(
        over(seeds, (source) => {
          const x = uniform(fold(source, "x"), n);
          const noise = uniform(fold(source, "noise"), n);
          return ksg(
            x,
            x.map((value, i) => value + w * noise[i]),
          );
        }).centre -
          (w / 2 - Math.log(w)),
      );
    expect(error(1, 5000, 4)).toBeLessThan(0.03);
    // The strip of width w has a share 2 e / w of its samples within e = sqrt(k w / 4n), a neighbour's distance, of its edges,
    // and these are in error: 0.1 of them at w = 0.05 and n = 5000, so that the bias of a narrow channel falls as 1 / sqrt(n).
    const fall = error(0.05, 100, 30) / error(0.05, 5000, 4);
    expect(fall).toBeGreaterThan(Math.sqrt(50) / 2);
    expect(fall).toBeLessThan(Math.sqrt(50) * 2);
  });

  test.each([500, 5000])("a discrete input seen through uniform noise of width w, %i samples", (n) => {
    // y = s + w u with levels 0 .. 3 and w = 2: the density is 1/8, 2/8, 2/8, 2/8, 1/8 on unit intervals; h(y | s) = ln 2.
    const exact = 2 * (-(1 / 8) * Math.log(1 / 8)) + 3 * (-(2 / 8) * Math.log(2 / 8)) - Math.LN2;
    const { centre } = over(8, (source) => {
      const input = integers(fold(source, "input"), n, 4);
      return ross(
        uniform(fold(source, "noise"), n).map((value, i) => input[i] + 2 * value),
        input,
      );
    });
    expect(Math.abs(centre - exact)).toBeLessThan(n === 500 ? 0.05 : 0.015);
  });

  test("a discrete input that is seen perfectly: Ross finds its entropy", () => {
    const input = integers(key(4), 2000, 5);
    const y = uniform(key(5), 2000).map((value, i) => 10 * input[i] + value);
    expect(ross(y, input)).toBeCloseTo(mutualInformation(levelLabels(input), levelLabels(input)), 2);
  });

  test("on a circle: a heading read with uniform noise of half width h has I = ln(period / 2h)", () => {
    const n = 3000;
    const heading = uniform(key(6), n).map((value) => 360 * value);
    const read = uniform(key(7), n).map((value, i) => heading[i] + 40 * value - 20);
    expect(Math.abs(ksg(heading, read, 3, 1, 360) - Math.log(9))).toBeLessThan(0.05);
    const turnedOn = heading.map((value) => value + 187);
    expect(Math.abs(ksg(turnedOn, read, 3, 1, 360) - Math.log(9))).toBeLessThan(0.05);
  });
});

describe("what must not matter", () => {
  test("order of the samples, order of the variables, scale and offset", () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(1, 4), fc.constantFrom(1, 2), (seed, k, algorithm) => {
        const [x, y] = gaussianPair(key(seed), 60, 0.6);
        const [a, b] = [plainCoordinate(x), plainCoordinate(y)];
        const before = ksgInformation(a, b, k, algorithm);
        expect(ksgInformation(b, a, k, algorithm)).toBeCloseTo(before, 10);
        const order = permutation(fold(key(seed), "order"), 60);
        const mixed = (values: Float64Array) => plainCoordinate(Float64Array.from(order, (i) => values[i]));
        expect(ksgInformation(mixed(x), mixed(y), k, algorithm)).toBeCloseTo(before, 10);
        const scaled = ksg(
          x.map((value) => 1024 * value),
          y.map((value) => value / 16),
          k,
          algorithm,
        );
        expect(scaled).toBeCloseTo(ksg(x, y, k, algorithm), 6);
      }),
      { numRuns: 20 },
    );
  });

  test("a monotone map of either variable changes the estimate by little", () => {
    const [x, y] = gaussianPair(key(8), 4000, 0.8);
    const plain = ksg(x, y);
    expect(Math.abs(ksg(x.map(Math.exp), y) - plain)).toBeLessThan(0.04);
    expect(Math.abs(ksg(x.map(Math.atan), y.map(Math.cbrt)) - plain)).toBeLessThan(0.04);
  });

  test("a unit that is silent half of the time, by jitter: little is found where there is nothing", () => {
    const silent = normal(key(9), 2000).map((value) => Math.max(0, value));
    expect(Math.abs(ksg(silent, uniform(key(10), 2000)))).toBeLessThan(0.05);
  });
});

describe("neighbours", () => {
  const periods = fc.constantFrom(Infinity, 7);
  test("are those of comparing all pairs, on lines and circles, also where values repeat", () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 5 }), periods, periods, fc.boolean(), (seed, k, px, py, ties) => {
        const draw = (name: string) => {
          const values = uniform(fold(key(seed), name), 40).map((value) => 7 * value);
          return ties ? values.map(Math.floor) : values;
        };
        const [x, y] = [plainCoordinate(draw("x"), px), plainCoordinate(draw("y"), py)];
        const found = nearestNeighbours(x, y, k);
        for (let i = 0; i < 40; i++) {
          const along = Array.from(x.values, (value) => separation(value, x.values[i], px));
          const all = along.map((value, j) => Math.max(value, separation(y.values[j], y.values[i], py)));
          const others = all.filter((_, j) => j !== i).sort((a, b) => a - b);
          expect(found.distance[i]).toBe(others[k - 1]);
          const named = [...found.samples.subarray(i * k, (i + 1) * k)];
          expect(new Set(named).size).toBe(k);
          expect(named.map((j) => all[j])).toEqual(others.slice(0, k));
          const radius = others[k - 1];
          expect(countWithin(x, i, radius)).toBe(along.filter((value, j) => j !== i && value < radius).length);
          if (radius < px / 2) {
            expect(countWithin(x, i, radius, true)).toBe(along.filter((value, j) => j !== i && value <= radius).length);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  test("too many, or none, are refused", () => {
    const x = Float64Array.of(1, 2, 3);
    expect(() => ksg(x, x, 3)).toThrow(/3 neighbours need more than 3 samples; there are 3/);
    expect(() => ksg(x, x, 0)).toThrow(/whole number above zero/);
    expect(() => ksg(x, Float64Array.of(1))).toThrow(/no joint distribution/);
    expect(ross(x, [0, 1, 2])).toBeNaN();
  });
});

test("the table of digamma is digamma", () => {
  const table = digammaTable(5000);
  for (const m of [1, 2, 17, 5000]) expect(table[m]).toBeCloseTo(digamma(m), 11);
});

describe("an offset and a scale carry no information", () => {
  const source = normal(key(31), 400);
  const noisy = normal(key(32), 400).map((value, i) => source[i] + 0.5 * value);
  const informed = (change: (value: number) => number) =>
    ksgInformation(coordinate(source.map(change), key(33)), coordinate(noisy, key(34)), 3);
  const plain = informed((value) => value);

  test.each([1e3, 1e6, 3e10])("an offset of %d standard deviations", (offset) => {
    expect(Math.abs(informed((value) => value + offset) - plain)).toBeLessThan(0.02);
  });

  test.each([2 ** -100, 2 ** 100])("a scale of %d", (scale) => {
    expect(informed((value) => scale * value)).toBeCloseTo(plain, 10);
  });

  test("whole turns of a circle", () => {
    const angle = uniform(key(35), 400).map((value) => 360 * value);
    const about = (turns: number) =>
      ksgInformation(
        coordinate(
          angle.map((value) => value + 360 * turns),
          key(36),
          { period: 360 },
        ),
        coordinate(angle, key(37)),
        3,
      );
    expect(Math.abs(about(2 ** 20) - about(0))).toBeLessThan(0.05);
  });
});
