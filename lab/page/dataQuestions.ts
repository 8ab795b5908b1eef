/** What is asked of a file of one's own, and the command that asks the same: both from what stands in the fields. */
import type {
  ActivityAnswer,
  ActivityQuestion,
  CellsQuestion,
  DataDescription,
  DesignQuestion,
  FactorQuestion,
  Kinds,
  RecordingQuestion,
  TestQuestion,
  Texts,
} from "../worker/data/protocol.js";
import type { Choices } from "./choices.js";
import {
  cellsCommand,
  countIn,
  designCommand,
  measureCommand,
  predictCommand,
  priceIn,
  testCommand,
  widthOf,
  wordsIn,
} from "./dataChoices.js";

/** What stands in the fields, or what the page takes where nothing does. */
export interface DataFields {
  readonly file: DataDescription;
  readonly choices: Choices;
  readonly columns: readonly string[];
  readonly kinds: Kinds;
  readonly activity: string;
  readonly factors: string;
  readonly texts: Texts;
}

/** Throws an Error that says which field is wrong, as all that follow do. */
export const predictionAsked = ({ file, columns, kinds, choices }: DataFields) => ({
  question: {
    columns: [...columns],
    kinds,
    alpha: priceIn("activity α", choices.alpha, "above 0"),
    lambdaIn: priceIn("input weights λ", choices.lambdaIn, "0"),
    lambdaOut: priceIn("output weights λ", choices.lambdaOut, "above 0"),
  } satisfies FactorQuestion,
  command: predictCommand(file, columns, choices),
});

/** A factor that its file has a name for. */
const isNamed = (array: string, name: string, index: number): boolean =>
  array === "factors" && name !== `s${index + 1}`;

export function designAsked({ file, columns, kinds: chosenKinds, choices }: DataFields) {
  const chosen = columns.flatMap((name) => file.columns.find((column) => column.name === name) ?? []);
  const words = chosen.map(({ name, array, index }) =>
    index === undefined || isNamed(array, name, index) ? name : `${array}[${index}]`,
  );
  const kinds = Object.fromEntries(
    chosen.flatMap(({ name, known }, at) => {
      const kind = Object.hasOwn(chosenKinds, name) ? chosenKinds[name] : known;
      return kind === undefined ? [] : [[words[at], kind] as const];
    }),
  );
  const question: DesignQuestion = { columns: words, kinds, seed: countIn("seed", choices.seed, 0) ?? 0 };
  return { question, command: designCommand(file.name, words, kinds, choices) };
}

export const recordingAsked = ({ activity, factors, kinds, texts, choices }: Omit<DataFields, "file" | "columns">) =>
  ({
    activity: wordsIn(activity),
    factors: wordsIn(factors),
    kinds,
    texts,
    seed: Number(choices.seed) || 0,
  }) satisfies RecordingQuestion;

/** Draws and bins of scores, and the population of the command. `names`: those that the factors were found to have. */
function scored(fields: DataFields, names: readonly string[]) {
  const { file, choices, activity, factors, texts } = fields;
  const draws = countIn("draws", choices.draws, 20) ?? 100;
  const bins = countIn("bins", choices.bins, 2);
  const said = { activity, factors, binWidth: widthOf(file, choices.binWidth), draws: String(draws) };
  return {
    draws,
    question: { ...recordingAsked(fields), ...(bins !== undefined && { bins }), draws },
    population: { file: file.name, factors: names, texts, choices: { ...choices, ...said } },
  };
}

/** The command has only the metrics that were not refused, which the answer tells. */
export function measurementAsked(fields: DataFields, names: readonly string[]) {
  const { draws, question, population } = scored(fields, names);
  const metrics = wordsIn(fields.choices.metrics);
  const commandFor = ({ rows, labelDraws }: ActivityAnswer): string => {
    const refused = rows.flatMap(({ metric, applies }) => (applies ? [] : [metric]));
    const measured = metrics.filter((name) => !refused.includes(name)).join(",");
    return measureCommand({ ...population, choices: { ...population.choices, metrics: measured } }, labelDraws);
  };
  return { question: { ...question, metrics } satisfies ActivityQuestion, draws, commandFor };
}

export function testAsked(fields: DataFields, names: readonly string[]) {
  const { question: common, population } = scored(fields, names);
  const without = wordsIn(fields.choices.without);
  const unknown = without.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new Error(`without=${unknown}: the variables are ${names.join(", ")}`);
  if (without.length > 0 && names.length < 2) throw new Error(`without=${without}: nothing would be left to test`);
  const question: TestQuestion = { ...common, without };
  return { question, command: testCommand(population) };
}

export function cellsAsked({ file, choices }: Pick<DataFields, "file" | "choices">) {
  const shifts = countIn("shifts", choices.shifts, 19) ?? 500;
  const question: CellsQuestion = { shifts, seed: countIn("seed", choices.seed, 0) ?? 0 };
  return { question, command: cellsCommand(file.name, { ...choices, shifts: String(shifts) }, choices) };
}
