import { expect, test } from "vitest";
import { NoKernel } from "./errors.js";
import { borrowMemory, returnMemory } from "./memory.js";

test("is one for all, grows, and is let go when nobody needs it", () => {
  const memory = borrowMemory(1);
  expect(borrowMemory(3)).toBe(memory);
  expect(memory.buffer.byteLength).toBe(3 * 65_536);
  returnMemory();
  expect(borrowMemory(2)).toBe(memory);
  returnMemory();
  returnMemory();
  const next = borrowMemory(1);
  expect(next).not.toBe(memory);
  expect(next.buffer.byteLength).toBe(65_536);
  returnMemory();
});

test("more than there can be is refused, and costs nobody his own", () => {
  const memory = borrowMemory(1);
  expect(() => borrowMemory(70_000)).toThrow(NoKernel);
  expect(borrowMemory(1)).toBe(memory);
  returnMemory();
  returnMemory();
});
