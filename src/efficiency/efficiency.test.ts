/** What certified efficiency is for populations without noise, whose truth is known. */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { apply, inversePositive } from "../math/linearAlgebra.js";
import { linearProgram } from "../math/linearProgram.js";
import { diagonal, type Matrix, matrix } from "../math/matrix.js";
import { fold, key, normal, uniform } from "../math/random.js";
import { leastEnergy, Service, type Support, smallestBias } from "../theory/index.js";
import { optimumOfAny } from "./anyCode.js";
import { plainMeasure } from "./corrected.js";
import { cutSquare, type Points, pureGains, randomGains, square, standardised } from "./planted.fixture.js";

interface Cloud {
  readonly support: Support;
  readonly coordinates: Matrix;
  readonly service: Service;
  readonly counts: Int32Array;
}

function cloudOf(points: Points): Cloud {
  const { support, coordinates } = standardised(points);
  const groups = points[0].map((_, i) => [i]);
  return {
    support,
    coordinates,
    service: new Service({ support, groups }),
    counts: new Int32Array(points.length).fill(1),
  };
}

const flat = (gains: Points): Float64Array => Float64Array.from(gains.flat());

const readouts = (gram: Matrix): Float64Array => {
  const { data, rows } = inversePositive(gram);
  return Float64Array.from({ length: rows }, (_, i) => data[i * rows + i]);
};

function shape(cloud: Cloud, gains: Float64Array): number {
  const { gram, activity } = plainMeasure(cloud, gains);
  return cloud.service.leastActivity(readouts(gram)).lowerBound / activity;
}

const full = cloudOf(square(9));
const cut = cloudOf(cutSquare(9));

describe("efficiency of shape", () => {
  test.each([1, 3, 10])("is 1 for pure neurons of squared gains %s : 1 where purity is optimal", (ratio) => {
    expect(shape(full, flat(pureGains(12, ratio)))).toBeCloseTo(1, 6);
  });

  test("is below 1 for pure neurons where a corner is cut, and for random ones everywhere", () => {
    expect(shape(cut, flat(pureGains(12)))).toBeLessThan(0.8);
    for (const cloud of [full, cut]) expect(shape(cloud, flat(randomGains(40, key(1))))).toBeLessThan(0.8);
  });

  test("is 1 for the optimum itself, whatever importances it is the optimum of", () => {
    for (const wanted of [
      [1, 1],
      [1, 5],
      [20, 1],
    ]) {
      const { neurons } = cut.service.leastActivity(wanted);
      expect(shape(cut, flat(neurons.map(({ direction, gain }) => direction.map((v) => v * gain))))).toBeCloseTo(1, 6);
    }
  });

  test("is never above 1: random gains and clouds of two and three variables", () => {
    for (let c = 0; c < 10; c++) {
      const d = c % 5 === 4 ? 3 : 2;
      const own = fold(key(2), c);
      const values = normal(fold(own, "points"), 14 * d);
      const points = Array.from({ length: 14 }, (_, t) => [...values.subarray(t * d, (t + 1) * d)]);
      const cloud = cloudOf(points);
      for (let m = 0; m < 100; m++) {
        const gains = normal(fold(own, m), d * (d + 1 + (m % 5)));
        const { gram, activity } = plainMeasure(cloud, gains);
        const bound = cloud.service.leastActivity(readouts(gram), { known: m >= 2 });
        expect((m < 2 ? bound.lowerBound : bound.activity) / activity).toBeLessThanOrEqual(1 + (m < 2 ? 1e-9 : 1e-3));
      }
    }
  });

  test("is what the convex programme says directly: least activity that reads every variable as well", () => {
    for (const [c, cloud] of [full, cut].entries())
      for (let draw = 0; draw < 10; draw++) {
        const gains = normal(fold(fold(key(3), c), draw), 24);
        const { gram, activity } = plainMeasure(cloud, gains);
        expect(shape(cloud, gains)).toBeCloseTo(directly(cloud, readouts(gram)) / activity, 4);
      }
  });
});

