/** Sequences: two rhythms or two places, theory live, and a recurrent network beside it. */
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { at, numberAt, trained, type Visit } from "./openLab.js";

/** Trained within a second. */
export const SEQUENCES_HASH = "#sequences?v=1&steps=60&measuredSteps=60&units=4&updates=10";
export const MEMORY_HASH = "#sequences?v=1&experiment=sequence-memory&units=6&updates=20";

const verdict = (page: Page, name: string) => page.locator(`[data-test="verdict"][data-verdict="${name}"]`).waitFor();

/** The angle of the optimum, once it is that of the pairs on show. */
const angle = (page: Page, degrees: string) => at(page, "angle").filter({ hasText: degrees }).waitFor();

export function sequencesTests(visit: Visit): void {
  describe("Sequences", () => {
    test("a ratio is chosen by arrow key: theory follows at once, the address keeps it, the network starts over", () =>
      visit(SEQUENCES_HASH, async (page) => {
        await verdict(page, "mixed");
        expect(await numberAt(page, "saving")).toBeCloseTo(0.1645, 3);
        await at(page, "play").click();
        await trained(page);
        await at(page, "pair-5-8").focus();
        await at(page, "pair-5-8").press("Space");
        await page.waitForURL(/pairs=.*5-8/);
        await verdict(page, "modular");
        await page.getByText("update 0 of 10").waitFor();
        await at(page, "pair-5-8").press("ArrowRight");
        await page.waitForURL(/pairs=.*6-7/);
        expect(await at(page, "command-design").textContent()).toContain("purecell predict rhythms.csv");
      }));

    test("a pair of places is taken away: the planes tilt, the command follows, another number of places keeps the set", () =>
      visit(MEMORY_HASH, async (page) => {
        await angle(page, "90.0°");
        for (const place of [0, 1, 2]) await at(page, `trial-${place}-${place}`).press("Space");
        await page.waitForURL(/missing=0,4,8/);
        await angle(page, "74.5°");
        await page.getByText("this is 3-places-without-repeats").waitFor();
        await at(page, "play").click();
        await trained(page);
        expect(await numberAt(page, "least-angle")).toBeGreaterThan(0);
        await at(page, "places").press("ArrowRight");
        await page.waitForURL(/missing=0,5,10,15/);
        await angle(page, "85.2°");
      }));
  });
}
