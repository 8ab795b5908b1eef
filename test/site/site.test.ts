/** The documentation site, built and read in a real browser: nothing missing, nothing fetched from elsewhere, small. */
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { gzipSync } from "node:zlib";
import type { BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { commands } from "../../src/cli/commands.js";
import { experiments } from "../../src/experiments/registry.js";
import { launchBrowser } from "../lab/chromium.js";

const ROOT = join(import.meta.dirname, "../..");
const SITE = join(ROOT, "site");
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".png": "image/png",
};

const { browser, reason } = await launchBrowser();

let server: Server;
let origin = "";
beforeAll(async () => {
  execFileSync(process.execPath, ["--import", "tsx", join(ROOT, "scripts/site.ts")], { cwd: ROOT, stdio: "pipe" });
  server = createServer((request, response) => {
    const path = join(SITE, decodeURIComponent(new URL(request.url ?? "/", "http://site").pathname));
    const file = existsSync(path) && statSync(path).isDirectory() ? join(path, "index.html") : path;
    response.writeHead(existsSync(file) ? 200 : 404, { "content-type": TYPES[extname(file)] ?? "text/plain" });
    response.end(existsSync(file) ? readFileSync(file) : "");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port }: Pick<AddressInfo, "port"> = { port: 0, ...Object(server.address()) };
  origin = `http://127.0.0.1:${port}`;
}, 600_000);
afterAll(async () => {
  server?.close();
  await browser?.close();
});

const files = (): string[] =>
  readdirSync(SITE, { recursive: true, encoding: "utf8" }).filter((name) => statSync(join(SITE, name)).isFile());

describe("what is built", () => {
  test("has a page for every experiment, and every command and subpath", () => {
    for (const id of Object.keys(experiments)) expect(existsSync(join(SITE, `experiments/${id}.html`)), id).toBe(true);
    const page = readFileSync(join(SITE, "reference/commands.html"), "utf8");
    for (const { name } of commands) expect(page).toContain(`id="${name}"`);
    for (const part of ["theory", "metrics", "cells"]) expect(existsSync(join(SITE, `api/${part}.html`))).toBe(true);
  });

  test("is under 5 MB without the lab, compressed as servers send it", () => {
    const sent = files()
      .filter((name) => !name.startsWith("lab/app"))
      .map((name) => readFileSync(join(SITE, name)))
      .reduce((sum, content) => sum + gzipSync(content).length, 0);
    expect(sent).toBeLessThan(5e6);
  });
});

async function visit(page: string, act: (page: Page) => Promise<void>, options: BrowserContextOptions = {}) {
  if (browser === undefined) return;
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const opened = await context.newPage();
  opened.setDefaultTimeout(120_000);
  const problems: string[] = [];
  opened.on("console", (said) => void (said.type() === "error" && problems.push(said.text())));
  opened.on("pageerror", ({ message }) => void problems.push(message));
  opened.on("request", (asked) => void (!asked.url().startsWith(origin) && problems.push(asked.url())));
  await opened.goto(`${origin}/${page}`);
  await act(opened);
  expect(problems).toEqual([]);
  await context.close();
}

describe.skipIf(browser === undefined)(`in a browser (${reason})`, () => {
  // The pages that links in view lead to are fetched once the browser is idle: how many of them by now is chance.
  test("the first page takes under 200 kB", () =>
    visit("", async (page) => {
      const sizes = await page.evaluate(() => {
        const ahead = [...document.querySelectorAll<HTMLLinkElement>('link[rel="prefetch"]')].map(({ href }) => href);
        const fetched = performance.getEntriesByType("resource").map(({ name }) => name);
        return fetched.filter((name) => !ahead.includes(name)).map((name) => new URL(name).pathname);
      });
      const sent = [...new Set(["/index.html", ...sizes])]
        .filter((name) => existsSync(join(SITE, name)))
        .reduce((sum, name) => sum + gzipSync(readFileSync(join(SITE, name))).length, 0);
      expect(sent).toBeLessThan(200_000);
    }));

  test("words are found without a server", () =>
    visit("", async (page) => {
      await page.keyboard.press("Control+k");
      await page.locator(".VPLocalSearchBox input").fill("dead units");
      await page.locator(".VPLocalSearchBox .result").first().waitFor();
    }));

  test.each(["", "theory.html", "reference/commands.html", "experiments/fig2.html", "gallery.html"])(
    "no page scrolls sideways on a phone: %s",
    (name) =>
      visit(
        name,
        async (page) => {
          const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
          expect(wide).toBeLessThanOrEqual(0);
        },
        { viewport: { width: 390, height: 844 }, colorScheme: "dark" },
      ),
  );

  test("every picture of the gallery is there", () =>
    visit("gallery.html", async (page) => {
      const broken = await page.evaluate(async () => {
        const pictures = [...document.querySelectorAll<HTMLImageElement>(".vp-doc img")];
        await Promise.allSettled(pictures.map((picture) => picture.decode()));
        return pictures.filter(({ naturalWidth }) => naturalWidth === 0).map(({ src }) => src);
      });
      expect(broken).toEqual([]);
    }));
});
