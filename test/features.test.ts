/** FEATURES.md and the pages of experiments are what their sources make of them, and other documents quote results rightly. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { entries, everyPage } from "../scripts/pages/everyPage.js";
import { verdictIds } from "../scripts/pages/experimentPage.js";
import type { Recorded } from "../scripts/pages/recorded.js";
import { abridged, experiments, headlines } from "../src/experiments/registry.js";
import { median } from "../src/math/statistics.js";

const ROOT = join(import.meta.dirname, "..");
const textOf = (path: string): string => readFileSync(join(ROOT, path), "utf8");
const all = entries(ROOT);

function resultOf(id: string): Recorded {
  const recorded = all.find(({ experiment }) => experiment.id === id)?.recorded;
  if (recorded === undefined) throw new Error(`no result of ${id} is recorded`);
  return recorded;
}

describe("the pages", () => {
  test.each([...everyPage(ROOT)])("%s is what `npm run pages` writes", (path, text) => {
    expect(existsSync(join(ROOT, path)), "run `npm run pages`").toBe(true);
    expect(textOf(path)).toBe(text);
  });

  test("have no others among them", () => {
    const pages = [...everyPage(ROOT).keys()].filter((path) => path.startsWith("docs/experiments/"));
    expect(readdirSync(join(ROOT, "docs/experiments")).map((name) => `docs/experiments/${name}`)).toEqual(pages.sort());
  });

  test("begin with an index of one page", () => {
    expect(textOf("FEATURES.md").split("\n").length).toBeLessThanOrEqual(120);
  });

  test("show every figure that is kept", () => {
    const pages = [...everyPage(ROOT).values(), textOf("README.md")].join("\n");
    const kept = readdirSync(join(ROOT, "docs/results")).filter((name) => name.endsWith(".png"));
    expect(kept.length).toBeGreaterThan(30);
    expect(kept.filter((name) => !pages.includes(`results/${name})`))).toEqual([]);
  });
});

describe.each(all)("what is kept of $experiment.id", ({ experiment, findings, recorded }) => {
  test("speaks of its own verdicts alone", () => {
    const known = verdictIds(experiment);
    expect(known).toEqual(expect.arrayContaining(Object.keys(experiment.recorded)));
    expect(known).toEqual(expect.arrayContaining([...findings.published.keys()]));
    expect(known).toEqual(expect.arrayContaining(recorded?.verdicts.map(({ id }) => id) ?? []));
  });

  test("is of this experiment, with settings that it takes, and no claim said to be reproduced has failed", () => {
    if (recorded === undefined) return;
    expect(recorded.experiment).toBe(experiment.id);
    expect(recorded.version).toBeLessThanOrEqual(experiment.version);
    if (recorded.version === experiment.version) {
      expect(experiment.settings.parse(recorded.settings)).toMatchObject(recorded.settings);
    }
    const failed = recorded.verdicts.filter(({ id, met }) => experiment.recorded[id] === "reproduced" && met !== "met");
    expect(failed).toEqual([]);
  });
});

test("the README says what to expect of `npm start`", () => {
  const verdicts = headlines.flatMap((id) => resultOf(id).verdicts);
  const met = verdicts.filter((verdict) => verdict.met === "met");
  expect(textOf("README.md")).toContain(`${met.length} of ${verdicts.length} claims are met`);
});

test("the README says how long `reproduce` is expected to take", () => {
  const seconds = Object.values(experiments).map((one) =>
    one.expectedSeconds(one.settings.parse(abridged.includes(one.id) ? one.sizes.start : {}), "native"),
  );
  const minutes = 10 * Math.round(seconds.reduce((sum, value) => sum + value, 0) / 2 / 60 / 10);
  const said = minutes === 60 ? "an hour" : `${minutes} minutes`;
  expect(textOf("README.md")).toContain(`every experiment, ${said} on two cores`);
});

/** Median of MIR over the first three seeds of an arm. */
function mirOf({ jobs }: Recorded, condition: string): number {
  const [arm, seed, mir] = ["condition", "seed", "mir"].map((name) => jobs?.columns.indexOf(name) ?? -1);
  const rows = jobs?.rows.filter((row) => row[arm] === condition && Number(row[seed]) < 3) ?? [];
  expect(rows).toHaveLength(3);
  return median(rows.map((row) => Number(row[mir])));
}

test.each([
  ["fig2", "supervised"],
  ["fig4-linear", "autoencoder"],
])("the README's medians of %s are those of the recorded seeds 0 to 2", (id, words) => {
  const arms = ["all", "no-nonnegativity", "no-activity-energy", "no-weight-energy", "none"];
  const medians = arms.map((arm) => mirOf(resultOf(id), arm).toFixed(2));
  expect(textOf("README.md")).toContain(`| \`${id}\`, ${words} | ${medians.join(" | ")} |`);
});

/** Words of a document, and those of a recorded verdict that they rest on. */
const QUOTED: readonly (readonly [file: string, words: string, verdict: string, measured: string])[] = [
  ["README.md", "grid cells in 17 of 20 seeds", "grid-cells.hexagonal-module", "17 of 20 seeds"],
  ["lab/stories/autoencoder.ts", "All constraints: MIR 0.92", "fig4-linear.beats-none", "MIR 0.917 against"],
  ["lab/stories/space.ts", "in ten of ten seeds", "fig6.two-types", "10 of 10 seeds"],
  ["lab/stories/space.ts", "hexagonal module in four of them", "fig6.position-cells-are-hexagonal", "4 of 10 seeds"],
  ["lab/stories/space.ts", "hexagons in seventeen of them", "grid-cells.hexagonal-module", "17 of 20 seeds"],
  ["lab/stories/space.ts", "in none of three without", "grid-cells.needs-nonnegativity", "0 of 3 seeds"],
  ["lab/stories/pictureNames.ts", "from 0.99 where the object always moves to 0.58", "fig7.selectivity-falls", "0.993"],
  ["lab/stories/pictureNames.ts", "to 0.58 where it never does", "fig7.selectivity-falls", "0.580"],
];

test.each(QUOTED)("%s rightly says %j", (file, words, verdict, measured) => {
  expect(textOf(file)).toContain(words);
  const found = resultOf(verdict.split(".")[0]).verdicts.find(({ id }) => id === verdict);
  expect(found?.measured).toContain(measured);
});
