/** Every view in light, in the dark and on a phone: axe finds nothing serious, and nothing is wider than the screen. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { violationsOn } from "../support/accessibility.js";
import type { Visit } from "./openLab.js";

/** One page shows them all, one after the other: opening a view costs more than looking at it. */
const LOOKS: readonly (readonly [string, (page: Page) => Promise<void>])[] = [
  ["light", (page) => page.emulateMedia({ colorScheme: "light" })],
  ["dark", (page) => page.emulateMedia({ colorScheme: "dark" })],
  ["a phone", (page) => page.setViewportSize({ width: 390, height: 844 })],
];

/** A view in a state worth looking at. */
export interface Scene {
  readonly name: string;
  readonly hash: string;
  /** Brings it there. */
  readonly act: (page: Page) => Promise<void>;
}

export function everyoneTests(visit: Visit, scenes: readonly Scene[]): void {
  test.each(scenes)("for everyone: $name", ({ hash, act }) =>
    visit(hash, async (page) => {
      await act(page);
      for (const [look, change] of LOOKS) {
        await change(page);
        expect(await violationsOn(page), look).toEqual([]);
        const [inner, outer] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
        expect(inner, look).toBeLessThanOrEqual(outer);
      }
    }),
  );
}
