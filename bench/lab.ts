/**
 * The lab in Chromium: time until it can be used, size of the first view, frames and long tasks while a network of Fig. 2 trains,
 * and time from a drag to the certified optimum of 2,025 points. `npm run build && node --import tsx bench/lab.ts`
 */
import { cpus, loadavg } from "node:os";
import { gzipSync } from "node:zlib";
import type { Browser, Page } from "playwright-core";
import { median, quantile } from "../src/math/statistics.js";
import { launchBrowser } from "../test/lab/chromium.js";
import { at, serve } from "../test/lab/openLab.js";

const { browser, reason } = await launchBrowser();
if (browser === undefined) throw new Error(reason);
const server = await serve();
const load = (): string => `load average ${loadavg()[0].toFixed(1)} on ${cpus().length} cores`;
console.log(`${cpus()[0]?.model ?? "unknown processor"}, Chromium ${browser.version()}, ${load()}`);

const say = (what: string, found: string, wanted: string): void =>
  console.log(`${what.padEnd(58)}${found.padStart(12)}  (wanted ${wanted})`);
const digits = (value: number, count = 0): string => value.toFixed(count);

/** Notes in the page when the first verdict is there, and every task that kept it from answering for 50 ms and more. */
function watch(): void {
  const noted = { verdict: 0, tasks: [] as number[] };
  Object.assign(globalThis, { noted });
  new PerformanceObserver((list) => noted.tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
    type: "longtask",
    buffered: true,
  });
  new MutationObserver((_, observer) => {
    if (document.querySelector("[data-verdict]") === null) return;
    noted.verdict = performance.now();
    observer.disconnect();
  }).observe(document, { subtree: true, childList: true, attributes: true });
}

interface Noted {
  readonly verdict: number;
  readonly tasks: readonly number[];
}
const notedOn = (page: Page): Promise<Noted> => page.evaluate(() => Reflect.get(globalThis, "noted"));

async function open(from: Browser, hash: string): Promise<Page> {
  const context = await from.newContext({ viewport: { width: 1400, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(watch);
  await page.goto(server.address + hash);
  return page;
}

async function firstView(from: Browser): Promise<void> {
  const times: number[] = [];
  let [bytes, longest] = [0, 0];
  for (let round = 0; round < 5; round++) {
    const context = await from.newContext({ viewport: { width: 1400, height: 900 } });
    const page = await context.newPage();
    await page.addInitScript(watch);
    const addresses = new Set<string>();
    page.on("request", (request) => addresses.add(request.url().split(/[?#]/)[0]));
    await page.goto(server.address);
    await page.locator("[data-verdict]").waitFor();
    const { verdict, tasks } = await notedOn(page);
    times.push(verdict);
    longest = Math.max(longest, ...tasks);
    const files = await Promise.all([...addresses].map(async (address) => (await context.request.get(address)).body()));
    bytes = files.reduce((sum, file) => sum + gzipSync(file).length, 0);
    await context.close();
  }
  say("navigation to the first verdict, median of 5", `${digits(median(times))} ms`, "1500 ms");
  say("longest task of the main thread meanwhile, of all 5", `${digits(longest)} ms`, "50 ms");
  say("first view, gzipped", `${digits(bytes / 1000)} kB`, "350 kB");
}

async function drag(from: Browser): Promise<void> {
  const page = await open(from, "#corners?v=1&side=45");
  await page.locator("[data-verdict]").waitFor();
  const handle = await at(page, "handle-0").boundingBox();
  if (handle === null) throw new Error("no handle");
  await page.mouse.move(handle.x + handle.width / 2, handle.y + handle.height / 2);
  await page.mouse.down();
  await page.evaluate(() => {
    performance.clearMeasures();
    Reflect.get(globalThis, "noted").tasks.length = 0;
  });
  for (let step = 1; step <= 120; step++) {
    await page.mouse.move(handle.x + 8 + step, handle.y + 8 - step);
    await page.waitForTimeout(30);
  }
  await page.mouse.up();
  const times = await page.evaluate(() =>
    performance.getEntriesByName("question to answer").map(({ duration }) => duration),
  );
  say(`drag to certified optimum, 2,025 points, median of ${times.length}`, `${digits(median(times), 1)} ms`, "16 ms");
  say("... 9 of 10 within", `${digits(quantile(Float64Array.from(times), 0.9), 1)} ms`, "-");
  const { tasks } = await notedOn(page);
  say("longest task of the main thread while dragging", `${digits(Math.max(0, ...tasks))} ms`, "50 ms");
  await page.context().close();
}

async function frames(from: Browser): Promise<void> {
  const page = await open(from, "#ablations");
  await at(page, "information").waitFor();
  await at(page, "play").click();
  await page.waitForFunction(() =>
    /a second/.test(document.querySelector('[data-test="progress"]')?.textContent ?? ""),
  );
  await page.evaluate(() => (Reflect.get(globalThis, "noted").tasks.length = 0));
  const rate = await page.evaluate(async () => {
    const begun = performance.now();
    let count = 0;
    for (; performance.now() - begun < 8000; count++) await new Promise(requestAnimationFrame);
    return (1000 * count) / (performance.now() - begun);
  });
  const { tasks } = await notedOn(page);
  say("frames a second while Fig. 2 trains (188 units), over 8 s", digits(rate, 1), "50");
  say("longest task of the main thread meanwhile", `${digits(Math.max(0, ...tasks))} ms`, "50 ms");
  console.log(`  ${(await at(page, "progress").textContent())?.trim()}`);
  await page.context().close();
}

await firstView(browser);
await drag(browser);
await frames(browser);
console.log(load());
await browser.close();
await server.close();
