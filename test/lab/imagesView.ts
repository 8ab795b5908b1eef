/** Images: networks that were trained before, and one that the page trains, looked at by the code of the experiments. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { traversals } from "../../lab/worker/images/index.js";
import { fromSafetensors } from "../../src/engine/safetensors.js";
import { compileWasm } from "../../src/engine/wasm.js";
import { keyOf } from "../../src/experiments/frame/index.js";
import {
  codeInformation,
  fig13,
  type ImageSettings,
  imageArms,
  imageJobs,
  imagePlan,
  imageStudies,
  openImageSource,
  parametersIn,
  readTrainedVae,
  vaeOptions,
} from "../../src/experiments/images/index.js";
import { bytesSource } from "../../src/io/index.js";
import { imageEncoder } from "../../src/models/index.js";
import { loadRepresentation, representation } from "../../src/representation/index.js";
import { imageSample } from "../../src/tasks/images/imageBatches.js";
import { dsprites, indexOf } from "../../src/tasks/index.js";
import { compilePlan, parametersOf, runForward, trainToEnd } from "../../src/training/index.js";
import { at, numberAt, saved, trained, type Visit } from "./openLab.js";

const SMALL = { updates: 3, batch: 4, evaluationImages: 200, betas: [], rectifiedBetas: [2], weightEnergies: [] };
/** Of 3D Shapes, unless an experiment is added. */
export const IMAGES_HASH =
  "#images?v=1&network=here&updates=3&batch=4&evaluationImages=200&rectifiedBetas=2&weightEnergies=[]&seed=3";

const shipped = (experiment: string, kind: string) => {
  const name = `${experiment}-${kind}.safetensors`;
  return readTrainedVae(readFileSync(join(import.meta.dirname, "../../lab/networks", name)), name);
};

