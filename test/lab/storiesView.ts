/** Stories: told step by step over the views that they speak of. */
import { describe, expect, test } from "vitest";
import { awaitVerdict } from "./cornersView.js";
import { at, saved, type Visit } from "./openLab.js";

export function storiesTests(visit: Visit): void {
  describe("Stories", () => {
    test("is told by keys, goes on while one plays with a step, and ends on a figure", () =>
      visit("#stories", async (page) => {
        await at(page, "story-corners").click();
        await awaitVerdict(page, "modular");
        await page.keyboard.press("n");
        await awaitVerdict(page, "mixed");
        await page.waitForURL(/story=corners\.2/);
        await at(page, "shape-disc").click();
        await page.waitForURL(/shape=disc.*story=corners\.2/);
        await page.keyboard.press("b");
        await page.waitForURL(/corners=0\.2.*story=corners\.1/);
        await awaitVerdict(page, "modular");
        await at(page, "story-leave").click();
        await page.waitForURL(/^(?!.*story=)/);
        expect(await at(page, "story-text").count()).toBe(0);
      }));

    test("the last step shows its figure, restored from the address", () =>
      visit("#stories?v=1&picture=corner-cutting-phase&story=corners.5", async (page) => {
        await page.waitForFunction(() => {
          const image = document.querySelector('[data-test="picture"]');
          return image instanceof HTMLImageElement && image.naturalWidth > 100;
        });
        expect(await at(page, "story-next").isDisabled()).toBe(true);
        expect([...(await saved(page, "png")).subarray(1, 4)]).toEqual([0x50, 0x4e, 0x47]);
      }));

    test("a story or figure that there is not is explained", () =>
      visit("#stories?v=1&picture=none&story=pure.99", async (page) => {
        await page.getByText('There is no figure "none"').waitFor();
        await page.getByText('There is no story "pure.99"').waitFor();
      }));
  });
}
