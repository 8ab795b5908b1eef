/** What was measured of a recording, as one HTML file: table of scores, figures, a paragraph for the methods section. */
import type { Figure, Json } from "../protocols.js";
import { type Html, html } from "./html.js";
import { figureBlock, noteList, page, pairTable } from "./report.js";

/** A row of the table: a metric or one of its parts. All cells are text, as they are to be read. */
export interface ScoreTableRow {
  readonly name: string;
  readonly meaning: string;
  readonly score: string;
  readonly interval: string;
  /** One cell for every null. */
  readonly chance: readonly string[];
  readonly settings: string;
}

export interface MeasureReportData {
  readonly title: string;
  /** What was measured: conditions, units, factors. */
  readonly introduction: string;
  /** Names of the nulls, in the order of the cells. */
  readonly nulls: readonly string[];
  readonly scores: readonly ScoreTableRow[];
  /** Metrics without a score, with the reason. */
  readonly notApplicable: readonly (readonly [name: string, reason: string])[];
  /** What single neurons are selective for: lines to read, and a table, which may be empty. */
  readonly neurons: {
    readonly lines: readonly string[];
    readonly titles: readonly string[];
    readonly rows: readonly (readonly string[])[];
  };
  readonly figures: readonly Figure[];
  /** Ready to paste. */
  readonly methods: string;
  readonly citations: readonly string[];
  readonly provenance: Readonly<Record<string, Json>>;
  readonly notes: readonly string[];
}

/** The report as one HTML document, figures inside; every text is escaped. */
export function measureReportHtml(data: MeasureReportData): string {
  const body = html`<header><h1>${data.title}</h1>
<p class="lead">${data.introduction}</p></header>
<section><h2>Scores</h2>
${noteList(data.notes)}
${scoreTable(data)}
${notApplicable(data)}</section>
<section><h2>Single neurons</h2>
${data.neurons.lines.map((line) => html`<p>${line}</p>`)}
${neuronTable(data.neurons)}</section>
<section><h2>Figures</h2>
${data.figures.map((figure, index) => figureBlock(figure, index + 1))}</section>
<section><h2>For your methods section</h2>
<p>${data.methods}</p>
<ol>${data.citations.map((citation) => html`<li>${citation}</li>`)}</ol></section>
<section><h2>How to get these numbers again</h2>
${pairTable("File, seed and versions", data.provenance)}</section>`;
  return page(data.title, body);
}

function scoreTable({ scores, nulls }: MeasureReportData): Html {
  const rows = scores.map(
    ({
      name,
      meaning,
      score,
      interval,
      chance,
      settings,
    }) => html`<tr><th scope="row">${name}<br><span class="soft">${meaning}</span></th>
<td class="number">${score}</td><td class="number">${interval}</td>${chance.map((cell) => html`<td class="number">${cell}</td>`)}
<td><details><summary>settings</summary>${settings}</details></td></tr>`,
  );
  return html`<div class="scroll" tabindex="0" role="region" aria-label="All scores"><table>
<thead><tr><th scope="col">Metric</th><th scope="col" class="number">Score</th><th scope="col" class="number">95 % interval</th>
${nulls.map((name) => html`<th scope="col" class="number">Chance, ${name}</th>`)}<th scope="col">Settings</th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
}

/** Cells in the first three columns are words, the others numbers. */
function neuronTable({ titles, rows }: MeasureReportData["neurons"]): Html | undefined {
  if (rows.length === 0) return undefined;
  const place = (column: number) => (column < 3 ? "" : "number");
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Single neurons"><table>
<thead><tr>${titles.map((title, column) => html`<th scope="col" class="${place(column)}">${title}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map((cell, column) => html`<td class="${place(column)}">${cell}</td>`)}</tr>`)}</tbody></table></div>`;
}

function notApplicable(data: MeasureReportData): Html | undefined {
  if (data.notApplicable.length === 0) return undefined;
  return html`<h3>Not applicable</h3>
<ul>${data.notApplicable.map(([name, reason]) => html`<li><code>${name}</code>: ${reason}</li>`)}</ul>`;
}
