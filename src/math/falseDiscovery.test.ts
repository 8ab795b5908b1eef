import fc from "fast-check";
import { expect, test } from "vitest";
import { falseDiscoveryRate } from "./falseDiscovery.js";

test("the worked example of R's p.adjust, method BH", () => {
  const q = falseDiscoveryRate([0.01, 0.02, 0.03, 0.04, 0.05]);
  expect([...q]).toEqual([0.05, 0.05, 0.05, 0.05, 0.05].map((value) => expect.closeTo(value, 12)));
  const uneven = falseDiscoveryRate([0.5, 0.001, 0.04]);
  expect([...uneven]).toEqual([0.5, 0.003, 0.06].map((value) => expect.closeTo(value, 12)));
});

test("untested cases stay untested and are not counted", () => {
  const q = falseDiscoveryRate([0.02, Number.NaN, 0.5]);
  expect(q[0]).toBeCloseTo(0.04, 12);
  expect(q[1]).toBeNaN();
});

test("q is at least p, at most 1, and keeps the order of p", () => {
  const p = [0.9, 0.2, 0.03, 0.03, 0.7, 0.001];
  const q = falseDiscoveryRate(p);
  p.forEach((value, i) => {
    expect(q[i]).toBeGreaterThanOrEqual(value);
    expect(q[i]).toBeLessThanOrEqual(1);
    p.forEach((other, j) => {
      if (value < other) expect(q[i]).toBeLessThanOrEqual(q[j]);
    });
  });
});

test("untested cases at any places among sixty change nothing for the others", () => {
  const probability = fc.double({ min: 0, max: 1, noNaN: true });
  const sixty = fc.array(fc.option(probability, { nil: Number.NaN, freq: 5 }), { minLength: 60, maxLength: 60 });
  fc.assert(
    fc.property(sixty, (p) => {
      const tested = (_: number, i: number) => !Number.isNaN(p[i]);
      const q = falseDiscoveryRate(p);
      expect([...q.filter(tested)]).toEqual([...falseDiscoveryRate(p.filter(tested))]);
      expect(q.every((value, i) => (Number.isNaN(p[i]) ? Number.isNaN(value) : value >= p[i] && value <= 1))).toBe(
        true,
      );
    }),
  );
});

test("what is no probability is refused", () => {
  for (const bad of [-0.1, 1.5, Number.POSITIVE_INFINITY]) {
    expect(() => falseDiscoveryRate([0.2, bad])).toThrow(/within \[0, 1\]/);
  }
});
