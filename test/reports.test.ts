/** Every kind of report in a real browser: seen without scrolling, on a phone, in the dark, by ear; and its copy buttons. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, describe, expect, test } from "vitest";
import {
  cellsReportHtml,
  documentHtml,
  drawFigure,
  indexReportHtml,
  mapSheet,
  measureReportHtml,
  type Panel,
  type ReportData,
  reportHtml,
  scoresAgainstChance,
  seedBars,
} from "../src/figures/index.js";
import { launchBrowser } from "./lab/chromium.js";
import { violationsOn } from "./support/accessibility.js";
import { missingParts } from "./support/reportParts.js";

const figure = (id: string, panels: readonly Panel[]) =>
  drawFigure({ id, title: `Figure ${id}`, caption: "What is drawn.", summary: "What is seen.", panels });
const scores = scoresAgainstChance({
  title: "Scores",
  valueLabel: "score",
  scores: ["mir", "energyWeightedMir", "modularity"].map((label, at) => ({
    label,
    score: 0.5 + 0.1 * at,
    chance: [{ name: "rotated", low: 0.2, high: 0.4 }],
  })),
});
const bars = seedBars({
  title: "MIR by condition",
  valueLabel: "MIR",
  conditions: ["all constraints", "without nonnegativity"].map((label) => ({ label, values: [0.3, 0.4, 0.5] })),
});
const maps = Array.from({ length: 14 }, (_, cell) =>
  mapSheet({
    title: `${cell} grid`,
    maps: [
      { label: "3 Hz", values: Array.from({ length: 64 }, (__, bin) => Math.sin(bin * cell)), rows: 8, columns: 8 },
    ],
    perRow: 1,
    size: 110,
  }),
);

const provenance = { purecell: "9.8.7", node: "v20" };
const LONG = "/a/folder/with_a_name_that_is_long/and_a_file_that_is_longer_than_a_phone_is_wide.npz";
const paper = {
  methods: "We measured the activity of 40 units in 400 conditions with purecell; the ratio was 0.7.",
  rule: "By a rule.",
  cited: ["Solstad et al. 2008"],
};
const wide = ["metric", "score", "interval", "chance, rotated", "p", "chance, permuted", "p of those"];
const rows = Array.from({ length: 6 }, (_, row) => wide.map((name) => `${name} ${row}`));
const run: ReportData = {
  title: "Shallow networks",
  source: "Whittington et al. 2023, Fig. 2",
  claim: "Constraints make neurons pure.",
  runId: "fig2-3f9a1c",
  settings: { updates: 20000, path: LONG },
  provenance,
  verdicts: [
    {
      id: "fig2.pure",
      claim: "All constraints beat every ablation",
      criterion: "difference above 0",
      measured: "0.12",
      met: "met",
      settings: "MIR",
      values: [{ label: "seed 0", value: 0.1 }],
    },
  ],
  figures: [figure("mir", [bars, bars]), figure("more", [scores])],
};

const PAGES: readonly (readonly [name: string, html: string])[] = [
  ["run", reportHtml(run)],
  [
    "measure",
    measureReportHtml({
      title: "How pure are these neurons?",
      subject: LONG,
      headline: { value: "0.770", label: "Mutual information ratio" },
      lead: "Purer than random rotations of the same population.",
      nulls: ["rotated", "permuted"],
      scores: [
        {
          title: "Mutual information ratio",
          name: "energyWeightedMir",
          meaning: "1 is pure",
          score: "0.770",
          interval: "0.754 to 0.785",
          chance: ["0.598 (0.499 to 0.668), p = 0.024", "0.668 (0.555 to 0.742), p = 0.024"],
          settings: "bins 20",
        },
      ],
      notApplicable: [["betaVae", "no two conditions share a value"]],
      neurons: { lines: ["24 pure."], titles: wide, rows },
      figures: [figure("headline", [scores]), figure("information", [scores, bars])],
      paper,
      citations: ["Chen, Li, Grosse and Duvenaud, Isolating sources, NeurIPS 2018"],
      command: `purecell measure ${LONG}`,
      provenance,
      notes: ["Few rows."],
    }),
  ],
  [
    "cells",
    cellsReportHtml({
      title: "Which cells are these?",
      subject: LONG,
      headline: { value: "12 of 15", label: "are labelled grid" },
      lead: "15 cells: 12 grid, 3 none.",
      overview: figure("overview", maps),
      header: wide,
      rows,
      sheets: [figure("cell-0", [bars, scores, bars])],
      paper,
      command: `purecell cells ${LONG}`,
      settings: { binCm: 2.5 },
      provenance,
      notes: [],
    }),
  ],
  [
    "predict",
    documentHtml({
      title: "Which neurons should grow",
      subject: LONG,
      headline: { value: "0.038 %", label: "of the optimal energy is saved by mixing" },
      lead: "Strictly mixed, but mixing saves only 0.038 %.",
      findings: ["A corner is missing."],
      figures: [figure("prediction", [bars, scores])],
      tables: [
        { title: "Why", columns: wide, rows },
        { title: "Energy", columns: ["Code", "Energy"], rows: [["best", LONG]] },
      ],
      notes: [],
      paper,
      again: { command: `purecell predict ${LONG}`, settings: { file: LONG }, provenance },
    }),
  ],
];

const { browser, reason } = await launchBrowser();
const folder = mkdtempSync(join(tmpdir(), "purecell-reports-"));
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await browser?.close();
});

test.each(PAGES)("the report of %s has every part", (name, html) => {
  expect(missingParts(html, { methods: name !== "run" })).toEqual([]);
});

test.each([
  ["headline", /<p class="headline">.*<\/p>/],
  ["contents that name every section", /<li><a href="#paper">.*<\/li>/],
  ["a paragraph to copy", /<p id="methods-text".*<\/p>/],
  ["settings or versions folded", /<details>(?=<summary>(Settings|Engine))/g],
])("a report without %s is no report", (part, pattern) => {
  expect(missingParts(PAGES[1][1].replace(pattern, ""), { methods: true })).toContain(part);
});

test("the page over several runs leads to every verdict, and has its BibTeX", () => {
  const html = indexReportHtml({ title: "All", introduction: "What was found.", reports: [run] });
  expect(missingParts(html, { methods: false })).toEqual([
    "a figure before the first section",
    "settings or versions folded",
  ]);
  expect(html).toContain("@inproceedings{whittington2023");
});

/** Elements that a reader would have to move sideways in. */
const sideways = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("html, body, main, main *")]
      .filter((element) => element.closest("thead") === null && element.clientWidth > 0)
      .filter(
        (element) => element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display !== "inline",
      )
      .filter((element) => element.closest("svg") === null)
      .map((element) => `${element.localName}.${element.className} ${element.scrollWidth} of ${element.clientWidth}`),
  );

