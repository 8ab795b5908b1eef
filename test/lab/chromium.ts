/**
 * A real browser for the tests of the lab: on Linux x64 the Chromium that `@sparticuz/chromium` carries, with its own
 * libraries; elsewhere an installed Chrome. Nothing is downloaded.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium } from "playwright-core";

const PACKAGES = join(import.meta.dirname, "../../node_modules");
const CACHE = join(PACKAGES, ".cache");

/** It runs as whoever runs the tests, root in containers, and shows none but our own pages: no sandbox. */
const ARGUMENTS = ["--no-sandbox", "--no-zygote"];

/** Undefined where this computer has no browser; `reason` says what was tried. */
export async function launchBrowser(): Promise<{ readonly browser?: Browser; readonly reason: string }> {
  const carried = process.platform === "linux" && process.arch === "x64";
  try {
    const browser = carried ? await launchCarried() : await chromium.launch({ channel: "chrome" });
    return { browser, reason: carried ? "carried Chromium" : "installed Chrome" };
  } catch (error) {
    if (carried) throw error;
    return { reason: `no Chrome could be started (${error instanceof Error ? error.message.split("\n")[0] : error})` };
  }
}

/** The package's own configuration names a folder of Lambda; a browser without any font stops at the first page. */
const fontsConfiguration = (home: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(PACKAGES, "dejavu-fonts-ttf/ttf")}</dir>
  <dir>${join(home, "fonts")}</dir>
  <cachedir>${join(home, "fonts-cache")}</cachedir>
</fontconfig>
`;

/** Unpacked once for each version of the package: into a folder of its own, which takes its place when complete. */
async function launchCarried(): Promise<Browser> {
  const { version }: { version: string } = JSON.parse(
    readFileSync(join(PACKAGES, "@sparticuz/chromium/package.json"), "utf8"),
  );
  const home = join(CACHE, `chromium-${version}`);
  if (!existsSync(home)) await unpack(home);
  await carriedChromium(home);
  writeFileSync(join(home, "fonts.conf"), fontsConfiguration(home));
  const libraries = join(home, "al2023", "lib");
  const env = { ...process.env, FONTCONFIG_FILE: join(home, "fonts.conf"), LD_LIBRARY_PATH: libraries };
  return chromium.launch({ executablePath: join(home, "chromium"), args: ARGUMENTS, env });
}

async function unpack(home: string): Promise<void> {
  mkdirSync(CACHE, { recursive: true });
  const fresh = mkdtempSync(join(CACHE, "chromium-"));
  await carriedChromium(fresh);
  try {
    renameSync(fresh, home);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(home)) throw error;
  }
}

/** The package unpacks into the folder for temporary files, and its libraries only where it believes to be on Lambda. */
async function carriedChromium(home: string): Promise<void> {
  const before = { ...process.env };
  Object.assign(process.env, { AWS_LAMBDA_JS_RUNTIME: "nodejs22.x", TMPDIR: home });
  try {
    const { default: carried } = await import("@sparticuz/chromium");
    await carried.executablePath();
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  }
}
