/** What an address may say, and what is said of one that cannot be read. */
import { describe, expect, test } from "vitest";
import { awaitVerdict } from "./cornersView.js";
import type { Visit } from "./openLab.js";

export function addressTests(visit: Visit): void {
  describe("addresses", () => {
    test.each([
      ["#corners?v=1&cornrs=0.5,0,0,0", /cornrs=0.5,0,0,0 was left out.*Did you mean "corners"/],
      ["#corners?v=1&side=2", /side=2 was left out: expected 3 or more, got 2/],
      ["#corners?v=1&corners=0.5,0", /corners=0.5,0 was left out: expected exactly 4 values, got 2/],
      ["#corners?v=1&seed=-1", /seed=-1 was left out: expected 0 or more/],
      ["#corners?v=9", /version 9/],
      ["#corner", /no view "corner"/],
      ["#corners?v=1&experiment=fig99", /experiment=fig99 was left out/],
      ["#corners?v=1&shape=%3Cscript%3E", /was left out/],
    ])("%s is explained", (hash, words) =>
      visit(hash, async (page) => {
        expect(await page.getByRole("alert").textContent()).toMatch(words);
      }),
    );

    test("a cloud too small to be one is refused in words, and the page goes on", () =>
      visit("#corners?v=1&side=3&corners=0.9,0.9,0.9,0.9", async (page) => {
        await page.getByText(/points are left of the cloud/).waitFor();
        await page.getByRole("button", { name: "Square: pure" }).click();
        await awaitVerdict(page, "modular");
      }));
  });
}
