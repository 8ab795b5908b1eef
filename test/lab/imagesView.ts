/** Images: sliders of factors, and the pictures that the library's own task makes of them. */
import { describe, expect, test } from "vitest";
import { traversals } from "../../lab/worker/images/index.js";
import { dsprites, indexOf } from "../../src/tasks/images/index.js";
import { at, saved, type Visit } from "./openLab.js";

export function imagesTests(visit: Visit): void {
  describe("Images", () => {
    test("the chosen image and its neighbours are the task's own", () => {
      const { pixels, rows } = traversals({ task: "dsprites", at: [0, 2, 3, 5, 10, 31] });
      const image = (levels: readonly number[]) => {
        const into = new Float32Array(64 * 64);
        dsprites.render(indexOf(dsprites.grid, levels), into);
        return Array.from(into, (value) => 255 * value);
      };
      const shownAt = (i: number) => Array.from({ length: 64 * 64 }, (_, pixel) => pixels[4 * (64 * 64 * i + pixel)]);
      expect(shownAt(0)).toEqual(image([0, 2, 3, 5, 10, 31]));
      expect(shownAt(2)).toEqual(image([0, 0, 3, 5, 10, 31]));
      expect(rows.map(({ levels }) => levels.length)).toEqual([1, 3, 6, 8, 8, 8]);
      expect(rows[4].levels).toContain(10);
      expect(() => traversals({ task: "dsprites", at: [0, 3, 0, 0, 0, 0] })).toThrow(/shape 0 to 2/);
    });

    test("sliders change the picture and the address, which restores them", () =>
      visit("#images", async (page) => {
        const picture = () => page.locator('[data-test="traversals"] image').first().getAttribute("href");
        await at(page, "traversals").waitFor();
        const before = await picture();
        await at(page, "factor-posX").press("ArrowRight");
        await page.waitForURL(/at=0,0,2,22,23,27/);
        expect(await picture()).not.toBe(before);
        expect(new TextDecoder().decode(await saved(page, "svg"))).toContain("data:image/png");
        await visit(new URL(page.url()).hash, async (again) => {
          await at(again, "traversals").waitFor();
          expect(await at(again, "factor-posX").inputValue()).toBe("23");
        });
      }));

    test("what is no condition of the task is explained", () =>
      visit("#images?v=1&at=9,9", async (page) => {
        await at(page, "trouble").getByText("is no condition of dsprites").waitFor();
      }));
  });
}
