/** What a run found, as one HTML file that needs nothing else: no script, no request, readable on paper and by ear. */
import type { Figure, Json, Met, Verdict } from "../protocols.js";
import { type Html, html, slug, trusted } from "./html.js";
import { REPORT_STYLE } from "./reportStyle.js";

export interface ReportData {
  readonly title: string;
  /** Paper and figure. */
  readonly source: string;
  /** What the paper says. */
  readonly claim: string;
  readonly runId: string;
  readonly settings: Readonly<Record<string, Json>>;
  /** Engine, versions, seeds ...: all that is needed to get the same numbers again. */
  readonly provenance: Readonly<Record<string, Json>>;
  readonly verdicts: readonly Verdict[];
  readonly figures: readonly Figure[];
  readonly notes?: readonly string[];
}

export interface IndexReportData {
  readonly title: string;
  readonly introduction: string;
  readonly reports: readonly ReportData[];
  readonly notes?: readonly string[];
}

/** One experiment's report. */
export function reportHtml(report: ReportData): string {
  const body = html`<header><h1>${report.title}</h1>
${opening(report)}</header>
${reportSections(report, 2)}`;
  return page(report.title, body);
}

/** Several experiments: first every verdict in one table, then each experiment's own sections. */
export function indexReportHtml({ title, introduction, reports, notes }: IndexReportData): string {
  const sections = reports.map(
    (report) => html`<section id="${sectionId(report)}"><h2>${report.title}</h2>
${opening(report)}
${reportSections(report, 3)}</section>`,
  );
  const body = html`<header><h1>${title}</h1>
<p class="lead">${introduction}</p>
<p>${countMet(reports.flatMap(({ verdicts }) => verdicts))}</p></header>
<section><h2>Verdicts</h2>${indexTable(reports)}${noteList(notes)}</section>
${sections}`;
  return page(title, body);
}

/** A whole page. The policy line forbids every request and every script, whatever the page is given to show. */
export function page(title: string, body: Html): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="generator" content="purecell">
<title>${title}</title>
<style>${trusted(REPORT_STYLE)}</style>
</head>
<body><main>
${body}
</main></body>
</html>
`.markup;
}

const opening = ({ source, claim, runId }: ReportData): Html => html`<p class="lead">${claim}</p>
<p class="soft">Source: ${source}. Run: <code>${runId}</code></p>`;

type Level = 2 | 3;

const heading = (level: number, text: string): Html => html`<h${level}>${text}</h${level}>`;

function reportSections(report: ReportData, level: Level): Html {
  const { verdicts, figures } = report;
  return html`<section>${heading(level, "Verdicts")}
<p>${countMet(verdicts)}</p>
${verdicts.map((verdict) => verdictArticle(verdict, verdictId(report, verdict), level))}</section>
<section>${heading(level, "Figures")}
${figures.map((figure, index) => figureBlock(figure, index + 1))}</section>
${notesSection(report.notes, level)}
<section>${heading(level, "How to get these numbers again")}
<h${level + 1}>Settings</h${level + 1}>${pairTable("Settings of the run", report.settings)}
<h${level + 1}>Provenance</h${level + 1}>${pairTable("Engine, versions and seeds", report.provenance)}</section>`;
}

function countMet(verdicts: readonly Verdict[]): string {
  if (verdicts.length === 0) return "No claim was tested.";
  const count = (met: Met) => verdicts.filter((verdict) => verdict.met === met).length;
  const parts = [`${count("met")} of ${verdicts.length} claims met`];
  if (count("not met")) parts.push(`${count("not met")} not met`);
  if (count("not judged")) parts.push(`${count("not judged")} not judged`);
  return `${parts.join(", ")}.`;
}

const SIGN: Readonly<Record<Met, string>> = { met: "✓", "not met": "✗", "not judged": "–" };

/** Sign, word, border and colour say the same, so that none is needed alone. */
const badge = (met: Met): Html =>
  html`<span class="badge ${slug(met)}"><span aria-hidden="true">${SIGN[met]} </span>${met}</span>`;

function verdictArticle(verdict: Verdict, anchor: string, level: Level): Html {
  const { id, claim, criterion, measured, settings, met, notes } = verdict;
  return html`<article class="verdict" id="${anchor}">
