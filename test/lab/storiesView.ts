/** Stories: told step by step over the views that they speak of. */
import { describe, expect, test } from "vitest";
import { awaitVerdict } from "./cornersView.js";
import { at, numberAt, saved, type Visit } from "./openLab.js";

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

    test(
      "a step that takes a constraint away begins with a network that never had it",
      () =>
        visit("#ablations?v=1&story=pure.3", async (page) => {
          await at(page, "information").waitFor();
          await at(page, "step").click();
          await page.getByText("update 1 of").waitFor();
          await page.keyboard.press("n");
          await page.waitForURL(/off=nonnegativity.*story=pure\.4/);
          await page.getByText("update 0 of").waitFor();
          expect(await at(page, "constraint-nonnegativity").isChecked()).toBe(false);
          await at(page, "step").click();
          await page.getByText("update 1 of").waitFor();
          expect(await page.getByText("switched while it trained").count()).toBe(0);
          const objective = await numberAt(page, "objective");
          await visit(new URL(page.url()).hash, async (again) => {
            await at(again, "information").waitFor();
            await at(again, "step").click();
            await again.getByText("update 1 of").waitFor();
            expect(await numberAt(again, "objective")).toBe(objective);
          });
          await at(page, "constraint-nonnegativity").click();
          await page.getByText(/switched while it trained \(at update 1\)/).waitFor();
          await page.keyboard.press("b");
          await page.getByText("update 0 of").waitFor();
          expect(await page.getByText("switched while it trained").count()).toBe(0);
        }),
      120_000,
    );

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