/** Directions of a dense search. */
const DIRECTIONS = Array.from({ length: 720 }, (_, j) => [
  Math.cos((j * Math.PI) / 360),
  Math.sin((j * Math.PI) / 360),
]);

/**
 * The least activity with readouts v: Q^-1 = [v1 r; r v2] for the best r, and for every r the cheapest masses of neurons in many
 * directions that make this Q, by a linear programme.
 */
function directly({ support }: Cloud, [first, second]: Float64Array): number {
  const prices = DIRECTIONS.map(
    (u) => u[0] ** 2 + u[1] ** 2 + cross(support, u) + smallestBias(support.points, u) ** 2,
  );
  const forms = [
    [0, 0],
    [0, 1],
    [1, 1],
  ].flatMap(([a, b]) => DIRECTIONS.map((u) => u[a] * u[b]));
  const program = matrix(3, DIRECTIONS.length, Float64Array.from(forms));
  const cost = (correlation: number) => {
    const r = correlation * Math.sqrt(first * second);
    const determinant = first * second - r * r;
    const q = Float64Array.of(second / determinant, -r / determinant, first / determinant);
    const masses = linearProgram(program, q, Float64Array.from(prices));
    return masses === undefined ? Infinity : masses.value;
  };
  let [low, high] = [-0.95, 0.95];
  const golden = (Math.sqrt(5) - 1) / 2;
  for (let step = 0; step < 24; step++) {
    const [a, b] = [high - golden * (high - low), low + golden * (high - low)];
    if (cost(a) < cost(b)) high = b;
    else low = a;
  }
  return cost((low + high) / 2);
}

/** u'Sigma u - |u|^2 */
const cross = ({ covariance }: Support, u: readonly number[]): number => 2 * u[0] * u[1] * covariance.data[1];

describe("invariances", () => {
  const gains = fc.array(
    fc.tuple(fc.double({ min: -2, max: 2, noNaN: true }), fc.double({ min: -2, max: 2, noNaN: true })),
    {
      minLength: 4,
      maxLength: 9,
    },
  );
  const spans = (m: readonly (readonly [number, number])[]) => {
    const { gram } = plainMeasure(cut, flat(m));
    return (
      gram.data[0] * gram.data[3] - gram.data[1] ** 2 > 0.05 * gram.data[0] * gram.data[3] &&
      Math.min(gram.data[0], gram.data[3]) > 0.1
    );
  };

  test("a common gain, a silent neuron, splitting and order change nothing", () => {
    fc.assert(
      fc.property(gains.filter(spans), fc.double({ min: 0.1, max: 9, noNaN: true }), (m, factor) => {
        const own = shape(cut, flat(m));
        expect(
          shape(
            cut,
            flat(m).map((v) => v * factor),
          ),
        ).toBeCloseTo(own, 6);
        expect(shape(cut, flat([...m, [0, 0]]))).toBeCloseTo(own, 6);
        expect(shape(cut, flat([...m].reverse()))).toBeCloseTo(own, 6);
        const [first, ...rest] = m;
        const parts = [first.map((v) => v * 0.6), first.map((v) => v * 0.8)];
        expect(shape(cut, flat([...parts, ...rest]))).toBeCloseTo(own, 6);
      }),
      { numRuns: 12, seed: 1 },
    );
  });
});

