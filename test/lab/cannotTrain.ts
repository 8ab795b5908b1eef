/** A browser that cannot train says so before it tries, and does all the rest. */
import { describe, expect, test } from "vitest";
import { awaitVerdict } from "./cornersView.js";
import { at, type PageOptions, type Visit } from "./openLab.js";

const BROWSERS: readonly (readonly [string, RegExp, NonNullable<PageOptions["before"]>])[] = [
  [
    "without vectors",
    /lacks WebAssembly SIMD.*Chrome and Edge.*91, Firefox since 89, Safari since 16\.4/s,
    () => {
      WebAssembly.validate = () => false;
    },
  ],
  [
    "without WebAssembly",
    /lacks WebAssembly\..*Lockdown Mode/s,
    () => {
      Reflect.deleteProperty(globalThis, "WebAssembly");
    },
  ],
  [
    "whose host forbids WebAssembly",
    /lacks leave to run WebAssembly.*wasm-unsafe-eval/s,
    () => {
      const forbidden = class {
        constructor() {
          throw new WebAssembly.CompileError("forbidden");
        }
      };
      Reflect.set(WebAssembly, "Instance", forbidden);
    },
  ],
];

export function cannotTrainTests(visit: Visit): void {
  describe("a browser that cannot train", () => {
    test.each(BROWSERS)("%s: says what is missing, starts no training, and still predicts", (_, words, before) =>
      visit(
        "#corners?v=1&corners=0.6,0,0,0",
        async (page) => {
          expect(await at(page, "cannot-train").textContent()).toMatch(words);
          await awaitVerdict(page, "mixed");
          expect(await at(page, "play").isDisabled()).toBe(true);
          await page.locator("body").press("ArrowRight");
          await page.getByText("so nothing is trained here").waitFor();
          expect(page.workers()).toHaveLength(1);
          await page.keyboard.press("4");
          await at(page, "example").click();
          await at(page, "predict").click();
          await at(page, "statement").waitFor();
          expect(await at(page, "cannot-train").count()).toBe(0);
          await page.keyboard.press("7");
          await at(page, "mig").waitFor();
        },
        { before },
      ),
    );
  });
}
