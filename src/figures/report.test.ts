import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import type { Verdict } from "../protocols.js";
import { COPY_SCRIPT, COPY_SCRIPT_HASH } from "./copyScript.js";
import { drawFigure } from "./figure.js";
import { lineBand, seedBars } from "./index.js";
import { indexReportHtml, type ReportData, reportHtml } from "./report.js";

const HOSTILE = `</h1><script>alert("x")</script><img src=x onerror='y' & "z">`;

const VERDICTS: readonly Verdict[] = [
  {
    id: "fig2.beats-ablations",
    claim: "With all constraints the code is more modular than with any one of them removed",
    criterion: "MIR(all) − MIR(ablation) > 0 in every seed, for each of four ablations",
    measured: "median difference 0.12 to 0.51, smallest of 10 seeds 0.03 (95 % interval of the median 0.09 to 0.15)",
    met: "met",
    settings: "MIR, equal-width bins (20), dead-unit rule 5 %, 3,600 conditions",
    values: [0.12, 0.09, Number.NaN, -0.031234567].map((value, seed) => ({ label: `seed ${seed}`, value })),
    notes: ["Without weight energy the difference is small: 0.05 in the median."],
  },
  {
    id: "fig2.nonnegativity",
    claim: "Without nonnegativity nothing is gained over no constraints at all",
    criterion: "|MIR(no nonnegativity) − MIR(none)| < 0.1 in the median",
    measured: "0.14",
    met: "not met",
    settings: "as above",
  },
  {
    id: "fig2.null",
    claim: "No constraints: inside the rotated null",
    criterion: "MIR inside the central 95 %",
    measured: "not judged at this size",
    met: "not judged",
    settings: "3 seeds",
  },
];

const FIGURE = drawFigure({
  id: "fig2-mir",
  title: "Modularity by condition",
  caption: "Every dot is one seed; ticks are medians.",
  summary: "All constraints give a mutual information ratio near 0.8, no constraints near 0.3.",
  panels: [
    seedBars({
      title: "MIR",
      valueLabel: "mutual information ratio",
      conditions: [
        { label: "all constraints", values: [0.8, 0.82, 0.85], interval: [0.8, 0.85], chance: [0.25, 0.33] },
        { label: "no constraints", values: [0.3, 0.33, 0.29], interval: [0.29, 0.33], chance: [0.25, 0.33] },
      ],
      ceiling: { value: 0.93, label: "certified optimum" },
    }),
    lineBand({
      title: "Against training",
      xLabel: "step",
      yLabel: "MIR",
      series: [
        { label: "all", x: [0, 1, 2], median: [0.3, 0.6, 0.8], low: [0.2, 0.5, 0.7], high: [0.4, 0.7, 0.9] },
        { label: "none", x: [0, 1, 2], median: [0.3, 0.3, 0.3] },
      ],
    }),
  ],
});

const REPORT: ReportData = {
  title: "Constrained linear networks",
  source: "Whittington, Dorrell, Ganguli and Behrens 2022, Figure 2",
  claim: "Nonnegativity and energy efficiency together make neurons follow single factors.",
  runId: "fig2-3f9a1c",
  settings: {
    hidden: 188,
    updates: 20000,
    strengths: { activity: 0.01, weight: 0.01 },
    seeds: [0, 1, 2],
    resume: null,
  },
  provenance: { engine: "wasm", version: "0.1.0", node: "v20.20.2" },
  verdicts: VERDICTS,
  figures: [FIGURE],
  notes: ["The optimum of this setting is nearly, not exactly, modular."],
};

const parse = (html: string) => parseHTML(html).document;
const show = (name: string, html: string) => {
  const folder = process.env.PURECELL_GALLERY;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), html);
};

