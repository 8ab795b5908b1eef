/** Small geometry and arithmetic behind the drawings: contours, lines in boxes, axes, text, bins. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { directionKind, lineInBox } from "./arrows.js";
import { domainOf, scaledAxis } from "./axis.js";
import { contourSegments } from "./contour.js";
import { figureDocument } from "./document.js";
import { serialise } from "./dom.js";
import { cellBorders } from "./heatMap.js";
import { formatNumber, powerOfTen, textWidth, wrapText } from "./text.js";
import { tuningCurve } from "./tuning.js";

const axisOf = (count: number, high: number) => Array.from({ length: count }, (_, i) => (i * high) / (count - 1));

describe("contourSegments", () => {
  it("is exact on a plane", () => {
    const [x, y] = [axisOf(7, 3), axisOf(5, 2)];
    const values = y.flatMap((v) => x.map((u) => u + 2 * v));
    const segments = contourSegments({ x, y, values }, 2.3);
    expect(segments.length).toBeGreaterThan(5);
    for (const [u, v] of segments.flat()) expect(u + 2 * v).toBeCloseTo(2.3, 12);
  });

  it("follows a circle to within the square of the spacing", () => {
    const line = axisOf(41, 4).map((v) => v - 2);
    const values = line.flatMap((v) => line.map((u) => Math.hypot(u, v)));
    const segments = contourSegments({ x: line, y: line, values }, 1);
    const length = segments.reduce((sum, [[a, b], [c, d]]) => sum + Math.hypot(c - a, d - b), 0);
    expect(Math.abs(length - 2 * Math.PI)).toBeLessThan(0.1 ** 2);
  });

  it("separates the two high corners of a saddle below its middle, and joins them above", () => {
    const square = { x: [0, 1], y: [0, 1] };
    const cornerCut = (level: number, values: number[]) =>
      contourSegments({ ...square, values }, level).map(([[a, b], [c, d]]) => [(a + c) / 2 + (b + d) / 2]);
    // High at (0, 0) and (1, 1): cut off one by one when the middle (0.5) is below the level.
    expect(cornerCut(0.6, [1, 0, 0, 1]).flat().sort()).toEqual([0.4, 1.6]);
    expect(cornerCut(0.4, [1, 0, 0, 1]).flat()).toEqual([1, 1]);
  });

  it("draws nothing next to an undefined value", () => {
    expect(contourSegments({ x: [0, 1], y: [0, 1], values: [0, 1, Number.NaN, 1] }, 0.5)).toEqual([]);
  });
});

describe("lineInBox", () => {
  const box = { left: 0, right: 4, top: 0, bottom: 3 };
  it("gives the chord, or nothing when the line misses", () => {
    expect(lineInBox([1, 0], 2, box)).toEqual([
      [2, 0],
      [2, 3],
    ]);
    expect(lineInBox([1, 0], 5, box)).toBeUndefined();
    expect(lineInBox([0, 0], 0, box)).toBeUndefined();
  });

  it("has both ends on the line and in the box", () => {
    const part = fc.double({ min: -3, max: 3, noNaN: true }).filter((v) => Math.abs(v) > 0.01);
    fc.assert(
      fc.property(part, part, fc.double({ min: 0.1, max: 3.9, noNaN: true }), (nx, ny, inside) => {
        const ends = lineInBox([nx, ny], nx * inside + ny * 1.5, box);
        expect(ends).toBeDefined();
        for (const [x, y] of ends ?? []) {
          expect(nx * x + ny * y).toBeCloseTo(nx * inside + ny * 1.5, 8);
          expect(Math.min(x, 4 - x, y, 3 - y)).toBeGreaterThan(-1e-9);
        }
      }),
    );
  });
});

it("directionKind measures from the nearest axis, whatever the sign", () => {
  expect([directionKind(-1, 0.1, 10), directionKind(0.1, -1, 10), directionKind(-1, 1, 10)]).toEqual([
    "first",
    "second",
    "mixed",
  ]);
});

describe("axes", () => {
  it("have room even for one value or none, and leave out what a log axis cannot hold", () => {
    expect(domainOf([])).toEqual([0, 1]);
    expect(domainOf([0])).toEqual([-0.5, 0.5]);
    expect(domainOf([1, 3], false, 0.5)).toEqual([0, 4]);
    expect(domainOf([-1, 0, 5, Number.NaN], true)).toEqual([2.5, 10]);
    expect(domainOf([1, 100], true, 0.5)).toEqual([0.1, 1000]);
  });

  it("on a log scale always carry readable ticks", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -8, max: 4, noNaN: true }),
        fc.double({ min: 0.5, max: 10, noNaN: true }),
        (start, decades) => {
          const axis = scaledAxis("", [10 ** start, 10 ** (start + decades)], true);
          const ticks = Array.isArray(axis.ticks) ? axis.ticks : [];
          expect(ticks.length).toBeGreaterThan(0);
          expect(ticks.length).toBeLessThan(9);
        },
      ),
    );
  });

  it("cell borders lie half-way, in logarithms on a log axis", () => {
    expect(cellBorders({ label: "", values: [0, 1, 3] })).toEqual([-0.5, 0.5, 2, 4]);
    cellBorders({ label: "", values: [1, 100], log: true }).forEach((border, i) => {
      expect(border).toBeCloseTo([0.1, 10, 1000][i], 9);
    });
  });
});

describe("text", () => {
  it("never drops or reorders a word, and keeps lines within the width where words allow", () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,9}$/), { maxLength: 12 }), (words) => {
        const lines = wrapText(words.join(" "), 80, 11);
        expect(lines.join(" ")).toBe(words.join(" "));
        for (const line of lines) expect(line.includes(" ") && textWidth(line, 11) > 80).toBe(false);
      }),
    );
  });

  it("writes numbers with three digits and a real minus, and undefined as a word", () => {
    const written = [0, -0.12345, 1234.5, 1e-5, Number.NaN].map(formatNumber);
    expect(written).toEqual(["0", "−0.123", "1230", "1.0e−5", "undefined"]);
    expect([1e-3, 0.01, 1, 1e12, 2].map(powerOfTen)).toEqual(["10⁻³", "0.01", "1", "10¹²", ""]);
  });

  it("is escaped when serialised, and cannot hold what XML forbids", () => {
    const document = figureDocument();
    const node = document.createElement("text");
    node.setAttribute("a", `<"'&`);
    node.append("x < y & \u0000z");
    expect(serialise(node)).toBe('<text a="&lt;&quot;&#39;&amp;">x &lt; y &amp; z</text>');
  });
});

describe("tuningCurve", () => {
  it("averages within levels", () => {
    const factor = { name: "choice", kind: "categorical" as const, values: Float64Array.of(0, 2, 0, 2) };
    expect(tuningCurve([1, 5, 3, 5], factor)).toEqual({ x: [0, 2], mean: [2, 5], low: [1.5, 5], high: [2.5, 5] });
  });

  it("puts the largest value in the last bin and leaves out empty bins", () => {
    const factor = { name: "x", kind: "continuous" as const, values: Float64Array.of(0, 0.1, 1) };
    const { x, mean } = tuningCurve([2, 4, 7], factor, 4);
    expect([x, mean]).toEqual([
      [0.125, 0.875],
      [3, 7],
    ]);
  });

  it("wraps circular values", () => {
    const factor = {
      name: "angle",
      kind: "circular" as const,
      period: 360,
      values: Float64Array.of(-10, 350, 710, 10),
    };
    expect(tuningCurve([1, 2, 3, 9], factor, 4)).toMatchObject({ x: [45, 315], mean: [9, 2] });
  });
});
