/** What a visitor waits for: the size of the first view, and nothing of Node in any file. */
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { Visit } from "./openLab.js";

export function firstViewTests(visit: Visit): void {
  describe("the first view", () => {
    test("is under 350 kB gzipped, and asks for no module of Node", () =>
      visit("#home", async (page) => {
        const addresses = new Set<string>();
        page.on("request", (request) => addresses.add(request.url().split("#")[0]));
        await page.reload();
        await page.locator('[data-test="growth-said"]', { hasText: "Update" }).waitFor();
        await page.locator('[data-test="handle-0"]').waitFor();
        const files = await Promise.all(
          [...addresses].map(async (address) => (await page.request.get(address)).body()),
        );
        const size = files.reduce((sum, file) => sum + gzipSync(file).length, 0);
        expect(files.length).toBeGreaterThan(5);
        expect(size).toBeLessThan(350_000);
        expect(files.filter((file) => /from\s*"node:|import\("node:/.test(file.toString()))).toEqual([]);
      }));
  });
}
