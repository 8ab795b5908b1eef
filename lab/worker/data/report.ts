/** All that was asked of a file and answered, as one page to keep: the same numbers, figures and commands. */
import manifest from "../../../package.json" with { type: "json" };
import { type DocumentTable, documentHtml, drawFigure, scoresAgainstChance } from "../../../src/figures/index.js";
import type { Figure } from "../../../src/protocols.js";
import { sheetsOf } from "./cells.js";
import { current } from "./opened.js";
import type { ActivityAnswer, CellsAnswer, ReportQuestion, TestAnswer } from "./protocol.js";

const shown = (value: number): string => (Number.isFinite(value) ? value.toFixed(3) : "-");
const sentence = (text: string): string =>
  `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`;

export function dataReport(question: ReportQuestion): string {
  const { predicted, designed, tested, measured, cells, read, commands, choices } = question;
  const { name } = current().file;
  const findings = [
    ...(predicted ? [predicted.prediction.statement, ...predicted.reasons] : []),
    ...(designed ? [designed.headline] : []),
    ...(tested ? [tested.headline, tested.counts, ...tested.warnings] : []),
    ...(measured ? labelLines(measured) : []),
    ...(cells ? cells.lines : []),
  ];
  return documentHtml({
    title: `What ${name} holds`,
    lead: sentence(
      tested?.headline ?? predicted?.prediction.statement ?? cells?.lines[0] ?? "Scores and their chance levels",
    ),
    findings: findings.map(sentence),
    figures: [
      ...(predicted ? [predicted.figure] : []),
      ...(tested ? [tested.figure] : []),
      ...(measured ? scoreFigures(measured) : []),
      ...(cells ? sheetsOf() : []),
    ],
    tables: [
      ...(measured ? [scoreTable(measured), ...labelTables(measured)] : []),
      ...(tested ? [neuronTable(tested)] : []),
      ...(cells ? [cellTable(cells)] : []),
    ],
    notes: [...read, ...(measured?.notes ?? []), ...(tested?.notes ?? [])].map(sentence),
    paper: { methods: tested?.paragraph, cited: ["Whittington et al. 2023"] },
    again: {
      command: commands.join("\n"),
      settings: { file: name, ...choices },
      provenance: { purecell: manifest.version, "made in": "the lab" },
    },
  });
}

function labelLines({ neurons }: ActivityAnswer): string[] {
  if ("reason" in neurons) return [];
  const kinds = [...new Set(neurons.labels.map(({ kind }) => kind))];
  return [kinds.map((kind) => `${neurons.labels.filter((label) => label.kind === kind).length} ${kind}`).join(", ")];
}

function scoreFigures({ rows }: ActivityAnswer): Figure[] {
  const scores = rows
    .filter(({ score }) => Number.isFinite(score) && Math.abs(score) <= 1.05)
    .map(({ title, metric, score, interval }) => ({
      label: metric.includes(".") ? `${title}, ${metric.split(".")[1]}` : title,
      score,
      ...(interval.every(Number.isFinite) && { interval }),
      chance: [],
    }));
  if (scores.length === 0) return [];
  return [
    drawFigure({
      id: "scores",
      title: "Scores",
      caption: "Dots: scores, with their intervals. What they are by chance stands in the table.",
      summary: scores.map(({ label, score }) => `${label} ${shown(score)}`).join("; "),
      panels: [scoresAgainstChance({ title: "Scores", valueLabel: "score", scores })],
    }),
  ];
}

function scoreTable({ rows }: ActivityAnswer): DocumentTable {
  const nulls = [...new Set(rows.flatMap(({ chance }) => chance.map(({ kind }) => kind)))];
  return {
    title: "Scores",
    columns: ["metric", "score", "95 % interval", ...nulls.map((kind) => `chance, ${kind}`)],
    rows: rows.map(({ title, metric, score, interval, chance }) => [
      metric.includes(".") ? `${title}, ${metric.split(".")[1]}` : title,
      shown(score),
      interval.every(Number.isFinite) ? interval.map(shown).join(" to ") : "-",
      ...nulls.map((kind) => {
        const level = chance.find((one) => one.kind === kind);
        return level ? `${shown(level.median)}, p = ${level.p.toPrecision(2)}` : "-";
      }),
    ]),
  };
}

function labelTables({ neurons, names }: ActivityAnswer): DocumentTable[] {
  if ("reason" in neurons) return [];
  return [
    {
      title: "Single units",
      columns: ["unit", "label", "prefers", "q", "predictable share"],
      rows: neurons.labels.map(({ unit, kind, preferred, q, share }) => [
        names[unit] ?? String(unit),
        kind,
        preferred || "-",
        shown(q),
        shown(share),
      ]),
    },
  ];
}

const neuronTable = ({ neurons }: TestAnswer): DocumentTable => ({
  title: "Neurons against theory",
  columns: ["neuron", "kind", "main", "second", "share on the main", "degrees to the optimum"],
  rows: neurons.map(({ name, kind, main, second, share, angle }) => [
    name,
    kind,
    main || "-",
    second || "-",
    shown(share),
    shown(angle),
  ]),
});

const cellTable = ({ header, body }: CellsAnswer): DocumentTable => ({ title: "Cells", columns: header, rows: body });
