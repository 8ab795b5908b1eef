/** Depth: a deep network, layer by layer. */
import { describe, expect, test } from "vitest";
import { compileWasm } from "../../src/engine/wasm.js";
import { fig3Linear } from "../../src/experiments/deep/index.js";
import { jobContext } from "../../src/experiments/frame/jobContext.fixture.js";
import { at, numberAt, trained, type Visit } from "./openLab.js";

const SMALL = { hidden: [8, 7], samples: 1000, updates: 20, evaluationSamples: 500 };
export const DEPTH_HASH =
  "#depth?v=1&hidden=8,7&factors=6&samples=1000&updates=20&learningRate=0.001&activityEnergy=0.001&weightEnergy=0.0001&energyStart=5&evaluationSamples=500&seed=2";

export function depthTests(visit: Visit): void {
  describe("Depth", () => {
    test("trains to the numbers of the command line, layer by layer", async () => {
      const settings = fig3Linear.settings.parse({ ...SMALL, seeds: [2], nullDraws: 20, probes: 2, arms: ["all"] });
      const { values } = await fig3Linear.runJob(fig3Linear.jobs(settings)[0], settings, jobContext(compileWasm));
      const known = JSON.parse(JSON.stringify(values));
      await visit(DEPTH_HASH, async (page) => {
        await at(page, "layer-1").waitFor();
        await at(page, "play").click();
        await trained(page);
        expect(Math.abs((await numberAt(page, "objective")) / known.energies.objective - 1)).toBeLessThan(1e-4);
        expect(await numberAt(page, "mir-0")).toBeCloseTo(known.layers["layer 1"].mir, 2);
        expect(await numberAt(page, "mir-1")).toBeCloseTo(known.layers["layer 2"].mir, 2);
      });
    });

    test("a layer is chosen, its unit silenced, and the address keeps both", () =>
      visit(DEPTH_HASH, async (page) => {
        await at(page, "layer-1").click();
        await page.waitForURL(/layer=1/);
        await at(page, "step").click();
        await at(page, "information").press("Enter");
        await page.waitForURL(/pin=\d/);
        const unit = /pin=(\d+)/.exec(page.url())?.[1];
        await at(page, `lesion-${unit}`).click();
        await at(page, "altered").waitFor();
        await page.waitForURL(new RegExp(`lesion=${unit}`));
        await at(page, "layer-0").click();
        await page.waitForURL((url) => !url.hash.includes("lesion"));

        // Beside it a network with the same first weights, which parts from it in training without a rule.
        await at(page, "restart").click();
        await at(page, "twin-nonnegativity").click();
        await at(page, "mir-B").waitFor();
        expect(await numberAt(page, "mir-B")).toBe(await numberAt(page, "mir-0"));
        await at(page, "play").click();
        await trained(page);
        const apart = async () => (await numberAt(page, "mir-B")) !== (await numberAt(page, "mir-0"));
        await expect.poll(apart, { timeout: 60_000 }).toBe(true);
      }));
  });
}
