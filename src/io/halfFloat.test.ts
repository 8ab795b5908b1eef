import fc from "fast-check";
import { expect, test } from "vitest";
import { halfBits, halfFloat } from "./halfFloat.js";

test("every half float but NaN comes back as the bits it was", () => {
  const isNumber = (bits: number) => (bits & 0x7c00) !== 0x7c00 || (bits & 0x3ff) === 0;
  const all = Array.from({ length: 65536 }, (_, bits) => bits).filter(isNumber);
  expect(all.filter((bits) => halfBits(halfFloat(bits)) !== bits)).toEqual([]);
  expect(halfFloat(halfBits(Number.NaN))).toBeNaN();
});

test("values that NumPy gives: nearest, ties to even, overflow", () => {
  const known: readonly (readonly [number, number])[] = [
    [1, 0x3c00],
    [1 / 3, 0x3555],
    [-2.75, 0xc180],
    [65504, 0x7bff],
    [65519.99, 0x7bff],
    [65520, 0x7c00],
    [-Infinity, 0xfc00],
    [2 ** -24, 1],
    [2 ** -25, 0], // a tie
    [1.5 * 2 ** -24, 2], // a tie
    [0.000061, 0x03ff], // the largest below 2^-14
    [1 + 1 / 2048, 0x3c00], // ties
    [1 + 3 / 2048, 0x3c02],
    [2047.6, 0x6800], // the fraction carries
  ];
  for (const [value, bits] of known) expect(halfBits(value), String(value)).toBe(bits);
});

test("no half float is nearer than the one chosen", () => {
  fc.assert(
    fc.property(fc.double({ min: -65504, max: 65504, noNaN: true }), (value) => {
      const bits = halfBits(value);
      const error = Math.abs(halfFloat(bits) - value);
      for (const other of [bits - 1, bits + 1]) {
        const rival = halfFloat(other & 0xffff);
        if (Number.isFinite(rival)) expect(Math.abs(rival - value)).toBeGreaterThanOrEqual(error);
      }
    }),
  );
});
