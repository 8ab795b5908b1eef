import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromRows, matrix } from "../math/matrix.js";
import { drawFigure } from "./figure.js";
import { mutualInformationMatrix, sortByPreferredFactor } from "./mutualInformationMatrix.js";
import { sequential } from "./theme.js";

describe("sortByPreferredFactor", () => {
  const planted = fromRows([
    [0.1, 0.2, 0.9],
    [0.5, 0.1, 0],
    [0, 0, 0],
    [0, 0.3, 0.1],
    [0.8, 0.2, 0.1],
    [Number.NaN, 0.4, 0.1],
  ]);

  it("orders by preferred factor, then strongest first; units without information last", () => {
    expect(sortByPreferredFactor(planted)).toEqual({ order: [4, 1, 5, 3, 0, 2], preferred: [2, 0, -1, 1, 0, 1] });
  });

  it("puts inactive units after all active ones", () => {
    const active = [true, true, true, true, false, true];
    expect(sortByPreferredFactor(planted, active).order).toEqual([1, 5, 3, 0, 4, 2]);
  });

  it("is a permutation, and does not depend on the order of the units but for ties", () => {
    const values = fc.uniqueArray(fc.double({ min: 0.01, max: 5, noNaN: true }), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(values, fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4, maxLength: 4 }), (flat, shuffle) => {
        const rows = [0, 1, 2, 3].map((unit) => flat.slice(3 * unit, 3 * unit + 3));
        const { order } = sortByPreferredFactor(fromRows(rows));
        const shuffled = sortByPreferredFactor(fromRows(shuffle.map((unit) => rows[unit])));
        expect(shuffled.order.map((row) => shuffle[row])).toEqual(order);
        expect([...order].sort()).toEqual([0, 1, 2, 3]);
      }),
    );
  });
});

describe("mutualInformationMatrix", () => {
  it("gives every value the colour of its place on the scale", () => {
    const data = fromRows([
      [2, 0],
      [0, 1],
    ]);
    const panel = mutualInformationMatrix({ title: "", matrix: data, factorNames: ["a", "b"] });
    const { svg } = drawFigure({ id: "m", title: "", caption: "", summary: "", panels: [panel] });
    const cells = [...svg.matchAll(/<path d="([^"]*)" fill="([^"]*)"/g)].map(([, d, fill]) => [
      fill,
      d.split("M").length - 1,
    ]);
    const colour = sequential(0, 2);
    expect(cells).toEqual([
      [colour(2), 1],
      [colour(0), 2],
      [colour(1), 1],
    ]);
  });

  it("draws one unit, one factor and no information at all", () => {
    const panel = mutualInformationMatrix({ title: "", matrix: matrix(1, 1), factorNames: ["only"] });
    const { svg } = drawFigure({ id: "m", title: "", caption: "", summary: "", panels: [panel] });
    expect(svg).toContain(">only<");
  });
});
