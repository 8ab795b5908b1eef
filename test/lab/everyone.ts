/** Every view in light, in the dark and on a phone: axe finds nothing serious, and nothing is wider than the screen. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type { Visit } from "./openLab.js";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

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

interface Axe {
  run(): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }>;
}

async function violationsOn(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: Axe }).axe.run();
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`);
  });
}
