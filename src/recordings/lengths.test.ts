import { expect, test } from "vitest";
import { lengthsOf } from "./lengths.js";

const span = [Float64Array.of(0, 40)];

test.each([
  ["meters", 100],
  ["Millimeter", 0.1],
  ["inches", 2.54],
  ["feet", 30.48],
  ["centimetre", 1],
  ["unknown", 1],
])("positions that the file gives in %s are %d cm each", (stated, cmPerUnit) =>
  expect(lengthsOf({}, span, stated).cmPerUnit).toBe(cmPerUnit),
);

test("in pixels they are not taken for centimetres by their extent", () => {
  expect(() => lengthsOf({}, span, "pixels")).toThrow(/positions are in "pixels".*--cm-per-pixel SIZE/);
  expect(lengthsOf({ unit: "px", cmPerPixel: 0.5 }, span, "pixels").cmPerUnit).toBe(0.5);
});
