import { expect, test } from "vitest";
import { nearest } from "./knownNames.js";

const known = ["fig2", "fig4-linear", "tosses"];

test.each([
  ["fgi2", undefined],
  ["fig3", "fig2"],
  ["FIG2", "fig2"],
  ["fig4linear", "fig4-linear"],
  ["tosess", "tosses"],
  ["zebra", undefined],
  ["", undefined],
])("%j is nearest to %j", (name, expected) => expect(nearest(name, known)).toBe(expected));

test("nothing is near where nothing is known", () => expect(nearest("fig2", [])).toBeUndefined());
