/** What one chooses about one's own file, as its part of the address and as the commands that give the same numbers. */
import type { DataDescription, Kind, Kinds, Texts } from "../worker/data/protocol.js";
import type { Choices } from "./choices.js";
import { readingChoices, readingFlags } from "./readingFields.js";
import { quoted } from "./share.js";

/** Scores that take milliseconds each, and say different things. */
const METRICS = "mir,energyWeightedMir,mutualInformation,mig,modularity,irs,participationRatio,sparseness";

/** Empty: as the file suggests. */
export const dataChoices: Choices = {
  file: "",
  binWidth: "",
  columns: "",
  kinds: "",
  alpha: "1",
  lambdaIn: "1",
  lambdaOut: "1",
  activity: "",
  factors: "",
  metrics: METRICS,
  bins: "",
  draws: "100",
  without: "",
  shifts: "500",
  seed: "0",
  ...readingChoices,
};

/** Names with commas between them. */
export const wordsIn = (text: string): string[] =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean);

/** "heading=circular:360,odour=categorical" Throws an Error that says what is wrong. */
export function kindsIn(text: string): Kinds {
  return Object.fromEntries(
    wordsIn(text).map((part) => {
      const [, name, kind, period] = /^(.+)=(continuous|categorical|circular)(?::([^:]+))?$/.exec(part) ?? [];
      const length = Number(period);
      const whole = kind === "circular" ? length > 0 && length < Infinity : period === undefined;
      if (name === undefined || !whole) {
        throw new Error(
          `kinds=${part} is not understood: say name=kind, the kind continuous, categorical or circular:PERIOD`,
        );
      }
      return [name, kind === "circular" ? { kind, period: length } : { kind: kind as Kind["kind"] }];
    }),
  );
}

export const kindsText = (kinds: Kinds): string =>
  Object.entries(kinds)
    .map(([name, { kind, period }]) => `${name}=${kind}${period === undefined ? "" : `:${period}`}`)
    .join(",");

const only = (kinds: Kinds, names: readonly string[]): [string, Kind][] =>
  Object.entries(kinds).filter(([name]) => names.includes(name));

/** A whole number of at least `least`; undefined for an empty text. Throws an Error that says what is wrong. */
export function countIn(what: string, text: string, least: number): number | undefined {
  if (text.trim() === "") return undefined;
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new Error(`${what}: a whole number from ${least} is needed, not "${text}"`);
}

/** Throws an Error that says what is wrong. */
export function priceIn(what: string, text: string, least: "0" | "above 0"): number {
  const value = Number(text);
  if (text.trim() !== "" && Number.isFinite(value) && (least === "0" ? value >= 0 : value > 0)) return value;
  throw new Error(`${what}: a number ${least === "0" ? "from 0" : "above 0"} is needed, not "${text}"`);
}

const flag = (name: string, value: string): string => (value === "" ? "" : ` --${name} ${quoted(value)}`);

/** The width of bins that a command is told of NWB, in which the page chooses by itself. */
export const widthOf = ({ bins }: DataDescription, said: string): string =>
  said.trim() || (bins && "seconds" in bins ? String(bins.seconds) : "");

/** Columns that are said to be of some kind, by the file or by the person. */
const kindsOf = (file: DataDescription, columns: readonly string[], kinds: string): [string, Kind][] =>
  only({ ...saidBy(file), ...kindsIn(kinds) }, columns);

/** The same prediction in a terminal; undefined where one command cannot read these columns together. */
export function predictCommand(
  file: DataDescription,
  columns: readonly string[],
  choices: Choices,
): string | undefined {
  const kinds = kindsOf(file, columns, choices.kinds);
  const arrays = [...new Set(file.columns.filter(({ name }) => columns.includes(name)).map(({ array }) => array))];
  const isNamed = !["csv", "npy"].includes(file.format) && !(arrays.length === 1 && arrays[0] === "factors");
  if (arrays.includes("factors") && arrays.length > 1) return undefined;
  const prices = `${flag("alpha", choices.alpha)}${flag("lambda-in", choices.lambdaIn)}${flag("lambda-out", choices.lambdaOut)}`;
  return [
    `npx purecell predict ${quoted(file.name)}`,
    isNamed ? flag("arrays", arrays.join(",")) : "",
    flag("columns", columns.join(",")),
    flag("kinds", kindsText(Object.fromEntries(kinds))),
    flag("bin-width", widthOf(file, choices.binWidth)),
    readingFlags(choices, "predict", quoted),
    prices,
  ].join("");
}

