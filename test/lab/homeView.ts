/** The first page: something alive, by pointer and by keys, and ways into every view. */
import { describe, expect, test } from "vitest";
import { awaitVerdict } from "./cornersView.js";
import { at, type Visit } from "./openLab.js";

export function homeTests(visit: Visit): void {
  describe("the first page", () => {
    test("grows cells, lets a corner be pulled by keys, and begins the story; key 0 comes back", () =>
      visit("#home", async (page) => {
        await page
          .locator('[data-test="growth-said"]', { hasText: /Update [\d,]+ of 1,500: .*position cells/ })
          .waitFor();
        await page.locator('[data-test="corner-said"][data-mixed="true"]').waitFor();
        await at(page, "motion").click();
        await at(page, "handle-0").press("Home");
        await page.locator('[data-test="corner-said"][data-mixed="false"]').waitFor();
        await at(page, "handle-2").focus();
        for (let press = 0; press < 7; press++) await page.keyboard.press("PageUp");
        await page.locator('[data-test="corner-said"][data-mixed="true"]').waitFor();
        await at(page, "open-corners").click();
        await awaitVerdict(page, "modular");
        await page.keyboard.press("0");
        await at(page, "start-story").click();
        await page.waitForURL(/#corners.*story=pure\.1/);
        await at(page, "story-text").waitFor();
      }));

    test("leads a newcomer through five places by keys, and ends where it is skipped", () =>
      visit("#home", async (page) => {
        await at(page, "home-tour").press("Enter");
        await page.waitForURL(/#corners/);
        for (const place of ["cloud", "strip-optimal", "handle-0", "verdict"]) {
          await page.locator(`[data-test="${place}"].toured`).waitFor();
          await at(page, "tour-next").press("Enter");
        }
        await page.locator('[data-test="play"].toured').waitFor();
        await page.keyboard.press("Escape");
        await at(page, "tour").waitFor({ state: "detached" });
        expect(await page.locator(".toured").count()).toBe(0);
        await page.locator('[data-term="hull"]').press("Enter");
        await page.getByText("The tightest rubber band").waitFor();
        await page.keyboard.press("Escape");
        await page.getByText("The tightest rubber band").waitFor({ state: "hidden" });
      }));

    test("stands still, with the trained network, where less motion is asked for", () =>
      visit(
        "#home",
        async (page) => {
          await page
            .locator('[data-test="growth-said"]', { hasText: "22 position cells, 15 object-vector cells" })
            .waitFor();
          await page.locator('[data-test="corner-said"][data-mixed="false"]').waitFor();
          expect(await at(page, "motion").count()).toBe(0);
          expect(await page.locator('[data-test="recorded-cells"] image').count()).toBe(15);
        },
        { reducedMotion: "reduce" },
      ));
  });
}
