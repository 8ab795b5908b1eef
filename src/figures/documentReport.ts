/** An answer as one HTML page: figures and tables around it, where there are no claims to judge. */
import type { Figure, Json } from "../protocols.js";
import { type Html, html } from "./html.js";
import { figureBlock, noteList, page, pairTable } from "./report.js";

/** A table of a document; cells are written as they come. */
export interface DocumentTable {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface DocumentData {
  readonly title: string;
  /** The answer in a sentence. */
  readonly lead: string;
  /** What was found, a paragraph each. */
  readonly findings: readonly string[];
  readonly figures: readonly Figure[];
  readonly tables: readonly DocumentTable[];
  readonly notes: readonly string[];
  /** The command that gives the same answer again. */
  readonly command: string;
  readonly settings: Readonly<Record<string, Json>>;
  readonly provenance: Readonly<Record<string, Json>>;
}

/** The whole page. */
export function documentHtml(document: DocumentData): string {
  const { title, lead, findings, figures, tables, notes, command, settings, provenance } = document;
  const body = html`<header><h1>${title}</h1>
<p class="lead">${lead}</p>${findings.map((finding) => html`<p>${finding}</p>`)}</header>
<section><h2>Figures</h2>
${figures.map((figure, index) => figureBlock(figure, index + 1))}</section>
${tables.map(documentTable)}
${notes.length > 0 ? html`<section><h2>Notes</h2>${noteList(notes)}</section>` : undefined}
<section><h2>How to get these numbers again</h2>
<pre><code>${command}</code></pre>
<h3>Settings</h3>${pairTable("Settings", settings)}
<h3>Provenance</h3>${pairTable("Versions", provenance)}</section>`;
  return page(title, body);
}

function documentTable({ title, columns, rows }: DocumentTable): Html {
  const head = columns.map((column) => html`<th scope="col">${column}</th>`);
  const body = rows.map(([first, ...others]) => {
    const cells = others.map((cell) => html`<td>${cell}</td>`);
    return html`<tr><th scope="row">${first}</th>${cells}</tr>`;
  });
  return html`<section><h2>${title}</h2>
<div class="scroll" tabindex="0" role="region" aria-label="${title}"><table>
<thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div></section>`;
}