describe.skipIf(browser === undefined)(`in a browser (${reason})`, () => {
  test.each(PAGES)("%s", async (name, html) => {
    if (browser === undefined) return;
    const path = join(folder, `${name}.html`);
    writeFileSync(path, html);
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    const problems: string[] = [];
    page.on("console", (said) => void (said.type() === "error" && problems.push(said.text())));
    page.on("request", (asked) => void (!asked.url().startsWith("file:") && problems.push(asked.url())));
    await page.goto(`file://${path}`);

    const seen = await page.evaluate(() => {
      const box = (selector: string) => document.querySelector(selector)?.getBoundingClientRect() ?? new DOMRect();
      return { lead: box(".lead").bottom, figure: box(".hero .panels"), text: box(".lead").width };
    });
    expect(seen.lead).toBeLessThan(450);
    expect(seen.figure.bottom).toBeLessThan(900);
    expect(seen.figure.width).toBeGreaterThan(0.9 * seen.text);

    await page.locator('button[data-copies="bibtex"]').click();
    await page.locator("text=/^(Copied|Marked: press Ctrl-C)$/").waitFor();
    expect(await page.evaluate(() => String(getSelection()))).toContain("@software{purecell");

    await page.setViewportSize({ width: 390, height: 844 });
    await page.evaluate(() => {
      for (const details of document.querySelectorAll("details")) details.open = true;
    });
    expect(await sideways(page)).toEqual([]);
    const top = await page.evaluate(() => document.querySelector(".hero")?.getBoundingClientRect().top);
    expect(top).toBeLessThan(600);
    expect(await violationsOn(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await violationsOn(page)).toEqual([]);
    expect(problems).toEqual([]);
    await context.close();
  });
});
