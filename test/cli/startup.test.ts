/** A person who asks for help should not wait, least of all for an engine. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { readOff } from "../../src/cli/outlining.js";
import { start } from "./fixtures/child.js";
import { compiledIn } from "./fixtures/compiled.js";

const place = compiledIn();

const purecell = (args: readonly string[], env = {}) => start(place.purecell, args, { cwd: place.cwd, env }).ended;

/** Addresses of all modules that node loaded, as its coverage report lists them. */
async function modulesOf(...args: string[]): Promise<string[]> {
  const folder = mkdtempSync(join(place.cwd, "coverage-"));
  await purecell(args, { NODE_V8_COVERAGE: folder });
  const reports = readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")));
  return reports.flatMap(({ result }) => result.map(({ url }: { url: string }) => withoutPlace(url)));
}

/** Where the checkout lies says nothing about what was loaded. */
const withoutPlace = (url: string) => url.slice(Math.max(0, url.lastIndexOf("/node_modules/")));

const HEAVY = /\/(engine|figures|experiments|training|metrics|theory|models)\/|jax|onnxruntime|resvg|observablehq/;

/** Files of those folders that import next to nothing. */
const LIGHT = /\/(engine\/compilers\.node|cli\/training\/jobTimes)\.js$/;

test.each([["--help"], ["--version"], ["run", "--help"], []])("purecell %s loads nothing heavy", async (...args) => {
  const modules = await modulesOf(...args);
  expect(modules.some((url) => url.endsWith("src/cli/program.js"))).toBe(true);
  expect(modules.filter((url) => HEAVY.test(url))).toEqual([]);
});

test("list says the same of outlines that the build kept, and then loads no experiment", async () => {
  const all = await purecell(["list", "--json"]);
  const one = await purecell(["list", "fig2"]);
  const outlines = join(dirname(place.purecell), "../experiments/outlines.json");
  writeFileSync(outlines, JSON.stringify(await readOff()));
  expect(await purecell(["list", "--json"])).toEqual(all);
  expect(await purecell(["list", "fig2"])).toEqual(one);
  const modules = await modulesOf("list");
  rmSync(outlines);
  expect(modules.filter((url) => HEAVY.test(url) && !LIGHT.test(url))).toEqual([]);
  expect(all.out).toContain('"fig2"');
});

/** Seconds of the processor that a call takes, of its threads too, which other work on the computer does not change. */
async function processorSeconds(...args: string[]): Promise<number> {
  const report = join(place.cwd, "usage.txt");
  const hook = `process.on("exit",()=>require("node:fs").writeFileSync(${JSON.stringify(report)},String(process.cpuUsage().user+process.cpuUsage().system)))`;
  writeFileSync(join(place.cwd, "usage.cjs"), hook);
  const { code } = await purecell(args, { NODE_OPTIONS: `--require ${join(place.cwd, "usage.cjs")}` });
  expect(code).toBe(0);
  return Number(readFileSync(report, "utf8")) / 1e6;
}

test("--help tells the exit codes, within 0.4 s of the processor", async () => {
  const { code, out } = await purecell(["--help"]);
  expect(code).toBe(0);
  for (const exit of ["0    done", "1    ", "2    ", "3    ", "4    ", "130  "]) expect(out).toContain(`\n  ${exit}`);
  const times = [await processorSeconds("--help"), await processorSeconds("--help")];
  expect(Math.min(...times)).toBeGreaterThan(0);
  expect(Math.min(...times)).toBeLessThan(0.4);
});

test("a pipe that closes early is no error", async () => {
  const { code, err } = await start("-e", [PIPE, place.purecell], { cwd: place.cwd }).ended;
  expect([code, err]).toEqual([0, ""]);
});

/** `purecell list` whose reader goes away at once; exits with its code. */
const PIPE = `
  const child = require("node:child_process").spawn(process.execPath, [process.argv[1], "list", "--json"]);
  child.stdout.destroy();
  child.stderr.pipe(process.stderr);
  child.on("close", (code) => process.exit(code));
`;
