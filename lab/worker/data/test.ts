/** Whether the population of a file is the one that theory predicts for its variables: as `purecell test` says. */
import manifest from "../../../package.json" with { type: "json" };
import { testFigure } from "../../../src/answers/population/figures.js";
import { paragraphOf } from "../../../src/answers/population/paragraph.js";
import { neuronsCsv } from "../../../src/answers/population/tables.js";
import { type Tested, unitNameOf } from "../../../src/answers/population/tested.js";
import { withoutLines } from "../../../src/answers/population/without.js";
import { countsText, efficiencyLines, headline } from "../../../src/answers/population/words.js";
import { leaveOut, testPopulation } from "../../../src/efficiency/index.js";
import { drawFigure } from "../../../src/figures/index.js";
import { fold, key } from "../../../src/math/random.js";
import { reasonTexts } from "../../../src/theory/index.js";
import { withoutFlags } from "../withoutFlags.js";
import { current } from "./opened.js";
import type { Tell } from "./progress.js";
import { nowAndThen } from "./progress.js";
import type { TestAnswer, TestQuestion } from "./protocol.js";
import { takenIn, timingOf } from "./taken.js";

/** Throws InputError for data of which nothing can be said. */
export async function testData(question: TestQuestion, tell: Tell): Promise<TestAnswer> {
  const taken = await takenIn(question);
  const timing = timingOf(taken, question);
  const { draws, bins, seed } = question;
  const say = nowAndThen(tell);
  tell({ what: "the optimum for these variables", done: 0, total: 0 });
  const test = testPopulation(
    taken.representation,
    { nullDraws: draws, intervalDraws: draws, block: timing.block, ...(bins !== undefined && { bins }) },
    key(seed),
    { redrawn: (done, total) => say({ what: "draws of neurons and trials", done, total }) },
  );
  const without = question.without.map((name) =>
    leaveOut(test.representation, name, test, fold(fold(key(seed), "without"), name)),
  );
  const notes = [...taken.notes, ...timing.notes, ...test.notes];
  return answerOf({
    file: current().file.name,
    seed,
    recording: taken,
    test,
    without,
    notes,
    version: manifest.version,
  });
}

function answerOf(tested: Tested): TestAnswer {
  const { efficiency, outcome, explained, population, trials } = tested.test;
  const names = trials.variables.map(({ name }) => name);
  const named = (variable: number | null) => (variable === null ? "" : names[variable]);
  return {
    headline: headline(tested),
    outcome,
    efficiency,
    statement: explained.prediction.statement,
    reasons: reasonTexts(explained.explanation),
    counts: countsText(population),
    efficiencyLines: efficiencyLines(efficiency, outcome.predicted),
    warnings: efficiency.reasons.map(withoutFlags),
    without: tested.without.map((one) => withoutLines(tested, one).join("; ")),
    paragraph: paragraphOf(tested),
    notes: tested.notes.map(withoutFlags),
    neurons: population.neurons.map(({ unit, kind, main, second, shares, angle }) => ({
      name: unitNameOf(tested, unit),
      kind,
      main: named(main),
      second: named(second),
      share: main === null ? Number.NaN : shares[main],
      angle,
    })),
    csv: neuronsCsv(tested),
    figure: drawFigure(testFigure(tested)),
  };
}
