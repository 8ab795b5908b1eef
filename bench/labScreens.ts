/** The pictures of docs/lab: every view in light, in the dark and on a phone. `npm run build && LAB_RUNS=runs/ID node --import tsx bench/labScreens.ts` */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { BrowserContextOptions, Page } from "playwright-core";
import { launchBrowser } from "../test/lab/chromium.js";
import { at, openLab, serve, trained } from "../test/lab/openLab.js";

const OUT = join(import.meta.dirname, "../docs/lab");

const SCREENS: Readonly<Record<string, BrowserContextOptions>> = {
  light: { colorScheme: "light" },
  dark: { colorScheme: "dark" },
  phone: { colorScheme: "light", viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
};

/** Each view in a state worth looking at. */
const VIEWS: readonly { readonly name: string; readonly hash: string; readonly act: (page: Page) => Promise<void> }[] =
  [
    {
      name: "corners",
      hash: "#corners?v=1&corners=0.6,0,0,0&updates=4000",
      async act(page) {
        await at(page, "play").click();
        await trained(page, 120_000);
        await at(page, "phase-map").scrollIntoViewIfNeeded();
        await page.waitForFunction(() => {
          const map = document.querySelector('[data-test="phase-map"]');
          return map !== null && map.getAttribute("data-known") === map.getAttribute("data-whole");
        });
        await page.evaluate(() => scrollTo(0, 0));
      },
    },
    {
      name: "ablations",
      hash: "#ablations?v=1&updates=5000&pin=11",
      async act(page) {
        await at(page, "information").waitFor();
        await at(page, "play").click();
        await trained(page, 240_000);
        await at(page, "card-11").waitFor();
      },
    },
    {
      name: "depth",
      hash: "#depth?v=1&layer=2&pin=4",
      async act(page) {
        await at(page, "layer-2").waitFor();
        await at(page, "card-4").waitFor();
      },
    },
    {
      name: "data",
      hash: "#data",
      async act(page) {
        await at(page, "example").click();
        await at(page, "predict").click();
        await at(page, "statement").waitFor();
      },
    },
    {
      name: "space",
      hash: "#space?v=1&updates=900&object=1.5,1",
      async act(page) {
        await at(page, "maps").waitFor();
        await at(page, "play").click();
        await trained(page, 240_000);
        await at(page, "mir").waitFor();
      },
    },
    {
      name: "images",
      hash: "#images?v=1&at=1,2,4,5,2,12",
      async act(page) {
        await at(page, "mig").waitFor();
        await at(page, "latents").waitFor();
      },
    },
    {
      name: "sequences",
      hash: "#sequences?v=1&updates=600",
      async act(page) {
        await at(page, "share").waitFor();
        await at(page, "play").click();
        await trained(page, 240_000);
        await at(page, "saving-7-8").filter({ hasText: /^0$/ }).waitFor();
      },
    },
    {
      name: "stories",
      hash: "#corners?v=1&corners=0.6,0,0,0&story=corners.2",
      async act(page) {
        await at(page, "story-text").waitFor();
        await at(page, "verdict").waitFor();
      },
    },
    {
      name: "runs",
      hash: "#runs",
      act: (page) => at(page, "opened").waitFor(),
    },
  ];

const { browser, reason } = await launchBrowser();
if (browser === undefined) throw new Error(reason);
/** Run folders that the view of runs shows; without them it is left out. */
const runs = (process.env.LAB_RUNS ?? "").split(",").filter(Boolean);
const server = await serve(runs);
mkdirSync(OUT, { recursive: true });
const wanted = process.argv.slice(2);
for (const { name, hash, act } of VIEWS.filter(
  ({ name }) => (name !== "runs" || runs.length > 0) && (wanted.length === 0 || wanted.includes(name)),
)) {
  for (const [screen, options] of Object.entries(SCREENS)) {
    const { page, problems } = await openLab(browser, server, hash, options);
    await act(page);
    await page.mouse.move(0, 0);
    await page.screenshot({ path: join(OUT, `${name}-${screen}.png`), fullPage: true });
    for (const problem of problems) console.error(`${name}, ${screen}: ${problem}`);
    await page.context().close();
  }
}
await browser.close();
await server.close();
