/** What a run found, as one HTML file. */
import type { Figure, Json, Met, Verdict } from "../protocols.js";
import { figureBlock } from "./figureBlock.js";
import { type Html, html, slug } from "./html.js";
import { type PageSection, reportPage } from "./page.js";
import { againPart, folded, noteList, paperPart } from "./parts.js";
import { tableOf } from "./tables.js";

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
  const { title, claim, verdicts, figures, notes, settings, provenance, source } = report;
  const [hero, ...others] = figures;
  return reportPage({
    title,
    subject: subjectOf(report),
    headline: headlineOf(verdicts),
    lead: claim,
    hero,
    sections: [
      { id: "verdicts", title: "Verdicts", body: verdictList(report, 3) },
      { id: "figures", title: "More figures", body: figureList(others, 2) },
      { id: "notes", title: "Notes", body: noteList(notes) },
      { id: "paper", title: "For your paper", body: paperPart({ cited: [source] }, provenance) },
      { id: "again", title: "How to get these numbers again", body: againPart({ settings, provenance }) },
    ],
  });
}

/** Several experiments: first every verdict in one table, then each experiment's own sections. */
export function indexReportHtml({ title, introduction, reports, notes }: IndexReportData): string {
  const cited = reports.map(({ source }) => source);
  return reportPage({
    title,
    headline: headlineOf(reports.flatMap(({ verdicts }) => verdicts)),
    lead: introduction,
    sections: [
      { id: "verdicts", title: "Verdicts", body: html`${indexTable(reports)}${noteList(notes)}` },
      ...reports.map(experimentSection),
      { id: "paper", title: "For your paper", body: paperPart({ cited }, reports[0]?.provenance ?? {}) },
    ],
  });
}

const experimentSection = (report: ReportData): PageSection => ({
  id: sectionId(report),
  title: report.title,
  body: html`<p>${report.claim}</p>
<p class="soft">${subjectOf(report)} ${countMet(report.verdicts)}</p>
${figureList(report.figures, 1)}
${verdictList(report, 3)}
${noteList(report.notes)}
${againPart(report)}`,
});

const subjectOf = ({ source, runId }: Pick<ReportData, "source" | "runId">): string =>
  `Source: ${source}. Run: ${runId}`;

/** Undefined without claims. */
function headlineOf(verdicts: readonly Verdict[]) {
  if (verdicts.length === 0) return undefined;
  const { met, ...others } = counts(verdicts);
  if (others["not judged"] === verdicts.length)
    return { value: "Not judged", label: "at this size: too few seeds or too short trainings" };
  const rest = Object.entries(others).flatMap(([word, count]) => (count > 0 ? [`${count} ${word}`] : []));
  return { value: `${met} of ${verdicts.length}`, label: ["claims met", ...rest].join(", ") };
}

const counts = (verdicts: readonly Verdict[]): Readonly<Record<Met, number>> => {
  const count = (met: Met) => verdicts.filter((verdict) => verdict.met === met).length;
  return { met: count("met"), "not met": count("not met"), "not judged": count("not judged") };
};

function countMet(verdicts: readonly Verdict[]): string {
  const headline = headlineOf(verdicts);
  return headline ? `${headline.value} ${headline.label}.` : "No claim was tested.";
}

const SIGN: Readonly<Record<Met, string>> = { met: "✓", "not met": "✗", "not judged": "–" };

/** Sign, word, border and colour say the same, so that none is needed alone. */
const badge = (met: Met): Html =>
  html`<span class="badge ${slug(met)}"><span aria-hidden="true">${SIGN[met]} </span>${met}</span>`;

type Level = 3 | 4;

const verdictList = (report: ReportData, level: Level): Html | undefined =>
  report.verdicts.length === 0
    ? undefined
    : html`${report.verdicts.map((verdict) => verdictArticle(verdict, verdictId(report, verdict), level))}`;

/** Claim, verdict and what was measured stand open. */
function verdictArticle(verdict: Verdict, anchor: string, level: Level): Html {
  const { id, claim, criterion, measured, settings, met, notes } = verdict;
  return html`<article class="verdict" id="${anchor}">
<header><h${level}>${claim}</h${level}>${badge(met)}</header>
<p>${measured}</p>
${folded(
  "How it was judged",
  html`<dl><dt>Criterion</dt><dd>${criterion}</dd>
<dt>Estimated with</dt><dd>${settings}</dd>
<dt>Name</dt><dd><code>${id}</code></dd></dl>
${noteList(notes)}`,
)}
${valueTable(verdict)}
</article>`;
}

function valueTable({ id, values }: Verdict): Html | undefined {
  if (!values || values.length === 0) return undefined;
  const rows = values.map(({ label, value }) => [label, fullNumber(value)]);
  const columns = ["Seed or run", "Value"];
  const table = tableOf({ name: `Values per seed of ${id}`, columns, rows, numbersFrom: 1 });
  return folded(`Values per seed (${values.length})`, table);
}

/** Six significant digits; NaN is "undefined", never a number. */
function fullNumber(value: number): string {
  if (Number.isNaN(value)) return "undefined";
  return String(Number(value.toPrecision(6))).replace("-", "−");
}

const figureList = (figures: readonly Figure[], from: number): Html | undefined =>
  figures.length === 0 ? undefined : html`${figures.map((figure, index) => figureBlock(figure, from + index))}`;

const sectionId = ({ runId }: ReportData): string => `run-${slug(runId)}`;
const verdictId = ({ runId }: ReportData, { id }: Verdict): string => `verdict-${slug(runId)}-${slug(id)}`;

function indexTable(reports: readonly ReportData[]): Html {
  const rows = reports.flatMap((report) =>
    report.verdicts.map((verdict) => [
      html`<a href="#${verdictId(report, verdict)}">${verdict.claim}</a>`,
      badge(verdict.met),
      verdict.measured,
      html`<a href="#${sectionId(report)}">${report.title}</a>`,
    ]),
  );
  return tableOf({ name: "All verdicts", columns: ["Claim", "Verdict", "Measured", "Experiment"], rows });
}
