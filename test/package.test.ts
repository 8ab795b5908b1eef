/** What is published works: the packed tarball is unpacked elsewhere, imported by name and run. Needs `npm run build`. */
import { execFileSync, spawn, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readOff } from "../src/cli/outlining.js";

const ROOT = join(import.meta.dirname, "..");
const home = mkdtempSync(join(tmpdir(), "purecell-package-"));
const installed = join(home, "node_modules", "purecell");

/** Everything the package depends on is linked in but for the optional h5wasm; the package itself comes from the tarball. */
function linkDependencies(): void {
  for (const name of readdirSync(join(ROOT, "node_modules")).filter((entry) => !/^\.|^h5wasm$/.test(entry))) {
    symlinkSync(join(ROOT, "node_modules", name), join(home, "node_modules", name));
  }
}

const node = (...args: string[]): string =>
  execFileSync(process.execPath, args, { cwd: home, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

beforeAll(() => {
  if (!existsSync(join(ROOT, "dist/index.js"))) throw new Error("dist is missing: run `npm run build` first");
  mkdirSync(installed, { recursive: true });
  execFileSync("npm", ["pack", "--ignore-scripts", "--pack-destination", home], { cwd: ROOT, stdio: "ignore" });
  const tarball = readdirSync(home).find((file) => file.endsWith(".tgz"));
  execFileSync("tar", ["-xzf", join(home, tarball ?? ""), "-C", installed, "--strip-components=1"]);
  linkDependencies();
});

afterAll(() => rmSync(home, { recursive: true, force: true }));

describe("the packed package", () => {
  test("exports what package.json promises", () => {
    const program = `
      import { readFileSync } from "node:fs";
      import { createRequire } from "node:module";
      const require = createRequire(import.meta.url);
      const { exports } = JSON.parse(readFileSync("node_modules/purecell/package.json", "utf8"));
      for (const path of Object.keys(exports).filter((path) => !path.endsWith(".json"))) {
        const module = await import("purecell" + path.slice(1));
        const required = require("purecell" + path.slice(1));
        console.log(path, Object.keys(module).length, Object.keys(required).length === Object.keys(module).length);
      }`;
    writeFileSync(join(home, "imports.mjs"), program);
    const lines = node("imports.mjs").trim().split("\n");
    expect(lines.length).toBeGreaterThan(10);
    expect(lines.filter((line) => !/ [1-9]\d* true$/.test(line))).toEqual([]);
  });

  test("has types without a fault of its own, under strict and without skipLibCheck", () => {
    const { exports }: { exports: object } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
    const paths = Object.keys(exports).filter((path) => !path.endsWith(".json"));
    const program = paths.map((path, i) => `export * as m${i} from "purecell${path.slice(1)}";`);
    writeFileSync(join(home, "types.mts"), program.join("\n"));
    const options = ["--noEmit", "--strict", "--skipLibCheck", "false", "--target", "es2022", "--lib", "esnext,dom"];
    const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
    const { stdout } = spawnSync(process.execPath, [tsc, ...options, "--module", "nodenext", "types.mts"], {
      cwd: home,
      encoding: "utf8",
    });
    const faulty = new Set(stdout.match(/^[^\s(].*?(?=\(\d)/gm)?.map((file) => file.replace(/^.*node_modules\//, "")));
    expect([...faulty].filter((file) => !file.startsWith("@observablehq/plot/"))).toEqual([]);
  });

  test("computes a known value", () => {
    const program = `
      import { metrics, representation } from "purecell";
      const values = Float64Array.from({ length: 400 }, (_, i) => i % 20);
      const other = Float64Array.from({ length: 400 }, (_, i) => Math.floor(i / 20));
      const activity = Float64Array.from({ length: 800 }, (_, i) => (i % 2 ? other : values)[i >> 1]);
      const factors = [{ name: "a", kind: "continuous", values }, { name: "b", kind: "continuous", values: other }];
      console.log(metrics.mir(representation.representation({ activity, units: 2, factors })).score);`;
    writeFileSync(join(home, "score.mjs"), program);
    expect(Number(node("score.mjs"))).toBeCloseTo(1, 12);
  });

  test("runs its command", () => {
    expect(node("node_modules/purecell/dist/cli/main.js", "list")).toMatch(/^fig2 /m);
  });

  test("keeps the outlines of the experiments as they are", async () => {
    const kept = JSON.parse(readFileSync(join(installed, "dist/experiments/outlines.json"), "utf8"));
    expect(kept).toEqual(await readOff());
    expect(Object.keys(kept)).toEqual(Object.keys(await readOff()));
  });

  test("serves another program: three calls side by side, in threads of its own, until its input ends", async () => {
    const script = "node_modules/purecell/dist/cli/main.js";
    const served = spawn(process.execPath, [script, "serve", "--stdio"], { cwd: home });
    const codes = new Map<unknown, unknown>();
    const said: string[] = [];
    createInterface({ input: served.stdout }).on("line", (line) => {
      const { id, code, say }: Readonly<Record<string, unknown>> = JSON.parse(line);
      if (typeof say === "string") said.push(say);
      if (code !== undefined) codes.set(id, code);
      if (codes.size === 3) served.stdin.end();
    });
    const calls = [
      ["list", "--json"],
      ["inspect", "nothing.csv"],
      ["serve", "--stdio"],
    ];
    for (const [id, argv] of calls.entries()) served.stdin.write(`${JSON.stringify({ id, argv })}\n`);
    const ended = await new Promise((resolve) => served.once("close", resolve));
    expect([ended, codes]).toEqual([
      0,
      new Map([
        [0, 0],
        [1, 3],
        [2, 2],
      ]),
    ]);
    expect(said.sort().join()).toMatch(/cannot open nothing.csv.*serves already/);
  });

  test("says what to type where the optional package for HDF5 is missing", () => {
    const file = join(ROOT, "test/fixtures/hdf5/plain.h5");
    const inspect = () => node("node_modules/purecell/dist/cli/main.js", "inspect", file);
    expect(inspect).toThrow(
      /plain.h5 is an HDF5 file; reading it needs the optional package h5wasm: npm install h5wasm/,
    );
  });

  test("carries no tests, sources or run folders", () => {
    const files = readdirSync(installed, { recursive: true, encoding: "utf8" });
    expect(files.filter((file) => /\.test\.|^src|^runs|^bench/.test(file))).toEqual([]);
    expect(files).toEqual(expect.arrayContaining(["LICENSE", "README.md", "CITATION.cff"]));
  });
});
