import fc from "fast-check";
import { expect, test } from "vitest";
import { tableLines, textTable } from "./textTable.js";

const table = {
  header: ["metric", "score", "95 % interval", "chance, rotated", "p", "chance, permuted", "p"],
  rows: [
    ["mir", "0.770", "0.754 to 0.785", "0.598 (0.499 to 0.668)", "0.024", "0.668 (0.555 to 0.742)", "0.031"],
    ["sparseness trevesRollsLifetime", "-0.242", "0.228 to 0.256", "-", "-", "-", "-"],
  ],
};
const linesAt = (width?: number) =>
  tableLines(textTable(table, { beside: [4, 6], ...(width && { width }) }), (header) => header);

test("a wide screen has one block, words to the left and numbers to the right", () => {
  const lines = linesAt();
  expect(lines).toHaveLength(3);
  expect(lines[1]).toMatch(/^mir {29} 0\.770 {2}0\.754 to 0\.785 {2}0\.598 \(0\.499 to 0\.668\) {2}0\.024 /);
  expect(lines.slice(1).map((line) => line.indexOf(" to "))).toEqual([expect.any(Number), expect.any(Number)]);
});

test("a screen of 60 has blocks, each with the names again, and p beside its chance", () => {
  expect(linesAt(60)).toEqual([
    "metric                          score   95 % interval",
    "mir                             0.770  0.754 to 0.785",
    "sparseness                     -0.242  0.228 to 0.256",
    "  trevesRollsLifetime",
    "",
    "metric                                chance, rotated      p",
    "mir                            0.598 (0.499 to 0.668)  0.024",
    "sparseness                                          -      -",
    "  trevesRollsLifetime",
    "",
    "metric                               chance, permuted      p",
    "mir                            0.668 (0.555 to 0.742)  0.031",
    "sparseness                                          -      -",
    "  trevesRollsLifetime",
  ]);
});

test("the last column of words goes on below", () => {
  const [[, ...rows]] = textTable(
    { header: ["neuron", "direction"], rows: [["1", "+0.707 position +0.707 reward +0.1 speed"]] },
    { width: 30 },
  );
  expect(rows).toEqual(["     1  +0.707 position +0.707", "          reward +0.1 speed"]);
});

const cell = fc.stringMatching(/^-?\d{1,3}\.\d{1,4}$/);
test("no cell is lost at any width, and no line is longer than a screen that holds the widest column", () =>
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 9 }).chain((columns) =>
        fc.record({
          header: fc.array(fc.stringMatching(/^[a-z]{1,9}$/), { minLength: columns, maxLength: columns }),
          rows: fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 5 }),
        }),
      ),
      fc.integer({ min: 24, max: 90 }),
      (numbers, width) => {
        const blocks = textTable(numbers, { width });
        const shown = blocks.flatMap(([, ...rows]) => rows).flatMap((line) => line.trim().split(/\s+/));
        for (const value of numbers.rows.flat()) expect(shown).toContain(value);
        for (const line of tableLines(blocks, (header) => header)) expect(line.length).toBeLessThanOrEqual(width);
      },
    ),
  ));
