/** The folder of `--out`: the figure, a page for readers, the table of neurons and the answer as data. */
import { join } from "node:path";
import { answerOf } from "../../../answers/population/answer.js";
import { testFigure } from "../../../answers/population/figures.js";
import { paragraphOf } from "../../../answers/population/paragraph.js";
import { neuronsCsv } from "../../../answers/population/tables.js";
import { type Tested, unitNameOf } from "../../../answers/population/tested.js";
import { withoutLines } from "../../../answers/population/without.js";
import { countsText, efficiencyLines, headline, number, percent, range } from "../../../answers/population/words.js";
import type { DocumentTable } from "../../../figures/index.js";
import { counted, sentence } from "../../../math/words.js";
import { makeFolder, packageVersion, writeDurably } from "../../../runs/index.js";
import { reasonTexts } from "../../../theory/index.js";
import { resumeCommand } from "../../terminal/resumeCommand.js";

/** Writes everything and resolves to the path of the report. Throws InputError where the folder cannot be written. */
export async function writeReport(folder: string, tested: Tested, argv: readonly string[]): Promise<string> {
  const { documentHtml, drawFigure } = await import("../../../figures/index.js");
  const { figureFiles } = await import("../../../figures/png.node.js");
  makeFolder(folder);
  const figure = drawFigure(testFigure(tested));
  for (const [name, contents] of figureFiles(figure)) await writeDurably(join(folder, name), contents);
  await writeDurably(join(folder, "neurons.csv"), neuronsCsv(tested));
  const answer = { schemaVersion: 1, ...answerOf(tested) };
  await writeDurably(join(folder, "results.json"), `${JSON.stringify(answer, null, 2)}\n`);
  const report = join(folder, "report.html");
  await writeDurably(report, documentHtml({ ...pageOf(tested, argv), figures: [figure] }));
  return report;
}

function pageOf(tested: Tested, argv: readonly string[]) {
  const { test, file, seed, notes, without } = tested;
  const { explained, population, efficiency, settings, outcome } = test;
  return {
    title: "Is this population efficient?",
    subject: `${file}: ${counted(test.trials.units, "neuron")}, ${counted(test.trials.rows, "trial")} of ${counted(test.trials.counts.length, "condition")}`,
    headline: headlineNumber(tested),
    lead: sentence(headline(tested)),
    findings: [
      explained.prediction.statement,
      ...reasonTexts(explained.explanation),
      countsText(population),
      ...efficiencyLines(efficiency, outcome.predicted).map((line) => `efficiency: ${line}`),
      ...without.flatMap((one) => withoutLines(tested, one).map((line) => `without ${line}`)),
      ...efficiency.reasons.map((reason) => `warning: ${reason}`),
    ].map(sentence),
    tables: [neuronTable(tested)],
    notes: notes.map(sentence),
    paper: { methods: paragraphOf(tested), cited: ["Whittington et al. 2023"] },
    again: {
      command: resumeCommand(argv),
      settings: { file, seed, ...settings },
      provenance: { purecell: packageVersion(), node: process.version },
    },
  };
}

/** Efficiency, else how many are pure. */
function headlineNumber({ test: { efficiency, population } }: Tested) {
  const { eta, interval } = efficiency;
  const { pure, mixed } = population.counts;
  if (eta === null) return { value: `${pure} of ${pure + mixed}`, label: "tuned neurons are pure" };
  const ends = interval === null ? "" : ` (95 %: ${range(interval)})`;
  return { value: eta.toFixed(2), label: `of its activity an optimal population would need${ends}` };
}

function neuronTable(tested: Tested): DocumentTable {
  const { trials, population } = tested.test;
  const names = trials.variables.map(({ name }) => name);
  return {
    title: "Neurons",
    folded: trials.units > 30,
    columns: [
      "neuron",
      "kind",
      "main",
      ...names.map((name) => `share of ${name}`),
      "interaction",
      "q (tuned)",
      "angle",
    ],
    rows: population.neurons.map((neuron) => [
      unitNameOf(tested, neuron.unit),
      neuron.kind,
      neuron.main === null ? "-" : names[neuron.main],
      ...neuron.shares.map(percent),
      percent(neuron.interaction),
      neuron.q.tuned.toPrecision(2),
      `${number(neuron.angle)}`,
    ]),
  };
}
