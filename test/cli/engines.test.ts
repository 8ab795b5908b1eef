/** Which engine a command uses, what it says of it, and what it loads, with the optional package and without. */
import { existsSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { nativeAvailable } from "../../src/engine/native/index.node.js";
import { missingParts } from "../support/reportParts.js";
import { onlyRun, start } from "./fixtures/child.js";
import { compiledIn } from "./fixtures/compiled.js";

const SIZE = ["updates=20", "samples=200", "code=4", "factors=2", "evaluationSamples=100", "nullDraws=20"];
const TRAINING = ["run", "fig2", ...SIZE.flatMap((value) => ["--set", value]), "--seed", "0"];
const HIDDEN = {
  NODE_OPTIONS: `--import ${pathToFileURL(join(import.meta.dirname, "fixtures/withoutNative.mjs")).href}`,
};
const INSTALL = "npm install --include=optional --ignore-scripts";

const place = compiledIn();

const purecell = (args: readonly string[], env = {}) => start(place.purecell, args, { cwd: place.cwd, env }).ended;

/** What a run folder says of its engine: in its configuration, its provenance and its report. */
function recorded(runs: string) {
  const run = onlyRun(join(place.cwd, runs)) ?? place.cwd;
  const json = (name: string) => JSON.parse(readFileSync(join(run, name), "utf8"));
  return {
    config: json("config.json").engine,
    provenance: json("provenance.json").engine,
    report: json("report.json").provenance,
    page: readFileSync(join(run, "report.html"), "utf8"),
  };
}

describe("the device", () => {
  const refused = (...flags: string[]) => purecell([...TRAINING, ...flags, "--runs", "nowhere"]);

  test("doctor says whether there is a graphics processor", async () => {
    expect((await purecell(["doctor"])).out).toMatch(/[✓✗] WebGPU /);
  });

  test("a graphics processor has an engine of its own", async () => {
    const { code, err } = await refused("--device", "gpu", "--engine", "wasm");
    expect([code, err]).toEqual([2, expect.stringContaining("leave out --engine wasm")]);
    expect((await refused("--device", "tpu")).code).toBe(2);
  });

  test("cores are the default, and may be asked for", async () => {
    const { code, err } = await purecell([...TRAINING, "--device", "cpu", "--runs", "cores"]);
    expect([code, err]).toEqual([0, expect.stringMatching(/engine: (native|wasm)/)]);
  });
});

describe("without the optional package", () => {
  test("doctor says so, is content, and names the command that adds it", async () => {
    const { code, out } = await purecell(["doctor"], HIDDEN);
    expect(code).toBe(0);
    expect(out).toContain("onnxruntime-node does not load: Cannot find package 'onnxruntime-node'");
    expect(out).toContain(INSTALL);
  });

  test("list quotes the times of the engine that is left", async () => {
    const { out } = await purecell(["list", "--json"], HIDDEN);
    const { engine, experiments } = JSON.parse(out);
    expect(engine).toBe("wasm");
    expect(experiments[0].expectedSeconds.full).toBeGreaterThan(0);
  });

  test("a run trains on wasm and records the reason", async () => {
    const { code, err } = await purecell([...TRAINING, "--runs", "hidden"], HIDDEN);
    expect([code, err]).toEqual([0, expect.stringContaining("engine: wasm (onnxruntime-node does not load")]);
    const { config, provenance, report, page } = recorded("hidden");
    expect(config).toBe("wasm");
    expect(provenance).toEqual({ backend: "wasm", reason: expect.stringContaining("Cannot find package") });
    expect(report["why this engine"]).toBe(provenance.reason);
    expect(page).toContain("Cannot find package");
    expect(missingParts(page, { methods: false })).toEqual([]);
  });

  test("asked for by name, it is refused with the command that adds it", async () => {
    const { code, err } = await purecell([...TRAINING, "--engine", "native", "--runs", "refused"], HIDDEN);
    expect(code).toBe(2);
    expect(err).toContain(INSTALL);
    expect(err).toContain("--engine wasm");
    expect(existsSync(join(place.cwd, "refused"))).toBe(false);
  });
});

const installed = (await nativeAvailable()).available;

describe.runIf(installed)("with the optional package", () => {
  test("auto and native are one run, on the native engine", async () => {
    const auto = await purecell([...TRAINING, "--runs", "both"]);
    expect([auto.code, auto.err]).toEqual([
      0,
      expect.stringContaining("engine: native (onnxruntime-node is installed)"),
    ]);
    expect(recorded("both").provenance).toEqual({ backend: "native", reason: "onnxruntime-node is installed" });
    const again = await purecell([...TRAINING, "--engine", "native", "--runs", "both"]);
    expect(again.out).toContain("already done");
  });

  test("list quotes its times", async () => {
    const { out } = await purecell(["list", "fig2"]);
    expect(out).toMatch(/^ {4}time .*\(native engine\)$/m);
    expect(out).not.toContain("wasm engine");
  });

  test("doctor has it", async () => {
    expect((await purecell(["doctor"])).out).toMatch(/✓ native engine +onnxruntime-node is installed/);
  });
});

describe("commands that do not train load no engine", () => {
  const ENGINE = /@jax-js|onnxruntime|\/src\/engine\/(wasm|native|start)/;

  /** Addresses of all modules that node loaded, as its coverage report lists them. */
  async function modulesOf(...args: string[]): Promise<string[]> {
    const folder = mkdtempSync(join(place.cwd, "coverage-"));
    const { code } = await purecell(args, { NODE_V8_COVERAGE: folder });
    expect(code).toBe(0);
    const reports = readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")));
    const urls: string[] = reports.flatMap(({ result }) => result.map(({ url }: { url: string }) => url));
    // The checkout itself may lie in a folder of any name.
    return urls.map((url) => url.slice(Math.max(0, url.lastIndexOf("/node_modules/"), url.lastIndexOf("/src/"))));
  }

  test.each([["list"], ["run", "fig2", "--dry-run", "--engine", "wasm"], ["run", "fig2", "--print-config"]])(
    "purecell %s %s %s",
    async (...args) => {
      await expectNoEngine(...args);
    },
  );

  test("a run that is already done, and showing it", async () => {
    await expectNoEngine(...TRAINING, "--engine", "wasm", "--runs", "hidden");
    await expectNoEngine("show", onlyRun(join(place.cwd, "hidden")) ?? "");
  });

  async function expectNoEngine(...args: string[]): Promise<void> {
    const modules = await modulesOf(...args);
    expect(modules.some((url) => url.endsWith("/cli/program.js"))).toBe(true);
    expect(modules.filter((url) => ENGINE.test(url))).toEqual([]);
  }
});
