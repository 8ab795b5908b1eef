/** What a schema refuses, in plain words: which part, what is expected there, what was given. */
import type * as z from "zod";

type Issue = z.core.$ZodIssue;

/** "corners: expected exactly 4 values, got 2". `given`: all that was given, by name. */
export function refusalText(issue: Issue, given: unknown): string {
  const [name = "settings", ...within] = issue.path;
  const place = within.map((part) => (typeof part === "number" ? `value ${part + 1}` : String(part))).join(", ");
  const value = issue.path.reduce<unknown>(partOf, given);
  const expected = expectedBy(issue);
  const reason = expected === undefined ? issue.message : `expected ${expected}, got ${shown(issue, value)}`;
  return `${String(name)}${place && ` (${place})`}: ${reason}`;
}

const partOf = (whole: unknown, part: PropertyKey): unknown =>
  typeof whole === "object" && whole !== null ? Reflect.get(whole, part) : undefined;

/** Kinds of values as schemas name them. */
const KINDS: Readonly<Record<string, string>> = {
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  string: "a word",
  array: "a list",
  tuple: "a list",
  object: "an object",
};

/** Undefined where a schema has words of its own. */
function expectedBy(issue: Issue): string | undefined {
  if (issue.code === "invalid_type") return KINDS[issue.expected];
  if (issue.code === "invalid_value") return `one of ${issue.values.map(String).join(", ")}`;
  if (issue.code === "too_small") return least(issue);
  return issue.code === "too_big" ? most(issue) : undefined;
}

type TooSmall = Extract<Issue, { readonly code: "too_small" }>;
type TooBig = Extract<Issue, { readonly code: "too_big" }>;

function least({ origin, minimum, inclusive, exact }: TooSmall): string {
  if (isCounted(origin)) return exact ? `exactly ${counted(origin, minimum)}` : `${counted(origin, minimum)} or more`;
  return inclusive ? `${minimum} or more` : `more than ${minimum}`;
}

function most({ origin, maximum, inclusive, exact }: TooBig): string {
  if (isCounted(origin)) return `${exact ? "exactly" : "at most"} ${counted(origin, maximum)}`;
  return inclusive ? `${maximum} or less` : `less than ${maximum}`;
}

const isCounted = (origin: string): boolean => origin === "array" || origin === "string";

const counted = (origin: string, count: number | bigint): string =>
  `${count} ${origin === "string" ? "letter" : "value"}${Number(count) === 1 ? "" : "s"}`;

/** Longer ones are cut. */
const MOST_SHOWN = 40;

function shown(issue: Issue, value: unknown): string {
  if ("origin" in issue && issue.origin === "array" && Array.isArray(value)) return String(value.length);
  const text = value === undefined ? "nothing" : JSON.stringify(value);
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN - 1)}…` : text;
}
