/** Which cells were recorded, as one HTML file: all maps side by side, a table of all cells, and a sheet for every cell. */
import type { Figure, Json } from "../protocols.js";
import { figureBlock } from "./figureBlock.js";
import { type Html, html, slug } from "./html.js";
import { type Headline, reportPage } from "./page.js";
import { againPart, noteList, type PaperData, paperPart } from "./parts.js";
import { tableOf } from "./tables.js";

export interface CellsReportData {
  readonly title: string;
  /** The files. */
  readonly subject: string;
  readonly headline: Headline | undefined;
  readonly lead: string;
  /** Rate maps of all cells, small; undefined where there is none. */
  readonly overview: Figure | undefined;
  /** Header and rows of the table, as they are to be read. */
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly sheets: readonly Figure[];
  readonly paper: PaperData;
  readonly command: string;
  readonly settings: Readonly<Record<string, Json>>;
  readonly provenance: Readonly<Record<string, Json>>;
  readonly notes: readonly string[];
}

/** The report as one HTML document, figures inside; every text is escaped. */
export function cellsReportHtml(data: CellsReportData): string {
  const { title, subject, headline, lead, overview, header, rows, notes, paper, provenance } = data;
  return reportPage({
    title,
    subject,
    headline,
    lead,
    hero: overview,
    sections: [
      { id: "notes", title: "Before you quote it", body: noteList(notes) },
      { id: "cells", title: "All cells", body: tableOf({ name: "All cells", columns: header, rows, numbersFrom: 2 }) },
      { id: "sheets", title: "Cell by cell", body: sheetList(data) },
      { id: "paper", title: "For your paper", body: paperPart(paper, provenance) },
      { id: "again", title: "How to get these numbers again", body: againPart(data) },
    ],
  });
}

/** Folded, so that a cell is found by its name; an address that names the figure opens it. */
function sheetList({ sheets, overview }: CellsReportData): Html | undefined {
  if (sheets.length === 0) return undefined;
  const from = overview === undefined ? 1 : 2;
  const blocks = sheets.map(
    (sheet, at) => html`<details class="sheet" id="sheet-${slug(sheet.id)}"><summary>${sheet.title}</summary>
${figureBlock(sheet, from + at)}</details>`,
  );
  return html`${blocks}`;
}
