/**
 * Asks the desktop to show an address; where that fails, the printed address serves. The desktop is not given the address, since
 * every user of a computer can list the arguments of every program: it is given a page that only this user can read, and which leads
 * there.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const OPENERS: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ["open"],
  win32: ["cmd", "/c", "start", ""],
};

/** Gives back what removes the page. */
export function openBrowser(address: string): () => void {
  const { page, forget } = leadingPage(address);
  const [command, ...args] = OPENERS[process.platform] ?? ["xdg-open"];
  spawn(command, [...args, pathToFileURL(page).href], { stdio: "ignore", detached: true })
    .on("error", () => {})
    .unref();
  return forget;
}

/** A page that leads to `address`, in a folder of this user's own. */
export function leadingPage(address: string): { readonly page: string; readonly forget: () => void } {
  const folder = mkdtempSync(join(tmpdir(), "purecell-lab-"));
  const page = join(folder, "open.html");
  const html = `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=${address}"><a href="${address}">purecell lab</a>\n`;
  writeFileSync(page, html, { mode: 0o600 });
  return { page, forget: () => rmSync(folder, { recursive: true, force: true }) };
}