export function imagesTests(visit: Visit): void {
  describe("Images", () => {
    test("the chosen image and its neighbours are the task's own", () => {
      const { pictures, rows } = traversals({ experiment: "fig13", at: [0, 2, 3, 5, 10, 31] });
      const image = (levels: readonly number[]) => {
        const into = new Float32Array(64 * 64);
        dsprites.render(indexOf(dsprites.grid, levels), into);
        return Array.from(into, (value) => 255 * value);
      };
      const shownAt = (i: number) => [...pictures.pixels.subarray(64 * 64 * i, 64 * 64 * (i + 1))];
      expect(shownAt(0)).toEqual(image([0, 2, 3, 5, 10, 31]));
      expect(shownAt(2)).toEqual(image([0, 0, 3, 5, 10, 31]));
      expect(rows.map(({ levels }) => levels.length)).toEqual([1, 3, 6, 8, 8, 8]);
      expect(rows[4].levels).toContain(10);
      expect(() => traversals({ experiment: "fig13", at: [0, 3, 0, 0, 0, 0] })).toThrow(/shape 0 to 2/);
      expect(() => traversals({ experiment: "fig2", at: [] })).toThrow(/fig13 and fig5/);
    });

    test.each([
      { experiment: "fig13", kind: "beta", factors: 5 },
      { experiment: "fig5", kind: "constrained", factors: 6 },
    ])(
      "the shipped $kind network of $experiment measures on the page as its run did, and is taken along",
      ({ experiment, kind, factors }) =>
        visit(`#images?v=1&experiment=${experiment}&network=${kind}`, async (page) => {
          const vae = shipped(experiment, kind);
          const { measured, parameters } = vae;
          await at(page, "mig").waitFor();
          expect(await at(page, "origin").textContent()).toContain(
            `${vae.origin.settings.updates.toLocaleString("en")} updates`,
          );
          expect(await numberAt(page, "mig")).toBe(measured.scores.mig);
          await at(page, "measure").click();
          await page.getByText("measured on this page").waitFor({ timeout: 120_000 });
          // Weights are rounded to half floats, and the run's engine was another.
          expect(await numberAt(page, "mig")).toBeCloseTo(measured.scores.mig, 3);
          expect(await numberAt(page, "mir")).toBeCloseTo(measured.scores.mir, 3);
          const code = await loadRepresentation(bytesSource(await saved(page, "npz")));
          expect([code.units, code.conditions, code.factors.length]).toEqual([
            10,
            vae.origin.settings.evaluationImages,
            factors,
          ]);
          expect(fromSafetensors(await saved(page, "safetensors")).tree).toEqual(parameters);
          expect(await csvOf(page)).toMatchObject({ rows: 10 });
        }),
      180_000,
    );

    test("factors choose the image, latents what is decoded; the address keeps both", () =>
      visit("#images?v=1&experiment=fig13", async (page) => {
        await at(page, "latents").waitFor();
        const decoded = () => page.locator(".three img").last().getAttribute("src");
        const changed = (old: string | null) =>
          page.waitForFunction(
            (was) => [...document.querySelectorAll(".three img")].at(-1)?.getAttribute("src") !== was,
            old,
          );
        const first = await decoded();
        await at(page, "factor-posX").press("ArrowRight");
        await page.waitForURL(/at=0,0,2,22,23,27/);
        await changed(first);
        const own = await decoded();
        const { order } = await page.evaluate(() => ({
          order: [...document.querySelectorAll('[data-test^="latent-"]')].map((input) =>
            input.getAttribute("data-test"),
          ),
        }));
        expect(order).toHaveLength(10);
        await at(page, order[0] ?? "").press("End");
        await page.waitForURL(/latents=/);
        await changed(own);
        expect(new TextDecoder().decode(await saved(page, "svg"))).toContain("data:image/png");
        const url = new URL(page.url()).hash;
        await at(page, "own-code").click();
        await page.waitForURL((next) => !next.hash.includes("latents"));
        await visit(url, async (again) => {
          await at(again, "latents").waitFor();
          expect(await at(again, "factor-posX").inputValue()).toBe("23");
          await at(again, "picture-these-latents").waitFor();
        });
      }));

    test("trains to the weights and scores of the command line", async () => {
      const settings = fig13.settings.parse({ ...SMALL, seeds: [3], probes: 1 });
      const { parameters, mig, mir } = await trainedAs(settings);
      await visit(`${IMAGES_HASH}&experiment=fig13`, async (page) => {
        await at(page, "mig").waitFor();
        await at(page, "play").click();
        await trained(page, 60_000);
        const { tree } = fromSafetensors(await saved(page, "safetensors"));
        expect(Object.keys(tree)).toHaveLength(20);
        // Three steps of Adam at 0.001; fused multiplication and addition differ in the last bits.
        for (const [name, { data }] of Object.entries(tree)) {
          const known = parameters[name].data;
          const errors = Array.from(data, (value, i) => Math.abs(value - known[i]));
          expect(
            errors.reduce((most, error) => Math.max(most, error)),
            name,
          ).toBeLessThan(1e-5);
        }
        expect(await numberAt(page, "mig")).toBeCloseTo(mig, 2);
        expect(await numberAt(page, "mir")).toBeCloseTo(mir, 2);
        await at(page, "kind").selectOption("weightEnergies");
        await page.waitForURL((url) => !/rectifiedBetas|weightEnergies/.test(url.hash));
      });
    });

    test("what is no condition of the images, and a file that a page cannot read, are explained", async () => {
      await visit("#images?v=1&experiment=fig13&at=9,9", async (page) => {
        await at(page, "trouble").getByText("is no condition of re-rendered dSprites").waitFor();
      });
      await visit("#images?v=1&network=here&data=dsprites.npz", async (page) => {
        await page.getByText("no file can be read here").waitFor();
      });
    });
  });
}

/** The first job of these settings as the experiment trains it, and its code on the experiment's images. */
async function trainedAs(settings: ImageSettings) {
  const { fig13: study } = imageStudies;
  const [job] = imageJobs(settings);
  const [arm] = imageArms(settings);
  const { task } = await openImageSource(study, settings, undefined);
  const plan = imagePlan(study, task, arm, job.seed, settings);
  const state = await trainToEnd(plan, await compilePlan(plan, compileWasm));
  const parameters = parametersOf(plan, state);
  const { images, factors } = imageSample(
    task,
    settings.evaluationImages,
    keyOf(job.seed, "evaluation"),
    study.conditions?.(),
  );
  const encoder = imageEncoder(vaeOptions(study, arm, settings));
  const own = parametersIn(encoder, parameters);
  const { output } = await runForward(encoder, own, images, compileWasm, { batch: settings.evaluationImages });
  const code = representation({ activity: Float64Array.from(output), units: encoder.outputs, factors });
  const { mig, mir } = codeInformation(code, settings.bins);
  return { parameters, mig: mig.score, mir: mir.score };
}

async function csvOf(page: Page): Promise<{ rows: number }> {
  const lines = new TextDecoder()
    .decode(await saved(page, "csv"))
    .trim()
    .split("\n");
  return { rows: lines.length - 1 };
}
