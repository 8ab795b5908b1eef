import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { InputError } from "../math/errors.js";
import { takeLock } from "./lock.node.js";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "purecell-"));
  file = join(folder, "lock");
});
afterEach(() => rmSync(folder, { recursive: true }));

const lockOf = (pid: number, host = hostname()) => writeFileSync(file, JSON.stringify({ pid, host }));

test("is held until given back", () => {
  const unlock = takeLock(file);
  expect(() => takeLock(file)).toThrow(InputError);
  unlock();
  expect(existsSync(file)).toBe(false);
  takeLock(file)();
});

test("of a living process is refused, and left alone", () => {
  lockOf(process.ppid);
  expect(() => takeLock(file)).toThrow(`written by process ${process.ppid}`);
  expect(JSON.parse(readFileSync(file, "utf8")).pid).toBe(process.ppid);
});

test("of another computer is refused", () => {
  lockOf(1, "elsewhere");
  expect(() => takeLock(file)).toThrow("process 1 on elsewhere");
});

test("of a process that has ended is taken over", () => {
  lockOf(spawnSync(process.execPath, ["-e", ""]).pid);
  takeLock(file)();
});

test.runIf(process.platform === "linux")("of a killed process that nobody has asked for is taken over", async () => {
  const parent = spawn("sh", ["-c", "sleep 60 & echo $!; exec sleep 60"]);
  try {
    const [line] = await once(parent.stdout, "data");
    const pid = Number(line);
    // A shell would ask for it; sleep never does.
    await vi.waitFor(() => expect(readFileSync(`/proc/${parent.pid}/comm`, "utf8")).toBe("sleep\n"), 5000);
    process.kill(pid, "SIGKILL");
    await vi.waitFor(() => expect(readFileSync(`/proc/${pid}/stat`, "utf8")).toContain(") Z"), 5000);
    lockOf(pid);
    takeLock(file)();
  } finally {
    parent.kill();
  }
});

test("left by an earlier process of the same number is taken over", () => {
  lockOf(process.pid);
  takeLock(file)();
});

test.each(["", '{"pid":', "{}"])("half-written (%j) is taken over", (contents) => {
  writeFileSync(file, contents);
  takeLock(file)();
});

test("where no file can be made there is one clear error", () => {
  expect(() => takeLock(join(file, "beneath"))).toThrow(InputError);
});
