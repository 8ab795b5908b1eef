/**
 * The lab in Chromium: time until it can be used, size of the first view, frames and tasks of the main thread while two networks of Fig. 2
 * train beside each other, and time from a drag to the certified optimum of 2,025 points. A task counts by the processor time it took, by
 * which other users of the cores do not matter; what it took by the clock stands beside it. `npm run build && node --import tsx bench/lab.ts`
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

/** Notes in the page when the first verdict is there. */
function watch(): void {
  const noted = { verdict: 0 };
  Object.assign(globalThis, { noted });
  new MutationObserver((_, observer) => {
    if (document.querySelector('[data-verdict], [data-test="corner-said"]') === null) return;
    noted.verdict = performance.now();
    observer.disconnect();
  }).observe(document, { subtree: true, childList: true, attributes: true });
}

/** ms */
interface Task {
  readonly processor: number;
  readonly clock: number;
}

/** Main-thread tasks of a page while something is done on it, from Chromium's own trace. */
async function tasksOf(page: Page, act: () => Promise<void>): Promise<Task[]> {
  const own = page.context().browser();
  if (own === null) throw new Error("no browser");
  await own.startTracing(page, { categories: ["disabled-by-default-devtools.timeline"] });
  await act();
  const { traceEvents }: Trace = JSON.parse((await own.stopTracing()).toString());
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`;
  const main = new Set(
    traceEvents.filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain").map(threadOf),
  );
  return traceEvents
    .filter((event) => event.name === "RunTask" && event.ph === "X" && main.has(threadOf(event)))
    .map(({ dur = 0, tdur = dur }) => ({ processor: tdur / 1000, clock: dur / 1000 }));
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds by the clock, and of the processor. */
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}
interface Trace {
  readonly traceEvents: readonly TraceEvent[];
}

/** The longest by processor time. */
const longestOf = (tasks: readonly Task[]): Task =>
  tasks.reduce((longest, task) => (task.processor > longest.processor ? task : longest), { processor: 0, clock: 0 });

const sayTask = (when: string, { processor, clock }: Task): void =>
  say(
    `longest task of the main thread ${when}, processor (clock)`,
    `${digits(processor)} ms (${digits(clock)})`,
    "50 ms",
  );

async function open(from: Browser, hash: string): Promise<Page> {
  const context = await from.newContext({ viewport: { width: 1400, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(watch);
  await page.goto(server.address + hash);
  return page;
}

async function firstView(from: Browser, name: string, hash: string): Promise<void> {
  const times: number[] = [];
  const tasks: Task[] = [];
  let bytes = 0;
  for (let round = 0; round < 5; round++) {
    const context = await from.newContext({ viewport: { width: 1400, height: 900 } });
    const page = await context.newPage();
    await page.addInitScript(watch);
    const addresses = new Set<string>();
    page.on("request", (request) => addresses.add(request.url().split(/[?#]/)[0]));
    const own = await tasksOf(page, async () => {
      await page.goto(server.address + hash);
      await page.locator('[data-verdict], [data-test="corner-said"]').first().waitFor();
    });
    tasks.push(longestOf(own));
    times.push(await page.evaluate(() => Reflect.get(globalThis, "noted").verdict));
    const files = await Promise.all([...addresses].map(async (address) => (await context.request.get(address)).body()));
    bytes = files.reduce((sum, file) => sum + gzipSync(file).length, 0);
    await context.close();
  }
  say(`${name}: navigation to the first verdict, median of 5`, `${digits(median(times))} ms`, "1500 ms");
  const order = [...tasks].sort((one, other) => one.processor - other.processor);
  sayTask("meanwhile, median of 5", order[2]);
  sayTask("meanwhile, worst of 5", order[4]);
  say(`${name}: all that it loads, gzipped`, `${digits(bytes / 1000)} kB`, "350 kB");
}

async function drag(from: Browser): Promise<void> {
  const page = await open(from, "#corners?v=1&side=45");
  await page.locator("[data-verdict]").waitFor();
  const handle = await at(page, "handle-0").boundingBox();
  if (handle === null) throw new Error("no handle");
  await page.mouse.move(handle.x + handle.width / 2, handle.y + handle.height / 2);
  await page.mouse.down();
  await page.evaluate(() => performance.clearMeasures());
  const tasks = await tasksOf(page, async () => {
    for (let step = 1; step <= 120; step++) {
      await page.mouse.move(handle.x + 8 + step, handle.y + 8 - step);
      await page.waitForTimeout(30);
    }
    await page.mouse.up();
  });
  const times = await page.evaluate(() =>
    performance.getEntriesByName("question to answer").map(({ duration }) => duration),
  );
  say(`drag to certified optimum, 2,025 points, median of ${times.length}`, `${digits(median(times), 1)} ms`, "16 ms");
  say("... 9 of 10 within", `${digits(quantile(Float64Array.from(times), 0.9), 1)} ms`, "-");
  sayTask("while dragging", longestOf(tasks));
  await page.context().close();
}

async function frames(from: Browser): Promise<void> {
  const page = await open(from, "#ablations?v=1&twin=activityEnergy");
  await at(page, "information").first().waitFor();
  await at(page, "mir-B").waitFor();
  await at(page, "play").click();
  await page.waitForFunction(() =>
    /a second/.test(document.querySelector('[data-test="progress"]')?.textContent ?? ""),
  );
  const during = { rate: 0 };
  const tasks = await tasksOf(page, async () => {
    during.rate = await page.evaluate(async () => {
      const begun = performance.now();
      let count = 0;
      for (; performance.now() - begun < 8000; count++) await new Promise(requestAnimationFrame);
      return (1000 * count) / (performance.now() - begun);
    });
  });
  say("frames a second while two of Fig. 2 train (188 units), over 8 s", digits(during.rate, 1), "50");
  sayTask("meanwhile", longestOf(tasks));
  console.log(`  ${(await at(page, "progress").textContent())?.trim()}`);
  await page.context().close();
}

await firstView(browser, "Start", "");
await firstView(browser, "Corners", "#corners");
await drag(browser);
await frames(browser);
console.log(load());
await browser.close();
await server.close();
