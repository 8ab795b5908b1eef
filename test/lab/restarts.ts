/**
 * Whatever is changed of what is trained, the network on show is another one, without the speed being touched: a fresh network of
 * the new settings, in figures, numbers, address and files.
 */
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { at, numberAt, saved, trained, type Visit } from "./openLab.js";

/** A control, and what one does to it. */
type Change = readonly [control: string, act: (page: Page) => Promise<unknown>];

const slide = (name: string): Change => [name, (page) => at(page, name).press("ArrowRight")];
const fill = (name: string, value: string): Change => [
  name,
  async (page) => {
    await at(page, name).fill(value);
    await at(page, name).press("Tab");
  },
];
const select = (name: string, value: string): Change => [name, (page) => at(page, name).selectOption(value)];
const press = (name: string): Change => [name, (page) => at(page, name).click()];
const preset = (name: string): Change => [name, (page) => page.getByRole("button", { name }).click()];
const DICE = press("dice");
const SEED = fill("seed", "23");

async function drag(page: Page): Promise<void> {
  const [handle, opposite] = [await at(page, "handle-1").boundingBox(), await at(page, "handle-3").boundingBox()];
  if (!handle || !opposite) throw new Error("no handles");
  await page.mouse.move(handle.x + handle.width / 2, handle.y + handle.height / 2);
  await page.mouse.down();
  await page.mouse.move(handle.x + 0.3 * (opposite.x - handle.x), handle.y + 0.3 * (opposite.y - handle.y), {
    steps: 3,
  });
  await page.mouse.up();
}

async function drawPoint(page: Page): Promise<void> {
  await at(page, "cloud").press("ArrowLeft");
  await at(page, "cloud").press("Enter");
}

/** The address follows a change after a rest: only then does going back undo that change alone. */
async function goBack(page: Page): Promise<void> {
  await page.waitForTimeout(1500);
  await page.goBack();
}

const awaitUpdate = (page: Page, update: number) =>
  page.waitForFunction(
    (wanted) =>
      document.querySelector('[data-test="progress"]')?.textContent?.trim().startsWith(`update ${wanted} of`) ?? false,
    update,
  );

/** Notes, from now on, the least ratio of a network's energy to the floor beside it that the page ever shows. */
const watchRatio = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const noted = { least: Number.POSITIVE_INFINITY };
    Object.assign(globalThis, { noted });
    const valueAt = (name: string) => document.querySelector(`[data-test="${name}"]`)?.getAttribute("data-value");
    new MutationObserver(() => {
      const [network, floor] = [valueAt("trained-energy"), valueAt("floor")];
      if (network && floor) noted.least = Math.min(noted.least, Number(network) / Number(floor));
    }).observe(document.body, { subtree: true, childList: true, attributes: true });
  });
const leastRatio = (page: Page): Promise<number> => page.evaluate(() => Reflect.get(globalThis, "noted").least);

interface Named {
  readonly settings: unknown;
  readonly network?: Readonly<Record<string, unknown>>;
}

/** What a figure says of itself, and the configuration that is saved at the same time. */
async function exportsOf(page: Page): Promise<{ figure: Named; config: Named }> {
  const read = async (name: string) => new TextDecoder().decode(await saved(page, name));
  const [, metadata = "{}"] = /<metadata[^>]*>([^<]*)</.exec(await read("svg")) ?? [];
  return { figure: JSON.parse(metadata), config: JSON.parse(await read("config")) };
}

/** One update, the change, and a network before its first update again. */
async function change(page: Page, [control, act]: Change): Promise<void> {
  await at(page, "step").click();
  await awaitUpdate(page, 1);
  await act(page);
  await awaitUpdate(page, 0).catch((error: Error) => {
    throw new Error(`${control}: ${error.message}`);
  });
}

interface Place {
  readonly view: string;
  readonly hash: string;
  /** Before the first change. */
  readonly ready: (page: Page) => Promise<unknown>;
  readonly changes: readonly Change[];
  /** By its `data-test`: a number that is another one for every network. */
  readonly fingerprint: string;
}

const openSettings = async (page: Page, figure: string) => {
  await at(page, figure).waitFor();
  await page.getByText("All settings").click();
};

