/** Which cells were recorded, as one HTML file: a table of all cells, and a sheet for every cell. */
import type { Figure, Json } from "../protocols.js";
import { type Html, html } from "./html.js";
import { figureBlock, noteList, page, pairTable } from "./report.js";

export interface CellsReportData {
  readonly title: string;
  readonly introduction: string;
  /** Header and rows of the table, as they are to be read. */
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly sheets: readonly Figure[];
  /** Ready to paste. */
  readonly methods: string;
  readonly provenance: Readonly<Record<string, Json>>;
  readonly notes: readonly string[];
}

/** The report as one HTML document, figures inside; every text is escaped. */
export function cellsReportHtml(data: CellsReportData): string {
  const body = html`<header><h1>${data.title}</h1>
<p class="lead">${data.introduction}</p></header>
<section><h2>Cells</h2>
${noteList(data.notes)}
${cellTable(data)}</section>
<section><h2>Sheets</h2>
${data.sheets.map((figure, index) => figureBlock(figure, index + 1))}</section>
<section><h2>For your methods section</h2>
<p>${data.methods}</p></section>
<section><h2>How to get these numbers again</h2>
${pairTable("Files, settings and versions", data.provenance)}</section>`;
  return page(data.title, body);
}

function cellTable({ header, rows }: CellsReportData): Html {
  const body = rows.map(
    ([first, label, ...rest]) =>
      html`<tr><th scope="row">${first}</th><td>${label}</td>${rest.map((cell) => html`<td class="number">${cell}</td>`)}</tr>`,
  );
  return html`<div class="scroll" tabindex="0" role="region" aria-label="All cells"><table>
<thead><tr>${header.map((name, column) =>
    column < 2 ? html`<th scope="col">${name}</th>` : html`<th scope="col" class="number">${name}</th>`,
  )}</tr></thead>
<tbody>${body}</tbody></table></div>`;
}
