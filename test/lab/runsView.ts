/** Runs: folders that are served or chosen, with the numbers that were planted in them. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { at, numberAt, saved, type Visit } from "./openLab.js";
import { PLANTED, plantRuns } from "./plantedRuns.js";

const [one, two] = PLANTED;

export function runsTests(visit: Visit): void {
  describe("Runs", () => {
    test("shows a served run: verdict, median over seeds, curves, its figure without its scripts", () =>
      visit("#runs", async (page) => {
        await at(page, "verdict-planted.holds").getByText("met").waitFor();
        expect(await at(page, "run").inputValue()).toBe(one.name);
        expect(await numberAt(page, "median-all")).toBeCloseTo(one.mir("all", 1), 12);
        expect(await page.getByRole("img", { name: /loss.*all ends at 0.05/ }).count()).toBe(1);
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
      });
    });
  });
}
