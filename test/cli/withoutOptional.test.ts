/** What an installation without optional packages does: figures as SVG, one sentence, one command, the usual exit codes. */
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { onlyRun, start } from "./fixtures/child.js";
import { compiledIn } from "./fixtures/compiled.js";

const fixture = (name: string) => join(import.meta.dirname, "fixtures", name);
const BARE = {
  NODE_OPTIONS: `--require ${fixture("withoutPng.cjs")} --import ${pathToFileURL(fixture("withoutNative.mjs")).href}`,
};
const ADD = "npm install --include=optional --ignore-scripts";

const place = compiledIn();

const bare = (script: string, ...args: string[]) => start(script, args, { cwd: place.cwd, env: BARE }).ended;
const drawn = (folder: string) => readdirSync(folder).filter((name) => /\.(svg|png)$/.test(name));
const sentences = (err: string) => err.split("\n").filter((line) => line.includes("without PNG"));

test("run: SVG without PNG, said once with the command that adds it, and code 0", async () => {
  const { code, out, err } = await bare(place.main, "run", "coin", "--runs", "coins");
  expect([code, sentences(err)]).toEqual([0, [expect.stringContaining(ADD)]]);
  expect(out).toContain("report.html");
  expect(drawn(join(onlyRun(join(place.cwd, "coins")) ?? "", "figures"))).toEqual(["shares.svg"]);
});

test("predict --out: the same, and the answer names no PNG", async () => {
  const rows = Array.from({ length: 30 }, (_, row) => `${row % 5},${Math.floor(row / 5)}`);
  writeFileSync(join(place.cwd, "factors.csv"), `x,y\n${rows.join("\n")}\n`);
  const { code, out, err } = await bare(place.purecell, "predict", "factors.csv", "--out", "prediction", "--json");
  expect([code, sentences(err)]).toEqual([0, [expect.stringContaining(ADD)]]);
  expect(JSON.parse(out).files).toMatchObject({ svg: join("prediction", "prediction.svg"), png: null });
  expect(drawn(join(place.cwd, "prediction"))).toEqual(["prediction.svg"]);
});

test("data preview draws an SVG in the place of the PNG", async () => {
  const { code, out } = await bare(place.purecell, "data", "preview", "dsprites", "--out", "sheet.png", "--json");
  expect([code, JSON.parse(out).file]).toEqual([0, expect.stringMatching(/sheet\.svg$/)]);
  expect(existsSync(join(place.cwd, "sheet.svg"))).toBe(true);
});

test("doctor says what is missing, what adds it, and is content", async () => {
  const { code, out } = await bare(place.purecell, "doctor");
  expect(code).toBe(0);
  expect(out).toMatch(/^✗ PNG figures +Cannot find module '@resvg/m);
  expect(out).toMatch(/^✗ native engine /m);
  expect(out.split(ADD)).toHaveLength(2);
  expect(out).toContain(`To add native engine, PNG figures: ${ADD}`);
});