<header><h${level + 1}>${claim}</h${level + 1}>${badge(met)}</header>
<dl><dt>Criterion</dt><dd>${criterion}</dd>
<dt>Measured</dt><dd>${measured}</dd>
<dt>Estimated with</dt><dd>${settings}</dd>
<dt>Name</dt><dd><code>${id}</code></dd></dl>
${noteList(notes)}${valueTable(verdict)}
</article>`;
}

function valueTable({ id, values }: Verdict): Html | undefined {
  if (!values || values.length === 0) return undefined;
  const rows = values.map(
    ({ label, value }) => html`<tr><th scope="row">${label}</th><td class="number">${fullNumber(value)}</td></tr>`,
  );
  return html`<details><summary>Values per seed (${values.length})</summary>
<div class="scroll" tabindex="0" role="region" aria-label="Values per seed of ${id}"><table>
<thead><tr><th scope="col">Seed or run</th><th scope="col" class="number">Value</th></tr></thead>
<tbody>${rows}</tbody></table></div></details>`;
}

/** Six significant digits; NaN is "undefined", never a number. */
function fullNumber(value: number): string {
  if (Number.isNaN(value)) return "undefined";
  return String(Number(value.toPrecision(6))).replace("-", "−");
}

export function figureBlock(figure: Figure, number: number): Html {
  const width = figure.svg.match(/<svg[^>]*\bwidth="([\d.]+)"/)?.[1] ?? "640";
  return html`<figure id="figure-${slug(figure.id)}" style="--natural-width: ${width}px">
<div class="scroll" tabindex="0" role="region" aria-label="${figure.title}">${trusted(figure.svg)}</div>
<figcaption><strong>Figure ${number}. ${figure.title}.</strong> ${figure.caption}
<details><summary>In words</summary><p>${figure.summary}</p></details></figcaption>
</figure>`;
}

const notesSection = (notes: readonly string[] | undefined, level: Level): Html | undefined =>
  notes && notes.length > 0 ? html`<section>${heading(level, "Notes")}${noteList(notes)}</section>` : undefined;

export const noteList = (notes: readonly string[] | undefined): Html | undefined =>
  notes && notes.length > 0 ? html`<ul>${notes.map((note) => html`<li>${note}</li>`)}</ul>` : undefined;

export function pairTable(name: string, pairs: Readonly<Record<string, Json>>): Html {
  const rows = Object.entries(pairs).map(
    ([key, value]) => html`<tr><th scope="row">${key}</th><td>${plainText(value)}</td></tr>`,
  );
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${name}"><table>
<thead><tr><th scope="col">Name</th><th scope="col">Value</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

function plainText(value: Json): string {
  if (value === null) return "none";
  if (Array.isArray(value)) return value.map(plainText).join(", ");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

const sectionId = ({ runId }: ReportData): string => `run-${slug(runId)}`;
const verdictId = ({ runId }: ReportData, { id }: Verdict): string => `verdict-${slug(runId)}-${slug(id)}`;

function indexTable(reports: readonly ReportData[]): Html {
  const rows = reports.flatMap((report) =>
    report.verdicts.map(
      (verdict) => html`<tr><td>${badge(verdict.met)}</td>
<th scope="row"><a href="#${verdictId(report, verdict)}">${verdict.claim}</a></th>
<td>${verdict.measured}</td><td><a href="#${sectionId(report)}">${report.title}</a></td></tr>`,
    ),
  );
  return html`<div class="scroll" tabindex="0" role="region" aria-label="All verdicts"><table>
<thead><tr><th scope="col">Verdict</th><th scope="col">Claim</th><th scope="col">Measured</th><th scope="col">Experiment</th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
}