/** What a file says of the kinds of its columns. */
const saidBy = ({ columns }: DataDescription): Kinds =>
  Object.fromEntries(columns.flatMap(({ name, known }) => (known ? [[name, known]] : [])));

const seedFlag = ({ seed }: Choices): string => (seed === "0" ? "" : ` --seed ${seed}`);

/** The same search in a terminal. `words`: the columns as readers of columns are told. */
export const designCommand = (file: string, words: readonly string[], kinds: Kinds, choices: Choices): string =>
  [
    `npx purecell design ${quoted(file)}`,
    flag("columns", words.join(",")),
    flag("kinds", kindsText(kinds)),
    " --simulations 0",
    seedFlag(choices),
  ].join("");

interface Population {
  readonly file: string;
  /** The names that the factors were found to have. */
  readonly factors: readonly string[];
  /** Activity, factors and the rest, with what the page chose by itself. */
  readonly choices: Choices;
  readonly texts: Texts;
}

function populationFlags({ factors, choices, texts }: Population, reader: "measure" | "test"): string {
  const kinds = only(kindsIn(choices.kinds), factors);
  const periods = kinds.flatMap(([name, { period }]) => (period === undefined ? [] : [`${name}=${period}`]));
  return [
    flag("activity", wordsIn(choices.activity).join(",")),
    flag("factors", wordsIn(choices.factors).join(",")),
    flag("kinds", kinds.map(([name, { kind }]) => `${name}=${kind}`).join(",")),
    flag("periods", periods.join(",")),
    flag("bin-width", choices.binWidth.trim()),
    readingFlags(texts, reader, quoted),
  ].join("");
}

/** The same scores and labels in a terminal. */
export const measureCommand = (population: Population, labelDraws: number): string => {
  const { file, choices } = population;
  return [
    `npx purecell measure ${quoted(file)}`,
    populationFlags(population, "measure"),
    flag("metrics", wordsIn(choices.metrics).join(",")),
    flag("bins", choices.bins.trim()),
    ` --null ${choices.draws} --intervals ${choices.draws} --selectivity ${labelDraws}`,
    seedFlag(choices),
  ].join("");
};

/** The same test in a terminal. */
export const testCommand = (population: Population): string => {
  const { file, choices } = population;
  return [
    `npx purecell test ${quoted(file)}`,
    populationFlags(population, "test"),
    flag("without", wordsIn(choices.without).join(",")),
    flag("bins", choices.bins.trim()),
    ` --null ${choices.draws} --intervals ${choices.draws}`,
    seedFlag(choices),
  ].join("");
};

/** The same cells in a terminal. */
export const cellsCommand = (file: string, choices: Choices, texts: Texts): string =>
  [
    `npx purecell cells ${quoted(file)}`,
    Number(choices.binWidth) > 0 ? flag("bin-width", choices.binWidth.trim()) : "",
    readingFlags(texts, "cells", quoted),
    ` --shifts ${choices.shifts} --field-shuffles ${choices.shifts}`,
    seedFlag(choices),
  ].join("");

/** A column of words that names the epochs of a trial. */
const EPOCHS = /^((task|trial)_)?(epoch|phase|period|stage)(_name)?s?$/i;

/** What only a terminal does with a recording, each with the line to type; words in capitals are to be replaced. */
export function terminalOnly(
  { name, columns }: Pick<DataDescription, "name" | "columns">,
  activity: string,
  factors: string,
): readonly (readonly [what: string, command: string])[] {
  const epoch = columns.find((column) => column.text && EPOCHS.test(column.name))?.name ?? "EPOCH";
  const variables = wordsIn(factors).filter((factor) => factor !== epoch);
  const arrays = `${flag("activity", wordsIn(activity).join(","))}${flag("factors", variables.join(","))}`;
  return [
    [
      "Compare the epochs of a trial: angles, overlap, parallelism of what they encode",
      `npx purecell measure ${quoted(name)}${arrays}${flag("epoch", epoch)}`,
    ],
  ];
}
