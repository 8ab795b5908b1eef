import { expect, test } from "vitest";
import { latin1 } from "./latin1.js";

test("every byte becomes the character of its number, on every Node", () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  expect(Array.from(latin1(bytes), (character) => character.charCodeAt(0))).toEqual(Array.from(bytes));
});