describe("efficiency of any code", () => {
  const relu = (x: number) => Math.max(0, x);

  /** E*_any^2 / 4 C T of a code z(s) by neuron. */
  function any(cloud: Cloud, neurons: readonly ((s: Float64Array) => number)[], exact: boolean): number {
    const { coordinates, support } = cloud;
    const rows = Array.from({ length: coordinates.rows }, (_, t) => coordinates.data.subarray(2 * t, 2 * t + 2));
    const inverse = inversePositive(support.covariance);
    let recorded = 0;
    const gains = neurons.flatMap((neuron) => {
      const z = rows.map(neuron);
      recorded += z.reduce((sum, value) => sum + value ** 2 / rows.length, 0);
      const along = [0, 1].map((i) => rows.reduce((sum, s, t) => sum + (s[i] * z[t]) / rows.length, 0));
      return [0, 1].map((i) => inverse.data[2 * i] * along[0] + inverse.data[2 * i + 1] * along[1]);
    });
    const { gram } = plainMeasure(cloud, Float64Array.from(gains));
    const optimum = optimumOfAny(cloud, Float64Array.of(1, 1));
    expect(optimum.isExact).toBe(exact);
    return optimum.lowerBound ** 2 / (4 * recorded * readouts(gram).reduce((a, b) => a + b, 0));
  }

  test("is 1 for halves of rectified neurons, pure or mixed, which need less than any linear code", () => {
    const halves = (l: readonly number[]) =>
      [1, -1].map((sign) => (s: Float64Array) => relu(sign * (l[0] * s[0] + l[1] * s[1])));
    const pure = [...halves([1, 0]), ...halves([0, 1])];
    const mixed = [...halves([1, 1]), ...halves([1, -1])];
    expect(any(full, pure, true)).toBeCloseTo(1, 6);
    expect(any(full, mixed, true)).toBeCloseTo(1, 6);
    const linear = full.service.optimum([1, 1]).energy;
    expect((linear / optimumOfAny(full, Float64Array.of(1, 1)).energy) ** 2).toBeCloseTo(1.7, 2);
  });

  test("is never above 1 for random nonnegative codes, nor does the linear optimum cost less", () => {
    for (const [c, cloud] of [full, cut].entries())
      for (let draw = 0; draw < 20; draw++) {
        const u = uniform(fold(fold(key(4), c), draw), 40).map((v) => 2 * v - 1);
        const neurons = Array.from(
          { length: 8 },
          (_, k) => (s: Float64Array) =>
            relu(u[5 * k] * s[0] + u[5 * k + 1] * s[1] + u[5 * k + 2]) +
            relu(u[5 * k + 3] * s[0] * s[1] + u[5 * k + 4]),
        );
        expect(any(cloud, neurons, c === 0)).toBeLessThanOrEqual(1 + 1e-9);
      }
    expect(optimumOfAny(cut, Float64Array.of(1, 1)).energy).toBeLessThan(cut.service.optimum([1, 1]).energy);
  });

  test("of a cloud without symmetry has no neuron that would improve it, in a dense search", () => {
    const { energy, lowerBound } = optimumOfAny(cut, Float64Array.of(1, 3));
    expect(lowerBound / energy).toBeGreaterThan(1 - 1e-5);
    expect(energy).toBeLessThan(denseOptimum(cut, [1, 3]) * (1 + 1e-9));
    expect(energy).toBeGreaterThan(denseOptimum(cut, [1, 3]) * (1 - 1e-3));
  });
});

/** The best code of rectified neurons max(l.s, 0) in many directions l. */
function denseOptimum({ coordinates, support }: Cloud, importances: readonly number[]): number {
  const rows = Array.from({ length: coordinates.rows }, (_, t) => coordinates.data.subarray(2 * t, 2 * t + 2));
  const inverse = inversePositive(support.covariance);
  const neurons = [...DIRECTIONS, ...DIRECTIONS.map((l) => l.map((v) => -v))].map((l) => {
    const z = rows.map((s) => Math.max(0, l[0] * s[0] + l[1] * s[1]));
    const along = [0, 1].map((i) => rows.reduce((sum, s, t) => sum + (s[i] * z[t]) / rows.length, 0));
    const price = z.reduce((sum, value) => sum + value ** 2 / rows.length, 0);
    return { price, direction: apply(inverse, along) };
  });
  return leastEnergy(neurons, diagonal(importances)).energy;
}
