/** What `npm ci` reads: no install script of the native engine runs, since it would download libraries for graphics cards. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const json = (name: string) => JSON.parse(readFileSync(join(ROOT, name), "utf8"));

test("npm 11 is told not to run it, and the lockfile tells older ones of none", () => {
  expect(json("package.json").allowScripts).toMatchObject({ "onnxruntime-node": false });
  const { packages } = json("package-lock.json");
  expect(packages["node_modules/onnxruntime-node"].version).toMatch(/^\d/);
  expect(packages["node_modules/onnxruntime-node"]).not.toHaveProperty("hasInstallScript");
});

test("every install script of the lockfile has been decided on", () => {
  const { packages } = json("package-lock.json");
  const scripted = Object.keys(packages)
    .filter((path) => packages[path].hasInstallScript)
    .map((path) => path.split("node_modules/").at(-1));
  const decided = Object.keys(json("package.json").allowScripts);
  expect(decided).toEqual(expect.arrayContaining(scripted));
});

test("npm warns of nothing in the settings of the checkout", () => {
  const said = execFileSync("sh", ["-c", "npm pkg get name 2>&1"], { cwd: ROOT, encoding: "utf8" });
  expect(said).not.toMatch(/warn/i);
});

test("what draws PNG, reads HDF5 and trains faster is optional", () => {
  const { dependencies, optionalDependencies } = json("package.json");
  const optional = ["@resvg/resvg-js", "h5wasm", "onnxruntime-node"];
  expect(Object.keys(optionalDependencies).sort()).toEqual(optional);
  expect(Object.keys(dependencies).filter((name) => optional.includes(name))).toEqual([]);
});
