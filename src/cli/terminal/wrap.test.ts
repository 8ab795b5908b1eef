import fc from "fast-check";
import { expect, test } from "vitest";
import { hanging } from "./wrap.js";

test("a short line stays as it is", () => expect(hanging("claim  ", "it holds", 60)).toEqual(["claim  it holds"]));

test("a long one goes on under its beginning", () =>
  expect(hanging("claim  ", "one two three four", 16)).toEqual(["claim  one two", "       three", "       four"]));

test("colours take no room", () =>
  expect(hanging("\u001b[1mid\u001b[22m  ", "one two", 8, 4, 4)).toEqual(["\u001b[1mid\u001b[22m  one", "    two"]));

test("no word is lost, and no line is too long but for a single word", () =>
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1 }),
      fc.integer({ min: 1, max: 40 }),
      (words, width) => {
        const lines = hanging("  ", words.join(" "), width);
        expect(lines.flatMap((line) => line.trim().split(" "))).toEqual(words);
        for (const line of lines) expect(line.length <= width || !line.trim().includes(" ")).toBe(true);
      },
    ),
  ));
