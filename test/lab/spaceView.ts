/** Space: codes of places trained by the page, measured as the command line measures them, around an object that moves. */
import { describe, expect, test } from "vitest";
import { compileWasm } from "../../src/engine/wasm.js";
import { jobContext } from "../../src/experiments/frame/jobContext.fixture.js";
import { factorResults, fig7, gridCells, gridResults } from "../../src/experiments/space/index.js";
import { bytesSource } from "../../src/io/index.js";
import { loadRepresentation } from "../../src/representation/index.js";
import { at, numberAt, saved, trained, type Visit } from "./openLab.js";

const SMALL = { units: 8, updates: 30, largestWave: 3, roomPlaces: 20, lattice: 6, mapBins: 24 };
const OBJECT = { ...SMALL, largestVectorWave: 2, mixedWaves: 6 };
export const spaceHash = (settings: Readonly<Record<string, number>> = OBJECT, more = "") =>
  `#space?v=1${more}&${Object.entries(settings)
    .map(([name, value]) => `${name}=${value}`)
    .join("&")}`;

export function spaceTests(visit: Visit): void {
  describe("Space", () => {
    test("trains to the selectivity of the command line", async () => {
      const settings = fig7.settings.parse({ ...OBJECT, atHome: [0.5], seeds: [4] });
      const [job] = fig7.jobs(settings);
      const [{ values }] = factorResults([await fig7.runJob(job, settings, jobContext(compileWasm))]);
      await visit(spaceHash(OBJECT, "&atHome=0.5&seed=4"), async (page) => {
        await at(page, "maps").waitFor();
        await at(page, "play").click();
        await trained(page);
        await at(page, "mir").waitFor();
        // Probes in 10 bins: a rounding of the 32-bit weights moves few of 10,000. Until the last look is taken, the first one's number stands.
        await expect.poll(() => numberAt(page, "mir"), { timeout: 60_000 }).toBeCloseTo(values.mir, 2);
        const inactive = await numberAt(page, "count-3");
        expect(8 - inactive).toBe(values.active.length);
        const recorded = await loadRepresentation(bytesSource(await saved(page, "npz")));
        expect([recorded.units, recorded.factors.map(({ kind }) => kind)]).toEqual([8, Array(4).fill("circular")]);
      });
    });

    test("grid scores are those of the command line", async () => {
      const settings = gridCells.settings.parse({ ...SMALL, seeds: [2], fieldShuffles: 20 });
      const [job] = gridCells.jobs(settings);
      const [{ values }] = gridResults([await gridCells.runJob(job, settings, jobContext(compileWasm))]);
      await visit(spaceHash(SMALL, "&experiment=grid-cells&seed=2"), async (page) => {
        await at(page, "maps").waitFor();
        await at(page, "play").click();
        await trained(page);
        await at(page, "grid").waitFor();
        const [names, ...rows] = new TextDecoder()
          .decode(await saved(page, "csv"))
          .trim()
          .split("\n")
          .map((row) => row.split(","));
        const column = names.indexOf("grid_score");
        expect(values.cells.length).toBeGreaterThan(4);
        for (const { unit, score } of values.cells.filter((cell) => Number.isFinite(cell.score)))
          expect(Number(rows[unit][column])).toBeCloseTo(score, 2);
      });
    });

    test("the object moves by pointer and by keys, and the address keeps it, its probability and the pinned neuron", () =>
      visit(spaceHash(), async (page) => {
        await at(page, "maps").waitFor();
        const picture = () => page.locator('[data-test="maps"] image').first().getAttribute("href");
        const before = await picture();
        await at(page, "object").press("Shift+ArrowRight");
        await page.waitForURL(/object=0\.5,0/);
        await page.waitForFunction(
          (old) => document.querySelector('[data-test="maps"] image')?.getAttribute("href") !== old,
          before,
        );
        const box = await at(page, "object").boundingBox();
        if (!box) throw new Error("no object");
        await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
        await page.mouse.down();
        await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2 + 40, { steps: 4 });
        await page.mouse.up();
        await page.waitForURL(/object=0\.\d+,-[01]/);
        await at(page, "maps").press("ArrowRight");
        await at(page, "maps").press("Enter");
        await at(page, "atHome").press("ArrowRight");
        await page.waitForURL(/atHome=0\.05.*pin=\d+/);
        const [url, unit] = [page.url(), /pin=(\d+)/.exec(page.url())?.[1]];
        await visit(new URL(url).hash, async (again) => {
          await at(again, `card-${unit}`).waitFor();
          expect(await at(again, "atHome").inputValue()).toBe("0.05");
          expect(await at(again, "object").getAttribute("aria-valuetext")).toMatch(/^x 0\.\d/);
          expect(new TextDecoder().decode(await saved(again, "svg"))).toContain("data:image/png");
        });
      }));

    test("a neuron is silenced and held by key and by button; what it costs is shown, and the address keeps it", () =>
      visit(spaceHash(), async (page) => {
        await at(page, "maps").waitFor();
        await at(page, "step").click();
        await page.getByText("update 1 of").waitFor();
        await at(page, "maps").press("ArrowRight");
        await at(page, "maps").press("x");
        await page.waitForURL(/lesion=\d+/);
        const unit = /lesion=(\d+)/.exec(page.url())?.[1];
        await at(page, "altered").waitFor();
        const [intact, silenced] = [
          await numberAt(page, "intact-separationOfPositions"),
          await numberAt(page, "altered-separationOfPositions"),
        ];
        // Codes come nearer to each other without a neuron, and the term falls with every distance.
        expect(silenced).toBeGreaterThan(intact);
        await at(page, `clamp-${unit}`).click();
        await page.waitForURL(new RegExp(`clamp=${unit}`));
        // A neuron that does not vary tells nothing apart, whatever its rate.
        await page.waitForFunction(() =>
          document.querySelector('[data-test="altered"]')?.textContent?.includes("0 silenced, 1 held"),
        );
        expect(await numberAt(page, "altered-separationOfPositions")).toBeCloseTo(silenced, 6);
        await visit(new URL(page.url()).hash, async (again) => {
          await at(again, "altered").waitFor();
          expect(await at(again, `clamp-${unit}`).getAttribute("aria-pressed")).toBe("true");
        });
        await at(page, "all-back").click();
        await at(page, "altered").waitFor({ state: "detached" });
        expect(page.url()).not.toContain("lesion");
      }));
  });
}
