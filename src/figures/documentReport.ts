/** An answer as one HTML page: figures and tables around it, where there are no claims to judge. */
import type { Figure } from "../protocols.js";
import { figureBlock } from "./figureBlock.js";
import { type Html, html, slug } from "./html.js";
import { type Headline, type PageSection, reportPage } from "./page.js";
import { type AgainData, againPart, folded, noteList, type PaperData, paperPart } from "./parts.js";
import { tableOf } from "./tables.js";

/** A table of a document; cells are written as they come. */
export interface DocumentTable {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Longer than a reader wants to scroll past: opened by a click. */
  readonly folded?: boolean;
}

export interface DocumentData {
  readonly title: string;
  /** What it is about: files, a run. */
  readonly subject?: string;
  readonly headline?: Headline | undefined;
  /** The answer in a sentence. */
  readonly lead: string;
  /** What was found, a line each. */
  readonly findings: readonly string[];
  readonly figures: readonly Figure[];
  readonly tables: readonly DocumentTable[];
  readonly notes: readonly string[];
  readonly paper: PaperData;
  /** The command gives the same answer again. */
  readonly again: AgainData;
}

/** The whole page. */
export function documentHtml({
  figures: [hero, ...others],
  tables,
  notes,
  paper,
  again,
  ...opening
}: DocumentData): string {
  return reportPage({
    ...opening,
    hero,
    sections: [
      { id: "findings", title: "What was found", body: noteList(opening.findings) },
      {
        id: "figures",
        title: "More figures",
        body: others.length > 0 ? html`${others.map((figure, at) => figureBlock(figure, at + 2))}` : undefined,
      },
      ...tables.map(tableSection),
      { id: "notes", title: "Notes", body: noteList(notes) },
      { id: "paper", title: "For your paper", body: paperPart(paper, again.provenance) },
      { id: "again", title: "How to get these numbers again", body: againPart(again) },
    ],
  });
}

function tableSection({ title, columns, rows, folded: isFolded }: DocumentTable): PageSection {
  const table: Html = tableOf({ name: title, columns, rows });
  return { id: `table-${slug(title)}`, title, body: isFolded ? folded(`All ${rows.length} rows`, table) : table };
}
