/** Corners: the certified optimum while one drags, and a network trained on the cloud. */

import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { fromSafetensors } from "../../src/engine/safetensors.js";
import { compileWasm } from "../../src/engine/wasm.js";
import { jobContext } from "../../src/experiments/frame/jobContext.fixture.js";
import { cloud, pointResult } from "../../src/experiments/points/index.js";
import { bytesSource } from "../../src/io/index.js";
import { loadRepresentation } from "../../src/representation/index.js";
import { mergeSettings, parseAssignments, parsePartialConfig } from "../../src/runs/index.js";
import { at, numberAt, saved, trained, type Visit } from "./openLab.js";

export const awaitVerdict = (page: Page, verdict: string) => page.locator(`[data-verdict="${verdict}"]`).waitFor();

export function cornersTests(visit: Visit): void {
  describe("Corners", () => {
    test("says modular for the whole square, and mixed once a corner is dragged away", () =>
      visit("#corners", async (page) => {
        await awaitVerdict(page, "modular");
        const handle = await at(page, "handle-0").boundingBox();
        const opposite = await at(page, "handle-2").boundingBox();
        if (!handle || !opposite) throw new Error("no handles");
        await page.mouse.move(handle.x + handle.width / 2, handle.y + handle.height / 2);
        await page.mouse.down();
        await page.mouse.move(handle.x + 0.32 * (opposite.x - handle.x), handle.y + 0.32 * (opposite.y - handle.y), {
          steps: 8,
        });
        await page.mouse.up();
        await awaitVerdict(page, "mixed");
        await page.waitForURL(/corners=0\.\d+,0,0,0/);
        await page.goBack();
        await awaitVerdict(page, "modular");
      }));

    test("every control changes the certified optimum or the address, and the address restores it", () =>
      visit("#corners?v=1&corners=0.4,0,0,0", async (page) => {
        const floor = () => numberAt(page, "floor");
        await page.getByText("Prices and training").click();
        for (const name of ["shear", "diagonal", "side", "activityEnergy", "weightEnergy", "prediction"]) {
          const before = await floor();
          await at(page, name).press("ArrowRight");
          await at(page, name).press("ArrowRight");
          await page.waitForFunction(
            (old) => document.querySelector('[data-test="floor"]')?.getAttribute("data-value") !== String(old),
            before,
          );
        }
        for (const name of ["code", "updates", "learningRate"]) await at(page, name).press("ArrowRight");
        await at(page, "shape-disc").click();
        await at(page, "seed").fill("17");
        await at(page, "pace").selectOption("slow");
        await at(page, "lock").click();
        await page.waitForURL(/lock=false/);
        for (const part of [
          "shear=",
          "diagonal=3",
          "side=17",
          "shape=disc",
          "seed=17",
          "pace=slow",
          "code=65",
          "updates=",
          "learningRate=",
        ])
          expect(page.url()).toContain(part);
        const [address, last] = [page.url(), await floor()];
        await visit(new URL(address).hash, async (again) => {
          expect(await numberAt(again, "floor")).toBe(last);
          expect(await at(again, "seed").inputValue()).toBe("17");
          expect(await at(again, "pace").inputValue()).toBe("slow");
        });
      }));

    test("points are drawn by pointer and by keys", () =>
      visit("#corners?v=1", async (page) => {
        await at(page, "shape-drawn").click();
        const box = await at(page, "cloud").boundingBox();
        if (!box) throw new Error("no figure");
        await page.mouse.click(box.x + box.width / 2, box.y + box.height / 3);
        await at(page, "cloud").press("ArrowLeft");
        await at(page, "cloud").press("Enter");
        await page.waitForURL(/drawn=/);
        const drawn = JSON.parse(new URLSearchParams(new URL(page.url()).hash.split("?")[1]).get("drawn") ?? "");
        expect(drawn).toHaveLength(6);
        expect(drawn[5]).toEqual([0.45, 0.5]);
      }));

    test("trains to the numbers of the command line, exports them, and starts over", () =>
      visit("#corners?v=1&side=5&corners=0.5,0,0,0&code=8&updates=60&seed=3", async (page) => {
        const settings = cloud.settings.parse({ seeds: [3], side: 5, corners: [0.5, 0, 0, 0], code: 8, updates: 60 });
        const result = await cloud.runJob(cloud.jobs(settings)[0], settings, jobContext(compileWasm));
        const { optimum, trained: known } = pointResult(result);
        expect(await numberAt(page, "floor")).toBe(optimum.energy);
        expect(await numberAt(page, "modular")).toBe(optimum.modular);
        await at(page, "step").click();
        await page.getByText("update 1 of 60").waitFor();
        await at(page, "play").click();
        await trained(page);
        // The browser's vector unit may fuse multiply and add where Node's does not: equal to rounding of 32-bit numbers.
        const energy = await numberAt(page, "trained-energy");
        expect(Math.abs(energy / known.energy - 1)).toBeLessThan(1e-5);

        const weights = fromSafetensors(await saved(page, "safetensors")).tree;
        expect(Object.keys(weights).sort()).toEqual(["code.weight", "output.bias", "output.weight"]);
        const code = weights["code.weight"].data;
        result.arrays.code.data.forEach((value, i) => {
          expect(code[(i % 2) * 8 + (i >> 1)]).toBeCloseTo(value, 4);
        });
        const recorded = await loadRepresentation(bytesSource(await saved(page, "npz")));
        expect([recorded.units, recorded.factors.length, Math.min(...recorded.activity) > -1e-6]).toEqual([8, 2, true]);
        const svg = new TextDecoder().decode(await saved(page, "svg"));
        expect(svg).toMatch(/^<svg[^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
        expect(svg).toContain('"experiment":"cloud"');
        expect(svg).not.toMatch(/var\(|class=|NaN/);
        expect([...(await saved(page, "png")).subarray(1, 4)].map((byte) => String.fromCharCode(byte)).join("")).toBe(
          "PNG",
        );
        const [head, ...rows] = new TextDecoder()
          .decode(await saved(page, "csv"))
          .trim()
          .split("\n");
        expect(head.split(",")).toHaveLength(6);
        expect(rows.filter((row) => row.startsWith("trained,"))).toHaveLength(8);
        const config = parsePartialConfig(new TextDecoder().decode(await saved(page, "config")), "the export");
        expect(mergeSettings(cloud, [{ source: "the export", values: config.settings }]).values).toEqual(settings);

        await at(page, "restart").click();
        await page.getByText("update 0 of 60").waitFor();
        await at(page, "dice").click();
        await page.waitForFunction(() => !location.hash.includes("seed=3&") && !location.hash.endsWith("seed=3"));
      }));

    test("a trained unit is pinned, silenced and held; the loss follows and comes back", () =>
      visit("#corners?v=1&side=5&code=6&updates=30&pin=2", async (page) => {
        await at(page, "play").click();
        await trained(page);
        const intact = await numberAt(page, "trained-energy");
        await at(page, "lesion-2").click();
        await at(page, "altered").waitFor();
        expect(await numberAt(page, "trained-energy")).not.toBe(intact);
        await at(page, "clamp-2").click();
        await page.waitForURL(/clamp=2/);
        await at(page, "clamp-2").click();
        await at(page, "altered").waitFor({ state: "detached" });
        expect(await numberAt(page, "trained-energy")).toBe(intact);
      }));

    test("the copied command has the same settings, and the link is the address", () =>
      visit(
        "#corners?v=1&side=9&corners=0.5,0,0,0&seed=4",
        async (page) => {
          const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
          await at(page, "copy-link").click();
          expect(await clipboard()).toBe(page.url());
          await at(page, "copy-command").click();
          const command = await clipboard();
          expect(command).toBe("npx purecell run cloud --seed 4 --engine wasm --set side=9 --set corners=0.5,0,0,0");
          const assignments = [...command.matchAll(/--set (\S+)/g)].map(([, text]) => text);
          const { values } = mergeSettings(cloud, [parseAssignments(cloud, assignments)]);
          expect(values).toMatchObject({ side: 9, corners: [0.5, 0, 0, 0] });
          await at(page, "copy-code").click();
          expect(await clipboard()).toContain('experiments.experiments["cloud"]');
        },
        { permissions: ["clipboard-read", "clipboard-write"] },
      ));

    test("a corner follows a finger at any angle, and the page stays where it is", () =>
      visit(
        "#corners?v=1",
        async (page) => {
          await awaitVerdict(page, "modular");
          await at(page, "handle-0").scrollIntoViewIfNeeded();
          const [handle, opposite] = [
            await at(page, "handle-0").boundingBox(),
            await at(page, "handle-2").boundingBox(),
          ];
          if (!handle || !opposite) throw new Error("no handles");
          const scrolled = () => page.evaluate(() => scrollY);
          const before = await scrolled();
          const fingers = await page.context().newCDPSession(page);
          const finger = (part: number) => [
            {
              // Steeper than it is wide: what a browser takes for a scroll.
              x: handle.x + handle.width / 2 + 0.6 * part * (opposite.x - handle.x),
              y: handle.y + handle.height / 2 + part * (opposite.y - handle.y),
            },
          ];
          await fingers.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: finger(0) });
          for (let part = 0.03; part <= 0.42; part += 0.03) {
            await fingers.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: finger(part) });
          }
          await fingers.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
          await awaitVerdict(page, "mixed");
          expect(Number(await at(page, "handle-0").getAttribute("aria-valuenow"))).toBeGreaterThan(0.4);
          expect(await scrolled()).toBe(before);
        },
        { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
      ));
  });
}
