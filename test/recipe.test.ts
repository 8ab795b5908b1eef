/** The recipes of CONTRIBUTING.md, followed to the letter in a copy of the sources: what they add is there, and works. */
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type * as Commands from "../src/cli/commands.js";
import { signals } from "../src/cli/terminal/interrupts.js";
import { processTerminal, type Terminal } from "../src/cli/terminal/terminal.js";
import { jobContext } from "../src/experiments/frame/jobContext.fixture.js";
import type * as Registry from "../src/experiments/registry.js";
import { key } from "../src/math/random.js";
import type { MetricEntry } from "../src/metrics/index.js";
import type * as Metrics from "../src/metrics/registry.js";
import { representation } from "../src/representation/index.js";
import type { quarticEnergy } from "./recipe/objectives/quarticEnergy.js";
import type { ring } from "./recipe/tasks/ring.js";

const ROOT = join(import.meta.dirname, "..");
const RECIPE = join(import.meta.dirname, "recipe");

interface Block {
  readonly kind: string;
  /** From `src`. */
  readonly path: string;
  readonly text: string;
}

const blocks: Block[] = [
  ...readFileSync(join(ROOT, "CONTRIBUTING.md"), "utf8").matchAll(/^```(ts|diff) src\/(\S+)\n([\s\S]*?)^```$/gm),
].map(([, kind, path, text]) => ({ kind, path, text }));
const added = blocks.filter(({ kind }) => kind === "ts");

/** The text after a change: lines with a space stand there already, those with a minus go, those with a plus follow. */
function changed(text: string, change: string): string {
  const lines = change.split("\n").filter((line) => line !== "");
  const before = lines.filter((line) => !line.startsWith("+")).map((line) => line.slice(1));
  const after = lines.filter((line) => !line.startsWith("-")).map((line) => line.slice(1));
  const [old, own] = [before, after].map((part) => `\n${part.join("\n")}\n`);
  expect(text.split(old).length, `CONTRIBUTING.md changes what stands once:${old}`).toBe(2);
  return text.replace(old, () => own);
}

/** New and changed sources, by their paths. */
function followed(): ReadonlyMap<string, string> {
  const texts = new Map(added.map(({ path, text }) => [path, text]));
  for (const { kind, path, text } of blocks)
    if (kind === "diff")
      texts.set(path, changed(texts.get(path) ?? readFileSync(join(ROOT, "src", path), "utf8"), text));
  return texts;
}

/** `src` with these files in it: folders that hold one are made anew, everything else is a link. */
function copyWith(texts: ReadonlyMap<string, string>): string {
  const copy = realpathSync(mkdtempSync(join(tmpdir(), "purecell-recipe-")));
  symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules"));
  const linkAll = (folder: string) => {
    mkdirSync(join(copy, "src", folder));
    for (const entry of readdirSync(join(ROOT, "src", folder))) {
      const path = join(folder, entry);
      if (texts.has(path)) continue;
      if ([...texts.keys()].some((own) => own.startsWith(`${path}/`))) linkAll(path);
      else symlinkSync(join(ROOT, "src", path), join(copy, "src", path));
    }
  };
  linkAll("");
  for (const [path, text] of texts) {
    mkdirSync(join(copy, "src", dirname(path)), { recursive: true });
    writeFileSync(join(copy, "src", path), text);
  }
  return copy;
}

const copy = copyWith(followed());
afterAll(() => rmSync(copy, { recursive: true }));

test("the files of the recipes are those that are type-checked", () => {
  const checked = readdirSync(RECIPE, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".ts"));
  expect(added.map(({ path }) => path).sort()).toEqual(checked.sort());
  for (const { path, text } of added) expect(text, path).toBe(readFileSync(join(RECIPE, path), "utf8"));
});

describe("what was added", () => {
  test("a term", async () => {
    const objectives: { quarticEnergy: typeof quarticEnergy } = await import(join(copy, "src/objectives/index.ts"));
    expect(objectives.quarticEnergy().name).toBe("quarticEnergy");
  });

  test("a metric, with options that are checked", async () => {
    const { metrics }: typeof Metrics = await import(join(copy, "src/metrics/registry.ts"));
    const { silentShare }: Readonly<Record<string, MetricEntry>> = metrics;
    const factors = [{ name: "x", kind: "continuous", values: Float64Array.of(0, 1) }] as const;
    // Mean activity 1, 0.5, 0.01 and 0: two units are silent beside the first.
    const measured = representation({ units: 4, activity: Float64Array.of(1, 1, 0, 0, 1, 0, 0.02, 0), factors });
    expect(silentShare.measure(measured).score).toBe(0.5);
    expect(silentShare.measure(measured, { below: 0.6 }).score).toBe(0.75);
    expect(() => silentShare.measure(measured, { above: 0.6 })).toThrow("unknown option");
  });

  test("a task", async () => {
    const tasks: { ring: typeof ring } = await import(join(copy, "src/tasks/index.ts"));
    const { input, factors } = tasks.ring().sample(key(0), 50);
    for (const [row, angle] of factors[0].values.entries()) {
      expect(input[2 * row]).toBeCloseTo(Math.cos(angle), 6);
      expect(input[2 * row + 1]).toBeCloseTo(Math.sin(angle), 6);
    }
  });

  test("an experiment, whose claim can hold and fail", async () => {
    const { experiments }: typeof Registry = await import(join(copy, "src/experiments/registry.ts"));
    const own = experiments["turned-code"];
    const settings = own.settings.parse({});
    const nothing = jobContext(() => Promise.reject(new Error("nothing is trained")));
    const results = await Promise.all(own.jobs(settings).map((job) => own.runJob(job, settings, nothing)));
    expect(own.check(results, settings).map(({ met }) => met)).toEqual(["met"]);
    const pure = results.map((result) => ({ ...result, values: { largestShare: 1 } }));
    expect(own.check(pure, settings).map(({ met }) => met)).toEqual(["not met"]);
  });

  test("a command with a flag", async () => {
    const { commands }: typeof Commands = await import(join(copy, "src/cli/commands.ts"));
    const found = commands.filter(({ name }) => name === "cite");
    expect(found).toHaveLength(1);
    const lines: string[] = [];
    const terminal: Terminal = { ...processTerminal(true), out: (line) => void lines.push(line) };
    const carryOut = await found[0].read([], { style: "bibtex" });
    expect(await carryOut({ terminal, argv: [], interrupts: signals })).toBe(0);
    expect(lines).toEqual([expect.stringContaining("@inproceedings")]);
    await expect(found[0].read([], { style: "bibtx" })).rejects.toThrow('Did you mean "bibtex"?');
  });
});