const PLACES: readonly Place[] = [
  {
    view: "Corners",
    hash: "#corners?v=1&side=5&code=6&updates=100",
    ready: (page) => page.getByText("Prices and training").click(),
    fingerprint: "trained-energy",
    changes: [
      preset("One corner gone"),
      preset("Correlated"),
      preset("Two opposite"),
      preset("Disc: mixed"),
      preset("Square: pure"),
      ["drag", drag],
      ["arrow key on a handle", (page) => at(page, "handle-2").press("PageUp")],
      ...["shear", "diagonal", "side", "activityEnergy", "weightEnergy", "prediction"].map(slide),
      ...["code", "updates", "learningRate"].map(slide),
      DICE,
      SEED,
      press("shape-disc"),
      press("shape-square"),
      press("shape-drawn"),
      ["a drawn point", drawPoint],
      ["undo", (page) => page.getByRole("button", { name: "Undo a point" }).click()],
      ["back", goBack],
    ],
  },
  {
    view: "Ablations",
    hash: "#ablations?v=1&code=5&samples=200&updates=30&batch=20&evaluationSamples=200",
    ready: (page) => openSettings(page, "information"),
    fingerprint: "objective",
    changes: [
      DICE,
      SEED,
      fill("code", "6"),
      fill("factors", "4"),
      fill("samples", "300"),
      fill("batch", "30"),
      fill("updates", "40"),
      fill("learningRate", "0.02"),
      select("schedule", "constant"),
      select("initialisation", "he-normal"),
      fill("prediction", "7"),
      fill("nonnegativity", "3"),
      fill("activityEnergy", "0.3"),
      fill("weightEnergy", "0.2"),
      fill("evaluationSamples", "300"),
      fill("bins", "7"),
    ],
  },
  {
    view: "Depth",
    hash: "#depth?v=1&hidden=4,3&samples=200&updates=20&batch=20&evaluationSamples=200",
    ready: (page) => openSettings(page, "information"),
    fingerprint: "objective",
    changes: [DICE, SEED, fill("factors", "5"), fill("learningRate", "0.004"), fill("activityEnergy", "0.3")],
  },
  {
    view: "Space",
    hash: "#space?v=1&units=6&updates=20&largestWave=2&largestVectorWave=1&mixedWaves=3&roomPlaces=10&lattice=4&mapBins=16",
    ready: (page) => openSettings(page, "maps"),
    fingerprint: "mir",
    changes: [slide("atHome"), DICE, SEED, fill("units", "7"), fill("roomPlaces", "12"), fill("activityEnergy", "0.3")],
  },
  {
    view: "Images",
    hash: "#images?v=1&experiment=fig13&network=here&updates=3&batch=4&evaluationImages=200&rectifiedBetas=2&weightEnergies=[]",
    ready: (page) => openSettings(page, "mig"),
    fingerprint: "mir",
    changes: [
      select("kind", "betas"),
      ["strength", (page) => at(page, "strength").press("End")],
      DICE,
      fill("learningRate", "0.002"),
    ],
  },
];

export function restartTests(visit: Visit): void {
  describe("a changed setting", () => {
    test.each(PLACES)(
      "starts the training over: $view",
      ({ hash, ready, changes, fingerprint }) =>
        visit(hash, async (page) => {
          await ready(page);
          for (const one of changes) await change(page, one);
          // The address follows after a rest, so that a drag is one step of the browser's history.
          await page.waitForTimeout(500);
          const { figure, config } = await exportsOf(page);
          expect(figure).toMatchObject({ ...config, network: { update: 0 } });
          const known = await numberAt(page, fingerprint);
          await visit(new URL(page.url()).hash, async (again) => {
            await at(again, "step").click();
            await awaitUpdate(again, 1);
            await at(again, "restart").click();
            await awaitUpdate(again, 0);
            await expect.poll(() => numberAt(again, fingerprint), { timeout: 60_000 }).toBe(known);
          });
        }),
      180_000,
    );

    test("in mid-training goes on with the new network from its start, and no network is ever below the floor", () =>
      // So slow at first that it is still training when the preset is pressed, however busy the machine is.
      visit("#corners?v=1&side=5&code=8&updates=600&pace=slow", async (page) => {
        await at(page, "floor").waitFor();
        await watchRatio(page);
        await at(page, "play").click();
        await page.getByText(/^\s*update [1-9]\d* of 600/).waitFor();
        await page.getByRole("button", { name: "One corner gone" }).click();
        await at(page, "pace").selectOption("full");
        await trained(page);
        const energy = await numberAt(page, "trained-energy");
        await page.waitForURL(/corners=0\.6/);
        await visit(new URL(page.url()).hash, async (again) => {
          await at(again, "play").click();
          await trained(again);
          expect(await numberAt(again, "trained-energy")).toBe(energy);
        });
        await drag(page);
        await awaitUpdate(page, 0);
        await page.getByRole("button", { name: "Square: pure" }).click();
        await page.waitForURL((url) => !url.hash.includes("corners=0"));
        await awaitUpdate(page, 0);
        expect(await leastRatio(page)).toBeGreaterThan(1 - 1e-6);
      }));

    test("a constraint switched on the page leaves the network; one that an address switches begins another", () =>
      visit(PLACES[1].hash, async (page) => {
        await at(page, "information").waitFor();
        await at(page, "step").click();
        await awaitUpdate(page, 1);
        await at(page, "constraint-nonnegativity").click();
        await page.waitForURL(/off=nonnegativity/);
        await at(page, "step").click();
        await awaitUpdate(page, 2);
        const { figure } = await exportsOf(page);
        const switched = { update: 2, off: [], switched: [{ step: 1, off: ["nonnegativity"] }] };
        expect(figure.network).toMatchObject(switched);
        await page.reload();
        await page.getByText("update 2 of 30, where you left it").waitFor();
        expect((await exportsOf(page)).figure.network).toMatchObject(switched);
        await page.goBack();
        await awaitUpdate(page, 0);
        expect((await exportsOf(page)).figure.network).toEqual({ update: 0, updates: 30, off: [] });
        await page.evaluate(() => {
          location.hash += "&off=activityEnergy";
        });
        await page.waitForFunction(
          () => document.querySelector('[data-test="constraint-activityEnergy"]:not(:checked)') !== null,
        );
        await awaitUpdate(page, 0);
        expect((await exportsOf(page)).figure.network).toMatchObject({ off: ["activityEnergy"] });
      }));
  });
}
