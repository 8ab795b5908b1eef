/** Runs: folders that are served or chosen, with the numbers that were planted in them. */
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { at, numberAt, saved, type Visit } from "./openLab.js";
import { endLive, LIVE, PLANTED, plantRuns } from "./plantedRuns.js";

const [one, two] = PLANTED;

/** A drop from outside of the browser, as a person's hand makes it. */
async function drop(page: Page, path: string): Promise<void> {
  const box = await page.getByRole("region", { name: "Open runs" }).boundingBox();
  if (!box) throw new Error("there is nothing to drop on");
  const session = await page.context().newCDPSession(page);
  const place = { x: box.x + box.width / 2, y: box.y + 10, data: { items: [], files: [path], dragOperationsMask: 1 } };
  for (const type of ["dragEnter", "dragOver", "drop"] as const) {
    await session.send("Input.dispatchDragEvent", { type, ...place });
  }
  await session.detach();
}

/** `live`: a run under way that the page is served with. */
export function runsTests(visit: Visit, live: string): void {
  describe("Runs", () => {
    test("begins with served runs: verdict, median over seeds, curves, its figure without its scripts", () =>
      visit("", async (page) => {
        await at(page, "verdict-planted.holds").getByText("met").waitFor();
        expect(await at(page, "run").inputValue()).toBe(one.name);
        expect(await numberAt(page, "median-all")).toBeCloseTo(one.mir("all", 1), 12);
        expect(await page.getByRole("img", { name: /loss.*all constraints, 3 seeds ends at 0.05/ }).count()).toBe(1);
        await page.getByRole("img", { name: "A square" }).waitFor();
        expect(await page.title()).not.toContain("owned");
        await at(page, "value").selectOption("energies.objective");
        expect(await numberAt(page, "median-none")).toBe(0.5);
        const csv = new TextDecoder()
          .decode(await saved(page, "csv"))
          .trim()
          .split("\n");
        expect(csv[0]).toBe("run,condition,seed,mir,energies.objective");
        expect(csv).toHaveLength(1 + 6);
        expect(new TextDecoder().decode(await saved(page, "svg"))).toContain("<metadata>");
      }));

    test("runs are a table that is sorted and searched; a run under way is followed; a sweep is drawn", () =>
      visit("#runs", async (page) => {
        await at(page, `state-${LIVE}`).getByText("running, 0 jobs done , 1 at 25 %").waitFor();
        const names = () => page.locator('[data-test="run-table"] tbody th').allTextContents();
        expect(await names()).toEqual([one.name, two.name, LIVE]);
        await at(page, "sort-value").click();
        expect(await names()).toEqual([two.name, one.name, LIVE]);
        await at(page, "run-search").fill("met units=16");
        expect(await names()).toEqual([two.name]);
        await at(page, "run-search").fill("");
        endLive(live);
        await at(page, `state-${LIVE}`).getByText("judged", { exact: true }).waitFor();
        await at(page, "example-runs").click();
        await at(page, "sweep-open").getByText("9 of 9 runs open").waitFor();
        await page.getByRole("img", { name: /optimum.energy of 9 combinations of shear and diagonal/ }).waitFor();
        await page.waitForURL(/sort=value/);
      }));

    test("two runs beside each other, restored from the address", () =>
      visit("#runs", async (page) => {
        await at(page, "with").selectOption(two.name);
        await at(page, "differences").getByText("16").waitFor();
        await at(page, "condition-none").uncheck();
        await at(page, "scale").uncheck();
        await at(page, "metric").selectOption("loss");
        await page.waitForURL(/conditions=all.*scale=linear/);
        await visit(new URL(page.url()).hash, async (again) => {
          await at(again, "opened").waitFor();
          expect(await numberAt(again, "median-all (2)")).toBeCloseTo(two.mir("all", 1), 12);
          expect(await at(again, "median-none (1)").count()).toBe(0);
          expect(await at(again, "scale").isChecked()).toBe(false);
        });
      }));

    test("a run that the address names is asked for, and opens when its folder is chosen", async () => {
      const folder = plantRuns()[1];
      await visit("#runs?v=1&run=elsewhere&with=planted-one&bogus=1", async (page) => {
        await page.getByText("bogus=1 was left out").waitFor();
        await at(page, "absent").getByText("elsewhere").waitFor();
        await at(page, "folder").setInputFiles(folder);
        await page.waitForURL(/run=planted-two/);
        await at(page, "differences").waitFor();
      });
    });

    test("a folder of runs is dropped; folders without one, and damaged ones, are refused in words", async () => {
      const home = mkdtempSync(join(tmpdir(), "purecell-dropped-"));
      plantRuns(join(home, "mine"));
      for (const [name, file] of [
        ["holiday", "photo.txt"],
        ["torn", "config.json"],
      ]) {
        mkdirSync(join(home, name));
        writeFileSync(join(home, name, file), "{");
      }
      await visit("#runs?v=1&run=elsewhere", async (page) => {
        await at(page, "absent").waitFor();
        await drop(page, join(home, "holiday"));
        await at(page, "trouble").getByText("no run in what you gave. Give a run folder").waitFor();
        await drop(page, join(home, "torn"));
        await at(page, "trouble").getByText("torn/config.json is not JSON").waitFor();
        await drop(page, join(home, "mine"));
        await page.waitForURL(/run=planted-one/);
        expect(await at(page, "trouble").count()).toBe(0);
        await at(page, "with").selectOption(two.name);
        await at(page, "differences").getByText("16").waitFor();
        expect(await numberAt(page, "median-all (2)")).toBeCloseTo(two.mir("all", 1), 12);
      });
    });

    test("files that are no run are refused in words; a damaged one of a run is named", async () => {
      const home = mkdtempSync(join(tmpdir(), "purecell-no-run-"));
      const file = (name: string, text: string) => {
        writeFileSync(join(home, name), text);
        return join(home, name);
      };
      await visit("#runs", async (page) => {
        await at(page, "opened").waitFor();
        await at(page, "files").setInputFiles(file("results.json", "[]"));
        await at(page, "trouble").getByText("no run among these files").waitFor();
        await at(page, "files").setInputFiles(file("report.json", '{"title": 3'));
        await at(page, "trouble").getByText("report.json is not JSON").waitFor();
        await at(page, "files").setInputFiles(join(plantRuns()[1], "config.json"));
        await at(page, "trouble").getByText("config.json alone says what was to be run").waitFor();
      });
    });
  });
}
