/** The folder of `--out`: the figure, a page for readers and the answer as data. */
import { join } from "node:path";
import { changesText, headline, judgedTexts, percent } from "../../../answers/design/words.js";
import { type Judged, trialsOfDesign } from "../../../efficiency/index.js";
import type { FigureSpec, Panel } from "../../../figures/index.js";
import { counted, sentence } from "../../../math/words.js";
import { makeFolder, packageVersion, writeDurably } from "../../../runs/index.js";
import { given } from "../../flags/flag.js";
import { resumeCommand } from "../../terminal/resumeCommand.js";
import { answerOf } from "./answer.js";
import type { Designed } from "./designed.js";
import { powerCells } from "./text.js";

/** Writes everything and resolves to the path of the report. Throws InputError where the folder cannot be written. */
export async function writeReport(folder: string, designed: Designed, argv: readonly string[]): Promise<string> {
  const { documentHtml, drawFigure } = await import("../../../figures/index.js");
  const { figureFiles } = await import("../../../figures/png.node.js");
  makeFolder(folder);
  const spec = await figureOf(designed);
  const figures = spec.panels.length > 0 ? [drawFigure(spec)] : [];
  for (const [name, contents] of figures.flatMap((figure) => [...figureFiles(figure)]))
    await writeDurably(join(folder, name), contents);
  const answer = { schemaVersion: 1, ...answerOf(designed) };
  await writeDurably(join(folder, "results.json"), `${JSON.stringify(answer, null, 2)}\n`);
  const report = join(folder, "report.html");
  await writeDurably(report, documentHtml({ ...pageOf(designed, argv), figures }));
  return report;
}

async function figureOf({ before, best, power }: Designed): Promise<FigureSpec> {
  const { lineBand, scatterAgainst } = await import("../../../figures/index.js");
  const drawn = drawnOf(before);
  const sizes = [...new Set(power.map(({ neurons }) => neurons))];
  const series = sizes.map((count) => {
    const own = power.filter(({ neurons }) => neurons === count);
    return { label: `${count} neurons`, x: own.map(({ repeats }) => repeats), median: own.map((one) => one.power) };
  });
  const title = "How often both designs are judged correctly";
  const panels: Panel[] = [
    ...plane(before, "Before", drawn, scatterAgainst),
    ...(best ? plane(best.judged, "After", drawn, scatterAgainst) : []),
    ...(series.length > 0
      ? [lineBand({ title, xLabel: "trials of a condition", yLabel: "power", yDomain: [0, 1], series })]
      : []),
  ];
  return {
    id: "design",
    title: "A design and a smallest change",
    caption:
      "Conditions before and after. Power: part of simulated populations at the optimum of both designs of which purecell test says the right verdict.",
    summary: `${before.predicted} before, ${best?.judged.predicted ?? before.predicted} after.`,
    panels,
  };
}

type Scatter = typeof import("../../../figures/index.js").scatterAgainst;

/** The conditions in the plane of two variables. */
function plane({ conditions }: Judged, title: string, [first, second]: readonly number[], draw: Scatter): Panel[] {
  const { variables, cells, counts } = conditions;
  if (second === undefined) return [];
  const at = (t: number, v: number) => variables[v].values[cells[t * variables.length + v]];
  const [x, y] = [variables[first], variables[second]];
  return [
    draw({
      title: variables.length > 2 ? `${title}: ${x.name} and ${y.name}` : title,
      xLabel: x.name,
      yLabel: y.name,
      points: Array.from(counts, (_, t) => ({ x: at(t, first), y: at(t, second) })),
      ...given({ xLevels: x.levelNames, yLevels: y.levelNames }),
      width: 280,
      height: 260,
    }),
  ];
}

/** The two variables of the costliest reason; the first two where no reason names two. */
function drawnOf({ conditions: { variables }, explained }: Judged): readonly number[] {
  const isOf = (coordinate: string, name: string) =>
    [name, `cos ${name}`, `sin ${name}`].includes(coordinate) || coordinate.startsWith(`${name}=`);
  const blamed = explained.explanation.reasons.map(({ factors }) =>
    [...variables.keys()].filter((v) => factors.some((factor) => isOf(factor, variables[v].name))),
  );
  return blamed.find((pair) => pair.length === 2) ?? [...variables.keys()].slice(0, 2);
}

function pageOf(designed: Designed, argv: readonly string[]) {
  const { request, before, best, proposals, power } = designed;
  const [columns = [], ...rows] = power.length > 0 ? powerCells(power) : [];
  return {
    title: "Which conditions the experiment needs",
    subject: `${request.file}: ${counted(before.conditions.counts.length, "condition")}`,
    headline: {
      value: percent(before.saving),
      label: `of the energy is saved by mixing${best ? `, ${percent(best.judged.saving)} after the change` : ""}`,
    },
    lead: sentence(headline({ before, best, limits: request.limits })),
    findings: [
      ...judgedTexts(before).map((text) => `before: ${text}`),
      ...(best ? judgedTexts(best.judged).map((text) => `after: ${text}`) : []),
    ].map(sentence),
    tables: [
      {
        title: "Changes that were tried",
        columns: ["change", "turns the verdict", "mixing saves"],
        rows: proposals.map((one) => [changesText(one), one.flips ? "yes" : "no", percent(one.judged.saving)]),
      },
      ...(power.length > 0 ? [{ title: "Power: neurons by trials of a condition", columns, rows }] : []),
    ],
    notes: [
      `The table counts ${trialsOfDesign(before.conditions, 1)} trials in a round of all its rows.`,
      "Power assumes that every neuron of the optimum is recorded equally often, with Gaussian trials.",
    ],
    paper: { cited: ["Whittington et al. 2023", "Dorrell et al. 2025"] },
    again: {
      command: resumeCommand(argv),
      settings: {
        file: request.file,
        seed: request.seed,
        ...request.limits,
        signalToNoise: request.power.signalToNoise,
      },
      provenance: { purecell: packageVersion(), node: process.version },
    },
  };
}
