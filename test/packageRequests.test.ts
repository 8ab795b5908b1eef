/** No command of the program makes a request: it runs the same without a network. Needs `npm run build`. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writeNpz } from "../src/io/index.js";

const ROOT = join(import.meta.dirname, "..");
const MAIN = join(ROOT, "dist/cli/main.js");
const WATCH = join(import.meta.dirname, "support/reportRequests.cjs");
const home = mkdtempSync(join(tmpdir(), "purecell-requests-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** What `node ...args` reached for, in the words of `support/reportRequests.cjs`. */
function requestsOf(...args: readonly string[]): string[] {
  const file = join(home, "requests");
  writeFileSync(file, "");
  const env = { ...process.env, REQUESTS: file, NODE_OPTIONS: `--require=${WATCH}` };
  execFileSync(process.execPath, args, { cwd: home, env, stdio: ["ignore", "pipe", "pipe"] });
  return readFileSync(file, "utf8").split("\n").filter(Boolean);
}

describe("the watch", () => {
  /** Port 1 of this computer refuses connections; every program swallows the error. */
  const quietly = (reach: string) => `${reach}.on("error", () => {})`;
  const attempts: readonly [way: string, program: string, seen: string][] = [
    ["fetch", 'fetch("http://127.0.0.1:40999").catch(() => {})', "TCPCONNECTWRAP"],
    ["a socket", quietly('require("net").connect(1, "127.0.0.1")'), "TCPCONNECTWRAP"],
    ["http", quietly('require("http").get("http://127.0.0.1:1")'), "TCPCONNECTWRAP"],
    ["https", quietly('require("https").get("https://127.0.0.1:1")'), "TCPCONNECTWRAP"],
    ["http2", quietly('require("http2").connect("http://127.0.0.1:1")'), "TCPCONNECTWRAP"],
    ["a server", 'const s = require("net").createServer().listen(0, "127.0.0.1", () => s.close())', "TCPSERVERWRAP"],
    ["a lookup of a name", 'require("dns").lookup("localhost", () => {})', "GETADDRINFOREQWRAP"],
    ["a query for a name", 'require("dns").resolve("localhost", () => {})', "QUERYWRAP"],
    ["a datagram", 'require("dgram").createSocket("udp4").close()', "UDPWRAP"],
  ];
  const inThread = (program: string) =>
    `new (require("worker_threads").Worker)(${JSON.stringify(program)}, {eval: true})`;
  const inChild = (program: string) =>
    `require("child_process").spawnSync(process.execPath, ["-e", ${JSON.stringify(program)}])`;

  test.each(attempts)("sees %s", (_, program, seen) => expect(requestsOf("-e", program)).toContain(seen));
  test.each([
    ["thread", inThread],
    ["process", inChild],
  ])("sees a request of another %s", (_, elsewhere) => {
    expect(requestsOf("-e", elsewhere(attempts[1][1]))).toContain("TCPCONNECTWRAP");
  });
  test("sees nothing where there is nothing", () => {
    expect(requestsOf("-e", 'require("net"), require("dns"), require("http")')).toEqual([]);
  });
});

describe("no request", () => {
  beforeAll(() => {
    if (!existsSync(MAIN)) throw new Error("dist is missing: run `npm run build` first");
    const rows = Array.from({ length: 40 }, (_, i) => `${i % 5},${i % 4},${i % 5},${i % 4}`);
    writeFileSync(join(home, "rates.csv"), `unit_0,unit_1,a,b\n${rows.join("\n")}\n`);
    const maps = { shape: [1, 16, 16], data: Float64Array.from({ length: 256 }, (_, bin) => Math.exp(-bin / 50)) };
    writeFileSync(join(home, "maps.npz"), writeNpz({ maps }));
  });

  test.each([
    "list",
    "doctor",
    "predict rates.csv --columns a,b --out optimum",
    `inspect ${join(import.meta.dirname, "fixtures/hdf5/plain.h5")}`,
    "measure rates.csv --activity unit_* --factors a,b --metrics mir --null 5 --intervals 5 --out report",
    "cells maps.npz --maps maps --field-shuffles 19 --out sheets",
    "run cloud --quick --set updates=5 --engine wasm --runs wasm",
    "reproduce cloud --quick --engine native",
    "show cloud",
  ])("purecell %s", (command) => expect(requestsOf(MAIN, ...command.split(" "))).toEqual([]));
});
