/** Ablations: the network of Fig. 2 trained by the page, its constraints switched, its units silenced. */
import { describe, expect, test } from "vitest";
import { compileWasm } from "../../src/engine/wasm.js";
import { jobContext } from "../../src/experiments/frame/jobContext.fixture.js";
import { fig2 } from "../../src/experiments/linear/index.js";
import { bytesSource } from "../../src/io/index.js";
import { loadRepresentation } from "../../src/representation/index.js";
import { at, numberAt, saved, trained, type Visit } from "./openLab.js";

const SMALL = { code: 12, samples: 2000, updates: 40, evaluationSamples: 600, nullDraws: 20 };
const hashOf = (more = "") =>
  `#ablations?v=1&${Object.entries(SMALL)
    .map(([name, value]) => `${name}=${value}`)
    .join("&")}${more}`;

export function ablationsTests(visit: Visit): void {
  describe("Ablations", () => {
    test("trains two networks to the numbers of the command line; a turned code costs more where it may not be negative", async () => {
      const settings = fig2.settings.parse({ ...SMALL, seeds: [5] });
      const arms = [
        ["", "all"],
        ["-B", "no-activity-energy"],
      ] as const;
      await visit(hashOf("&seed=5&twin=activityEnergy"), async (page) => {
        await at(page, "mir-B").waitFor();
        await at(page, "play").click();
        await trained(page);
        for (const [suffix, arm] of arms) {
          const job = fig2.jobs(settings).find(({ condition }) => condition === arm);
          if (job === undefined) throw new Error("no such arm");
          const { values } = await fig2.runJob(job, settings, jobContext(compileWasm));
          const known = values.energies;
          if (typeof known !== "object" || known === null || !("objective" in known)) throw new Error("no energies");
          // 32-bit sums of 600 samples; fused multiplication and addition differ in the last bits.
          expect(Math.abs((await numberAt(page, `objective${suffix}`)) / Number(known.objective) - 1)).toBeLessThan(
            1e-4,
          );
          expect(await numberAt(page, `mir${suffix}`)).toBeCloseTo(Number(values.mir), 2);
          expect(await numberAt(page, `weighted${suffix}`)).toBeCloseTo(Number(values.energyWeightedMir), 2);
        }
        expect(await at(page, "term-activityEnergyA").getAttribute("data-off")).toBe("false");
        expect(await at(page, "term-activityEnergyB").getAttribute("data-off")).toBe("true");
        const before = await numberAt(page, "objective");
        await at(page, "rotate").click();
        await page.getByText(/turned at random \(at update 40\)/).waitFor();
        expect(await numberAt(page, "objective")).toBeGreaterThan(before);
        await at(page, "twin-activityEnergy").press("Space");
        await at(page, "mir-B").waitFor({ state: "detached" });
      });
    });

    test("is found again as it was left: by its key, and after a reload", () =>
      visit(hashOf(), async (page) => {
        await at(page, "information").waitFor();
        await at(page, "step").click();
        await page.getByText("update 1 of").waitFor();
        const mir = await numberAt(page, "mir");
        const found = async () => {
          await page.getByText("update 1 of 40, where you left it").waitFor();
          expect(await numberAt(page, "mir")).toBe(mir);
          expect(page.url()).toMatch(/samples=2000.*evaluationSamples=600/);
        };
        await page.keyboard.press("4");
        await at(page, "file").waitFor();
        await page.keyboard.press("2");
        await found();
        await page.reload();
        await found();
        await at(page, "restart").click();
        await page.getByText(/update 0 of 40\s*$/).waitFor();
      }));

    test("constraints are switched while it trains, and the page says what the command would do instead", () =>
      visit(hashOf("&updates=100000&pace=slow"), async (page) => {
        await at(page, "information").waitFor();
        await at(page, "step").click();
        await page.getByText("update 1 of").waitFor();
        await at(page, "constraint-nonnegativity").click();
        await page.waitForURL(/off=nonnegativity/);
        await page.getByText(/switched while it trained \(at update 1\)/).waitFor();
        await at(page, "play").click();
        await page.waitForFunction(() =>
          /update ([2-9]|\d\d)/.test(document.querySelector('[data-test="progress"]')?.textContent ?? ""),
        );
        await at(page, "play").click();
      }));

    test("a unit is pinned, silenced and held; the objective rises, and the address keeps it", () =>
      visit(hashOf(), async (page) => {
        await at(page, "information").waitFor();
        await at(page, "step").click();
        await page.getByText("update 1 of").waitFor();
        const intact = await numberAt(page, "objective");
        await at(page, "information").press("ArrowDown");
        await at(page, "information").press("Enter");
        await page.waitForURL(/pin=\d+/);
        const unit = /pin=(\d+)/.exec(page.url())?.[1];
        await at(page, `lesion-${unit}`).click();
        await at(page, "altered").waitFor();
        expect(await numberAt(page, "objective")).not.toBe(intact);
        await at(page, `clamp-${unit}`).click();
        await page.waitForURL(new RegExp(`clamp=${unit}`));
        expect(page.url()).not.toContain("lesion");
        await at(page, `clamp-${unit}`).click();
        await page.waitForFunction(
          (before) => document.querySelector('[data-test="objective"]')?.getAttribute("data-value") === String(before),
          intact,
        );
      }));

    test("its code is exported as the command line reads it", () =>
      visit(hashOf(), async (page) => {
        await at(page, "information").waitFor();
        const recorded = await loadRepresentation(bytesSource(await saved(page, "npz")));
        expect([recorded.conditions, recorded.units, recorded.factors.length]).toEqual([600, 12, 6]);
        const csv = new TextDecoder()
          .decode(await saved(page, "csv"))
          .trim()
          .split("\n");
        expect(csv).toHaveLength(13);
      }));

    test("the other network is chosen, and has its own settings", () =>
      visit(hashOf(), async (page) => {
        await at(page, "experiment").selectOption("fig4-linear");
        await page.getByText("A linear autoencoder disentangles").waitFor();
        await page.waitForURL(/experiment=fig4-linear/);
        expect(page.url()).not.toContain("updates=");
      }));
  });
}
