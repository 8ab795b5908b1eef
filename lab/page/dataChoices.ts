/** What one chooses about one's own file, as its part of the address and as the commands that give the same numbers. */
import type { DataDescription, Kind, Kinds } from "../worker/data/protocol.js";
import type { Choices } from "./choices.js";
import { quoted } from "./share.js";

/** Scores that take milliseconds each, and say different things. */
const METRICS = "mir,energyWeightedMir,mutualInformation,mig,modularity,irs,participationRatio,sparseness";

/** Empty: as the file suggests. */
export const dataChoices = {
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
  seed: "0",
} as const satisfies Choices;

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

/** Undefined where a file is to be shown as it is stored. Throws an Error that says what is wrong. */
export function binWidthIn(text: string): number | "trials" | undefined {
  const trimmed = text.trim();
  if (trimmed === "" || trimmed === "trials") return trimmed || undefined;
  const seconds = Number(trimmed);
  if (Number.isFinite(seconds) && seconds > 0) return seconds;
  throw new Error(`the width of bins is a number of seconds, e.g. 0.1, or "trials"; not "${text}"`);
}

const flag = (name: string, value: string): string => (value === "" ? "" : ` --${name} ${quoted(value)}`);

/** The same prediction in a terminal; undefined for formats that `purecell predict` does not read. */
export function predictCommand(
  file: DataDescription,
  columns: readonly string[],
  choices: Choices,
): string | undefined {
  if (!["csv", "npy", "npz"].includes(file.format)) return undefined;
  const kinds = only({ ...saidBy(file), ...kindsIn(choices.kinds) }, columns);
  const arrays = [...new Set(file.columns.filter(({ name }) => columns.includes(name)).map(({ array }) => array))];
  if (arrays.includes("factors") && arrays.length > 1) return undefined;
  const named = file.format === "npz" && arrays[0] !== "factors" ? flag("arrays", arrays.join(",")) : "";
  const prices = `${flag("alpha", choices.alpha)}${flag("lambda-in", choices.lambdaIn)}${flag("lambda-out", choices.lambdaOut)}`;
  return `npx purecell predict ${quoted(file.name)}${named}${flag("columns", columns.join(","))}${flag("kinds", kindsText(Object.fromEntries(kinds)))}${prices}`;
}

/** What a file says of the kinds of its columns. */
const saidBy = ({ columns }: DataDescription): Kinds =>
  Object.fromEntries(columns.flatMap(({ name, known }) => (known ? [[name, known]] : [])));

/** The same scores in a terminal. `factors`: the names that the factors were found to have. */
export function measureCommand(file: string, factors: readonly string[], choices: Choices): string {
  const kinds = only(kindsIn(choices.kinds), factors);
  const periods = kinds.flatMap(([name, { period }]) => (period === undefined ? [] : [`${name}=${period}`]));
  return [
    `npx purecell measure ${quoted(file)}`,
    flag("activity", wordsIn(choices.activity).join(",")),
    flag("factors", wordsIn(choices.factors).join(",")),
    flag("kinds", kinds.map(([name, { kind }]) => `${name}=${kind}`).join(",")),
    flag("periods", periods.join(",")),
    flag("bin-width", choices.binWidth.trim()),
    flag("metrics", wordsIn(choices.metrics).join(",")),
    flag("bins", choices.bins.trim()),
    ` --null ${choices.draws} --intervals ${choices.draws}`,
    choices.seed === "0" ? "" : ` --seed ${choices.seed}`,
  ].join("");
}
