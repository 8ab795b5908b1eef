/** The site that `purecell lab --out` writes, on a host that knows nothing but files, in a folder of its own: shared, embedded. */
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { embedMarkup } from "../../lab/page/frame.js";
import { CONTENT_TYPES, copySite } from "../../src/cli/commands/lab/servedFiles.js";
import { launchBrowser } from "./chromium.js";
import { at, freshLab, openLab, trained } from "./openLab.js";
import { plantRuns } from "./plantedRuns.js";

/** With a space, as folders have. */
const FOLDER = "/course/week 3/lab/";
const HASH = "#corners?v=1&corners=0.6,0,0,0&side=7&updates=20&embed=1&play=1&theme=dark";

const { browser, reason } = await launchBrowser();

describe.skipIf(browser === undefined)(`a site that anyone can host (${reason})`, () => {
  let home = "";
  let server: Server;
  let origin = "";
  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), "purecell-site-"));
    copySite(await freshLab(), plantRuns(), join(home, FOLDER));
    server = createServer((request, response) => {
      const path = join(home, decodeURIComponent(new URL(request.url ?? "/", "http://host").pathname));
      const file = existsSync(path) && statSync(path).isDirectory() ? join(path, "index.html") : path;
      response.writeHead(existsSync(file) ? 200 : 404, {
        "content-type": CONTENT_TYPES[extname(file)] ?? "text/plain",
      });
      response.end(existsSync(file) ? readFileSync(file) : "");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port }: { port: number } = { port: 0, ...Object(server.address()) };
    origin = `http://127.0.0.1:${port}`;
    writeFileSync(
      join(home, "lesson.html"),
      `<!doctype html><title>Lesson</title>${embedMarkup(`.${FOLDER}${HASH}`, "Corners")}`,
    );
  });
  afterAll(async () => {
    await browser?.close();
    server.close();
    rmSync(home, { recursive: true });
  });

  const open = (path: string, hash: string) => {
    if (browser === undefined) throw new Error(reason);
    return openLab(browser, { address: `${origin}${encodeURI(path)}`, origin, port: 0, close: async () => {} }, hash);
  };

  test("works under a path; an address hides what it says, trains by itself, and is kept by what is changed", async () => {
    const { page, problems } = await open(FOLDER, HASH);
    const asked: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await trained(page);
    await at(page, "verdict").waitFor();
    expect(await page.locator("header nav, [data-test=copy-link]:visible, .view > :first-child:visible").count()).toBe(
      0,
    );
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe("dark");
    await page.keyboard.press("2");
    await at(page, "dice").click();
    await page.waitForFunction(() => location.hash.includes("seed="));
    const [hash, whole] = await page.evaluate(() => [
      location.hash,
      document.querySelector<HTMLAnchorElement>("[data-test=open-whole]")?.hash ?? "",
    ]);
    expect(hash).toMatch(/^#corners\?.*corners=0.6,0,0,0.*seed=\d+.*embed=1&play=1&theme=dark$/);
    expect(whole).toMatch(/corners=0.6,0,0,0.*seed=\d+$/);
    expect(asked.filter((path) => !decodeURI(path).startsWith(FOLDER))).toEqual([]);

    await page.goto(`${origin}${encodeURI(FOLDER)}#runs?v=1`);
    await page.reload();
    await at(page, "opened").waitFor();
    expect(await page.locator("header nav").count()).toBe(1); // nothing is hidden where the address hides nothing
    expect(problems).toEqual([]);
    await page.context().close();
  });

  test("stands in the page of a lesson", async () => {
    const { page, problems } = await open("/lesson.html", "");
    const lab = page.frameLocator("iframe");
    await lab.locator('[data-test="verdict"][data-verdict]').waitFor();
    await lab.locator('[data-test="open-whole"]').waitFor();
    expect(await lab.locator("header nav").count()).toBe(0);
    expect(problems).toEqual([]);
    await page.context().close();
  });
});
