/** A page of the lab with everything written down that must not happen on it. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { build } from "vite";
import { servedFiles } from "../../src/cli/commands/lab/servedFiles.js";
import { type LabServer, serveLab } from "../../src/cli/commands/lab/server.js";
import { newToken } from "../../src/cli/commands/lab/token.js";

const ROOT = join(import.meta.dirname, "../..");

const newest = (folder: string): number =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .map((name) => statSync(join(ROOT, folder, name)).mtimeMs)
    .reduce((most, time) => Math.max(most, time), 0);

/** The folder of a lab built from these sources: `dist/lab` where that is newer than they are, else one made now. */
export async function freshLab(): Promise<string> {
  const built = join(ROOT, "dist/lab");
  const index = join(built, "index.html");
  const time = existsSync(index) ? statSync(index).mtimeMs : 0;
  if (time > Math.max(newest("src"), newest("lab"))) return built;
  const outDir = join(ROOT, "node_modules/.cache/lab");
  await build({
    configFile: join(ROOT, "lab/vite.config.ts"),
    logLevel: "error",
    build: { outDir, emptyOutDir: true },
  });
  return outDir;
}

export const serve = async (runs: readonly string[] = []): Promise<LabServer> =>
  serveLab(servedFiles(await freshLab(), runs), { token: newToken() });

export interface PageOptions extends BrowserContextOptions {
  /** Runs in the page before anything of the lab does. */
  readonly before?: () => void;
}

export interface LabPage {
  readonly page: Page;
  /** Console errors and warnings, exceptions, and requests to other origins. */
  readonly problems: string[];
}

export async function openLab(
  browser: Browser,
  { address, origin }: LabServer,
  hash = "",
  { before, ...options }: PageOptions = {},
): Promise<LabPage> {
  const context = await browser.newContext({
    viewport: { width: 1400, height: 900 },
    acceptDownloads: true,
    ...options,
  });
  const page = await context.newPage();
  if (before) await page.addInitScript(before);
  page.setDefaultTimeout(120_000);
  const problems: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) problems.push(`${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => problems.push(`exception: ${error.message}`));
  page.on("request", (request) => {
    if (!/^(blob|data):/.test(request.url()) && !request.url().startsWith(origin))
      problems.push(`request: ${request.url()}`);
  });
  await page.goto(address + hash);
  return { page, problems };
}

/** Opens an address, acts once the view is there, and demands at the end that nothing went wrong. */
export type Visit = (hash: string, act: (page: Page) => Promise<void>, options?: PageOptions) => Promise<void>;

/** A file that an export button gives. */
export async function saved(page: Page, name: string): Promise<Uint8Array> {
  const [download] = await Promise.all([page.waitForEvent("download"), at(page, `export-${name}`).click()]);
  return readFileSync(await download.path());
}

/** An element by its name for tests. */
export const at = (page: Page, name: string) => page.locator(`[data-test="${name}"]`);

export const numberAt = async (page: Page, name: string): Promise<number> =>
  Number(await at(page, name).getAttribute("data-value"));

/** Resolves when the training has done all its updates. */
export const trained = (page: Page, timeout = 120_000): Promise<unknown> =>
  page.waitForFunction(
    () => {
      const [, done, total] =
        /update ([\d,]+) of ([\d,]+)/.exec(document.querySelector('[data-test="progress"]')?.textContent ?? "") ?? [];
      return (
        done !== undefined &&
        done === total &&
        document.querySelector('[data-test="play"]')?.textContent?.includes("again")
      );
    },
    undefined,
    { timeout },
  );
