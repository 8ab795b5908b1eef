/** What was measured of a recording, as one HTML file: headline, table of scores, figures, a paragraph for the methods section. */
import type { Figure, Json } from "../protocols.js";
import { figureBlock } from "./figureBlock.js";
import { type Html, html } from "./html.js";
import { type Headline, reportPage } from "./page.js";
import { againPart, folded, noteList, type PaperData, paperPart } from "./parts.js";
import { tableOf } from "./tables.js";

/** A row of the table: a metric or one of its parts. All cells are text, as they are to be read. */
export interface ScoreTableRow {
  /** In words, e.g. "Mutual information gap". */
  readonly title: string;
  /** As `--metrics` takes it. */
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
  /** File, conditions, units, factors. */
  readonly subject: string;
  readonly headline: Headline | undefined;
  /** How the headline is to be read, in a sentence. */
  readonly lead: string;
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
  /** The first stands above everything else. */
  readonly figures: readonly Figure[];
  readonly paper: PaperData;
  /** Where the scores come from, in words. */
  readonly citations: readonly string[];
  readonly command: string;
  readonly provenance: Readonly<Record<string, Json>>;
  readonly notes: readonly string[];
}

/** The report as one HTML document, figures inside; every text is escaped. */
export function measureReportHtml(data: MeasureReportData): string {
  const [hero, ...figures] = data.figures;
  const { title, subject, headline, lead, provenance, command } = data;
  const cited = [...data.paper.cited, ...data.citations];
  return reportPage({
    title,
    subject,
    headline,
    lead,
    hero,
    sections: [
      { id: "notes", title: "Before you quote it", body: noteList(data.notes) },
      { id: "neurons", title: "Single neurons", body: neuronPart(data.neurons) },
      {
        id: "figures",
        title: "More figures",
        body: figures.length > 0 ? html`${figures.map((figure, at) => figureBlock(figure, at + 2))}` : undefined,
      },
      { id: "scores", title: "All scores", body: html`${scoreTable(data)}${notApplicable(data)}` },
      {
        id: "paper",
        title: "For your paper",
        body: html`${paperPart({ ...data.paper, cited }, provenance)}${sourceList(data)}`,
      },
      { id: "again", title: "How to get these numbers again", body: againPart({ command, provenance }) },
    ],
  });
}

function scoreTable({ scores, nulls }: MeasureReportData): Html {
  const rows = scores.map(({ title, name, meaning, score, interval, chance, settings }) => [
    html`${title} <code>${name}</code>${folded("what it is", html`<p>${meaning}. Settings: ${settings}.</p>`)}`,
    score,
    interval,
    ...chance,
  ]);
  const columns = ["Metric", "Score", "95 % interval", ...nulls.map((name) => `Chance, ${name}`)];
  return tableOf({ name: "All scores", columns, rows, numbersFrom: 1 });
}

const sourceList = ({ citations }: MeasureReportData): Html | undefined =>
  citations.length === 0
    ? undefined
    : folded("The sources in words", html`<ol>${citations.map((citation) => html`<li>${citation}</li>`)}</ol>`);

/** Cells in the first three columns are words, the others numbers. */
function neuronPart({ lines, titles, rows }: MeasureReportData["neurons"]): Html {
  const table = tableOf({ name: "Single neurons", columns: titles, rows, numbersFrom: 3 });
  return html`${lines.map((line) => html`<p>${line}</p>`)}
${rows.length === 0 ? undefined : folded(`The ${rows.length} neurons that are predicted best`, table)}`;
}

function notApplicable(data: MeasureReportData): Html | undefined {
  if (data.notApplicable.length === 0) return undefined;
  const lines = data.notApplicable.map(([name, reason]) => html`<li><code>${name}</code>: ${reason}</li>`);
  return folded(`${data.notApplicable.length} that cannot be had of these data, and why`, html`<ul>${lines}</ul>`);
}