describe("reportHtml", () => {
  const html = reportHtml(REPORT);
  show("report.html", html);

  it("shows every verdict with claim, criterion, measured value, settings, and the verdict in words", () => {
    const articles = [...parse(html).querySelectorAll("article.verdict")];
    expect(articles).toHaveLength(VERDICTS.length);
    articles.forEach((article, i) => {
      const { claim, criterion, measured, settings, met, id } = VERDICTS[i];
      for (const text of [claim, criterion, measured, settings, id]) expect(article.textContent).toContain(text);
      expect(article.querySelector(".badge")?.textContent).toMatch(new RegExp(`^[✓✗–] ${met}$`));
    });
  });

  it("lists values per seed, and writes an undefined one as undefined", () => {
    const cells = [...parse(html).querySelectorAll("article td")].map((cell) => cell.textContent);
    expect(cells).toEqual(["0.12", "0.09", "undefined", "−0.0312346"]);
  });

  it("holds the figures, settings and provenance", () => {
    const document = parse(html);
    expect(document.querySelectorAll("figure")).toHaveLength(1);
    expect(document.querySelectorAll("figure .panels > svg")).toHaveLength(2); // one for each panel
    const rows = [...document.querySelectorAll("table tr")].map((row) => row.textContent?.replace(/\s+/g, " "));
    for (const row of [
      "hidden 188",
      "seeds 0, 1, 2",
      "resume none",
      "engine wasm",
      'strengths {"activity":0.01,"weight":0.01}',
    ]) {
      expect(rows).toContain(row);
    }
  });

  it("asks nothing of any other machine, and runs no script but that of the copy buttons", () => {
    expect(html.replace(`<script>${COPY_SCRIPT}</script>`, "")).not.toMatch(/<script|<link|<iframe|@import|url\(/);
    expect(createHash("sha256").update(COPY_SCRIPT).digest("base64")).toBe(COPY_SCRIPT_HASH);
    expect(html.replaceAll("http://www.w3.org/2000/svg", "")).not.toMatch(/https?:/);
    expect(html).toContain(
      `content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-${COPY_SCRIPT_HASH}'"`,
    );
  });

  it("steps down through its headings one level at a time", () => {
    for (const page of [html, indexReportHtml({ title: "All", introduction: "", reports: [REPORT, REPORT] })]) {
      const levels = [...parse(page).querySelectorAll("h1,h2,h3,h4,h5")].map(({ localName }) =>
        Number(localName.slice(1)),
      );
      expect(levels[0]).toBe(1);
      levels.slice(1).forEach((level, i) => {
        expect(level - levels[i]).toBeLessThanOrEqual(1);
      });
    }
  });

  it("shows hostile text as text", () => {
    const verdict: Verdict = {
      ...VERDICTS[0],
      id: HOSTILE,
      claim: HOSTILE,
      criterion: HOSTILE,
      measured: HOSTILE,
      settings: HOSTILE,
      values: [{ label: HOSTILE, value: 1 }],
      notes: [HOSTILE],
    };
    const figure = drawFigure({
      id: "hostile",
      title: HOSTILE,
      caption: HOSTILE,
      summary: HOSTILE,
      metadata: { [HOSTILE]: HOSTILE },
      panels: [seedBars({ title: HOSTILE, valueLabel: HOSTILE, conditions: [{ label: HOSTILE, values: [1, 2] }] })],
    });
    const texts = { title: HOSTILE, source: HOSTILE, claim: HOSTILE, runId: HOSTILE, notes: [HOSTILE] };
    const pairs = { settings: { [HOSTILE]: HOSTILE }, provenance: { list: [HOSTILE] } };
    const report = { ...texts, ...pairs, verdicts: [verdict], figures: [figure] };
    for (const page of [
      reportHtml(report),
      indexReportHtml({ title: HOSTILE, introduction: HOSTILE, reports: [report] }),
    ]) {
      const rest = page.replace(`<script>${COPY_SCRIPT}</script>`, "");
      const document = parse(rest);
      expect(document.querySelectorAll("script, img")).toHaveLength(0);
      expect(document.querySelector("h1")?.textContent).toBe(HOSTILE);
      expect(rest).not.toMatch(/<script|<img|onerror='/);
    }
  });
});

describe("indexReportHtml", () => {
  const second: ReportData = {
    ...REPORT,
    title: "Linear autoencoders",
    runId: "fig4-77aa",
    verdicts: VERDICTS.slice(0, 1).map((verdict) => ({ ...verdict, id: "fig4.beats-ablations" })),
    figures: [],
  };
  const html = indexReportHtml({ title: "purecell", introduction: "What was reproduced.", reports: [REPORT, second] });
  show("index.html", html);

  it("leads from one table to every verdict and every experiment", () => {
    const document = parse(html);
    const links = [...document.querySelectorAll("main > section:first-of-type a")].map((link) =>
      link.getAttribute("href"),
    );
    expect(links).toHaveLength(2 * (VERDICTS.length + 1));
    for (const link of links) expect(document.getElementById(String(link).slice(1))).not.toBeNull();
  });

  it("counts what was met", () => {
    expect(parse(html).querySelector("header")?.textContent).toContain("2 of 4 claims met, 1 not met, 1 not judged");
  });
});
