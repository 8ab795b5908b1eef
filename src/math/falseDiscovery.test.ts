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
